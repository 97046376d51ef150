"""A project nobody filled in is one finding, and not one for each of its cells.

What the master budget gave stands on its sheet all the same, and is held to its own rules.
"""

from collections.abc import Iterator, Sequence

from ..budget import Project, UnitPart, is_blank_value
from ..findings import Remark, remark
from ..form import Form
from ._declared import DeclaredValue, declared_values
from ._rows import is_empty

_OF_BLANKS = frozenset(
    {"required.blank", "goal.placeholder", "indicators.level2-missing", "plan.total"}
)
"""What other rules say of cells nobody filled in."""


def check(project: Project, form: Form) -> Iterator[Remark]:
    """Remark on a project in which nothing was answered that the form asks for."""
    if is_blank(project, form) and asks_for_answers(form):
        blank = (each.path for each in declared_values(project, form))
        field = "goal" if form.asks("goal") else next(blank, "")
        yield remark("project.blank", field, project.name or project.code)


def is_blank(project: Project, form: Form) -> bool:
    """Whether goal, plan, indicators and the form's own fields are as a blank sheet has them."""
    return (
        all(point.percent is None for point in project.plan)
        and all(map(is_empty, project.indicators))
        and (not project.goal.strip() or form.is_placeholder(project.goal))
        and all(each is None or not str(each).strip() for each in project.extra.values())
        and not any(project.rows.values())
        and all(map(_is_unanswered, declared_values(project, form)))
    )


def is_blank_part(part: UnitPart, form: Form) -> bool:
    """Whether what a unit itself is asked is as a blank sheet has it."""
    told = (*part.overall, *part.safeguards, *(goal.text for goal in part.goals))
    return (
        all(map(is_empty, part.indicators))
        and all(not text.strip() or form.is_placeholder(text) for text in told)
        and not any(part.rows.values())
        and all(map(_is_unanswered, declared_values(part, form)))
    )


def _is_unanswered(declared: DeclaredValue) -> bool:
    """Whether nobody answered; what a master may have given is no answer."""
    return is_blank_value(declared.value)


def asks_for_answers(form: Form) -> bool:
    """Whether a form asks a project for so much that a line for each blank would be several."""
    sheet = form.project_sheet
    once = [each.text for each in sheet.drawing.fields()] if sheet else []
    required = sheet.required.union(filter(form.requires, once)) if sheet else frozenset()
    return len(required) + len(form.taxonomy) > 1


def told_once(remarks: Sequence[Remark]) -> Sequence[Remark]:
    """The remarks on a project, one that is blank as a whole told of once."""
    if not any(each.code == "project.blank" for each in remarks):
        return remarks
    return [each for each in remarks if each.code not in _OF_BLANKS]
