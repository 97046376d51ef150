"""An entry that promises money by quarter or by month goes with its project's plan.

Seen in a real 2023 text: 按季度及时发放, while the project's plan has all money in December.
"""

from collections.abc import Iterator

from ..findings import Remark, remark
from ..form import Form
from ._goals import SeenPart, seen_entries
from ._plans import all_in_last_period, rhythm
from ._shared import shared


@shared(seen_entries)
def check(seen: SeenPart, form: Form) -> Iterator[Remark]:
    """Remark on each entry that says 按季度 or 每月 of a project paid in the last period."""
    for entry in seen.entries if form.plan_dates else ():
        last = all_in_last_period(entry.project.plan) if entry.project else None
        phrase = rhythm(seen.part.goals[entry.position].text)
        if last is not None and phrase:
            yield remark(
                "plan.text",
                f"goals.{entry.position}.text",
                phrase,
                label=form.label("goals.text"),
                date=form.plan_labels.get(last.date, last.date),
            )
