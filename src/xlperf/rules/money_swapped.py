"""A difference that 9 divides points to two digits written the wrong way round.

Swapping digits changes a number by a multiple of 9 (120 for 102: 18); an old bookkeepers' test.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._amounts import both_sides

_SLIP = 10_000
"""A slip of units is a multiple of 9 as well, and is told of by its own rule."""


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on a difference between budget and parts that 9 divides."""
    sides = both_sides(project, form)
    if sides is None or not all(sides) or sides[0] == sides[1]:
        return
    budget, total = sides
    difference = abs(budget - total)
    # Ten leaves 1 when divided by 9, so the place to count in does not change the answer.
    in_last_place = difference.scaleb(max(form.money.places, -int(difference.as_tuple().exponent)))
    if in_last_place % 9 or budget in (total * _SLIP, total / _SLIP):
        return
    yield remark(
        "money.swapped",
        "budget",
        form.money.printed(budget),
        label=form.label("budget"),
        total=form.money.printed(total),
        difference=form.money.printed(difference),
    )
