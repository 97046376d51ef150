"""The budget and its parts are counted in the same unit.

One of them 10,000 times the other is 元 written where 万元 is asked, or the other way round.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._amounts import both_sides

_SLIP = 10_000


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on a budget that is exactly 10,000 times its parts, or a 10,000th of them."""
    sides = both_sides(project, form)
    if sides is None or not all(sides):
        return
    budget, total = sides
    if budget in (total * _SLIP, total / _SLIP):
        yield remark(
            "money.slip",
            "budget",
            form.money.printed(budget),
            label=form.label("budget"),
            total=form.money.printed(total),
            unit=form.money.unit,
        )
