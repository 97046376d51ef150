"""The amounts of a project, as the money rules set them against each other."""

from decimal import Decimal

from ..budget import MONEY, Project
from ..form import Form


def parts_total(project: Project) -> Decimal | None:
    """Fiscal and other money together; a blank one is 0 only beside one that is given."""
    if project.fiscal is None and project.other is None:
        return None
    return (project.fiscal or Decimal(0)) + (project.other or Decimal(0))


def both_sides(project: Project, form: Form) -> tuple[Decimal, Decimal] | None:
    """The budget and the total of its parts, where both were given.

    Of a form that does not draw all three there is nothing to add up: what it has no cell for
    may be any amount.
    """
    if not all(map(form.asks, MONEY)):
        return None
    total = parts_total(project)
    if project.budget is None or total is None:
        return None
    return project.budget, total
