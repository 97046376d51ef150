"""Reissue: bring a round up to a new master budget, or to a new version of its form.

Every unit's answers are taken from the copy of it that counts; where none came in, from nowhere.
A unit whose workbook would not change is not sent another one. What is issued again lies in a
folder of its own in `outbox`, and holds exactly what is to be sent now.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from ..budget import Master, Unit, UnitBudget, wording
from ..excel.files import write_whole
from ..findings import FileError, Finding, RoundError, finding_of, one_file, word
from ..form import Form
from ..identity import Change
from ..issuing import Cover, PreparedForm, generate, refuse_other_money
from ..reading import Filled, read_many
from ..syncing import sync
from .arriving import judge, refused
from .counting import digests_of, judge_all
from .keeping import clear_away, read_kept, what_is_wrong
from .ledger import NOT_LISTED, Arrival, Edition, Issue, Verdict, Withdrawal
from .ledger import Change as Entered
from .round import Round


@dataclass(frozen=True, slots=True)
class Reissued:
    """What became of one unit.

    Attributes:
        issue: the workbook that was issued; None when the one before stands.
        changes: what it changes, field by field.
        refused: why its copy was left alone; it must be mended first.
        verdict: the verdict on its copy by the new edition, where it is another than before.
    """

    unit: Unit
    issue: Issue | None = None
    changes: tuple[Change, ...] = ()
    refused: tuple[Finding, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    """A unit that may need a new workbook: its last issue, and the copy of it that counts."""

    budget: UnitBudget
    last: Issue | None
    copy: Arrival | None


class _New(NamedTuple):
    """A workbook that is about to be issued."""

    unit: Unit
    number: int
    file_name: str
    content: bytes
    source: int = 0
    changes: tuple[Change, ...] = ()


def reissue(
    round: Round,
    at: datetime,
    *,
    master: Master | None = None,
    form: Form | None = None,
    only: Collection[str] = (),
    by: str = "",
    password: str = "",
    workers: int | None = None,
) -> Iterator[Reissued]:
    """Issue a new workbook to every unit that needs one; a unit a step.

    Given again after an interruption, it goes on where it stopped; given again when all is
    done, it changes nothing.

    Args:
        at: the moment, with its time zone.
        master: the new master budget; the one that holds if not given.
        form: the new version of the form; the one that holds if not given.
        only: the codes of the units it is for; all if none are given.

    Raises:
        RoundError: the new master budget leaves a unit out that has sent something, or the form
            is another one; nothing was changed then.
        MasterError: the master's amounts are in another unit than the form's.
        OutputError: a workbook cannot be written.
    """
    desk = _Desk(round, at, by, password)
    desk.take_edition(master, form)
    yield from desk.all_of(frozenset(map(wording.code, only)), workers)


class _Desk:
    """One run of it: what the ledger says, and the way into it."""

    def __init__(self, round: Round, at: datetime, by: str, password: str) -> None:
        ledger = round.ledger
        self._round, self._at, self._by, self._password = round, at, by, password
        self._issues = list(ledger.issues())
        self._last = {wording.code(each.unit.code): each for each in self._issues}
        states = judge_all(ledger.arrivals(), ledger.rulings(), digests_of(self._issues))
        self._copies = {wording.code(s.arrival.unit): s.arrival for s in states if s.counts}
        self._gone = {wording.code(each.unit) for each in ledger.withdrawals()}
        self._edition = ledger.edition()
        self._forms = {each.number: each.form for each in ledger.editions()}

    @cached_property
    def _prepared(self) -> PreparedForm:
        """The form of the edition that holds, made ready once for all units."""
        terms, form = self._round.ledger.terms, self._edition.form
        cover = Cover(terms.due, terms.contact)
        return PreparedForm(form, cover, self._password, terms.name)

    def take_edition(self, master: Master | None, form: Form | None) -> None:
        """Enter a new edition, when the form or the master budget is another than before."""
        before = self._edition
        master, form = master or before.master, form or before.form
        if (before.master, before.form) == (master, form):
            return
        if (form.name, form.year) != (before.form.name, before.form.year):
            found, expected = f"{form.name} {form.year}", f"{before.form.name} {before.form.year}"
            raise RoundError("round.other-form", found=found, expected=expected)
        refuse_other_money(form, master)
        dropped = self._dropped(master)
        made = Edition(number=before.number + 1, form=form, master=master, made_at=self._at)
        with self._round.ledger.changing(self._at, self._by) as change:
            change.add_edition(made)
            for unit in dropped:
                change.add_withdrawal(
                    Withdrawal(unit=unit.code, cause=NOT_LISTED, by=self._by, at=self._at)
                )
        self._gone |= {wording.code(unit.code) for unit in dropped}
        self._edition, self._forms[made.number] = made, form

    def _dropped(self, master: Master) -> list[Unit]:
        """The units the new master leaves out; one that has sent something is not dropped so."""
        listed = {wording.code(each.unit.code) for each in master.units} | self._gone
        dropped = [issue.unit for code, issue in self._last.items() if code not in listed]
        sent = [each for each in dropped if wording.code(each.code) in self._copies]
        if sent:
            units = "、".join(map(str, sent))
            raise RoundError("round.unit-dropped", units=units, round=self._round.folder)
        return dropped

    def all_of(self, only: frozenset[str], workers: int | None) -> Iterator[Reissued]:
        """Every unit, or those asked for: first those that need no reading, then the others."""
        clear_away(self._round.outbox)
        jobs = [job for job in self._jobs() if not only or _code(job) in only]
        known = []
        for job in jobs:
            if job.last is None:
                yield self._first(job)
            elif self._is_done(job, job.last):
                yield Reissued(job.budget.unit)
            else:
                known.append(job)
        for job, filled in self._read(known, workers):
            yield self._one(job, filled)

    def _jobs(self) -> Iterator[_Job]:
        for budget in self._edition.master.units:
            code = wording.code(budget.unit.code)
            if code not in self._gone:
                yield _Job(budget, self._last.get(code), self._copies.get(code))

    def _is_done(self, job: _Job, last: Issue) -> bool:
        """Whether the unit holds a workbook of this edition, with the answers that count."""
        if last.edition != self._edition.number:
            return False
        return job.copy is None or job.copy.number == last.number or last.source == job.copy.id

    def _read(self, jobs: Iterable[_Job], workers: int | None) -> Iterator[tuple[_Job, Filled]]:
        """What each unit has answered, by the form its workbook was issued with."""
        groups: dict[tuple[bool, int], list[_Job]] = {}
        for job in jobs:
            groups.setdefault((job.copy is not None, self._edition_of(job)), []).append(job)
        for (is_copy, edition), group in groups.items():
            form = self._forms[edition]
            if is_copy:
                copies = [(job.budget.unit, job.copy) for job in group if job.copy]
                read = read_kept(self._round, copies, form, workers=workers)
            else:
                read = self._outbox(group, form, workers)
            yield from zip(group, read, strict=True)

    def _edition_of(self, job: _Job) -> int:
        """The edition of the issue that a copy answers."""
        number = job.copy.number if job.copy else 0
        mine = (each for each in self._issues if each.unit.code == job.budget.unit.code)
        found = next((each for each in mine if each.number == number), job.last)
        return found.edition if found else self._edition.number

    def _outbox(self, group: Iterable[_Job], form: Form, workers: int | None) -> Iterator[Filled]:
        """The workbooks as they were issued: what stands in them is what the unit has."""
        paths = [self._round.folder / job.last.file for job in group if job.last]
        yield from read_many(paths, form, workers=workers)

    def _first(self, job: _Job) -> Reissued:
        """The first workbook of a unit that is new in the master budget."""
        terms, unit = self._round.ledger.terms, job.budget.unit
        master = self._edition.master.model_copy(update={"units": (job.budget,)})
        (made,) = generate(
            self._edition.form, master, due=str(terms.due), contact=terms.contact,
            password=self._password, round_name=terms.name,
        )  # fmt: skip
        new = _New(unit, 1, made.file_name, made.content)
        return Reissued(unit, self._issue(new))

    def _one(self, job: _Job, filled: Filled) -> Reissued:
        unit, last = job.budget.unit, job.last
        number = last.number + 1 if last else 1
        prepared = self._prepared
        try:
            with one_file(filled.file):
                made = sync(
                    filled, self._edition.master, self._edition.form,
                    number=number, prepared=prepared, always=_holds_another(job),
                )  # fmt: skip
        except FileError as error:
            return Reissued(unit, refused=(finding_of(filled.file, error),))
        issue = None
        if made.content is not None:
            source = job.copy.id if job.copy else 0
            new = _New(unit, number, made.file_name, made.content, source, made.changes)
            issue = self._issue(new)
        verdict = self._judge_again(job.copy, filled) if job.copy else None
        return Reissued(unit, issue, made.changes, made.refused, verdict)

    def _issue(self, new: _New) -> Issue | None:
        """Issue a workbook, in one transaction; None when another desk was faster."""
        file = self._file_for(new)
        issue = Issue(
            unit=new.unit, number=new.number, edition=self._edition.number, file=file,
            digest=sha256(new.content).hexdigest(), issued_at=self._at, source=new.source,
        )  # fmt: skip
        with self._round.ledger.changing(self._at, self._by) as change:
            if change.has_issue(new.unit.code, new.number):
                return None
            # what lies there and is in no ledger was left by a run that was killed
            write_whole(self._round.folder / file, new.content, force=True)
            change.add_issue(issue)
            for each in new.changes:
                told = each.model_dump()
                change.add_change(Entered(unit=new.unit.code, number=new.number, **told))
        self._issues.append(issue)
        return issue

    def _file_for(self, new: _New) -> str:
        """Where a workbook is put: what was issued before stays as it was."""
        folder, taken = f"outbox/edition-{self._edition.number}", {i.file for i in self._issues}
        file = f"{folder}/{new.file_name}"
        if file in taken:
            file = f"{folder}/{word('reissue.file', number=new.number)}/{new.file_name}"
        return file

    def _judge_again(self, copy: Arrival, filled: Filled) -> Verdict | None:
        """What was accepted by the old master budget may not be by the new one."""
        if what_is_wrong(self._round.folder, copy):
            return None
        try:
            with one_file(copy.name):
                found = judge(
                    filled, self._round.ledger.terms, self._edition, self._issues,
                    name=copy.name, digest=copy.digest,
                )  # fmt: skip
        except FileError as error:
            found = refused([error])
        after = copy.model_copy(
            update={
                "verdict": found.verdict, "edition": self._edition.number,
                "errors": found.errors, "warnings": found.warnings, "reasons": found.reasons,
                "more": found.more, "remarks": (),
            }
        )  # fmt: skip
        with self._round.ledger.changing(self._at, self._by) as change:
            change.judge(copy, after)
        return found.verdict if found.verdict is not copy.verdict else None


def _holds_another(job: _Job) -> bool:
    """Whether the unit was sent a workbook after the one it answered."""
    return bool(job.copy and job.last and job.copy.number < job.last.number)


def _code(job: _Job) -> str:
    return wording.code(job.budget.unit.code)
