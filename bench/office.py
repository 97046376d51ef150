"""An office with many units, out of the sample of the demonstration: what it sends, what comes.

Each unit has projects of the sample in turn, two to thirteen, with a name and codes of its own,
and answers what the sample's units answered. As in the demonstration some type over an amount,
and some take a sheet out. A return has about a hundred findings.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Final

from xlperf import Form
from xlperf.budget import Master, Project, Unit, UnitBudget, UnitPart
from xlperf.demo import FORM, sample_answers
from xlperf.excel.writing import Stamper
from xlperf.issuing import Cover, PreparedForm, project_values, unit_workbook
from xlperf.sheet import Workbook

ROUND: Final = "2023年绩效目标"
DUE: Final = date(2022, 11, 30)
AT: Final = datetime(2022, 11, 25, 16, 30, tzinfo=timezone(timedelta(hours=8)))
_SIZES = (6, 2, 13, 8, 6, 10)
"""Projects of units, in turn: the real one of the sample has 13, the made-up ones two."""
_TYPED_OVER, _TAKEN_OUT = 7, 10
"""Every seventh unit types over an amount, every tenth takes its last sheet out."""
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True)
class Office:
    """What the office knows, and what each unit answers, by its code."""

    master: Master
    answers: Mapping[str, UnitBudget]


@cache
def _drawn() -> tuple[tuple[Project, ...], UnitPart]:
    """All projects of the sample, and the part of its real unit."""
    answered = list(sample_answers())
    return tuple(chain.from_iterable(each.projects for each in answered)), answered[0].part


def office(units: int) -> Office:
    """An office of so many units; the first ones are the same in an office of more."""
    drawn, part = _drawn()
    projects = cycle(drawn)
    answered: list[UnitBudget] = []
    for number, size in zip(range(units), cycle(_SIZES), strict=False):
        own = [
            each.model_copy(update={"code": _code(number, place)})
            for place, each in enumerate(islice(projects, size))
        ]
        names = {each.name for each in own}
        goals = tuple(each for each in part.goals if each.project in names)
        unit = Unit(code=f"{200_001 + number}", name=f"示例单位第{number + 1}办公室（虚构）")
        answered.append(
            UnitBudget(
                unit=unit, projects=tuple(own), part=part.model_copy(update={"goals": goals})
            )
        )
    master = Master(money=Form.load(FORM).money, units=tuple(map(_known, answered)))
    return Office(master, {each.unit.code: each for each in answered})


def _code(unit: int, place: int) -> str:
    """A code of 21 signs with its check sign, of no other project."""
    head = f"13081123P{1000 * (unit + 1) + place:06d}10001"
    return head + _SIGNS[30 - sum(_SIGNS.index(c) * 3**at for at, c in enumerate(head)) % 31]


def _known(answered: UnitBudget) -> UnitBudget:
    """What the master budget knows of a unit: codes, names and amounts."""
    names = ("code", "name", "budget", "fiscal", "other")
    projects = (
        Project(**{name: getattr(each, name) for name in names}) for each in answered.projects
    )
    return UnitBudget(unit=answered.unit, projects=tuple(projects))


def returns(made: Office, folder: Path) -> list[Path]:
    """What comes back from every unit, as files."""
    folder.mkdir(parents=True)
    prepared = PreparedForm(Form.load(FORM), Cover(str(DUE), ""), "", ROUND)
    stamper, files = Stamper(), list[Path]()
    for number, book in enumerate(_books(prepared, made)):
        unit = made.master.units[number].unit
        file = folder / f"{unit.code} {unit.name}.xlsx"
        file.write_bytes(stamper.workbook_bytes(book))
        files.append(file)
    return files


def _books(prepared: PreparedForm, made: Office) -> Iterator[Workbook]:
    """As units of the demonstration fill them in: guide and identity are those that were sent."""
    for number, budget in enumerate(made.master.units):
        answers = made.answers[budget.unit.code]
        left = budget.projects[:-1] if number % _TAKEN_OUT == 0 else budget.projects
        codes = {each.code for each in left}
        kept = answers.model_copy(
            update={"projects": tuple(each for each in answers.projects if each.code in codes)}
        )
        book = unit_workbook(prepared, budget.model_copy(update={"projects": left}), kept)
        if number % _TYPED_OVER == 1:
            book = _typed_over(prepared.form, book, kept.projects[0])
        if len(left) < len(budget.projects):
            sent = unit_workbook(prepared, budget, None)
            book = replace(book, sheets=(sent.sheets[0], *book.sheets[1:-1], sent.sheets[-1]))
        yield book


def _typed_over(form: Form, book: Workbook, project: Project) -> Workbook:
    """One amount as the unit has it, protected or not."""
    raised = project.model_copy(update={"budget": (project.budget or Decimal(0)) + 1})
    amount = project_values(form, raised)["budget"]
    sheets = (
        replace(each, values={**each.values, "budget": amount})
        if each.values.get("code") == project.code
        else each
        for each in book.sheets
    )
    return replace(book, sheets=tuple(sheets))


def unit_of(file: Path) -> str:
    """The code of the unit a file is of."""
    found = re.match(r"\d+", file.name)
    assert found
    return found[0]
