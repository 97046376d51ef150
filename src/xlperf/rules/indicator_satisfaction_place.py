"""Satisfaction stands under the first level for satisfaction (相关性).

Seen in a real 2023 text under 社会效益指标 and even under 生态效益指标.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared

_WORD = "满意"


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each indicator of satisfaction under any other first level."""
    for each in seen.real:
        row = each.row
        if _WORD not in row.level3 or _WORD in row.level1 or _WORD in row.level2:
            continue
        place = next((level1 for level1 in form.taxonomy if _WORD in level1), "")
        if place:
            yield remark(
                "indicators.satisfaction-place",
                each.path("level1"),
                row.level1,
                name=row.level3,
                level2=row.level2 or "—",
                expected=place,
            )
