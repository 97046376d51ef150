"""A sheet as it was read: plain values in rows, and where they stood."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby, repeat
from operator import itemgetter
from typing import cast

from ..budget import wording
from .address import Box, Cell
from .cell_rows import CellRows
from .comment import Comment
from .merged_ranges import MergedRanges, merged_ranges
from .read_value import Read
from .shown import CellDoubt, Overlay, Shown

_A1 = Cell(0, 0)


@dataclass(frozen=True)
class Grid:
    """The used area of a sheet; `origin` is the cell of its first value.

    Attributes:
        merges: the merged ranges, in the sheet's own rows and columns.
        errors: cells that hold an error such as `#N/A`, which read as blank.
        formulas: cells with a formula; `unstored` those of them that hold no result.
        protected: whether the sheet is protected.
        comments: what people noted on cells.
        shown: how figures look whose format makes more or less of them than their value.
        doubts: cells from which nothing is taken, since what they hold is not what is seen.
        hidden_rows: rows that are not seen.
        hidden_columns: first and last of columns that are not seen.
        overlays: what lies over the cells.
        seen: what else there is to tell of it: a finding's code, and what was found.
    """

    name: str
    rows: Sequence[Sequence[Read]]
    origin: Cell = _A1
    merges: Sequence[Box] = ()
    errors: Mapping[Cell, str] = field(default_factory=dict)
    hidden: bool = False
    formulas: frozenset[Cell] = frozenset()
    unstored: frozenset[Cell] = frozenset()
    protected: bool = True
    seen: tuple[tuple[str, str], ...] = ()
    comments: Mapping[Cell, Comment] = field(default_factory=dict)
    shown: Mapping[Cell, Shown] = field(default_factory=dict)
    doubts: Mapping[Cell, CellDoubt] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: Sequence[tuple[int, int]] = ()
    overlays: tuple[Overlay, ...] = ()

    def value(self, row: int, column: int) -> Read:
        """The value of a cell of the sheet; "" for a blank and for everything outside."""
        return self._values.get((row, column), "")

    @cached_property
    def _values(self) -> Mapping[tuple[int, int], Read]:
        """The same to be looked up by row and column: a cell is equal to the pair of them."""
        return cast("Mapping[tuple[int, int], Read]", self.cells)

    @cached_property
    def cells(self) -> Mapping[Cell, Read]:
        """Every cell that is not blank, since tables are read cell by cell.

        A text of nothing but signs nobody sees is a blank.
        """
        found, odd = self.stored, self._odd_texts
        unseen = {at for at, text in odd if not text.isspace() and wording.shows_nothing(text)}
        unseen.update(self.covered)
        return {at: value for at, value in found.items() if at not in unseen} if unseen else found

    @cached_property
    def _odd_texts(self) -> Sequence[tuple[Cell, str]]:
        """The texts that do not begin with a letter or figure: only those may show nothing."""
        return [
            (at, value)
            for at, value in self.stored.items()
            if isinstance(value, str) and (not value[0].isalnum() or value[0] in _FILLERS)
        ]

    @cached_property
    def stored(self) -> Mapping[Cell, Read]:
        """Every cell that holds something, whether it is seen or not, by row and column."""
        if isinstance(self.rows, CellRows):
            return self.rows.cells
        return {
            Cell(row, column): value
            for row, cells in enumerate(self.rows, self.origin.row)
            for column, value in enumerate(cells, self.origin.column)
            if value != ""
        }

    @cached_property
    def covered(self) -> Mapping[Cell, Read]:
        """Values under a merged range, which shows its first cell and nothing else.

        Excel drops them when it merges; other programs keep what nobody sees.
        """
        merged, stored = self._merged, self.stored
        if merged.covered is not None and merged.covered.isdisjoint(stored):
            return {}  # so it is on most sheets
        found: dict[Cell, Read] = {}
        for at, value in stored.items():
            row, column = at
            for top, left, _, right in merged.crossing.get(row, ()):
                if left <= column <= right and not (top == row and left == column):
                    found[at] = value
        return found

    def is_covered(self, row: int, column: int) -> bool:
        """Whether a cell with a value is under a merged range, which shows its first cell."""
        merged = self._merged.covered
        return (row, column) in (self.covered if merged is None else merged)

    def is_plain(self, cell: Cell) -> bool:
        """Whether there is nothing to a cell but its value: no error, formula, doubt, or look."""
        return cell not in self._special

    def are_plain(self, cells: Iterable[Cell]) -> bool:
        """Whether there is nothing to any of some cells but its value."""
        return self._special.isdisjoint(cells)

    def values(self, cells: Iterable[Cell]) -> list[Read]:
        """The values of some cells, in their order."""
        return [*map(self.cells.get, cells, repeat(""))]

    @cached_property
    def _special(self) -> frozenset[Cell]:
        return self.formulas.union(self.errors, self.unstored, self.doubts, self.shown)

    def is_blank(self, row: int, column: int) -> bool:
        """Whether a cell holds nothing, or nothing but spaces; an error is not a blank."""
        value = self._values.get((row, column), "")
        if not isinstance(value, str) or (value and not value.isspace()):
            return False
        if not self.errors and not self.doubts:
            return True
        cell = Cell(row, column)
        return cell not in self.errors and cell not in self.doubts

    def is_hidden(self, cell: Cell) -> bool:
        """Whether a cell stands in a row or column that is not seen."""
        if cell.row in self.hidden_rows:
            return True
        return any(first <= cell.column <= last for first, last in self.hidden_columns)

    def texts(self) -> Iterator[tuple[int, int, str]]:
        """Every text on the sheet, with its row and column."""
        for (row, column), value in self.cells.items():
            if isinstance(value, str):
                yield row, column, value

    def filled(self, first: int, end: int, known: Collection[Cell] = ()) -> Sequence[Cell]:
        """The cells of some rows that are not blank, by row and column, but for known ones."""
        rows = self._filled
        if end == first + 1 and not known:
            return rows.get(first, ())
        return [
            cell for row in range(first, end) for cell in rows.get(row, ()) if cell not in known
        ]

    @cached_property
    def _filled(self) -> Mapping[int, Sequence[Cell]]:
        """For each row its cells that are not blank, in their order."""
        spaces = {at for at, text in self._odd_texts if text.isspace()}
        filled = [at for at in self.cells if at not in spaces] if spaces else self.cells
        found = {row: [*cells] for row, cells in groupby(filled, itemgetter(0))}
        for cell in {*self.errors, *self.doubts}:  # they read as blanks, and are none
            cells = found.setdefault(cell.row, [])
            if cell not in cells:
                cells.append(cell)
                cells.sort()
        return found

    @property
    def bottom(self) -> int:
        """The last row with a value."""
        return self.origin.row + len(self.rows) - 1

    @cached_property
    def right(self) -> int:
        """The last column with a value."""
        rows = self.rows
        if isinstance(rows, CellRows):
            return self.origin.column + rows.width - 1
        return self.origin.column + max(map(len, rows), default=0) - 1

    def with_texts(self, texts: Mapping[Cell, str]) -> "Grid":
        """The same with other texts in cells that hold something; "" leaves one blank."""
        if isinstance(self.rows, CellRows):
            return replace(self, rows=self.rows.with_texts(texts))
        rows = list(self.rows)
        for cell, text in texts.items():
            number = cell.row - self.origin.row
            cells = list(rows[number])
            cells[cell.column - self.origin.column] = text
            rows[number] = cells
        return replace(self, rows=rows)

    def merged(self, row: int, column: int) -> Box:
        """The merged range a cell of the used area belongs to, or the cell itself."""
        crossing = self._merged.crossing.get(row, ())
        inside = (box for box in crossing if box.left <= column <= box.right)
        return next(inside, Box(row, column, row, column))

    @cached_property
    def _merged(self) -> MergedRanges:
        area = Box(self.origin.row, self.origin.column, self.bottom, self.right)
        return merged_ranges(self.merges, area)


_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters of Hangul that show nothing."""
