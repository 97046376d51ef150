"""A second level stands under its own first level.

数量指标 belongs to 产出指标; under 效益指标 one of the two is a slip.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each row whose two levels are both known but do not belong together."""
    for each in seen.real:
        row = each.row
        if form.parents.get(row.level2) == row.level1:
            continue
        level1, level2 = form.level1_of(row.level1), form.level2_of(row.level2)
        if level1 and level2 and form.parents[level2] != level1:
            yield remark(
                "indicators.level-parent",
                each.path("level1"),
                row.level1,
                level2=level2,
                expected=form.parents[level2],
            )
