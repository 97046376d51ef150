"""A drawn table as it stands on a sheet: where its labels are, and so where its values may be."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ..form import Block, Drawing, row_key
from ..sheet import Cell, Grid


class Problem(NamedTuple):
    """Something on the sheet that could not be placed."""

    code: str
    cell: Cell
    found: str
    expected: str = ""


class Line(NamedTuple):
    """A drawn row found on the sheet: its row, and the cells of the labels that match."""

    row: int
    cells: Mapping[Block, Cell]


@dataclass(frozen=True)
class Table:
    """A drawn table as it stands on a sheet.

    Attributes:
        lines: each drawn row that has labels, where it was found.
        columns: the column of each drawn column, by the hidden keys; empty without them.
        keys: the row of each drawn row, by the hidden keys; rows keyed twice are left out.
        bottom: the last row that may belong to the table.
        right: the last column that may belong to it.
        hints, reasons: the columns beside the table, when the sheet has them.
        headings: rows on which the heading of the repeated cells is printed again.
        doubtful: labels that stand twice or were moved; what belongs to them is not taken.
        title: how the form titles such a table, folded; None where that says too little.
    """

    grid: Grid
    drawing: Drawing
    lines: Mapping[int, Line]
    columns: Mapping[int, int]
    keys: Mapping[int, int]
    key_column: int | None
    bottom: int
    right: int
    hints: int | None = None
    reasons: int | None = None
    problems: tuple[Problem, ...] = ()
    top: int = 0
    headings: Mapping[int, Line] = field(default_factory=dict)
    doubtful: frozenset[Block] = frozenset()
    title: re.Pattern[str] | None = None

    @property
    def score(self) -> int:
        """How many labels were found."""
        return sum(len(line.cells) for line in self.lines.values())

    @property
    def first_row(self) -> int:
        """The first row of the table itself."""
        return min(line.row for line in self.lines.values())

    @property
    def span(self) -> range:
        """The columns the table takes."""
        cells = [cell for line in self.lines.values() for cell in line.cells.values()]
        return range(min(cell.column for cell in cells), self.right + 1)

    @property
    def is_keyed(self) -> bool:
        """Whether the sheet carries the hidden keys of its columns."""
        return bool(self.columns)

    def label_cell(self, label: Block) -> Cell | None:
        """Where a label was found."""
        line = self.lines.get(label.box.top)
        return line.cells.get(label) if line else None

    def next_line(self, drawn: int) -> int:
        """The sheet row at which the next drawn row with labels begins, or the table's end."""
        below = [line.row for row, line in self.lines.items() if row > drawn]
        return min(below, default=self.bottom + 1)

    def cells_of(self, block: Block) -> list[Cell] | None:
        """The cells in which a field's value may stand; None when its label was not found."""
        columns, rows = self.columns_of(block), self._rows_of(block)
        if not columns or not rows:
            return None
        return [Cell(row, column) for row in rows for column in columns]

    def columns_of(self, block: Block) -> list[int]:
        """The columns a field's value may stand in, by key or by its label."""
        label, above = self.drawing.governor(block)
        cell = self.label_cell(label)
        if cell is None or label in self.doubtful:
            return []
        if self.columns:
            keyed = self.columns.get(block.box.left)
            return [keyed] if keyed is not None else []
        if above:
            return [cell.column + block.box.left - label.box.left]
        end = self._right_of(label, block.box.top)
        return list(range(self.grid.merged(*cell).right + 1, end)) if end else []

    def width_under(self, block: Block) -> int:
        """How many columns of the sheet the heading over a repeated cell covers."""
        label, _ = self.drawing.governor(block)
        cell, end = self.label_cell(label), self._right_of(label, label.box.bottom)
        return end - cell.column if cell and end else 1

    def _right_of(self, label: Block, drawn: int) -> int | None:
        """Where the cells behind a label end in a drawn row: at its next label, or the edge."""
        line = [each for each in self.drawing.labels() if each.box.top <= drawn <= each.box.bottom]
        after = [each for each in line if each.box.left > label.box.left]
        if not after:
            return self.right + 1
        cell = self.label_cell(min(after, key=lambda each: each.box.left))
        return cell.column if cell else None

    def _rows_of(self, block: Block) -> list[int]:
        drawn = block.box.top
        if drawn in self.lines:
            return [self.lines[drawn].row]
        before = [line.row for row, line in self.lines.items() if row < drawn]
        first, end = max(before, default=self.top) + 1, self.next_line(drawn)
        keyed = self.keys.get(drawn)
        if keyed is not None:
            return [keyed] if first <= keyed < end else []
        columns = [c for each in self._beside(drawn) for c in self.columns_of(each)]
        used = [
            row
            for row in range(first, end)
            if self.row_key(row) in ("", row_key(drawn))
            and any(not self.grid.is_blank(row, column) for column in columns)
        ]
        return used or ([first] if first < end else [])

    def _beside(self, drawn: int) -> Iterable[Block]:
        return (each for each in self.drawing.fields() if each.box.top == drawn)

    def repeated_rows(self, drawn: int) -> range:
        """The sheet rows a repeated drawn row may take."""
        if drawn in self.lines:
            return range(self.lines[drawn].row, self.next_line(drawn))
        before = [line.row for row, line in self.lines.items() if row < drawn]
        return range(max(before, default=self.top) + 1, self.next_line(drawn))

    def under(self, heading: int) -> "Table":
        """The table as it goes on under a heading that is printed again."""
        line = self.headings[heading]
        drawn = next(iter(line.cells)).box.top
        return replace(self, lines={**self.lines, drawn: line})

    def row_key(self, row: int) -> str:
        """The hidden key beside a row, "" where there is none."""
        return "" if self.key_column is None else str(self.grid.value(row, self.key_column))
