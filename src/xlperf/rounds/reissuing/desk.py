"""One run of re-issuing: the edition is entered, then a unit a step is brought up to it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from ...budget import Master, Unit, wording
from ...excel.files import write_whole
from ...findings import FileError, Finding, finding_of, one_file
from ...form import Form
from ...identity import Change
from ...issuing import Cover, PreparedForm, generate
from ...reading import Filled
from ...syncing import sync
from ..arriving import judge_as_one_file, kept_reasons, with_reasons
from ..keeping import clear_away, what_is_wrong
from ..ledger import NOT_LISTED, Arrival, Edition, Issue, Verdict, Withdrawal
from ..ledger import Change as Entered
from ..round import Round
from .jobs import Job, is_judged, jobs_of, read_answers
from .known import Known, known_of
from .new_edition import NewEdition, new_edition, still_withdrawn


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


class _Asked(NamedTuple):
    """How a run goes: when, by whom, and whether anything of it is written."""

    at: datetime
    by: str
    password: str
    workers: int | None
    is_trial: bool
    without_objects: bool


@dataclass(frozen=True)
class Reissuing:
    """A round about to be brought up to date: iterate it, and each step does one unit.

    Attributes:
        edition: the form and the master budget that hold from now on.
        dropped: the units the new master leaves out: they are no longer asked.
        asked_again: the units that a master before left out and this one lists.
        still_withdrawn: the units it lists and the office has withdrawn: they stay so.
    """

    round: Round
    edition: Edition
    dropped: tuple[Unit, ...]
    asked_again: tuple[Unit, ...]
    still_withdrawn: tuple[Withdrawal, ...]
    _known: Known = field(repr=False)
    _jobs: tuple[Job, ...] = field(repr=False)
    _asked: _Asked = field(repr=False)

    def __len__(self) -> int:
        return len(self._jobs)

    def __iter__(self) -> Iterator[Reissued]:
        desk = _Desk(self.round, self._known, self.edition, self._asked)
        return desk.all_of(self._jobs)


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
    amounts_are_right: bool = False,
    dry_run: bool = False,
    coming: Sequence[Arrival] = (),
    without_objects: bool = False,
) -> Reissuing:
    """Issue a new workbook to every unit that needs one: iterate what is given, a unit a step.

    Given again after an interruption, it goes on where it stopped; given again when all is
    done, it changes nothing.

    Args:
        at: the moment, with its time zone.
        master: the new master budget; the one that holds if not given.
        form: the new version of the form; the one that holds if not given.
        only: the codes of the units it is for; all if none are given.
        amounts_are_right: take a master most of whose budgets changed by one power of ten.
        dry_run: say what would be done, and write nothing.
        without_objects: issue again to units too whose copy has text boxes, pictures, threads or
            attached files, which the new workbook does not have.
        coming: what did not come in yet and is to be seen as if it had: for a dry run.

    Raises:
        RoundError: the new master budget leaves a unit out that has sent something, most of its
            budgets changed by one power of ten, or the form is another one; nothing was changed
            then.
        MasterError: the master's amounts are in another unit than the form's.
        OutputError: a workbook cannot be written; raised by the step that would.
    """
    asked = _Asked(at, by, password, workers, dry_run, without_objects)
    known, new = _begun(
        round, master, form, asked, coming=coming, amounts_are_right=amounts_are_right
    )  # fmt: skip
    return _about_to(round, known, new, asked, frozenset(map(wording.code, only)))


def _about_to(
    round: Round, known: Known, new: NewEdition | None, asked: _Asked, wanted: frozenset[str]
) -> Reissuing:
    """A run that may begin: what holds, whom it concerns, and what is to be done."""
    edition = new.edition if new else known.edition
    held = still_withdrawn(known, edition.master)
    left = {wording.code(each.unit) for each in held}
    jobs = jobs_of(known, edition, frozenset(left))
    return Reissuing(
        round=round,
        edition=edition,
        dropped=new.dropped if new else (),
        asked_again=new.asked_again if new else (),
        still_withdrawn=held,
        _known=known._replace(editions={**known.editions, edition.number: edition}),
        _jobs=tuple(each for each in jobs if not wanted or each.code in wanted),
        _asked=asked,
    )


def _begun(
    round: Round, master: Master | None, form: Form | None, asked: _Asked, *,
    coming: Sequence[Arrival], amounts_are_right: bool,
) -> tuple[Known, NewEdition | None]:  # fmt: skip
    """What the ledger says, and the edition that was entered on it, if one was to be."""
    while True:
        known = known_of(round.ledger, coming)
        new = new_edition(
            known, master, form, asked.at, round.folder, amounts_are_right=amounts_are_right
        )
        if new is None or asked.is_trial or _is_entered(round, new, asked):
            return known, new


def _is_entered(round: Round, new: NewEdition, asked: _Asked) -> bool:
    """Enter an edition; False when another desk has entered one since the ledger was read."""
    with round.ledger.changing(asked.at, asked.by) as change:
        if change.has_edition(new.edition.number):
            return False
        change.add_edition(new.edition)
        for unit in new.dropped:
            change.add_withdrawal(
                Withdrawal(unit=unit.code, cause=NOT_LISTED, by=asked.by, at=asked.at)
            )
        for unit in new.asked_again:
            change.tell("asked-again", unit.code, edition=new.edition.number)
    return True


class _Desk:
    """The way from a job to a workbook, and into the ledger."""

    def __init__(self, round: Round, known: Known, edition: Edition, asked: _Asked) -> None:
        self._round, self._known, self._edition, self._asked = round, known, edition, asked
        self._issues = list(known.issues)
        self._files = {each.file for each in known.issues}

    @cached_property
    def _prepared(self) -> PreparedForm:
        """The form of the edition that holds, made ready once for all units."""
        terms, form = self._round.ledger.terms, self._edition.form
        cover = Cover(terms.due, terms.contact)
        return PreparedForm(form, cover, self._asked.password, terms.name)

    def all_of(self, jobs: Sequence[Job]) -> Iterator[Reissued]:
        """Every job: first those of this edition, then those nothing changed for, then others."""
        if not self._asked.is_trial:
            clear_away(self._round.outbox)
        settled, to_read = [], []
        for job in jobs:
            if job.last is None:
                yield self._first(job)
            elif not (job.is_settled and is_judged(self._known, self._edition, job)):
                to_read.append(job)
            elif job.last.edition == self._edition.number:
                yield Reissued(job.budget.unit)
            else:
                settled.append(job)
        yield from (Reissued(job.budget.unit) for job in settled)
        for job, filled in read_answers(self._round, self._known, to_read, self._asked.workers):
            yield self._one(job, filled)

    def _first(self, job: Job) -> Reissued:
        """The first workbook of a unit that is new in the master budget."""
        terms, unit = self._round.ledger.terms, job.budget.unit
        master = self._edition.master.model_copy(update={"units": (job.budget,)})
        (made,) = generate(
            self._edition.form, master, due=str(terms.due), contact=terms.contact,
            password=self._asked.password, round_name=terms.name,
        )  # fmt: skip
        new = _New(unit, 1, made.file_name, made.content)
        return Reissued(unit, self._issue(new))

    def _one(self, job: Job, filled: Filled) -> Reissued:
        unit, copy = job.budget.unit, job.copy
        if job.is_settled:
            return Reissued(unit, verdict=self._judge_again(copy, filled) if copy else None)
        number = job.last.number + 1 if job.last else 1
        prepared = self._prepared
        try:
            with one_file(filled.file):
                made = sync(
                    filled, self._edition.master, self._edition.form, number=number,
                    prepared=prepared, always=job.holds_another, amounts_are_right=True,
                    without_objects=self._asked.without_objects,
                )  # fmt: skip
        except FileError as error:
            return Reissued(unit, refused=(finding_of(filled.file, error),))
        issue = None
        if made.content is not None:
            source = copy.id if copy else 0
            new = _New(unit, number, made.file_name, made.content, source, made.changes)
            issue = self._issue(new)
        verdict = self._judge_again(copy, filled) if copy else None
        return Reissued(unit, issue, made.changes, made.refused, verdict)

    def _issue(self, new: _New) -> Issue | None:
        """Issue a workbook, in one transaction; None when another desk was faster."""
        file = self._file_for(new)
        issue = Issue(
            unit=new.unit, number=new.number, edition=self._edition.number, file=file,
            digest=sha256(new.content).hexdigest(), issued_at=self._asked.at, source=new.source,
        )  # fmt: skip
        if not self._asked.is_trial and not self._is_issued(new, issue):
            return None
        self._issues.append(issue)
        self._files.add(file)
        return issue

    def _is_issued(self, new: _New, issue: Issue) -> bool:
        with self._round.ledger.changing(self._asked.at, self._asked.by) as change:
            if change.has_issue(new.unit.code, new.number):
                return False
            # what lies there and is in no ledger was left by a run that was killed
            write_whole(self._round.folder / issue.file, new.content, force=True)
            change.add_issue(issue)
            for each in new.changes:
                told = each.model_dump()
                change.add_change(Entered(unit=new.unit.code, number=new.number, **told))
        return True

    def _file_for(self, new: _New) -> str:
        """Where a workbook is put: what was issued before stays as it was."""
        folder = f"outbox/edition-{self._edition.number}"
        file = f"{folder}/{new.file_name}"
        if file in self._files:
            issue = self._edition.form.word("reissue.file", number=new.number)
            file = f"{folder}/{issue}/{new.file_name}"
        return file

    def _judge_again(self, copy: Arrival, filled: Filled) -> Verdict | None:
        """What was accepted by the old master budget may not be by the new one."""
        if what_is_wrong(self._round.folder, copy):
            return None
        found = judge_as_one_file(
            filled, self._round.ledger.terms, self._edition, self._issues,
            name=copy.name, digest=copy.digest,
        )  # fmt: skip
        after = copy.model_copy(
            update={
                "verdict": found.verdict, "edition": self._edition.number,
                "errors": found.errors, "warnings": found.warnings, "reasons": found.reasons,
                "more": found.more, "remarks": (),
            }
        )  # fmt: skip
        after = with_reasons(after, kept_reasons(copy))
        if not self._asked.is_trial:
            with self._round.ledger.changing(self._asked.at, self._asked.by) as change:
                change.judge(copy, after)
        return found.verdict if found.verdict is not copy.verdict else None
