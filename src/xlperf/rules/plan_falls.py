"""A cumulative plan never falls.

Each date counts the money from the first of January on, so no later date can have less.
"""

from collections.abc import Iterator
from itertools import pairwise

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._plans import given


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each date with less than the date given before it."""
    if not form.plan_dates:
        return
    for (before, higher), (date, percent) in pairwise(given(project.plan)):
        if percent < higher:
            yield remark(
                "plan.falls",
                f"plan.{date}",
                f"{percent:f}",
                date=form.plan_labels.get(date, date),
                before=form.plan_labels.get(before, before),
                higher=f"{higher:f}",
            )
