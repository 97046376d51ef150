"""What is kept of a return until its rows are written: plain records, small and quick to store."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from ..budget import FieldValue, Unit
from ..findings import Level

Plain = tuple[Any, ...]
"""A record there are many of, without its class: stored and taken back in half the time."""


class Source(NamedTuple):
    """Where something stands in a return."""

    file: str = ""
    sheet: str = ""
    cell: str = ""


class IndicatorRecord(NamedTuple):
    """One row of an indicator table. `value` is the target as printed."""

    level1: str
    level2: str
    level3: str
    description: str
    value: str
    sign: str
    number: Decimal | None
    unit: str
    basis: str
    weight: Decimal | None
    cell: str
    declared: Mapping[str, FieldValue] = {}


class ProjectRecord(NamedTuple):
    """One project as it came back; `plain` has its indicators as plain tuples (see `Plain`)."""

    code: str
    name: str
    budget: Decimal | None
    fiscal: Decimal | None
    other: Decimal | None
    purpose: str
    goal: str
    plan: tuple[tuple[str, Decimal | None], ...]
    plain: tuple[Plain, ...]
    errors: int
    warnings: int
    justified: int
    source: Source
    plan_source: Source
    declared: Mapping[str, FieldValue] = {}

    @property
    def indicators(self) -> Iterator[IndicatorRecord]:
        """The rows of its table, one after the other."""
        return map(IndicatorRecord._make, self.plain)


class FindingRecord(NamedTuple):
    """One finding in the words it is shown in."""

    level: Level
    project: str
    name: str
    file: str
    sheet: str
    cell: str
    found: str
    message: str
    fix: str
    opinion: str
    justification: str
    code: str


class UnitFindings(NamedTuple):
    """What was found of a unit in one return, or when all were reconciled, as plain tuples."""

    unit: Unit
    plain: tuple[Plain, ...]

    @property
    def findings(self) -> Iterator[FindingRecord]:
        """The findings, one after the other."""
        return map(FindingRecord._make, self.plain)


class PartEntry(NamedTuple):
    """One paragraph of a unit's own part; `kind` is overall, goals or safeguards."""

    kind: str
    number: int
    project: str
    text: str
    cell: str


class PartRecord(NamedTuple):
    """A unit's own part as it came back: its paragraphs, and all else by path, as text."""

    unit: Unit
    source: Source
    entries: tuple[PartEntry, ...]
    said: tuple[tuple[str, str], ...] = ()


class LeftOut(NamedTuple):
    """Something that is not in the summary, and why. `amount` is what was approved for it."""

    kind: str
    unit: Unit
    project: str
    name: str
    amount: Decimal | None
    source: Source
    why: str
    fix: str
