"""Sync: bring a returned workbook up to a new master budget without losing an answer.

A three-way update by project and field: the base is what the workbook was issued with, which it
carries; theirs is what the unit has typed; ours is the master budget as it is now.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..budget import Master, Project, Unit, UnitBudget, project_of
from ..budget import code as code_of
from ..excel.writing import workbook_bytes
from ..findings import Finding, Level, Place, level_of, word
from ..form import Form
from ..identity import Amendment, Change, Identity, Issued, Kind
from ..issuing import (
    Cover,
    PreparedForm,
    file_names,
    prefill,
    refuse_other_money,
    unit_workbook,
)
from ..reading import MOST_STRAYS, Filled, FilledProject
from ..sheet import Comment
from .added_fields import new_fields
from .kept_answers import Aside, keep_aside, keep_comments, keep_sheets, keep_strays, reasons_of
from .merge import Merged, by_key, by_row, keyed, merge_project, typed_by_key, with_texts
from .merge_part import merge_part

_DOUBTFUL = (
    "file.", "form.", "identity.", "seal.conflict", "seal.ambiguous", "seal.twice", "seal.other",
    "sheet.twice", "sheet.unreadable", "part.twice", "money.unit-line",
    "layout.label-", "layout.moved", "layout.ambiguous", "layout.cell-missing", "layout.unread",
)  # fmt: skip
"""Findings that leave it open which cell holds which answer: such a file is left alone."""
_LEVELS = (".level1", ".level2")
_NEW_FORM = "form.version"
"""A new version of the form is what a workbook may be brought up to."""


@dataclass(frozen=True)
class Synced:
    """A workbook brought up to date, or the reasons why it was left alone.

    Attributes:
        content: the new workbook; None when the one that came in stands as it is, because nothing
            had to change or because it was refused.
        number: the issue number, of the new workbook if there is one.
        changes: what changed since the issue before; empty when nothing had to.
        refused: why it was left alone: mend these first.
    """

    unit: Unit
    file_name: str
    number: int
    content: bytes | None = None
    changes: tuple[Change, ...] = ()
    refused: tuple[Finding, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether there is a new workbook."""
        return self.content is not None

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """What both the unit and the master budget changed: the unit's answer stands."""
        return tuple(each for each in self.changes if each.kind is Kind.CONFLICT)


def sync(
    filled: Filled,
    master: Master,
    form: Form | str | Path | None = None,
    *,
    cover: Cover | None = None,
    password: str = "",
    number: int | None = None,
    prepared: PreparedForm | None = None,
    always: bool = False,
) -> Synced:
    """Bring one returned workbook up to a master budget, or to a new version of its form.

    What both sides changed keeps the unit's answer, is marked, and stands on the sheet 变更说明.

    Args:
        filled: the workbook as it was read, with the form it was issued by.
        form: the form it is to have now; the one it was read with if not given.
        cover: the due date and the contact on its first sheet; as before if not given.
        number: its issue number; one more than before if not given.
        prepared: the form made ready, where many workbooks share it and their first sheets.
        always: make one though nothing changes, since the unit holds another by now.

    Raises:
        FormError: the form has no sheet for each project.
        MasterError, OutputError: as `generate` does.
    """
    budget = _budget_of(filled.unit, master)
    doubts = tuple(_doubts(filled, budget))
    issued = filled.identity
    if doubts or issued is None or budget is None:
        return Synced(filled.unit, "", issued.number if issued else 0, refused=doubts)
    form = Form.load(form or filled.form)
    refuse_other_money(form, master)
    before = Cover(issued.due, issued.contact)
    cover, name = cover or before, _file_name(budget, master)
    syncing = _Syncing(filled, issued, budget, form)
    syncing.merge()
    if not (always or syncing.has_changed or cover != before):
        return Synced(budget.unit, name, issued.number)
    syncing.keep_strays()
    amended = syncing.amendment(issued.number + 1 if number is None else number)
    prepared = prepared or PreparedForm(form, cover, password, issued.round)
    made = workbook_bytes(unit_workbook(prepared, budget, syncing.answers(), amended))
    return Synced(budget.unit, name, amended.number, made, amended.changes)


