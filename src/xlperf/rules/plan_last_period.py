"""Money that is all spent in the last period deserves a second look.

Lawful, and common where a subsidy is paid once at the end of the year; a hint, no more.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._plans import all_in_last_period


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on a plan with nothing before its last date."""
    last = all_in_last_period(project.plan) if form.plan_dates else None
    if last is not None:
        yield remark(
            "plan.last-period",
            f"plan.{last.date}",
            f"{last.percent:f}",
            date=form.plan_labels.get(last.date, last.date),
        )
