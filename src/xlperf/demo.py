"""A small round on the sample that comes with the library: one real unit and two made-up ones.

One unit is late, one is sent a new workbook because the master budget changed, and of that one
an amount is in conflict. Every moment is given, so that the same files are made every time.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from importlib import resources
from pathlib import Path

from .budget import Master, Project, UnitBudget
from .budget import code as code_of
from .excel.files import cannot_write, refuse_existing, write_whole
from .excel.writing import workbook_bytes
from .exchange import answers_from_json
from .findings import Finding, OutputError
from .form import Form
from .identity import FIRST_ISSUE, Amendment, Change, Kind
from .issuing import Cover, PreparedForm, project_values, unit_workbook
from .master import Reconciliation, list_workbook, read_master
from .reading import read_all
from .rounds import (
    Reissued,
    Round,
    Standing,
    collect,
    counting_returns,
    distribute,
    open_round,
    reissue,
    status,
    status_workbook,
)
from .sheet import Sheet, Workbook
from .summary import consolidate

FORM = "hebei-2023"
ROUND = "2-收表"
"""The folder of the round."""
_NAME, _CONTACT, _BY = "2023年绩效目标", "预算绩效科（示例）", "示例经办人"
DUE = date(2022, 11, 30)
_ZONE = timezone(timedelta(hours=8))
SENT = datetime(2022, 11, 16, 9, 0, tzinfo=_ZONE)
_FIRST = datetime(2022, 11, 25, 16, 30, tzinfo=_ZONE)
_CHANGED = datetime(2022, 11, 28, 10, 0, tzinfo=_ZONE)
_AGAIN = datetime(2022, 11, 30, 15, 0, tzinfo=_ZONE)
_LATE = datetime(2022, 12, 2, 9, 20, tzinfo=_ZONE)
_CLOSED = datetime(2022, 12, 2, 17, 0, tzinfo=_ZONE)
_SLOW = "125002"
"""The unit whose workbook comes in after the due date."""
_CORRECTED, _AMOUNT = "13081123P000301100018", Decimal("45.00")
"""The project whose amount is another in the new master budget; its unit had typed over it."""


@dataclass(frozen=True)
class Made:
    """What the demonstration made, for whoever wants to look at it.

    Attributes:
        round: the folder of the round: what was sent, what came in, and the ledger.
        outbox: the workbooks as they are sent to the units.
        returns: the same ones as the units sent them back.
        changed: the new master budget.
        reissued: the workbook that was issued again because of it.
        conflicts: what both the unit and the new master budget changed.
        again: that workbook as the unit sent it back.
        standing: how the round stands in the end.
        status: the same as a workbook.
    """

    master: Path
    round: Path
    outbox: tuple[Path, ...]
    returns: tuple[Path, ...]
    changed: Path
    reissued: tuple[Path, ...]
    conflicts: tuple[Change, ...]
    again: tuple[Path, ...]
    status: Path
    summary: Path
    examples: tuple[Finding, ...]
    standing: Standing
    reconciliation: Reconciliation


def sample_folder() -> Path:
    """The sample: a master budget, what each unit filled in, and one of them once more."""
    packaged = Path(str(resources.files("xlperf"))) / "sample"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "workbooks" / "sample"


def sample_answers(again: str = "") -> Iterator[UnitBudget]:
    """What each unit of the sample filled in, by unit code; `again`: in the second workbook."""
    for path in sorted((sample_folder() / again).glob("*.json")):
        yield answers_from_json(json.loads(path.read_text(encoding="utf-8")))


def demo(folder: Path, *, force: bool = False) -> Made:
    """Do the whole job into a folder: master, workbooks, returns, a change, status, summary.

    Raises:
        OutputError: a file exists there and `force` is not given, or it cannot be written.
    """
    made = _Folder(folder, force)
    made.refuse_existing()
    form = Form.load(FORM)
    before = made.master("1-主预算.xlsx", read_master(sample_folder() / "master.csv"))
    issuing = distribute(
        form, before, made.round, DUE, SENT, name=_NAME, contact=_CONTACT, by=_BY
    )  # fmt: skip
    outbox = tuple(made.round / each.file for each in issuing)
    office = _Units(form, made)
    returns = tuple(office.first(before))
    after = made.master("4-新主预算.xlsx", _corrected(before))
    with open_round(made.round) as round:
        _take_in(round, _FIRST, *(path for path in returns if not _is_slow(path)))
        issued = list(reissue(round, _CHANGED, master=after, by=_BY, workers=1))
        again = tuple(office.second(after, issued))
        _take_in(round, _AGAIN, *again)
        _take_in(round, _LATE, *returns)  # what came in before changes nothing
        standing, reconciliation = made.close(round)
    changes = [change for each in issued for change in each.changes]
    return Made(
        folder / "1-主预算.xlsx", made.round, outbox, returns, folder / "4-新主预算.xlsx",
        tuple(made.round / each.issue.file for each in issued if each.issue),
        tuple(each for each in changes if each.kind is Kind.CONFLICT), again,
        folder / made.STATUS, folder / made.SUMMARY, _examples(returns), standing, reconciliation,
    )  # fmt: skip


class _Folder:
    """Where everything goes: numbered in the order it comes about."""

    STATUS, SUMMARY = "6-收表情况.xlsx", "7-汇总.xlsx"

    def __init__(self, folder: Path, force: bool) -> None:
        self.top, self.force = folder, force
        self.round = folder / ROUND

    def refuse_existing(self) -> None:
        """Refuse what is there before anything is made; a demonstration of before goes."""
        for name in ("1-主预算.xlsx", "4-新主预算.xlsx", self.STATUS, self.SUMMARY):
            refuse_existing(self.top / name, force=self.force)
        refuse_existing(self.round, force=self.force)
        if not self.round.exists():
            return
        with open_round(self.round) as round:
            is_mine = round.name == _NAME and round.due == DUE
        if not is_mine:
            raise OutputError("out.exists", file=self.round)
        try:
            shutil.rmtree(self.round)
        except OSError as error:
            raise cannot_write(self.round, error) from error

    def master(self, name: str, master: Master) -> Master:
        """Write a master budget, and read it as an office does."""
        path = self.top / name
        write_whole(path, list_workbook(Form.load("master"), master), force=self.force)
        return read_master(path)

    def put(self, folder: str, name: str, book: Workbook) -> Path:
        """Write the workbook of a unit."""
        path = self.top / folder / name
        write_whole(path, workbook_bytes(book), force=self.force)
        return path

    def close(self, round: Round) -> tuple[Standing, Reconciliation]:
        """The last day: how the round stands, and the summary of what counts."""
        standing = status(round, at=_CLOSED)
        told = status_workbook(standing, round.ledger.changes())
        write_whole(self.top / self.STATUS, told, force=self.force)
        found = counting_returns(round, at=_CLOSED)
        done = consolidate(
            found.read(workers=1), found.master, self.top / self.SUMMARY,
            force=self.force, form=found.form, round=found.heading,
        )  # fmt: skip
        return standing, done.reconciliation


class _Units:
    """The units: what they do with the workbooks they are sent."""

    def __init__(self, form: Form, folder: _Folder) -> None:
        self.form, self.folder = form, folder
        self.prepared = PreparedForm(form, Cover(str(DUE), _CONTACT), "", _NAME)

    def first(self, master: Master) -> Iterator[Path]:
        """Every unit fills in its workbook; one types over an amount, and takes a sheet out."""
        budgets = {each.unit.code: each for each in master.units}
        for answers in sample_answers():
            budget = budgets[answers.unit.code]
            answered = {code_of(each.code) for each in answers.projects}
            left = tuple(each for each in budget.projects if code_of(each.code) in answered)
            known = budget.model_copy(update={"projects": left})
            sent, book = self._stamped(budget, None), self._stamped(known, answers)
            mine = {code_of(each.code): each for each in answers.projects}
            typed = (_typed_over(self.form, sheet, mine) for sheet in book.sheets[1:-1])
            sheets = (sent.sheets[0], *typed, sent.sheets[-1])
            name = f"{answers.unit.code} {answers.unit.name}.xlsx"
            yield self.folder.put("3-回收", name, replace(book, sheets=sheets))

    def second(self, master: Master, issued: list[Reissued]) -> Iterator[Path]:
        """The unit that was sent another workbook settles what is in conflict, and sends it."""
        changes = {each.unit.code: each.changes for each in issued if each.issue}
        budgets = {each.unit.code: each for each in master.units}
        for answers in sample_answers("again"):
            told = changes[answers.unit.code]
            amended = Amendment(number=2, changes=told, disputed=_disputed(told))
            book = self._stamped(budgets[answers.unit.code], answers, amended)
            name = f"{answers.unit.code} {answers.unit.name}.xlsx"
            yield self.folder.put("5-再次回收", name, book)

    def _stamped(
        self, budget: UnitBudget, answers: UnitBudget | None, amended: Amendment = FIRST_ISSUE
    ) -> Workbook:
        return unit_workbook(self.prepared, budget, answers, amended)


def _typed_over(form: Form, sheet: Sheet, answers: Mapping[str, Project]) -> Sheet:
    """A sheet with the amounts as the unit has them, protected or not."""
    project = answers.get(code_of(str(sheet.values.get("code", ""))))
    if project is None:
        return sheet
    values = project_values(form, project)
    amounts = {name: values[name] for name in ("budget", "fiscal", "other")}
    return replace(sheet, values={**sheet.values, **amounts})


def _disputed(changes: tuple[Change, ...]) -> dict[str, frozenset[str]]:
    """The fields in conflict, by project."""
    conflicts = [each for each in changes if each.kind is Kind.CONFLICT]
    projects = {each.project for each in conflicts}
    return {
        code: frozenset(each.field for each in conflicts if each.project == code)
        for code in projects
    }


def _corrected(master: Master) -> Master:
    """The master budget with one amount changed."""
    units = (
        each.model_copy(update={"projects": tuple(map(_with_amount, each.projects))})
        for each in master.units
    )
    return master.model_copy(update={"units": tuple(units)})


def _with_amount(project: Project) -> Project:
    if project.code != _CORRECTED:
        return project
    return project.model_copy(update={"budget": _AMOUNT, "fiscal": _AMOUNT})


def _take_in(round: Round, at: datetime, *paths: Path) -> None:
    for each in collect(round, paths, at, by=_BY, workers=1):
        if each.error:
            raise each.error


def _is_slow(path: Path) -> bool:
    return path.name.startswith(_SLOW)


def _examples(returns: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding of each of three kinds, as a reader of the screen would like to see them."""
    wanted = ("goal.placeholder", "plan.falls", "indicators.unit-sentence")
    found = [each for filled in read_all(returns) for each in filled.findings]
    firsts = (next((each for each in found if each.code == code), None) for code in wanted)
    return tuple(each for each in firsts if each)
