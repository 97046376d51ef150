"""The spending plan as the plan rules see it: its given figures, and when the money flows."""

import re
from decimal import Decimal

from ..budget import Plan, PlanPoint

_RHYTHM = re.compile("(?:按|每个?|(?<!部)分|逐)(?:季度|季(?!节)|月)")


def given(plan: Plan) -> list[tuple[str, Decimal]]:
    """The dates that have a figure, with the figure."""
    return [(point.date, point.percent) for point in plan.points if point.percent is not None]


def all_in_last_period(plan: Plan) -> PlanPoint | None:
    """The last date, if nothing is planned before it: every earlier date is blank or 0."""
    if len(plan.points) < 2 or not plan.points[-1].percent:
        return None
    return None if any(point.percent for point in plan.points[:-1]) else plan.points[-1]


def rhythm(text: str) -> str:
    """The words that promise money by quarter or by month, "" if there are none."""
    found = _RHYTHM.search(text)
    return found[0] if found else ""
