"""The repeated rows of a drawing as tables: what each is called, and the paths of its cells."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..budget import fields
from .drawing import Block, Drawing

INDICATORS = "indicators"
_ISSUED_KEY = re.compile(r"(?:[^/]+/)??(?:(?P<table>\w+(?:\.\w+)?)/)?R[0-9]{3,}")
_FIGURES = "0123456789"
_NO_NAME = "rows"
_NO_PREFIX = ("extra", "plan")
_PARAGRAPHS = ("overall", "safeguards", "goal")
"""Tables of one column whose rows are paragraphs: their paths name no field."""
_ONE_TEXT = "goal"
"""The one whose paragraphs are one text."""


class DrawnTable(NamedTuple):
    """A row of a drawing that repeats.

    Attributes:
        name: what the names of its fields begin with (`task`); `indicators` where it draws
            levels, or where no other does and it has nothing but what indicators have; the name
            of its only field; else `rows`.
        row: the drawn row that repeats, from 0.
        fields: the names of its fields as they are drawn, from left to right.
    """

    name: str
    row: int
    fields: tuple[str, ...]

    @property
    def is_indicators(self) -> bool:
        """Whether it is the table of indicators, with its levels and targets."""
        return self.name == INDICATORS

    @property
    def is_keyed(self) -> bool:
        """Whether its rows are issued with keys: all are, but for paragraphs."""
        return not self.is_paragraphs and self.name != "goals"

    @property
    def is_paragraphs(self) -> bool:
        """Whether its rows are the paragraphs of a list, or of the goal."""
        return self.name in _PARAGRAPHS and self.fields == (self.name,)

    def own(self, field: str) -> str:
        """What a field is called inside a row: `name` of `task.name`."""
        return field.removeprefix(f"{self.name}.")

    def path(self, field: str, row: int | str) -> str:
        """The path of a cell, by the number of its row from 0, or by a key."""
        if self.is_paragraphs:
            return self.name if row == 0 and self.name == _ONE_TEXT else f"{self.name}.{row}"
        return f"{self.name}.{row}.{self.own(field)}"

    def key(self, number: int) -> str:
        """The key of a row that is issued, numbers from 1: `R001`, `task/R001`."""
        return f"R{number:03d}" if self.is_indicators else f"{self.name}/R{number:03d}"


def tables_of(drawing: Drawing) -> tuple[DrawnTable, ...]:
    """The tables of a drawing, from top to bottom; a split field names one as the whole does."""
    wholes = dict(drawing.parts)
    by_row: dict[int, list[Block]] = {}
    for block in drawing.repeats():
        by_row.setdefault(block.box.top, []).append(block)
    found = [
        DrawnTable(_name(list(dict.fromkeys(wholes.get(name, name) for name in names))), row, names)
        for row, blocks in sorted(by_row.items())
        if (names := tuple(block.text for block in sorted(blocks, key=_left)))
    ]
    if any(table.is_indicators for table in found):
        return tuple(found)
    first = next((table for table in found if fields.INDICATOR.keys() >= {*table.fields}), None)
    return tuple(t._replace(name=INDICATORS) if t is first else t for t in found)


def _left(block: Block) -> int:
    return block.box.left


def _name(names: Sequence[str]) -> str:
    shared = {name.partition(".")[0] if "." in name else "" for name in names}
    if len(shared) == 1 and "" not in shared and shared.isdisjoint(_NO_PREFIX):
        return shared.pop()
    if not fields.LEVELS.isdisjoint(names):
        return INDICATORS
    return names[0].rpartition(".")[2] if len(names) == 1 else _NO_NAME


def is_row_key(text: str, table: str = "") -> bool:
    """Whether a hidden key is that of an issued row: of any table, or of the one named."""
    if text[-1:] not in _FIGURES:  # as most texts
        return False
    match = _ISSUED_KEY.fullmatch(text)
    return match is not None and table in ("", match["table"] or INDICATORS)
