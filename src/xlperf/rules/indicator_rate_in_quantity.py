"""Under 数量指标 things are counted; a rate belongs under quality or benefit (相关性).

Seen in a real 2023 text: 居民对楼长的知晓率 under 数量指标.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared
from ._value_words import PERCENT


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each rate under a level for quantities."""
    for each in seen.real:
        level2 = each.row.level2
        if "数量" not in level2:
            continue
        if each.name.endswith("率") or each.target.unit in PERCENT:
            yield remark(
                "indicators.rate-in-quantity",
                each.path("level2"),
                level2,
                name=each.row.level3 or "—",
            )
