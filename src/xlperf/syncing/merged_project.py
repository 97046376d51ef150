"""Three-way merging of one project: as issued, as the unit has it, as the master budget is now.

Who alone changed a value has it their way. What both changed is a conflict: the unit's answer
stays in its cell, and the master's value is remembered beside it.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..budget import MONEY, Indicator, Plan, PlanPoint, Project, project_of, project_texts
from ..form import Form
from ..identity import Change, Identity, Kind
from ..issuing import woven
from ..reading import FilledProject
from ..sheet import Comment
from .rows_by_key import by_key, keyed, typed_by_key

GIVEN = ("name", *MONEY, "purpose")
"""What a master budget may fix, in the order it is told; projects are joined by their code."""


class Merged(NamedTuple):
    """A project of the new issue: the unit's answers, and what is under dispute.

    `typed` is what was typed and could not be read, `comments` what people noted on cells, both
    by path, rows by their key.
    """

    answers: Project
    disputed: frozenset[str]
    changes: tuple[Change, ...]
    typed: Mapping[str, str | float]
    comments: Mapping[str, Comment] = {}


def merge_project(
    form: Form, issued: Identity, theirs: FilledProject | None, ours: Project
) -> Merged:
    """Merge one project that was issued and is in the master budget still."""
    base = issued.issued(ours.code)
    if theirs is None:  # its sheet was taken out: it comes back as it was issued
        put_back = _told(Kind.SHEET_BACK, ours)
        taken = {name for name in issued.locked(ours.code) if _is_blank_now(ours, name)}
        texts = {name: text for name, text in base.items() if name not in taken}
        answers = project_of({**texts, "code": ours.code}, form.kinds)
        return Merged(answers, frozenset(), (put_back,), {})
    project, typed = keyed(theirs, base), dict(theirs.typed)
    changes = list(_given(form, issued, theirs, ours))
    held = {each.field for each in changes if each.kind is Kind.CONFLICT and each.now}
    disputed = frozenset(held | set(_still_disputed(form, issued, theirs, ours)))
    left_blank = frozenset(
        each.field for each in changes if each.kind is Kind.REFRESHED and not each.now
    )
    for field in {*GIVEN, "code"} - disputed:
        if _text(form, ours, field) or field in left_blank:
            typed.pop(field, None)
    project = project.model_copy(update=_blank(left_blank))
    opened = _opened(form, base, project, ours)
    changes += opened.changes
    answers = opened.answers.model_copy(update={"indicators": _rows(form, base, opened.answers)})
    if _untouched_rows(form, base, project) and ours.indicators:
        answers = answers.model_copy(update={"indicators": ours.indicators})
    comments = by_key(project, theirs.comments)
    return Merged(answers, disputed, tuple(changes), typed_by_key(project, typed), comments)


def _given(form: Form, issued: Identity, theirs: FilledProject, ours: Project) -> Iterator[Change]:
    """What became of the values the master budget gives."""
    base, disputed = issued.issued(ours.code), issued.disputed(ours.code)
    given = issued.locked(ours.code)
    for field in GIVEN:
        before, now = base.get(field, ""), _text(form, ours, field)
        if not now:  # only what the master gave can become blank in it; the rest is the unit's
            before = given.get(field, "")
        answer = _answer(form, theirs, field) or before
        if not form.asks(field) or before == now == answer or not (before or now):
            continue
        if answer in (before, now):
            yield _told(Kind.REFRESHED, ours, field, before, "", now)
        elif before != now:
            yield _told(Kind.CONFLICT, ours, field, before, answer, now)
        elif field not in disputed:
            yield _told(Kind.PUT_BACK, ours, field, before, answer, now)


def _is_blank_now(ours: Project, field: str) -> bool:
    """Whether the master budget says nothing of a field that it may fix."""
    return field in GIVEN and getattr(ours, field) in (None, "")


def _blank(fields: frozenset[str]) -> dict[str, str | None]:
    """Fields as they are where nothing is given."""
    return {field: None if field in MONEY else "" for field in fields}


def _still_disputed(
    form: Form, issued: Identity, theirs: FilledProject, ours: Project
) -> Iterator[str]:
    """Fields that were under dispute before, and neither side has given in.

    A unit gives in by typing what the workbook was sent with: whatever the master says now, that
    is no answer of its own.
    """
    base = issued.issued(ours.code)
    for field in issued.disputed(ours.code):
        now, answer = _text(form, ours, field), _answer(form, theirs, field)
        if answer and now and answer not in (now, base.get(field, "")):
            yield field


def _told(kind: Kind, ours: Project, field: str = "", *texts: str) -> Change:
    before, answer, now = texts or ("", "", "")
    return Change(
        kind=kind, project=ours.code, name=ours.name, field=field,
        before=before, answer=answer, now=now,
    )  # fmt: skip


def _text(form: Form, project: Project, field: str) -> str:
    value = getattr(project, field)
    return form.money.printed(value) if field in MONEY else str(value)


def _answer(form: Form, theirs: FilledProject, field: str) -> str:
    """What the unit has in a field, as text; what could not be read as it was typed."""
    typed = theirs.typed.get(field, "")
    return str(typed) if typed != "" else _text(form, theirs.project, field)


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
            changes.append(_told(Kind.REFRESHED, ours, field, before, "", text))
        else:
            changes.append(_told(Kind.CONFLICT, ours, field, before, answer, text))
    return _Opened(with_texts(theirs, taken), changes)


def _open_texts(form: Form, project: Project) -> dict[str, str]:
    heads = ("goal", "plan", "extra")
    texts = project_texts(form.money, project)
    return {path: text for path, text in texts if path.partition(".")[0] in heads}


def with_texts(project: Project, texts: Mapping[str, str]) -> Project:
    """A project with some of its open fields set from text."""
    if not texts:
        return project
    told = project_of(texts, {})
    plan = {point.date: point.percent for point in (*project.plan, *told.plan)}
    points = tuple(PlanPoint(date=date, percent=percent) for date, percent in plan.items())
    simple = {name: texts[name] for name in ("goal", "purpose") if name in texts}
    return project.model_copy(
        update={**simple, "plan": Plan(points=points), "extra": {**project.extra, **told.extra}}
    )


def _rows(form: Form, base: Mapping[str, str], project: Project) -> tuple[Indicator, ...]:
    """The unit's rows, and among them, where they were, the issued ones it left blank."""
    kept = {each.key for each in project.indicators}
    wanted = [
        (row.key, row)
        for row in project_of(base, form.kinds).indicators
        if row.key in kept or (_is_blank(row) and row.level2 in form.parents)
    ]
    return tuple(woven(project.indicators, wanted, lambda row: row.key))


def _is_blank(row: Indicator) -> bool:
    """Whether a row was issued with nothing but its levels."""
    return not (row.level3 or row.description or row.basis) and row.target.is_blank


def _untouched_rows(form: Form, base: Mapping[str, str], project: Project) -> bool:
    """Whether the indicator table is as it was issued."""
    texts = {path: text for path, text in project_texts(form.money, project) if text}
    rows = {path: text for path, text in texts.items() if path.startswith("indicators.")}
    blank = {row.key for row in project_of(base, form.kinds).indicators if _is_blank(row)}
    issued = {path: text for path, text in base.items() if path.startswith("indicators.")}
    return rows == {path: t for path, t in issued.items() if path.split(".")[1] not in blank}
