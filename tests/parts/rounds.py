"""Rounds of collecting for tests: made-up units of one project each, and what they send back."""

import atexit
import io
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from xlperf.budget.nouns import Goal, Master, Unit, UnitBudget
from xlperf.budget.target import Target
from xlperf.form.file import form_path
from xlperf.form.form import Form
from xlperf.issuing.generation import generate
from xlperf.reading.one_file import read
from xlperf.rounds.arriving.collection import Collected, collect, judged_of
from xlperf.rounds.counting.which_counts import Judged, digests_of, judge_all
from xlperf.rounds.distribution import distribute
from xlperf.rounds.ledger.entries import Arrival, Issue
from xlperf.rounds.opening import open_round
from xlperf.rounds.round import Round
from xlperf.rounds.telling.reasons import reasons_of

from . import samples

FORM = Form.load("hebei-2023")
NAME = "2023年绩效目标"
DUE = date(2023, 3, 15)
ZONE = timezone(timedelta(hours=8))
BEGUN = datetime(2023, 3, 1, 9, 30, tzinfo=ZONE)
IN_TIME = datetime(2023, 3, 10, 16, 0, tzinfo=ZONE)
TOO_LATE = datetime(2023, 3, 16, 0, 10, tzinfo=ZONE)
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_TARGET = Target.parse("≥12次")


def budget_of(number: int) -> UnitBudget:
    """A unit with one project, filled in without anything to find."""
    model = samples.filled_unit(FORM)
    known = model.projects[1]
    rows = (each.model_copy(update={"target": _TARGET}) for each in known.indicators)
    code = code_of(f"13081123P{number:06d}10001")
    project = known.model_copy(update={"code": code, "indicators": tuple(rows)})
    goals = (Goal(project=project.name, text=f"{project.name}惠及千人。"),)
    return UnitBudget(
        unit=Unit(code=f"{990_000 + number}", name=f"示例单位{number}"),
        projects=(project,),
        part=model.part.model_copy(update={"goals": goals}),
    )


def code_of(body: str) -> str:
    """A project code with the check character that belongs behind it."""
    total = sum(_SIGNS.index(sign) * 3**place for place, sign in enumerate(body))
    return body + _SIGNS[30 - total % 31]


def master_of(*numbers: int) -> Master:
    """The master budget of these units."""
    return samples.master_of(FORM, *map(budget_of, numbers))


def raised_by(master: Master, more: int) -> Master:
    """The master budget with the first project of each unit raised."""
    budgets = []
    for budget in master.units:
        first, *others = budget.projects
        raised = {name: (getattr(first, name) or 0) + more for name in ("budget", "fiscal")}
        projects = (first.model_copy(update=raised), *others)
        budgets.append(budget.model_copy(update={"projects": projects}))
    return master.model_copy(update={"units": tuple(budgets)})


def issued(folder: Path, master: Master, **more: Any) -> list[Issue]:
    """Begin a round and issue its workbooks, or go on with it."""
    given = {"name": NAME, "contact": "8123456", **more}
    return list(distribute(FORM, master, folder, given.pop("due", DUE), BEGUN, **given))


def begun(folder: Path, master: Master, ledger: str = "") -> None:
    """A round that was begun and issued; where its ledger is a file, copied from the first one."""
    if ledger:
        issued(folder, master, ledger=ledger)
    else:
        shutil.copytree(_model(master.model_dump_json()), folder)


@cache
def _model(master: str) -> Path:
    top = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, top, ignore_errors=True)
    issued(top / "r", Master.model_validate_json(master))
    return top / "r"


def answered(
    number: int,
    *,
    form: Form = FORM,
    budget: UnitBudget | None = None,
    round_name: str = NAME,
    issue: int = 1,
) -> bytes:
    """The workbook of a unit, filled in, as it comes back."""
    given = budget or budget_of(number)
    return samples.reissued(form, samples.known_of(given), given, issue, round_name)


def all_answered(numbers: Iterable[int]) -> Iterator[tuple[str, bytes]]:
    """The filled workbooks of many units, with the names they were issued under."""
    budgets = {each.unit.code: each for each in map(budget_of, numbers)}
    master = samples.master_of(FORM, *budgets.values())
    made = generate(FORM, master, answers=budgets, due=str(DUE), contact="8123456", round_name=NAME)
    for each in made:
        yield each.file_name, each.content


def touched(content: bytes, changes: Mapping[str, object]) -> bytes:
    """A workbook with fields of its first project set by hand, protection or not."""
    (first, *_) = read(content, FORM).projects
    book = load_workbook(io.BytesIO(content))
    for field, value in changes.items():
        book[first.sheet][str(first.where[field])].value = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def of_year(year: int, folder: Path) -> Form:
    """The same form as it is issued in another year."""
    path = folder / f"{FORM.name}.toml"
    drawn = form_path(FORM.name).read_text(encoding="utf-8")
    path.write_text(drawn.replace(f"year    = {FORM.year}", f"year    = {year}"), encoding="utf-8")
    form = Form.load(path)
    assert form.year == year
    return form


def took_in(
    folder: Path, sources: Iterable[Path], at: datetime = IN_TIME, ledger: str = ""
) -> dict[str, Judged]:
    """Collect, and what became of each new file by its name."""
    with open_round(folder, ledger) as round:
        taken = list(collect(round, sources, at, by="王", workers=1))
        new, _ = judged_of(round, taken)
    return {each.arrival.name: each for each in new}


def states(folder: Path, ledger: str = "") -> dict[str, str]:
    """What became of every file that ever came in, by its name."""
    with open_round(folder, ledger) as round:
        return {each.arrival.name: each.state.value for each in all_judged(round)}


def all_judged(round: Round) -> tuple[Judged, ...]:
    """Every file that ever came in."""
    ledger = round.ledger
    return judge_all(ledger.arrivals(), ledger.rulings(), digests_of(ledger.issues()))


def told_of(arrival: Arrival) -> tuple[str, ...]:
    """Why a file was not simply accepted, as the office reads it."""
    return reasons_of(arrival, "zh")


def lost(taken: Iterable[Collected]) -> list[str]:
    """The names of files whose bytes could not be had."""
    return [each.name for each in taken if each.error]


def kept(folder: Path) -> dict[str, bytes]:
    """All kept files of a round, by their path."""
    top = folder / "received"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file()
    }