def _file_name(budget: UnitBudget, master: Master) -> str:
    """What the workbook of a unit is called among those of all units."""
    names = zip(master.units, file_names(master), strict=True)
    return next(name for each, name in names if each is budget)


def _budget_of(unit: Unit, master: Master) -> UnitBudget | None:
    code = code_of(unit.code)
    return next((each for each in master.units if code_of(each.unit.code) == code), None)


def _doubts(filled: Filled, budget: UnitBudget | None) -> Iterator[Finding]:
    """Why a workbook is left alone."""
    for each in filled.findings:
        is_doubtful = each.code.startswith(_DOUBTFUL) and each.level is not Level.INFO
        if is_doubtful and each.code != _NEW_FORM:
            yield each
    if not filled.is_readable:
        if not any(each.level is Level.ERROR for each in filled.findings):
            yield _finding("sync.no-base", filled.file)
    elif filled.identity is None:
        yield _finding("sync.no-base", filled.file)
    elif budget is None:
        yield _finding("sync.unit-gone", filled.file, str(filled.unit))
    if len(filled.strays) > MOST_STRAYS:
        last = filled.strays[-1]
        place = Place(filled.file, last.sheet, str(last.cell))
        code = "sync.too-much"
        yield Finding(code, level_of(code), place, values={"most": str(MOST_STRAYS)})
    if filled.unreadable:
        yield _finding("sync.unreadable", filled.file, "、".join(filled.unreadable))


def _finding(code: str, file: str, found: str = "") -> Finding:
    return Finding(code, level_of(code), Place(file), found=found)


