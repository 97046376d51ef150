"""What was kept of a project and has a cell again: each function picks out a kind of it."""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite
from typing import NamedTuple

from ..budget import Project, UnitPart, field_text, in_row, vocabulary_holds
from ..budget import code as code_of
from ..form import INDICATORS, Form
from ..identity import Identity, Issued
from ..sheet import Comment
from .answers_without_cell import (
    COMMENT,
    FIGURE,
    GOAL,
    REASON,
    TYPED,
    all_texts,
    has_cell,
    is_asked,
)
from .rows_by_key import keys_in, keys_of

_OPEN = ("goal", "purpose", "plan", "extra")
_PARAGRAPHS = ("overall", "safeguards")
_BESIDE = (REASON, COMMENT, TYPED, FIGURE)
_PARTS = ("sign", "number", "unit")

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


class Asked(NamedTuple):
    """What a workbook is to ask now, what it asked before, and what it was issued with.

    Attributes:
        before: the form it was read with.
        code: that of the project it is about; "" for the unit's own part.
        kept: what was kept aside of that.
    """

    form: Form
    before: Form | None
    issued: Identity
    code: str = ""
    kept: Kept = ()

    def is_open(self, key: str, *, of_unit: bool) -> bool:
        """Whether a row that is not there may come back: nobody took it out.

        Its table was not there, or it was issued with nothing in it.
        """
        was_there = self.before is not None and has_cell(self.before, key, of_unit=of_unit)
        return not was_there or key not in {*keys_in(self.issued.issued(self.code))}


def asked_again(asked: Asked, *, answers: Project | UnitPart, ours: Project | UnitPart) -> Kept:
    """Values of fields the form asks for again, and the unit has not answered since.

    Args:
        ours: what the master budget says; where it says something nothing is given back.
    """
    form, kept = asked.form, asked.kept
    of_unit = isinstance(answers, UnitPart)
    texts = all_texts(form.money, answers)
    whole = {row.key for row in answers.indicators if not row.target.is_blank}
    rows = {key for keys in keys_of(answers).values() for key in keys}

    def is_open(path: str) -> bool:
        at, head = in_row(path), path.partition(".")[0]
        if at and at.table == INDICATORS and at.field in _PARTS and at.key in whole:
            return False
        if at:
            return at.key in rows or asked.is_open(at.key, of_unit=of_unit)
        if head in _PARAGRAPHS:
            return not getattr(answers, head)
        is_own = path in form.fields and vocabulary_holds(path) is None
        return (is_own or head in _OPEN) and not field_text(form.money, ours, path)

    return [
        each for each in values_of(kept)
        if not texts.get(each.field)
        and is_asked(form, each.field, of_unit=of_unit) and is_open(each.field)
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
    return {path_of(each): _typed(each) for each in kept}


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
    return {path_of(each): Comment("", each.text) for each in kept}


def path_of(each: Issued) -> str:
    """The path that something kept besides values stands at."""
    return each.field.partition(".")[2]


def _head(each: Issued) -> str:
    return each.field.partition(".")[0]
