"""What becomes of each project of a workbook: brought up to date, taken out, or kept aside."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from ..budget import Project, UnitBudget, project_of
from ..budget import code as code_of
from ..form import Form
from ..identity import Change, Identity, Issued, Kind
from ..reading import Filled, FilledProject
from .answers_given_back import (
    Kept,
    about,
    as_comments,
    as_reasons,
    as_texts,
    as_typed,
    asked_again,
    comments_kept,
    kept_of,
    reasons_kept,
    typed_kept,
    values_of,
)
from .answers_without_cell import (
    has_cell,
    keep_aside,
    keep_comments,
    keep_reasons,
    keep_typed,
)
from .merged_project import Merged, merge_project, with_texts
from .reasons import reasons_of
from .rows_by_key import by_key, keyed, typed_by_key

T = TypeVar("T")
_LEVELS = (".level1", ".level2")


class UpdatedProject(NamedTuple):
    """What became of one project.

    Attributes:
        merged: what its new sheet holds; None where it has none any more.
        reasons: the unit's reasons, by path or by key of an indicator row.
        given_back: what was kept aside and has a cell again.
        aside: what has no cell any more.
    """

    code: str
    changes: tuple[Change, ...]
    merged: Merged | None = None
    reasons: Mapping[str, str] = {}
    given_back: tuple[Issued, ...] = ()
    aside: tuple[Issued, ...] = ()


def updated_projects(
    form: Form, filled: Filled, issued: Identity, budget: UnitBudget
) -> Iterator[UpdatedProject]:
    """Every project that the master budget, the workbook as issued, or the unit knows."""
    answered = {code_of(each.project.code): each for each in filled.projects}
    listed = {code_of(each.code) for each in budget.projects}
    sent = {code_of(code) for code in issued.issued_codes()}
    for project in budget.projects:
        code = code_of(project.code)
        theirs = answered.get(code)
        if code in sent:
            yield _brought_up(form, issued, theirs, project)
        else:
            yield _added(form, issued, theirs, project)
    for code in issued.issued_codes():
        if code_of(code) not in listed:
            yield _taken_out(form, issued, answered.get(code_of(code)), code)
    for code, theirs in answered.items():
        if code not in listed | sent:
            yield _kept(form, issued, theirs, theirs.project.code)


def _brought_up(
    form: Form, issued: Identity, theirs: FilledProject | None, ours: Project
) -> UpdatedProject:
    """A project that was issued, and is in the master budget still."""
    merged = merge_project(form, issued, theirs, ours)
    return _settled(form, theirs, ours, merged, kept_of(issued.aside, ours.code))


def _added(
    form: Form, issued: Identity, theirs: FilledProject | None, ours: Project
) -> UpdatedProject:
    """A project the workbook was not issued with: what was kept of it comes back."""
    kept = kept_of(issued.aside, ours.code)
    values = values_of(kept)
    if theirs is not None:  # the unit was faster; what is kept stays kept
        own = keyed(theirs, {})
        typed, comments = typed_by_key(own, theirs.typed), by_key(own, theirs.comments)
        merged = _new(Kind.ADDED, ours, own)._replace(typed=typed, comments=comments)
        return _settled(form, theirs, ours, merged, kept)
    if not values:
        return _settled(form, None, ours, _new(Kind.ADDED, ours, ours), kept)
    typed_before, noted_before = typed_kept(kept), comments_kept(kept)
    merged = _new(Kind.RETURNED, ours, project_of(as_texts(values), {}))._replace(
        typed=as_typed(typed_before), comments=as_comments(noted_before)
    )
    back = dict.fromkeys((*values, *typed_before, *noted_before))
    made = _settled(form, None, ours, merged, [each for each in kept if each not in back])
    return made._replace(given_back=(*back, *made.given_back))


def _new(kind: Kind, ours: Project, answers: Project) -> Merged:
    change = Change(kind=kind, project=ours.code, name=ours.name)
    answers = answers.model_copy(update={"code": ours.code})
    return Merged(answers, frozenset(), (change,), {})


def _settled(
    form: Form, theirs: FilledProject | None, ours: Project, merged: Merged, kept: Kept
) -> UpdatedProject:
    """A merged project with what was kept of it before, and without what it has no cell for."""
    reasons, homeless = reasons_of(theirs, merged.answers) if theirs else ({}, ())
    before = [each for each in reasons_kept(kept) if has_cell(form, about(each))]
    again = asked_again(kept, merged.answers, form)
    answers = with_texts(merged.answers, as_texts(again))
    reasons, reasons_gone = _parted(form, {**as_reasons(before), **reasons})
    typed, typed_gone = _parted(form, merged.typed)
    comments, comments_gone = _parted(form, merged.comments)
    lost = (
        *keep_aside(form, ours.code, answers, only_unasked=True),
        *keep_typed(ours.code, typed_gone),
        *keep_reasons(ours.code, reasons_gone),
        *keep_comments(ours.code, comments_gone),
    )
    told = (
        Change(
            kind=Kind.ASIDE, project=ours.code, name=ours.name, field=each.field, answer=each.text
        )
        for each in lost
    )
    return UpdatedProject(
        code=ours.code,
        changes=(*merged.changes, *told),
        merged=merged._replace(answers=answers, typed=typed, comments=comments),
        reasons=reasons,
        given_back=(*before, *again),
        aside=(*lost, *homeless),
    )


def _parted(form: Form, values: Mapping[str, T]) -> tuple[dict[str, T], dict[str, T]]:
    """What stands at fields the form has, and what stands at those it has no more."""
    there = {path: each for path, each in values.items() if has_cell(form, path)}
    return there, {path: each for path, each in values.items() if path not in there}


def _taken_out(
    form: Form, issued: Identity, theirs: FilledProject | None, code: str
) -> UpdatedProject:
    """A project the master has no more: what the unit answered for it is kept aside."""
    removed = Change(kind=Kind.REMOVED, project=code, name=issued.issued(code).get("name", ""))
    if theirs is None or not _has_answers(form, issued, theirs, code):
        return UpdatedProject(code, (removed,))
    kept = _kept(form, issued, theirs, code)
    return kept._replace(changes=(*kept.changes, removed))


def _kept(form: Form, issued: Identity, theirs: FilledProject, code: str) -> UpdatedProject:
    """All answers of a project that has no sheet in the new workbook."""
    project = keyed(theirs, issued.issued(code))
    reasons, homeless = reasons_of(theirs, project)
    beside = keep_reasons(code, reasons)
    noted = keep_comments(code, by_key(project, theirs.comments))
    answers = keep_aside(form, code, project, typed=theirs.typed)
    change = Change(kind=Kind.ASIDE, project=code, name=theirs.project.name)
    return UpdatedProject(code, (change,), aside=(*answers, *beside, *noted, *homeless))


def _has_answers(form: Form, issued: Identity, theirs: FilledProject, code: str) -> bool:
    """Whether anything stands there that did not come from the master budget now or once."""
    sent, locked = issued.issued(code), issued.locked(code)
    mine = keep_aside(form, code, keyed(theirs, sent), typed=theirs.typed)
    own = (each for each in mine if each.text != locked.get(each.field, ""))
    beside = theirs.reasons or theirs.comments
    return bool(beside) or any(not each.field.endswith(_LEVELS) for each in own)
