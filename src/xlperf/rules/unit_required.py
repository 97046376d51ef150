"""What the form requires of the unit's own part is filled in.

An entry for a project needs its text; entries that are missing altogether have their own rule.
"""

from collections.abc import Iterator, Sequence

from ..budget import Project, UnitPart, wording
from ..findings import Remark, remark
from ..form import Form
from . import project_blank

_PARAGRAPHS = ("overall", "safeguards")


def check(part: UnitPart, projects: Sequence[Project], form: Form) -> Iterator[Remark]:
    """Remark on each required part without a paragraph, and each entry without its text."""
    required = form.unit.required if form.unit else frozenset()
    for field in _PARAGRAPHS:
        if field in required and not any(text.strip() for text in getattr(part, field)):
            yield remark("unit.blank", field, label=form.label(field))
    if "goals.text" not in required:
        return
    blank = {wording.plain(each.name) for each in projects if project_blank.is_blank(each, form)}
    for position, goal in enumerate(part.goals):
        if wording.plain(goal.project) in blank:  # told of once, on its own sheet
            continue
        if goal.project.strip() and not goal.text.strip():
            label = f"{goal.project} {form.label('goals.text')}"
            yield remark("unit.blank", f"goals.{position}.text", label=label)
