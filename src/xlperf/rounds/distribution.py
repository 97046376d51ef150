"""Distribute: begin a round, and issue one workbook to each unit of the master budget.

A workbook is first in `outbox`, whole, and then in the ledger. What was interrupted is gone on
with by the same call: what was issued stays, what lies there unrecorded is recorded.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from ..budget import Master
from ..excel.files import write_whole
from ..findings import FormError, OutputError, RoundError
from ..form import Form
from ..issuing import (
    NO_LAST_YEAR,
    IssuedWorkbook,
    LastYear,
    file_names,
    generate,
    last_day,
    refuse_other_money,
)
from .keeping import clear_away
from .ledger import Edition, Issue, Terms
from .opening import begin_round, open_round
from .round import Round

FIRST = 1
"""The number of the first edition, and of every unit's first workbook."""


@dataclass(frozen=True)
class Distribution:
    """Workbooks about to be issued: iterate it, and each step issues one.

    Those that were issued before come by as well, so that all units are named in the end.

    Attributes:
        before: the codes of the units that had been issued theirs before this call.
    """

    folder: Path
    terms: Terms
    edition: Edition
    before: frozenset[str]
    at: datetime
    by: str
    last_year: LastYear = field(repr=False)
    password: str = field(repr=False)
    ledger: str = field(repr=False)

    def __len__(self) -> int:
        return len(self.edition.master.units)

    def __iter__(self) -> Iterator[Issue]:
        with open_round(self.folder, self.ledger) as round:
            clear_away(round.outbox)
            known = {issue.unit.code: issue for issue in round.ledger.issues()}
            made = self._made(frozenset(known))
            for budget, name in zip(
                self.edition.master.units, file_names(self.edition.master), strict=True
            ):
                issue = known.get(budget.unit.code)
                yield issue or self._issue(round, next(made), f"outbox/{name}")

    def new(self, issues: Iterable[Issue]) -> list[Issue]:
        """Those of these workbooks that had not been issued before this call."""
        return [each for each in issues if each.unit.code not in self.before]

    def _made(self, known: frozenset[str]) -> Iterator[IssuedWorkbook]:
        """The workbooks of the units that have none yet."""
        master = self.edition.master
        left = tuple(each for each in master.units if each.unit.code not in known)
        return generate(
            self.edition.form, master.model_copy(update={"units": left}),
            due=self.terms.due, contact=self.terms.contact, password=self.password,
            round_name=self.terms.name, last_year=self.last_year,
        )  # fmt: skip

    def _issue(self, round: Round, made: IssuedWorkbook, file: str) -> Issue:
        _write(round.folder / file, made.content)
        issue = Issue(
            unit=made.unit, number=FIRST, edition=FIRST, file=file,
            digest=sha256(made.content).hexdigest(), issued_at=self.at,
        )  # fmt: skip
        with round.ledger.changing(self.at, self.by) as change:
            if not change.has_issue(made.unit.code, FIRST):  # another desk may have been faster
                change.add_issue(issue)
        return issue


def distribute(
    form: Form | str | Path,
    master: Master,
    folder: Path | str,
    due: date | str,
    at: datetime,
    *,
    name: str = "",
    contact: str = "",
    password: str = "",
    ledger: str = "",
    by: str = "",
    last_year: LastYear = NO_LAST_YEAR,
) -> Distribution:
    """Begin a round in a folder: iterate what is given, and each step issues one workbook.

    Given again after an interruption, it goes on where it stopped.

    Args:
        due: the last day on which a return is not late: as `generate` takes it.
        at: the moment, with the office's time zone.
        name: what the round is called; the folder's name if not given.
        contact: whom units may ask.
        password: protects the sheets; it is kept nowhere.
        ledger: the URL of its database; a file in the folder if not given.
        by: who does it, for the audit.
        last_year: what `from_last_year` made of last year's returns; given again to go on.

    Raises:
        RoundError: the due date is past or no date, the folder holds another round, or this one
            has gone on with another form or master budget.
        FormError: the form is none that workbooks are made of, or is not as its file says.
        MasterError: the master's amounts are in another unit than the form's.
        OutputError: the folder cannot be written in.
    """
    last, form, folder = last_day(due), Form.load(form), Path(folder)
    _check(form, master)
    if last < at.date():
        raise RoundError("round.due-past", due=last, today=at.date())
    with begin_round(folder, last, at, name=name, contact=contact, ledger=ledger, by=by) as round:
        wanted = Edition(number=FIRST, form=form, master=master, made_at=at)
        edition, terms = _first_edition(round, wanted, by), round.ledger.terms
        before = frozenset(each.unit.code for each in round.ledger.issues())
        return Distribution(folder, terms, edition, before, at, by, last_year, password, ledger)


def _first_edition(round: Round, wanted: Edition, by: str) -> Edition:
    """The form and master budget of a round that begins, or has begun with these very ones."""
    with round.ledger.changing(wanted.made_at, by) as change:
        if not change.has_edition(FIRST):
            change.add_edition(wanted)
    known = round.ledger.edition()
    if (known.number, known.form, known.master) != (FIRST, wanted.form, wanted.master):
        raise RoundError("round.other-edition", round=round.name, found=known.number)
    return known


def _check(form: Form, master: Master) -> None:
    """Refuse what no workbook can be made of before a round is begun for it."""
    if form.project_sheet is None and form.unit is None:
        raise FormError("form.kind", form=form.name, use="distribute", needs="[project]")
    if not form.source or Form.parse(form.source) != form:
        raise FormError("round.form-source", form=form.name)
    refuse_other_money(form, master)


def _write(path: Path, content: bytes) -> None:
    """Write a workbook; one that is there and is the same is as good."""
    try:
        found = path.read_bytes()
    except OSError:  # nothing is there; if it is something else, writing will say so
        try:
            write_whole(path, content)
        except OutputError as error:
            if error.code != "out.exists":
                raise
            found = path.read_bytes()  # another desk was faster
        else:
            return
    if found != content:
        raise RoundError("round.outbox-other", file=path)
