"""A sheet as it was read: plain values in rows, and where they stood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from .address import Box, Cell

Read = str | float | int | bool | date | datetime | time | timedelta
"""A value as read; a blank cell is ""."""


_A1 = Cell(0, 0)


@dataclass(frozen=True)
class Grid:
    """The used area of a sheet; `origin` is the cell of its first value.

    Attributes:
        merges: the merged ranges, in the sheet's own rows and columns.
        errors: cells that hold an error such as `#N/A`, which read as blank.
    """

    name: str
    rows: Sequence[Sequence[Read]]
    origin: Cell = _A1
    merges: Sequence[Box] = ()
    errors: Mapping[Cell, str] = field(default_factory=dict)
    hidden: bool = False

    def value(self, row: int, column: int) -> Read:
        """The value of a cell of the sheet; "" for a blank and for everything outside."""
        row, column = row - self.origin.row, column - self.origin.column
        if 0 <= row < len(self.rows):
            cells = self.rows[row]
            if 0 <= column < len(cells):
                return cells[column]
        return ""

    def is_blank(self, row: int, column: int) -> bool:
        """Whether a cell holds nothing, or nothing but spaces; an error is not a blank."""
        value = self.value(row, column)
        return not (value.strip() if isinstance(value, str) else True) and not (
            self.errors and Cell(row, column) in self.errors
        )

    def texts(self) -> Iterator[tuple[int, int, str]]:
        """Every text on the sheet, with its row and column."""
        for row, cells in enumerate(self.rows, self.origin.row):
            for column, value in enumerate(cells, self.origin.column):
                if value and isinstance(value, str):
                    yield row, column, value

    @property
    def bottom(self) -> int:
        """The last row with a value."""
        return self.origin.row + len(self.rows) - 1

    @property
    def right(self) -> int:
        """The last column with a value."""
        return self.origin.column + max((len(cells) for cells in self.rows), default=0) - 1

    def merged(self, row: int, column: int) -> Box:
        """The merged range a cell belongs to, or the cell itself."""
        inside = (box for box in self.merges if box.holds(Cell(row, column)))
        return next(inside, Box(row, column, row, column))
