"""Two dates with the same percent mean a period in which nothing is spent.

Lawful, but often one figure copied into the next cell; 0 and 100 repeat for good reason.
"""

from collections.abc import Iterator
from itertools import pairwise

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._plans import given


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each date that repeats the one given before it, unless at 0 or 100."""
    if not form.plan_dates:
        return
    for (before, same), (date, percent) in pairwise(given(project.plan)):
        if percent == same and percent not in (0, 100):
            yield remark(
                "plan.flat",
                f"plan.{date}",
                f"{percent:f}",
                date=form.plan_labels.get(date, date),
                before=form.plan_labels.get(before, before),
            )