class _Syncing:
    """The three-way update of one workbook while it goes on."""

    def __init__(self, filled: Filled, issued: Identity, budget: UnitBudget, form: Form) -> None:
        self.filled, self.issued, self.budget, self.form = filled, issued, budget, form
        self.theirs = {code_of(each.project.code): each for each in filled.projects}
        self.merged: dict[str, Merged] = {}
        self.reasons: dict[str, Mapping[str, str]] = {}
        self.changes: list[Change] = []
        self.aside = Aside(issued.aside)

    @property
    def has_changed(self) -> bool:
        """Whether a new workbook is needed at all."""
        old, new = self.issued, self.form
        same_form = (old.form, old.version) == (new.name, new.version)
        return bool(self.changes) or not same_form

    def merge(self) -> None:
        """Merge every project the master, the base or the unit knows, then the unit's own part."""
        known = {code_of(each.code) for each in self.budget.projects}
        goals = {p.name: text for p in self.budget.projects if (text := self.aside.goal(p.code))}
        sent = {code_of(code) for code in self.issued.issued_codes()}
        for project in self.budget.projects:
            self._merge_one(project, code_of(project.code) in sent)
        for code in self.issued.issued_codes():
            if code_of(code) not in known:
                self._take_out(code)
        for code, theirs in self.theirs.items():
            if code not in known | sent:
                self._keep(theirs, theirs.project.code)
        self.part = merge_part(self.form, self.issued, self.filled.part, self.budget, goals)
        self.changes += self.part.changes
        self.changes += new_fields(self.form, self.filled, self.issued, self.budget)
        self.aside.add(self.part.aside)

    def keep_strays(self) -> None:
        """What stands outside of all fields: a workbook that is made anew has no cell for it."""
        for each in keep_strays(self.filled):
            self.aside.add((each,))
            self.changes.append(
                Change(kind=Kind.ASIDE, project=each.project, field=each.field, answer=each.text)
            )
        for sheet, cells in keep_sheets(self.filled):
            self.aside.add(cells)
            told = word("changes.sheet", count=len(cells))
            self.changes.append(Change(kind=Kind.ASIDE, field=sheet, answer=told))

    def _merge_one(self, ours: Project, was_sent: bool) -> None:
        theirs = self.theirs.get(code_of(ours.code))
        if was_sent:
            merged = merge_project(self.form, self.issued, theirs, ours)
        else:
            merged = self._added(theirs, ours)
        self.changes += merged.changes
        reasons, homeless = reasons_of(theirs, merged.answers) if theirs else ({}, ())
        reasons = {**self.aside.reasons(ours.code), **reasons}
        answers = with_texts(
            merged.answers, self.aside.fields(ours.code, merged.answers, self.form)
        )
        lost = keep_aside(self.form, ours.code, answers, only_unasked=True)
        self.aside.add((*lost, *homeless))
        self.changes += [self._put_aside(ours, each) for each in lost]
        self.merged[ours.code], self.reasons[ours.code] = merged._replace(answers=answers), reasons

    def _put_aside(self, ours: Project, each: Issued) -> Change:
        return Change(
            kind=Kind.ASIDE, project=ours.code, name=ours.name, field=each.field, answer=each.text
        )

    def _added(self, theirs: FilledProject | None, ours: Project) -> Merged:
        """A project the workbook was not issued with: what was kept of it comes back."""
        kind, answers = Kind.ADDED, ours
        typed: Mapping[str, str | float] = {}
        comments: Mapping[str, Comment] = {}
        if theirs is not None:  # the unit was faster; what is kept stays kept
            answers = keyed(theirs, {})
            typed, comments = typed_by_key(answers, theirs.typed), by_key(answers, theirs.comments)
        elif kept := self.aside.take(ours.code):
            kind, answers = Kind.RETURNED, project_of(kept)
            typed, comments = self.aside.typed(ours.code), self.aside.comments(ours.code)
        change = Change(kind=kind, project=ours.code, name=ours.name)
        answers = answers.model_copy(update={"code": ours.code})
        return Merged(answers, frozenset(), (change,), typed, comments)

    def _take_out(self, code: str) -> None:
        """A project the master has no more: what the unit answered for it is kept aside."""
        theirs, name = self.theirs.get(code_of(code)), self.issued.issued(code).get("name", "")
        if theirs is not None and self._has_answers(theirs, code):
            self._keep(theirs, code)
        self.changes.append(Change(kind=Kind.REMOVED, project=code, name=name))

    def _keep(self, theirs: FilledProject, code: str) -> None:
        project = keyed(theirs, self.issued.issued(code))
        reasons, homeless = reasons_of(theirs, project)
        beside = (Issued(code, f"reason.{path}", text) for path, text in reasons.items())
        noted = keep_comments(code, by_key(project, theirs.comments))
        kept = (*keep_aside(self.form, code, project, typed=theirs.typed), *beside, *noted)
        self.aside.add((*kept, *homeless))
        self.changes.append(Change(kind=Kind.ASIDE, project=code, name=theirs.project.name))

    def _has_answers(self, theirs: FilledProject, code: str) -> bool:
        """Whether anything stands there that did not come from the master budget now or once."""
        sent, locked = self.issued.issued(code), self.issued.locked(code)
        mine = keep_aside(self.form, code, keyed(theirs, sent), typed=theirs.typed)
        own = (each for each in mine if each.text != locked.get(each.field, ""))
        beside = theirs.reasons or theirs.comments
        return bool(beside) or any(not each.field.endswith(_LEVELS) for each in own)

    def answers(self) -> UnitBudget:
        """What the unit has answered, for the projects the master has now."""
        projects = tuple(self.merged[each.code].answers for each in self.budget.projects)
        return UnitBudget(unit=self.budget.unit, projects=projects, part=self.part.part)

    def amendment(self, number: int) -> Amendment:
        """What the new workbook carries besides."""
        return Amendment(
            number=number,
            disputed={code: each.disputed for code, each in self.merged.items() if each.disputed},
            typed={
                code: by_row(_rowed(self.form, each), each.typed)
                for code, each in self.merged.items()
                if each.typed
            },
            reasons={**self.reasons, "": self.part.reasons},
            comments={
                "": self.part.comments,
                **{
                    code: by_row(_rowed(self.form, each), each.comments)
                    for code, each in self.merged.items()
                    if each.comments
                },
            },
            aside=self.aside.all(),
            changes=tuple(self.changes),
        )


def _rowed(form: Form, merged: Merged) -> Project:
    """The project with the rows its sheet will have: blank ones may come between the unit's."""
    return prefill(form, merged.answers, None).project
