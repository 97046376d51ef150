"""A plan has no blank once it has begun, and says 0 where it has not.

A blank is not 0: between figures nobody knows what it stands for. Before the first figure it is
common and lawful (seen in 8 of 13 tables of a real 2023 text), so there it is only a hint.
"""

from collections.abc import Iterator

from ..budget import Project
from ..findings import Remark, remark
from ..form import Form
from ._plans import all_in_last_period


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on each blank behind a figure, and once on blanks before the first figure."""
    points = project.plan.points
    started = next((at for at, point in enumerate(points) if point.percent is not None), None)
    if not form.plan_dates or started is None:
        return
    # With nothing but the last date given, the rule for the last period says all there is.
    if started and not all_in_last_period(project.plan):
        yield _late_start(project, form, started)
    required = form.project_sheet.required if form.project_sheet else frozenset()
    for point in points[started:]:
        field = f"plan.{point.date}"
        if point.percent is None and field not in required:
            yield remark("plan.gap", field, date=form.plan_labels.get(point.date, point.date))


def _late_start(project: Project, form: Form, started: int) -> Remark:
    points = project.plan.points
    blank = [form.plan_labels.get(point.date, point.date) for point in points[:started]]
    first = points[started].date
    return remark(
        "plan.late-start",
        f"plan.{points[0].date}",
        dates="、".join(blank),
        first=form.plan_labels.get(first, first),
    )
