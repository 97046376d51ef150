"""What becomes of a project that was asked for: missing, blank, to be mended, or adopted.

One rule for a reconciliation, a summary and the standing of a round. Amounts that agree are not
enough: nothing is adopted of a return that is sent back, nor a project nobody filled in.
"""

from collections.abc import Iterable
from enum import StrEnum

from ..budget import ISSUED, Project, UnitPart, Values, is_blank_value
from ..form import Form
from ..rules import is_blank, is_blank_part


class Content(StrEnum):
    """What came back of a project, whatever becomes of the return it stands in.

    REJECTED: its amounts are not the approved ones, or nobody can say which they are.
    """

    BLANK = "blank"
    FILLED = "filled"
    REJECTED = "rejected"


class Adoption(StrEnum):
    """One of these for each project that was asked for, always."""

    MISSING = "missing"
    BLANK = "blank"
    TO_MEND = "to_mend"
    ADOPTED = "adopted"


def adoption_of(content: Content | None, *, is_sent_back: bool) -> Adoption:
    """The word on a project: by its content, and by the verdict on its return."""
    if content is None:
        return Adoption.MISSING
    if content is Content.BLANK:
        return Adoption.BLANK
    is_taken = content is Content.FILLED and not is_sent_back
    return Adoption.ADOPTED if is_taken else Adoption.TO_MEND


def is_sent_back(is_blocked: bool, contents: Iterable[Content | None]) -> bool:
    """Whether a return goes back to its unit, as long as the office does not say otherwise.

    Args:
        is_blocked: whether a finding blocks it, or it could not be read.
        contents: of all that its unit was asked for, and REJECTED for what it was not.
    """
    return is_blocked or any(each in (None, Content.REJECTED) for each in contents)


def is_unanswered(project: Project, known: Project, form: Form) -> bool:
    """Whether nobody filled a project in: what the master budget gave is no answer."""
    typed = (
        getattr(project, name, None)
        for name in ISSUED
        if form.asks(name) and not form.is_computed(name)
        if is_blank_value(getattr(known, name, None))
    )
    left = project.model_copy(update={"declared": _besides(project.declared, known.declared)})
    return is_blank(left, form) and all(map(is_blank_value, typed))


def is_part_unanswered(part: UnitPart, known: UnitPart, form: Form) -> bool:
    """The same of what a unit itself is asked."""
    left = part.model_copy(update={"declared": _besides(part.declared, known.declared)})
    return is_blank_part(left, form)


def _besides(values: Values, given: Values) -> Values:
    """Values without those that were given."""
    return {name: value for name, value in values.items() if is_blank_value(given.get(name))}
