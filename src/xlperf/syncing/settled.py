"""Merged answers with what was kept of them before, and without what has no cell any more."""

from collections.abc import Iterable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from ..budget import Indicator, Project, Row, UnitPart, in_row
from ..form import INDICATORS, Form, is_row_key
from ..identity import Change, Issued, Kind
from ..sheet import Comment
from .answers_given_back import (
    Asked,
    Kept,
    about,
    as_comments,
    as_reasons,
    as_texts,
    as_typed,
    asked_again,
    comments_kept,
    path_of,
    reasons_kept,
    typed_kept,
)
from .answers_without_cell import (
    has_cell,
    keep_aside,
    keep_comments,
    keep_reasons,
    keep_typed,
    needs_no_keeping,
    texts_of,
)
from .rows_by_key import having, keys_in, keys_of
from .texts_put_back import only_asked, readable, with_texts

T = TypeVar("T")
Answers = TypeVar("Answers", bound=Project | UnitPart)
Typed = Mapping[str, str | float]


class Beside(NamedTuple):
    """What stands with the answers: by path, rows by their keys.

    Attributes:
        typed: what was typed and could not be read.
        reasons: the unit's reasons, by path or by the key of a row.
        comments: what people noted on cells.
    """

    typed: Typed = {}
    reasons: Mapping[str, str] = {}
    comments: Mapping[str, Comment] = {}


class Settled(NamedTuple, Generic[Answers]):
    """What a new sheet holds.

    Attributes:
        aside: what has no cell any more.
        given_back: what was kept aside and has a cell again.
        changes: what there is to tell of it.
    """

    answers: Answers
    beside: Beside
    aside: tuple[Issued, ...]
    given_back: tuple[Issued, ...]
    changes: tuple[Change, ...]


def settled(asked: Asked, *, answers: Answers, ours: Answers, beside: Beside) -> Settled[Answers]:
    """Give back what has a cell again, and take out what has none any more.

    Args:
        ours: what the master budget says.
    """
    form, of_unit, code = asked.form, isinstance(ours, UnitPart), _code(ours)
    again = asked_again(asked, answers=answers, ours=ours)
    texts, unread = readable(form, as_texts(again))
    whole = with_texts(answers, texts, form.kinds)
    back = _back(asked, whole, beside)
    typed, typed_gone = _parted(
        form, {**as_typed(typed_kept(back)), **unread, **beside.typed}, of_unit=of_unit
    )
    reasons, reasons_gone = _parted(
        form, {**as_reasons(reasons_kept(back)), **beside.reasons}, of_unit=of_unit
    )
    comments, comments_gone = _parted(
        form, {**as_comments(comments_kept(back)), **beside.comments}, of_unit=of_unit
    )
    lost = (
        *keep_aside(form, code, whole, only_unasked=True),
        *keep_typed(code, typed_gone),
        *keep_reasons(code, reasons_gone),
        *keep_comments(code, comments_gone),
    )
    drawn = only_asked(whole, lambda path: needs_no_keeping(form, path, of_unit=of_unit))
    return Settled(
        with_rows(drawn, typed),
        Beside(typed, reasons, comments),
        lost,
        (*back, *again),
        tuple(told_aside(ours, lost)),
    )


def _code(ours: Project | UnitPart) -> str:
    return ours.code if isinstance(ours, Project) else ""


def told_aside(ours: Project | UnitPart, kept: Iterable[Issued]) -> Iterable[Change]:
    """A line for each answer that is kept aside from now on."""
    code, name = (ours.code, ours.name) if isinstance(ours, Project) else ("", "")
    return (
        Change(kind=Kind.ASIDE, project=code, name=name, field=each.field, answer=each.text)
        for each in kept
    )


def _back(asked: Asked, answers: Project | UnitPart, beside: Beside) -> Kept:
    """Of what was kept besides values that which has its cell again, and nothing else in it."""
    kept, of_unit = asked.kept, isinstance(answers, UnitPart)
    texts = texts_of(asked.form.money, answers)
    rows = {key for keys in keys_of(answers).values() for key in keys}

    def has_cell_in(path: str) -> bool:
        return has_cell(asked.form, path, of_unit=of_unit)

    def is_there(path: str) -> bool:
        at = in_row(path)
        key = at.key if at else path if is_row_key(path) else ""
        return has_cell_in(path) and (not key or key in rows)

    typed = []
    for each in typed_kept(kept):
        path, at = path_of(each), in_row(path_of(each))
        is_open = at is None or at.key in rows or asked.is_open(at.key, of_unit=of_unit)
        if has_cell_in(path) and is_open and path not in beside.typed and not texts.get(path):
            typed.append(each)
    rows |= {*keys_in(map(path_of, typed))}
    return [
        *typed,
        *(e for e in reasons_kept(kept) if is_there(about(e)) and about(e) not in beside.reasons),
        *(e for e in comments_kept(kept)
          if is_there(path_of(e)) and path_of(e) not in beside.comments),
    ]  # fmt: skip


def _parted(
    form: Form, values: Mapping[str, T], *, of_unit: bool
) -> tuple[dict[str, T], dict[str, T]]:
    """What stands at fields the form has, and what stands at those it has no more."""
    there = {path: each for path, each in values.items() if has_cell(form, path, of_unit=of_unit)}
    return there, {path: each for path, each in values.items() if path not in there}


def with_rows(answers: Answers, typed: Typed) -> Answers:
    """The answers with a row for everything that was typed and could not be read."""
    update: dict[str, Any] = {"rows": dict(answers.rows), "indicators": answers.indicators}
    known = {key for keys in keys_of(answers).values() for key in keys}
    for at in filter(None, map(in_row, typed)):
        if at.key in known:
            continue
        known.add(at.key)
        if at.table == INDICATORS:
            update["indicators"] = (*update["indicators"], Indicator(key=at.key))
        else:
            rows = update["rows"].get(at.table, ())
            update["rows"][at.table] = (*rows, Row(key=at.key))
    return having(answers, update)
