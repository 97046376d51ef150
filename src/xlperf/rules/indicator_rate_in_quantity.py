"""Under 数量指标 things are counted; a rate belongs under quality or benefit (相关性).

Seen in a real 2023 text: 居民对楼长的知晓率 under 数量指标.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._rows import real_rows
from ._value_words import PERCENT


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each rate under a level for quantities."""
    for position, row in real_rows(project):
        if "数量" not in row.level2:
            continue
        if row.level3.strip().endswith("率") or row.target.unit in PERCENT:
            yield remark(
                "indicators.rate-in-quantity",
                f"indicators.{position}.level2",
                row.level2,
                name=row.level3 or "—",
            )
