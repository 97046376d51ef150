"""From a job to a workbook, and into the ledger: what became of each unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from ...budget import Unit
from ...excel.files import write_whole
from ...findings import FileError, Finding, finding_of, one_file
from ...identity import Change
from ...issuing import Cover, PreparedForm, generate
from ...reading import Filled
from ...rules import Rule
from ...syncing import sync
from ..arriving import Issued, judge_as_one_file, kept_reasons, with_reasons
from ..keeping import clear_away, what_is_wrong
from ..ledger import Arrival, Edition, Issue, Verdict
from ..ledger import Change as Entered
from ..round import Round
from .jobs import Job, is_judged, read_answers
from .known import Known


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


class Asked(NamedTuple):
    """How a run goes: when, by whom, and whether anything of it is written."""

    at: datetime
    by: str
    password: str
    workers: int | None
    rules: tuple[Rule, ...] | None
    is_trial: bool
    without_objects: bool


class _New(NamedTuple):
    """A workbook that is about to be issued."""

    unit: Unit
    number: int
    file_name: str
    content: bytes
    source: int = 0
    changes: tuple[Change, ...] = ()


class Desk:
    """The way from a job to a workbook, and into the ledger."""

    def __init__(self, round: Round, known: Known, edition: Edition, asked: Asked) -> None:
        self._round, self._known, self._edition, self._asked = round, known, edition, asked
        self._issued = Issued(edition, known.issues)
        self._files = {each.file for each in known.issues}
        self._deadlines = round.ledger.deadlines()
        self._made_ready: dict[date, PreparedForm] = {}

    def _prepared(self, unit: Unit) -> PreparedForm:
        """The form of the edition that holds, made ready once for all units of one deadline."""
        due = self._deadlines.of(unit.code)
        if due not in self._made_ready:
            terms, form = self._round.ledger.terms, self._edition.form
            cover = Cover(due, terms.contact)
            self._made_ready[due] = PreparedForm(form, cover, self._asked.password, terms.name)
        return self._made_ready[due]

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
        for job, filled in read_answers(
            self._round, self._known, to_read, self._asked.workers, self._asked.rules
        ):
            yield self._one(job, filled)

    def _first(self, job: Job) -> Reissued:
        """The first workbook of a unit that is new in the master budget."""
        terms, unit = self._round.ledger.terms, job.budget.unit
        master = self._edition.master.model_copy(update={"units": (job.budget,)})
        (made,) = generate(
            self._edition.form, master, due=self._deadlines.of(unit.code), contact=terms.contact,
            password=self._asked.password, round_name=terms.name,
        )  # fmt: skip
        new = _New(unit, 1, made.file_name, made.content)
        return Reissued(unit, self._issue(new))

    def _one(self, job: Job, filled: Filled) -> Reissued:
        unit, copy = job.budget.unit, job.copy
        if job.is_settled:
            return Reissued(unit, verdict=self._judge_again(copy, filled) if copy else None)
        number = job.last.number + 1 if job.last else 1
        prepared = self._prepared(unit)
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
        self._issued.add(issue)
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
            filled, self._round.ledger.terms, self._edition, self._issued,
            name=copy.name, digest=copy.digest, given=copy.unit,
        )  # fmt: skip
        after = copy.model_copy(
            update={
                "verdict": found.verdict, "edition": self._edition.number,
                "errors": found.errors, "warnings": found.warnings, "reasons": found.reasons,
                "more": found.more, "remarks": (), "projects": found.projects,
            }
        )  # fmt: skip
        after = with_reasons(after, kept_reasons(copy))
        if not self._asked.is_trial:
            with self._round.ledger.changing(self._asked.at, self._asked.by) as change:
                change.judge(copy, after)
        return found.verdict if found.verdict is not copy.verdict else None
