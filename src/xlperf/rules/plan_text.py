"""A text that promises money by quarter or by month does not go with a plan that waits.

Only purpose and goal are asked: they speak of the money, indicators speak of the work.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._plans import all_in_last_period, rhythm


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on 按季度 or 每月 in purpose or goal where all money is in the last period."""
    last = all_in_last_period(project.plan) if form.plan_dates else None
    if last is None:
        return
    for field, text in (("purpose", project.purpose), ("goal", project.goal)):
        phrase = rhythm(text)
        if phrase:
            yield remark(
                "plan.text",
                field,
                phrase,
                label=form.label(field),
                date=form.plan_labels.get(last.date, last.date),
            )
