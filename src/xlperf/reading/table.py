"""A drawn table as it stands on a sheet: where its labels are, and so where its values may be."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from ..budget import wording
from ..form import Block, Drawing, DrawnTable
from ..sheet import Cell, Grid
from .decode import shown
from .places import NOWHERE, Places


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
        doubtful: labels that stand twice, were moved, or cannot be told from others that say the
            same; what belongs to them is not taken.
        displaced: cells that say what a label says that was not found in its place.
        title: how the form titles such a table, folded; None where that says too little.
        places: what is settled of its places before a value is looked at.
        tables: the repeated rows of its drawing, from top to bottom.
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
    displaced: frozenset[Cell] = frozenset()
    title: re.Pattern[str] | None = None
    places: Places = NOWHERE
    tables: tuple[DrawnTable, ...] = ()

    @property
    def score(self) -> int:
        """How many labels were found."""
        return sum(len(line.cells) for line in self.lines.values())

    @cached_property
    def first_row(self) -> int:
        """The first row of the table itself."""
        return min(line.row for line in self.lines.values())

    @cached_property
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
        cells = (Cell(row, column) for row in rows for column in columns)
        return [cell for cell in cells if cell not in self.displaced] or None

    def is_unclear(self, block: Block) -> bool:
        """Whether a label the cell is known by was not found, or stands where it should not."""
        known = self.drawing.known_by(block)
        return any(self.label_cell(each) is None or each in self.doubtful for each in known)

    def pushed_beside(self, block: Block, cells: Sequence[Cell]) -> list[Cell]:
        """The other cells a field was merged over that can hold a value of their own by now."""
        drawn = range(block.box.left + 1, block.box.right + 1)
        columns = [self.columns[each] for each in drawn if each in self.columns]
        beside = (Cell(cell.row, column) for cell in cells for column in columns)
        return [
            each for each in beside if each not in cells and self.grid.merged(*each).first == each
        ]

    def columns_of(self, block: Block) -> Sequence[int]:
        """The columns a field's value may stand in, by key or by its labels."""
        settled = self.places.columns.get(block.text)
        if settled is not None:
            return settled
        label, above = self.drawing.governor(block)
        cell = self.label_cell(label)
        if cell is None or self.is_unclear(block):
            return []
        if self.columns:
            keyed = self.columns.get(block.box.left)
            return [keyed] if keyed is not None else []
        if crossing := self.drawing.crossing(block):
            return self._crossed_columns(block, *crossing)
        if above:
            return [cell.column + block.box.left - label.box.left]
        return self._columns_beside(block, label)

    def _crossed_columns(self, block: Block, left: Block, above: Block) -> list[int]:
        """The columns of a heading, as far as the cells of the label on the left go."""
        heading, cells = self.label_cell(above), self._columns_beside(block, left)
        if heading is None or not cells:
            return []
        over, drawn = self.grid.merged(*heading), above.box
        columns = range(over.left, over.right + 1)
        if len(columns) in (1, drawn.right - drawn.left + 1):
            at = over.left + block.box.left - drawn.left
            between = range(over.right + 1, at + 1)
            if any(not self.grid.is_blank(heading.row, column) for column in between):
                return []
            columns = range(at, at + 1)
        return [column for column in columns if column in cells]

    def _columns_beside(self, block: Block, label: Block) -> list[int]:
        """The columns from the label of a row to its next one, but for what is only printed."""
        cell, end = self.label_cell(label), self._right_of(label, block.box.top)
        if cell is None or end is None:
            return []
        columns = list(range(self.grid.merged(*cell).right + 1, end))
        if self.drawing.crossing(block):
            return columns
        for mark in reversed(self._marks_after(block)):
            stands = [c for c in columns if self._says(mark, Cell(cell.row, c))]
            if not stands:
                return []  # what stands in its place may be anything
            columns = [column for column in columns if column < stands[-1]]
        return columns

    def _marks_after(self, block: Block) -> list[Block]:
        """The labels without a letter between a cell and the next label of its row."""
        row = [each for each in self.drawing.labels() if each.box.top == block.box.top]
        after = sorted(each for each in row if each.box.left > block.box.right)
        return list(takewhile(self.drawing.idle.__contains__, after))

    def _says(self, mark: Block, cell: Cell) -> bool:
        return wording.heading(shown(self.grid.value(*cell))) == wording.heading(mark.text)

    @cached_property
    def idle_cells(self) -> frozenset[Cell]:
        """Where the labels stand that say of no cell what it is."""
        found = set[Cell]()
        for mark in self.drawing.idle:
            keyed = self.columns.get(mark.box.left)
            columns = self.span if keyed is None else [keyed]
            cells = (Cell(row, column) for row in self._rows_of(mark) for column in columns)
            found.update(cell for cell in cells if self._says(mark, cell))
        return frozenset(found)

    def width_under(self, block: Block) -> int:
        """How many columns of the sheet the heading over a repeated cell covers."""
        label, _ = self.drawing.governor(block)
        cell, end = self.label_cell(label), self._right_of(label, label.box.bottom)
        return end - cell.column if cell and end else 1

    def _right_of(self, label: Block, drawn: int) -> int | None:
        """Where the cells behind a label end in a drawn row: at its next label, or the edge."""
        line = [each for each in self.drawing.labels() if each.box.top <= drawn <= each.box.bottom]
        after = [
            each
            for each in line
            if each.box.left > label.box.left and each not in self.drawing.idle
        ]
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
        own = ("", self.drawing.row_key(drawn))
        free = [
            row
            for row in range(first, end)
            if self.row_key(row) in own and row not in self._displaced_rows
        ]
        used = [row for row in free if any(not self.grid.is_blank(row, c) for c in columns)]
        return used or free[:1]

    def _beside(self, drawn: int) -> Iterable[Block]:
        return (each for each in self.drawing.fields() if each.box.top == drawn)

    def repeated_rows(self, drawn: int) -> Sequence[int]:
        """The sheet rows a repeated drawn row may take.

        What has the key or a label of another drawn row is none of them.
        """
        settled = self.places.rows.get(drawn)
        if settled is not None:
            return [each.row for each in settled]
        others = self.drawing.row_keys.keys() - {self.drawing.row_key(drawn)}
        return [
            row
            for row in self.repeated_span(drawn)
            if row not in self._displaced_rows and self.row_key(row) not in others
        ]

    def repeated_span(self, drawn: int) -> range:
        """The sheet rows between the labels before and after a repeated drawn row.

        Where the label after it was not found, they end at its hidden key; and without keys
        nobody can tell which are rows, so that there are none.
        """
        if drawn in self.lines:
            return range(self.lines[drawn].row, self.next_line(drawn))
        before = [line.row for row, line in self.lines.items() if row < drawn]
        first, end = max(before, default=self.top) + 1, self.next_line(drawn)
        lost = self._lost_after(drawn)
        if lost and self.key_column is None:
            return range(first, first)
        keyed = (self.keys[each] for each in lost if first <= self.keys.get(each, -1))
        return range(first, min(end, *keyed, end))

    @cached_property
    def _displaced_rows(self) -> frozenset[int]:
        taken = {line.row for line in self.lines.values()} | self.headings.keys()
        return frozenset(cell.row for cell in self.displaced).difference(taken)

    def _lost_after(self, drawn: int) -> list[int]:
        """The drawn rows with labels that follow a drawn row, up to the first that was found."""
        without = self.drawing.idle | self.drawing.signed
        named = (each for each in self.drawing.labels() if each not in without)
        after = sorted({each.box.top for each in named if each.box.top > drawn})
        return list(takewhile(lambda row: row not in self.lines, after))

    def under(self, heading: int) -> "Table":
        """The table as it goes on under a heading that is printed again, of one row or more."""
        again = {
            next(iter(self.headings[row].cells)).box.top: self.headings[row]
            for row in sorted(self.headings)
            if row <= heading
        }
        return replace(self, lines={**self.lines, **again}, places=NOWHERE)

    @property
    def own_rows(self) -> Sequence[int]:
        """The rows of the sheet that are the table's."""
        return range(self.first_row, self.bottom + 1)

    def row_key(self, row: int) -> str:
        """The hidden key beside a row, "" where there is none."""
        return "" if self.key_column is None else str(self.grid.value(row, self.key_column))
