"""Where a drawn sheet stands once its rows repeat so many times: every block gets its cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..budget import INDICATOR
from ..sheet import Box, Cell
from .drawing import Drawing, Kind

TOP, LEFT = 4, 1
"""The table begins in B5: above it title, unit and check line, on its left the hidden keys."""
KEY_COLUMN = 0
_ISSUED_KEY = re.compile(r"R[0-9]{3,}")
KEY_ROW, TITLE_ROW, UNIT_ROW, LINE_ROW = 0, 1, 2, 3


class Placed(NamedTuple):
    """A block on its sheet. `number` counts the repetitions of a repeated cell."""

    box: Box
    kind: Kind
    text: str
    number: int = 0


@dataclass(frozen=True)
class Layout:
    """A drawing laid out on a sheet, with so many rows for each repeated field.

    `drawn` says for each row of the table which drawn row it is.
    """

    placed: tuple[Placed, ...]
    drawn: tuple[int, ...]
    bottom: int
    right: int

    @property
    def hints(self) -> int:
        """The column, right of the table, that says what is still to be done."""
        return self.right + 1

    @property
    def reasons(self) -> int:
        """The column for the unit's own justifications (审核说明)."""
        return self.right + 2

    @property
    def table(self) -> Box:
        """The whole table."""
        return Box(TOP, LEFT, self.bottom, self.right)

    def cell(self, field: str, number: int = 0) -> Cell | None:
        """The cell of a field (its top left one, if merged)."""
        cells = self.cells(field)
        return cells[number].box.first if number < len(cells) else None

    def cells(self, field: str) -> Sequence[Placed]:
        """Every cell of a field, from top to bottom; none of one that is not drawn."""
        return self._by_field.get(field, ())

    @cached_property
    def _by_field(self) -> Mapping[str, Sequence[Placed]]:
        found: dict[str, list[Placed]] = {}
        for each in self.placed:
            if each.kind is not Kind.LABEL:
                found.setdefault(each.text, []).append(each)
        return found

    def rows(self, field: str) -> Sequence[int]:
        """The rows a field stands in."""
        return [each.box.top for each in self.cells(field)]

    @cached_property
    def indicator_rows(self) -> Sequence[int]:
        """The rows of the indicator table, whichever of its columns are drawn."""
        return self.rows(self.indicator_fields[0]) if self.indicator_fields else ()

    @cached_property
    def indicator_fields(self) -> Sequence[str]:
        """The columns of the indicator table, from left to right."""
        return [field for field in self._by_field if field in INDICATOR]


def lay_out(drawing: Drawing, repeats: Mapping[int, int]) -> Layout:
    """Lay a drawing out; `repeats` says how many rows each repeated drawn row becomes."""
    heights = [repeats.get(row, 1) for row in range(drawing.rows)]
    starts = [TOP + sum(heights[:row]) for row in range(drawing.rows + 1)]
    placed: list[Placed] = []
    for block in drawing.blocks:
        box = block.box
        left, right = box.left + LEFT, box.right + LEFT
        if block.kind is Kind.REPEAT:
            placed += [
                Placed(Box(row, left, row, right), block.kind, block.text, number)
                for number, row in enumerate(range(starts[box.top], starts[box.top + 1]))
            ]
        else:
            whole = Box(starts[box.top], left, starts[box.bottom + 1] - 1, right)
            placed.append(Placed(whole, block.kind, block.text))
    placed.sort(key=lambda each: (each.box.top, each.box.left))
    drawn = tuple(row for row, height in enumerate(heights) for _ in range(height))
    return Layout(tuple(placed), drawn, starts[-1] - 1, LEFT + drawing.columns - 1)


def column_key(drawn: int) -> str:
    """The hidden key over a column: which column of the drawing it is."""
    return f"c{drawn}"


def row_key(drawn: int) -> str:
    """The hidden key beside a row: which row of the drawing it is."""
    return f"d{drawn}"


def is_row_key(text: str) -> bool:
    """Whether a hidden key is that of an issued indicator row."""
    return _ISSUED_KEY.fullmatch(text) is not None
