"""Every percent of a plan lies between 0 and 100.

The plan is cumulative: no date can stand for more than all of the money, or less than none.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._plans import given


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each date below 0 or above 100."""
    if not form.plan_dates:
        return
    for date, percent in given(project.plan):
        if not 0 <= percent <= 100:
            yield remark(
                "plan.range",
                f"plan.{date}",
                f"{percent:f}",
                date=form.plan_labels.get(date, date),
            )
