"""The real unit of the shared budget text: its master budget, its answers, its published tables."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlperf.budget.money import MoneyUnit
from xlperf.budget.nouns import (
    Goal,
    Indicator,
    Master,
    Plan,
    PlanPoint,
    Project,
    Unit,
    UnitBudget,
    UnitPart,
)
from xlperf.budget.target import Target

from .real import missing

_HEAD = re.compile(r"\d+\.\S+绩效目标表")
_LEVELS = ("level1", "level2", "level3", "description", "basis")


@dataclass(frozen=True)
class RealUnit:
    """One real unit.

    Attributes:
        data: the shared JSON, as it is.
        answers: everything the unit gave, as records.
        tables: the published tables, each as rows of cells, in the order of the text.
    """

    data: dict[str, Any]
    answers: UnitBudget
    tables: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def master(self) -> Master:
        """What the finance bureau knew before: codes, names and amounts."""
        told = ("code", "name", "budget", "fiscal", "other")
        known = (
            Project(**{name: getattr(each, name) for name in told})
            for each in self.answers.projects
        )
        units = (UnitBudget(unit=self.answers.unit, projects=tuple(known)),)
        return Master(money=MoneyUnit(), units=units)


def real_unit(shared: Path) -> RealUnit:
    """Read the shared text; a test that needs it is skipped where it is absent."""
    seed = shared / "seed"
    path = seed / "budget-text-2023.json"
    if not path.is_file():
        missing("The real budget text", "put the shared folder beside the checkout")
    data = json.loads(path.read_text(encoding="utf-8"))
    own = data["part1"]
    part = UnitPart(
        overall=tuple(
            text
            for each in own["overall"]
            for text in (*filter(None, [each["heading"]]), *each["text"])
        ),
        goals=tuple(
            Goal(project=each["title"], text="\n".join(each["items"])) for each in own["goals"]
        ),
        safeguards=tuple(own["safeguards"]),
    )
    answers = UnitBudget(
        unit=Unit(code=data["unit_code"], name=data["unit_name"]),
        projects=tuple(map(_project, data["projects"])),
        part=part,
    )
    text = (seed / "budget-text-2023.txt").read_text(encoding="utf-8")
    return RealUnit(data, answers, tuple(_tables(text.splitlines())))


def _project(cells: dict[str, Any]) -> Project:
    points = (PlanPoint(date=date, percent=_figure(each)) for date, each in cells["plan"].items())
    return Project(
        **{name: _figure(cells[name]) for name in ("budget", "fiscal", "other")},
        **{name: cells[name] for name in ("code", "name", "purpose", "goal")},
        plan=Plan(points=tuple(points)),
        indicators=tuple(
            Indicator(**{name: each[name] for name in _LEVELS}, target=Target.parse(each["value"]))
            for each in cells["indicators"]
        ),
    )


def _figure(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _tables(lines: Sequence[str]) -> list[tuple[tuple[str, ...], ...]]:
    """The tables of the second part, from one title to the next."""
    starts = [n for n, line in enumerate(lines) if _HEAD.fullmatch(line.strip())]
    ends = [*starts[1:], len(lines)]
    return [
        tuple(tuple(line.split("\t")) for line in lines[start:end] if line.strip())
        for start, end in zip(starts, ends, strict=True)
    ]
