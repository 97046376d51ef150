"""Fiscal and other money add up to the budget.

The form prints the two as the parts of 预算数, so the three figures are one statement.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._amounts import both_sides


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on a budget that is not the total of its parts."""
    if form.says_budget:
        return
    sides = both_sides(project, form)
    if sides is None or sides[0] == sides[1]:
        return
    budget, total = sides
    printed = form.money.printed
    yield remark(
        "money.sum",
        "budget",
        printed(budget),
        label=form.label("budget"),
        fiscal=printed(project.fiscal) or "—",
        other=printed(project.other) or "—",
        total=printed(total),
        difference=printed(abs(budget - total)),
        unit=form.money.unit,
    )
