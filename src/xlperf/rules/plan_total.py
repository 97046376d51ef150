"""A cumulative plan ends at 100 %.

The plan divides the money of one year, so its last date covers all of it.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on a last date that is given and is not 100."""
    if not form.plan_dates or not project.plan.points:
        return
    last = project.plan.points[-1]
    if last.percent is not None and last.percent != 100:
        yield remark(
            "plan.total",
            f"plan.{last.date}",
            f"{last.percent:f}",
            date=form.plan_labels.get(last.date, last.date),
        )
