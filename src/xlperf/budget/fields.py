"""The cells a form may ask for, and what kind of value each holds."""

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
    "value": Holds.TEXT,
    "sign": Holds.CHOICE,
    "number": Holds.NUMBER,
    "unit": Holds.TEXT,
    "basis": Holds.TEXT,
    "weight": Holds.NUMBER,
}
"""Fields of an indicator row. `value` is the printed target; sign, number, unit its parts."""

UNIT_PART = {
    "overall": Holds.TEXT,
    "goals.project": Holds.TEXT,
    "goals.text": Holds.TEXT,
    "safeguards": Holds.TEXT,
}
"""Fields of the unit's own part; all of them repeat."""

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


def holds(name: str) -> Holds:
    """What a field holds, by its name in a drawing (`plan.mar`, `level1`).

    Raises:
        KeyError: no field has this name.
    """
    if name.startswith("plan."):
        return Holds.PERCENT
    if name.startswith("extra."):
        return Holds.TEXT
    return (PROJECT | INDICATOR | UNIT_PART | LISTED)[name]


def path(name: str, number: int) -> str:
    """The path of a repeated field: `level1`, 3 is `indicators.3.level1`, `overall` `overall.0`."""
    if name in INDICATOR:
        return f"indicators.{number}.{name}"
    record, dot, rest = name.partition(".")
    return f"{record}.{number}{dot}{rest}"
