"""Small rounds for tests: begun, issued, and filled with arrivals, without the commands."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from rules.build import FORM, plan, project, row
from xlperf.budget.money import MoneyUnit
from xlperf.budget.nouns import Indicator, Master, Project, Unit, UnitBudget, UnitPart
from xlperf.rounds.ledger.entries import Arrival, Edition, Issue, Verdict
from xlperf.rounds.opening import begin_round
from xlperf.rounds.round import Round

from . import samples

BEGUN = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
DUE = date(2026, 7, 20)
OFFICE = ZoneInfo("Asia/Shanghai")
"""Where the office is that begins rounds here."""
NOW = datetime(2026, 7, 25, 6, 30, tzinfo=UTC)
NO_PART = UnitPart()


def on(day: int, hour: int = 2) -> datetime:
    """A moment of the month the round is in."""
    return datetime(2026, 7, day, hour, tzinfo=UTC)


def project_of(number: int, budget: str = "30.55", *rows: Indicator, **changes: object) -> Project:
    """A lawful project with a code and an amount of its own."""
    cells: dict[str, object] = {
        "code": f"13081123P000{number:03}100010", "name": f"项目{number}",
        "budget": Decimal(budget), "fiscal": Decimal(budget), "other": None,
        "plan": plan(25, None, "33.33", 100),
    }  # fmt: skip
    return project(*(rows or (row(), row("质量指标"))), **(cells | changes))


def unit_of(number: int, *projects: Project, part: UnitPart = NO_PART) -> UnitBudget:
    """A made-up unit; with one project of its own if none are given."""
    named = Unit(code=f"125{number:03}", name=f"示例单位{number}（虚构）")
    return UnitBudget(unit=named, projects=projects or (project_of(number),), part=part)


def master_of(units: Iterable[UnitBudget]) -> Master:
    """The master budget these units were approved with."""
    bare = (
        each.model_copy(update={"projects": tuple(map(_known, each.projects)), "part": UnitPart()})
        for each in units
    )
    return Master(money=MoneyUnit(), units=tuple(bare))


def _known(each: Project) -> Project:
    return Project(code=each.code, name=each.name, budget=each.budget, fiscal=each.fiscal)


def answered(unit: UnitBudget, number: int = 1, round_name: str = "一轮") -> bytes:
    """The workbook of a unit as it comes back filled."""
    return samples.reissued(FORM, master_of([unit]).units[0], unit, number, round_name)


def begun(folder: Path, units: Iterable[UnitBudget], *, name: str = "一轮") -> Round:
    """A round in which a workbook was issued to every unit; only the ledger knows of them."""
    listed = list(units)
    round = begin_round(
        folder, DUE, BEGUN.astimezone(OFFICE), name=name, contact="预算科 0314-1234567"
    )
    with round.ledger.changing(BEGUN, "经办") as change:
        change.add_edition(Edition(number=1, form=FORM, master=master_of(listed), made_at=BEGUN))
        for each in listed:
            file = f"outbox/{each.unit.code} {each.unit.name}.xlsx"
            change.add_issue(issue_of(each.unit, 1, file))
    return round


def issue_of(unit: Unit, number: int, file: str = "", at: datetime = BEGUN) -> Issue:
    """An issue, as the ledger keeps it."""
    digest = hashlib.sha256(f"{unit.code}{number}".encode()).hexdigest()
    name = file or f"outbox/{unit.code} {unit.name}（第{number}次）.xlsx"
    return Issue(unit=unit, number=number, edition=1, file=name, digest=digest, issued_at=at)


def arrived(
    round: Round, unit: str, content: bytes, at: datetime, *, name: str = "", **facts: object
) -> int:
    """A file came in: its bytes are kept, and the ledger knows; gives its number."""
    digest = hashlib.sha256(content).hexdigest()
    file = f"received/{unit or '未知'}/{digest[:12]}.xlsx"
    path = round.folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    known: dict[str, object] = {
        "name": name or f"{unit} 交来.xlsx", "digest": digest, "unit": unit, "number": 1,
        "file": file, "received_at": at, "edition": 1, "verdict": Verdict.ACCEPTED,
        "late": at >= datetime(DUE.year, DUE.month, DUE.day, tzinfo=UTC) + timedelta(days=1),
    }  # fmt: skip
    with round.ledger.changing(at, "经办") as change:
        return change.add_arrival(Arrival.model_validate(known | facts))
