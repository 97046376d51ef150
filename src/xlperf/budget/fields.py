"""The vocabulary: the cells a budget form asks for by name, and what kind of value each holds.

A form declares all else that it asks for.
"""

from enum import Enum


class Holds(Enum):
    """What kind of value a cell holds."""

    TEXT = "text"
    CODE = "code"
    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
    COUNT = "count"
    DATE = "date"
    TARGET = "target"
    CHOICE = "choice"


FIGURES = frozenset({Holds.MONEY, Holds.PERCENT, Holds.NUMBER, Holds.COUNT})
"""The kinds whose values are figures, and are computed with."""


PROJECT = {
    "code": Holds.CODE,
    "name": Holds.TEXT,
    "budget": Holds.MONEY,
    "fiscal": Holds.MONEY,
    "other": Holds.MONEY,
    "purpose": Holds.TEXT,
    "goal": Holds.TEXT,
}
"""Fields of a project that stand once. `plan.<date>` and `extra.<word>` come beside them."""

INDICATOR = {
    "level1": Holds.CHOICE,
    "level2": Holds.CHOICE,
    "level3": Holds.TEXT,
    "description": Holds.TEXT,
    "value": Holds.TARGET,
    "sign": Holds.CHOICE,
    "number": Holds.NUMBER,
    "unit": Holds.TEXT,
    "basis": Holds.TEXT,
    "weight": Holds.NUMBER,
}
"""Fields of an indicator row. `value` is the printed target; sign, number, unit its parts."""

LEVELS = frozenset({"level1", "level2", "level3"})
"""A repeated row that draws one of these is the table of indicators."""

UNIT_PART = {
    "overall": Holds.TEXT,
    "goals.project": Holds.TEXT,
    "goals.text": Holds.TEXT,
    "safeguards": Holds.TEXT,
}
"""Fields of the unit's own part; all of them repeat."""

OF_UNIT = {"unit.code": Holds.CODE, "unit.name": Holds.TEXT}
"""What a sheet of the unit's own says of the unit itself, once."""

LISTED = {
    "unit.code": Holds.CODE,
    "unit.name": Holds.TEXT,
    **{name: holds for name, holds in PROJECT.items() if name != "goal"},
}
"""Columns of a list of projects, such as the master budget."""

ISSUED = frozenset({"code", "name", "budget", "fiscal", "other", "purpose", "goals.project"})
"""What a master budget may know: filled in and locked when the workbook is issued."""

MONEY = ("budget", "fiscal", "other")
"""The amounts of a project, in the order they are drawn and reported."""


def indicator_path(name: str, number: int) -> str:
    """The path of a field of an indicator, by the number of its row: `indicators.3.level1`."""
    return f"indicators.{number}.{name}"


VOCABULARY = {**PROJECT, **INDICATOR, **UNIT_PART, **LISTED}
"""All names that need no declaration, but for `plan.<date>` and `extra.<word>`."""


def vocabulary_holds(name: str) -> Holds | None:
    """What a field of the vocabulary holds, by its name in a drawing (`plan.mar`, `level1`).

    None for a name that is not of the vocabulary.
    """
    if name.startswith("plan."):
        return Holds.PERCENT
    if name.startswith("extra."):
        return Holds.TEXT
    return VOCABULARY.get(name)
