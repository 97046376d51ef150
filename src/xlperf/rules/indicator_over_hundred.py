"""No more than all of it can be good, in time, or content: such a rate ends at 100 %.

Quantities, costs and benefits may well be 120 % of something.
"""

from collections.abc import Iterator

from ..budget import Indicator
from ..findings import Remark, remark
from ..form import Form
from ._rows import SeenProject, seen_rows
from ._shared import shared
from ._value_words import PERCENT

_OF_A_WHOLE = ("质量", "时效", "满意度")
_WHOLE = 100


@shared(seen_rows)
def check(seen: SeenProject, form: Form) -> Iterator[Remark]:
    """Remark on each percentage over 100 under a level for quality, time or satisfaction."""
    for each in seen.real:
        number = each.target.number
        if number is None or number <= _WHOLE or each.target.unit not in PERCENT:
            continue
        if level := _level(each.row, form):
            yield remark(
                "indicators.over-hundred",
                each.path("value"),
                str(each.target),
                level2=level,
            )


def _level(row: Indicator, form: Form) -> str:
    """The level that says what the row is about, if it is one of a whole."""
    levels = (row.level2, form.parents.get(row.level2, row.level1), row.level1)
    return next((each for each in levels if any(word in each for word in _OF_A_WHOLE)), "")
