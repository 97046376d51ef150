"""What of last year's answers goes into this year's workbooks, and what has no place there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ..budget import Unit, UnitBudget
from ..sheet import Comment

Notes = Mapping[str, Mapping[str, Comment]]
"""Notes on the cells of one workbook: by project, "" for the unit's own part, then by path."""


class Why(StrEnum):
    """Why something of last year is not taken."""

    UNREADABLE = "unreadable"
    NO_UNIT = "no-unit"
    NO_PROJECT = "no-project"
    SEVERAL = "several"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Left:
    """Something of last year that this year has no place for.

    Attributes:
        file: the file it stood in.
        unit: the unit it was of.
        code, name: of the project; both "" for a unit's own part, or for a whole file.
    """

    why: Why
    file: str
    unit: Unit = field(default_factory=Unit)
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class SameName:
    """A project that was found by its name alone: `before` is the code it had last year."""

    unit: Unit
    code: str
    before: str
    name: str


@dataclass(frozen=True)
class LastYear:
    """What `from_last_year` made of last year's returns, for `generate` and `distribute`.

    Attributes:
        answers: what is filled in, by unit; it stays open to be changed.
        notes: last year's targets as notes on their cells, by unit.
        projects: how many projects of this year have something of last year.
        same_name: those of them that were found by their name.
        left: what has no project, or no unit, this year.
    """

    answers: Mapping[str, UnitBudget] = field(default_factory=dict)
    notes: Mapping[str, Notes] = field(default_factory=dict)
    projects: int = 0
    same_name: tuple[SameName, ...] = ()
    left: tuple[Left, ...] = ()

    def of(self, unit: Unit) -> tuple[UnitBudget | None, Notes]:
        """What a unit is issued with: its answers, and the notes on its cells."""
        return self.answers.get(unit.code), self.notes.get(unit.code, {})

    def behind(self, answers: Mapping[str, UnitBudget]) -> "LastYear":
        """The same where units have answered: these answers are taken, and no notes."""
        notes = {unit: each for unit, each in self.notes.items() if unit not in answers}
        return replace(self, answers={**self.answers, **answers}, notes=notes)


NO_LAST_YEAR = LastYear()
