"""What becomes of each project of a workbook: brought up to date, taken out, or kept aside."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..budget import Project, UnitBudget, project_of
from ..budget import code as code_of
from ..form import Form
from ..identity import Change, Identity, Issued, Kind
from ..reading import Filled, FilledProject
from .answers_given_back import (
    Asked,
    Kept,
    as_comments,
    as_texts,
    as_typed,
    comments_kept,
    kept_of,
    typed_kept,
    values_of,
)
from .answers_without_cell import keep_aside, keep_comments, keep_reasons, needs_no_keeping
from .merged_project import Merged, merge_project
from .reasons import reasons_of
from .rows_by_key import by_key, keyed, keys_given_out, typed_by_key
from .settled import Beside, settled, told_aside
from .texts_put_back import readable

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
    asked = Asked(form, filled.form, issued)
    for project in budget.projects:
        code = code_of(project.code)
        theirs = answered.get(code)
        if code in sent:
            yield _brought_up(asked, theirs, project)
        else:
            yield _added(asked, theirs, project)
    for code in issued.issued_codes():
        if code_of(code) not in listed:
            yield _taken_out(form, issued, answered.get(code_of(code)), code)
    for code, theirs in answered.items():
        if code not in listed | sent:
            yield _kept(form, issued, theirs, theirs.project.code)


def _brought_up(asked: Asked, theirs: FilledProject | None, ours: Project) -> UpdatedProject:
    """A project that was issued, and is in the master budget still."""
    merged = merge_project(asked.form, asked.issued, theirs, ours)
    return _settled(asked, theirs, ours, merged, kept_of(asked.issued.aside, ours.code))


def _added(asked: Asked, theirs: FilledProject | None, ours: Project) -> UpdatedProject:
    """A project the workbook was not issued with: what was kept of it comes back."""
    form, issued = asked.form, asked.issued
    kept = kept_of(issued.aside, ours.code)
    if theirs is not None:  # the unit was faster; what is kept stays kept
        own = keyed(theirs.project, keys_given_out(issued, ours.code, theirs))
        typed, comments = typed_by_key(own, theirs.typed), by_key(own, theirs.comments)
        merged = _new(Kind.ADDED, ours, own)._replace(typed=typed, comments=comments)
        return _settled(asked, theirs, ours, merged, kept)
    values = [each for each in values_of(kept) if needs_no_keeping(form, each.field, of_unit=False)]
    typed_before = typed_kept(kept)
    if not (values or typed_before):
        return _settled(asked, None, ours, _new(Kind.ADDED, ours, ours), kept)
    noted_before = comments_kept(kept)
    texts, unread = readable(form, as_texts(values))
    merged = _new(Kind.RETURNED, ours, project_of(texts, form.kinds))._replace(
        typed={**as_typed(typed_before), **unread}, comments=as_comments(noted_before)
    )
    back = dict.fromkeys((*values, *typed_before, *noted_before))
    made = _settled(asked, None, ours, merged, [each for each in kept if each not in back])
    return made._replace(given_back=(*back, *made.given_back))


def _new(kind: Kind, ours: Project, answers: Project) -> Merged:
    change = Change(kind=kind, project=ours.code, name=ours.name)
    answers = answers.model_copy(update={"code": ours.code})
    return Merged(answers, frozenset(), (change,), {})


def _settled(
    asked: Asked, theirs: FilledProject | None, ours: Project, merged: Merged, kept: Kept
) -> UpdatedProject:
    """A merged project with what was kept of it before, and without what it has no cell for."""
    reasons, homeless = reasons_of(theirs, merged.answers) if theirs else ({}, ())
    left = tuple(Issued(ours.code, path, text) for path, text in merged.homeless.items())
    found = settled(
        asked._replace(code=ours.code, kept=kept), answers=merged.answers, ours=ours,
        beside=Beside(merged.typed, reasons, merged.comments),
    )  # fmt: skip
    return UpdatedProject(
        code=ours.code,
        changes=(*merged.changes, *told_aside(ours, left), *found.changes),
        merged=merged._replace(
            answers=found.answers, typed=found.beside.typed, comments=found.beside.comments
        ),
        reasons=found.beside.reasons,
        given_back=found.given_back,
        aside=(*left, *found.aside, *homeless),
    )


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
    project = keyed(theirs.project, keys_given_out(issued, code, theirs))
    reasons, homeless = reasons_of(theirs, project)
    beside = keep_reasons(code, reasons)
    noted = keep_comments(code, by_key(project, theirs.comments))
    answers = keep_aside(form, code, project, typed=theirs.typed)
    change = Change(kind=Kind.ASIDE, project=code, name=theirs.project.name)
    return UpdatedProject(code, (change,), aside=(*answers, *beside, *noted, *homeless))


def _has_answers(form: Form, issued: Identity, theirs: FilledProject, code: str) -> bool:
    """Whether anything stands there that did not come from the master budget now or once."""
    locked = issued.locked(code)
    project = keyed(theirs.project, keys_given_out(issued, code, theirs))
    mine = keep_aside(form, code, project, typed=theirs.typed)
    own = (each for each in mine if each.text != locked.get(each.field, ""))
    beside = theirs.reasons or theirs.comments
    return bool(beside) or any(not each.field.endswith(_LEVELS) for each in own)
