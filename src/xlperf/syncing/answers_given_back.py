"""What was kept of a project and has a cell again: each function picks out a kind of it."""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite

from ..budget import Project, project_texts
from ..budget import code as code_of
from ..form import Form
from ..identity import Issued
from ..sheet import Comment
from .answers_without_cell import COMMENT, FIGURE, REASON, TYPED
from .merged_part import GOAL

_OPEN = ("goal", "purpose", "plan", "extra")
_BESIDE = (REASON, COMMENT, TYPED, FIGURE)

Kept = Sequence[Issued]


def kept_of(aside: Iterable[Issued], project: str) -> Kept:
    """All that was kept of one project, each thing once."""
    mine = (each for each in aside if code_of(each.project) == code_of(project))
    return list(dict.fromkeys(mine))


def values_of(kept: Kept) -> Kept:
    """The values of its fields, as a project that comes back takes them."""
    return [each for each in kept if _head(each) not in _BESIDE and each.field != GOAL]


def goals_of(kept: Kept) -> Kept:
    """Its entry in the unit's own part."""
    return [each for each in kept if each.field == GOAL]


def reasons_kept(kept: Kept) -> Kept:
    """The unit's reasons."""
    return [each for each in kept if _head(each) == REASON]


def typed_kept(kept: Kept) -> Kept:
    """What was typed and could not be read."""
    return [each for each in kept if _head(each) in (TYPED, FIGURE)]


def comments_kept(kept: Kept) -> Kept:
    """What people noted on its cells."""
    return [each for each in kept if _head(each) == COMMENT]


def asked_again(kept: Kept, answers: Project, form: Form) -> Kept:
    """Values of fields the form asks for again, and the unit has not answered since."""
    texts = dict(project_texts(form.money, answers))
    return [
        each for each in kept
        if _head(each) in _OPEN and form.asks(each.field) and not texts.get(each.field)
    ]  # fmt: skip


def as_texts(kept: Kept) -> dict[str, str]:
    """Values by their field."""
    return {each.field: each.text for each in kept}


def as_reasons(kept: Kept) -> dict[str, str]:
    """Reasons by what they are about."""
    return {about(each): each.text for each in kept}


def about(reason: Issued) -> str:
    """The field or the row key a kept reason is about."""
    return reason.field.removeprefix(f"{REASON}.")


def as_typed(kept: Kept) -> Mapping[str, str | float]:
    """What was typed, by path; a figure is a figure again."""
    return {_path(each): _typed(each) for each in kept}


def _typed(each: Issued) -> str | float:
    """What was kept as a figure and is none any more is written back as the text it is."""
    if _head(each) != FIGURE:
        return each.text
    try:
        figure = float(each.text)
    except ValueError:
        return each.text
    return figure if isfinite(figure) else each.text


def as_comments(kept: Kept) -> Mapping[str, Comment]:
    """Comments by path; who wrote each stands in its text."""
    return {_path(each): Comment("", each.text) for each in kept}


def _head(each: Issued) -> str:
    return each.field.partition(".")[0]


def _path(each: Issued) -> str:
    return each.field.partition(".")[2]
