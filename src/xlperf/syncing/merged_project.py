"""Three-way merging of one project: as issued, as the unit has it, as the master budget is now.

Who alone changed a value has it their way. What both changed is a conflict: the unit's answer
stays in its cell, and the master's value is remembered beside it.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from ..budget import (
    Indicator,
    Project,
    UnitPart,
    in_row,
    is_blank_value,
    project_of,
    project_texts,
)
from ..form import INDICATORS, Form
from ..identity import Change, Identity, Kind
from ..issuing import woven
from ..reading import FilledProject
from ..sheet import Comment
from .answers_without_cell import needs_no_keeping, texts_of
from .given_values import blanked, fields_given, given_values, told
from .rows_by_key import by_key, keyed, keys_given_out, typed_by_key
from .texts_put_back import readable, with_texts

Record = TypeVar("Record", bound=Project | UnitPart)


class Merged(NamedTuple):
    """A project of the new issue: the unit's answers, and what is under dispute.

    `typed` is what was typed and could not be read, `comments` what people noted on cells, both
    by path, rows by their key; `homeless` what was sent once and has no cell any more.
    """

    answers: Project
    disputed: frozenset[str]
    changes: tuple[Change, ...]
    typed: Mapping[str, str | float]
    comments: Mapping[str, Comment] = {}
    homeless: Mapping[str, str] = {}


def merge_project(
    form: Form, issued: Identity, theirs: FilledProject | None, ours: Project
) -> Merged:
    """Merge one project that was issued and is in the master budget still."""
    if theirs is None:
        return _put_back(form, issued, ours)
    project, typed = theirs.project, dict(theirs.typed)
    base = issued.issued(ours.code)
    given = given_values(form, issued, project, typed, ours)
    for field in given.settled:
        typed.pop(field, None)
    project = keyed(project, keys_given_out(issued, ours.code, theirs))
    project = project.model_copy(update=blanked(form, project, given.blank))
    opened = _opened(form, base, project, ours)
    answers = opened.answers.model_copy(update=merged_tables(form, base, opened.answers, ours))
    comments = by_key(project, theirs.comments)
    return Merged(
        answers, given.disputed, (*given.changes, *opened.changes),
        typed_by_key(project, typed), comments,
    )  # fmt: skip


def _put_back(form: Form, issued: Identity, ours: Project) -> Merged:
    """A project whose sheet was taken out: it comes back as it was issued."""
    values = ours.values
    taken = {
        name
        for name in issued.locked(ours.code)
        if name in fields_given(form) and values.get(name) in (None, "")
    }
    base = issued.issued(ours.code)
    told_now = {name: text for name, text in base.items() if name not in taken}
    homeless = {
        name: text for name, text in told_now.items()
        if name not in issued.locked(ours.code) and not needs_no_keeping(form, name, of_unit=False)
    }  # fmt: skip
    asked = {name: text for name, text in told_now.items() if name not in homeless}
    texts, unread = readable(form, asked)
    answers = project_of({**texts, "code": ours.code}, form.kinds)
    put_back = (told(Kind.SHEET_BACK, ours),)
    return Merged(answers, frozenset(), put_back, unread, homeless=homeless)


class _Opened(NamedTuple):
    answers: Project
    changes: list[Change]


def _opened(form: Form, base: Mapping[str, str], theirs: Project, ours: Project) -> _Opened:
    """The open fields the master has a proposal for: goal, plan, and fields of a form's own."""
    now, then = _open_texts(form, ours), _open_texts(form, theirs)
    changes, taken = [], {}
    for field, text in now.items():
        before, answer = base.get(field, ""), then.get(field, "")
        if text in ("", before, answer):
            continue
        if answer == before:
            taken[field] = text
            changes.append(told(Kind.REFRESHED, ours, field, before, "", text))
        else:
            changes.append(told(Kind.CONFLICT, ours, field, before, answer, text))
    return _Opened(with_texts(theirs, taken), changes)


def _open_texts(form: Form, project: Project) -> dict[str, str]:
    texts = project_texts(form.money, project)
    return {path: t for path, t in texts if path == "goal" or path.startswith(("plan.", "extra."))}


def merged_tables(
    form: Form, base: Mapping[str, str], answers: Record, ours: Record
) -> dict[str, Any]:
    """The rows of all tables: the unit's, and the master's where nobody touched those issued.

    Among the indicators stand, where they were, the issued ones that were left blank.
    """
    blank = [row for row in _issued_indicators(form, base) if _is_blank(row)]
    keys = {row.key for row in blank}
    came, sent = _by_table(texts_of(form.money, answers)), _by_table(base)
    whole = {path: t for path, t in sent.get(INDICATORS, {}).items() if not _is_of(path, keys)}
    sent[INDICATORS] = whole

    def untouched(table: str) -> bool:
        return came.get(table, {}) == sent.get(table, {})

    taken = {name: rows for name, rows in ours.rows.items() if rows and untouched(name)}
    indicators = ours.indicators if ours.indicators and untouched(INDICATORS) else None
    return {
        "rows": {**answers.rows, **taken},
        "indicators": indicators or _with_blank(form, base, answers.indicators),
    }


def _issued_indicators(form: Form, base: Mapping[str, str]) -> Sequence[Indicator]:
    texts = {path: text for path, text in base.items() if path.startswith(f"{INDICATORS}.")}
    return project_of(readable(form, texts)[0], form.kinds).indicators


def _by_table(texts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What stands in the rows of each table, blanks left out."""
    found: dict[str, dict[str, str]] = {}
    for path, text in texts.items():
        if text and (at := in_row(path)):
            found.setdefault(at.table, {})[path] = text
    return found


def _is_of(path: str, keys: Collection[str]) -> bool:
    at = in_row(path)
    return at is not None and at.key in keys


def _with_blank(
    form: Form, base: Mapping[str, str], given: Sequence[Indicator]
) -> tuple[Indicator, ...]:
    """The unit's rows, and among them, where they were, the issued ones it left blank."""
    kept = {each.key for each in given}
    wanted = [
        (row.key, row)
        for row in _issued_indicators(form, base)
        if row.key in kept or (_is_blank(row) and row.level2 in form.parents)
    ]
    return tuple(woven(given, wanted, lambda row: row.key))


def _is_blank(row: Indicator) -> bool:
    """Whether a row was issued with nothing but its levels."""
    own = any(not is_blank_value(value) for value in row.declared.values())
    return not (row.level3 or row.description or row.basis or own) and row.target.is_blank
