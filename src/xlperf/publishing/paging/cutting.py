"""Tables cut into pieces of a page at the most, each with its heading, and merged cells again.

A row is taken to be as high as it is in the widest fonts: a piece fits its page in all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from ..printed import PrintedCell, PrintedRow, PrintedTable
from .lines import ONE, Lines, lines_of
from .sheet_of_paper import POINT, Columns

GAP = POINT
"""The height of the paragraph between two tables, which would be one without it."""
_BORDER = POINT // 2


@dataclass(frozen=True)
class Letters:
    """The letters of a table, in twentieths of a point but for their size.

    Attributes:
        line: the height of a line.
        around: what stays blank over and under the text of a cell.
    """

    size: float
    line: int
    around: int


@dataclass(frozen=True)
class Piece:
    """What of a table stands on one page.

    Attributes:
        around: what stays blank over and under the text of a cell.
        headings: how many of its rows are the heading.
        begins_page: whether a page ends before it.
        pages: over how many pages it goes: more than one where a row is higher than a page.
    """

    rows: tuple[PrintedRow, ...]
    columns: Columns
    around: int
    headings: int
    height: int
    begins_page: bool = False
    pages: Lines = ONE

    @property
    def repeated(self) -> int:
        """How many rows a program may say again by itself: none that reach beyond the heading."""
        reaches = any(
            at + cell.rows > self.headings
            for at, row in enumerate(self.rows[: self.headings])
            for cell in row.cells
        )
        return 0 if reaches else self.headings

    @property
    def is_tall(self) -> bool:
        """Whether it holds a row that is higher than a page."""
        return self.pages.most > 1


@dataclass(frozen=True)
class Cutter:
    """One table, measured on its paper."""

    table: PrintedTable
    columns: Columns
    letters: Letters
    page: int

    def pieces(self, used: int) -> Iterator[Piece]:
        """Its pieces, the first of them on a page of which so much is used."""
        rows, headings = self.table.rows, self.table.headings
        start, room, begins = headings, self.page - used - 2 * GAP, False
        head = self._height(rows[:headings])
        while True:
            end = self._end(start, room)
            if end == start and start < len(rows):
                if used and not begins:  # nothing of it fits here
                    begins, room = True, self.page - 2 * GAP
                    continue
                yield self._tall(start, head, begins=begins)
                start += 1
            else:
                part = self._part(start, end)
                height = self._height(part)
                yield Piece(part, self.columns, self.letters.around, headings, height, begins)
                start = end
            begins, room = True, self.page - 2 * GAP
            if start >= len(rows):
                return

    def _end(self, start: int, room: int) -> int:
        """Where the piece ends that begins at a row and has so much room."""
        rows = self.table.rows
        if self._height(self._part(start, len(rows))) <= room:
            return len(rows)
        end = start
        while end < len(rows) and self._height(self._part(start, end + 1)) <= room:
            end += 1
        return end

    def _part(self, start: int, end: int) -> tuple[PrintedRow, ...]:
        """Rows under their heading; what reaches into them from above is said again."""
        rows, headings = self.table.rows, self.table.headings
        head = (_in_heading(rows[row], row, headings, start, end) for row in range(headings))
        body = (_in_body(rows, row, headings, start, end) for row in range(start, end))
        return (*head, *body)

    def _tall(self, row: int, head: int, *, begins: bool) -> Piece:
        part = self._part(row, row + 1)
        room = self.page - 2 * GAP - head - 2 * self.letters.around - 2 * _BORDER
        held = max(1, room // self.letters.line)
        lines = self._lines(part[-1])
        pages = Lines(
            ceil(lines.least / (held + 1)), ceil(lines.likely / held), ceil(lines.most / held)
        )
        around, headings = self.letters.around, self.table.headings
        return Piece(part, self.columns, around, headings, self.page, begins, pages)

    def _lines(self, row: PrintedRow) -> Lines:
        found = [self._lines_of(cell) for cell in row.cells]
        return Lines(*(max(each) for each in zip(*found, strict=True)))

    def _lines_of(self, cell: PrintedCell) -> Lines:
        width = self.columns.inner(cell.column, cell.columns) / (self.letters.size * POINT)
        return lines_of(cell.text, max(width, 1.0))

    def _height(self, rows: Sequence[PrintedRow]) -> int:
        """The height of rows; a cell over several that needs more makes the last of them higher."""
        heights = [self._one(row) for row in rows]
        for top, row in enumerate(rows):
            for cell in row.cells:
                if cell.rows > 1:
                    bottom = min(top + cell.rows, len(rows)) - 1
                    lacking = self._needed(cell) - sum(heights[top : bottom + 1])
                    heights[bottom] += max(0, lacking)
        return sum(heights) + (_BORDER if rows else 0)

    def _one(self, row: PrintedRow) -> int:
        needed = (self._needed(cell) for cell in row.cells if cell.rows == 1)
        return max(needed, default=self.letters.line + 2 * self.letters.around + _BORDER)

    def _needed(self, cell: PrintedCell) -> int:
        return self._lines_of(cell).most * self.letters.line + 2 * self.letters.around + _BORDER


def _in_heading(row: PrintedRow, at: int, headings: int, start: int, end: int) -> PrintedRow:
    """A row of the heading; a cell that reaches beyond it reaches over the rows of the page."""
    cells = []
    for cell in row.cells:
        inside = min(cell.rows, headings - at)
        beyond = max(0, min(at + cell.rows, end) - start) if cell.rows > inside else 0
        cells.append(cell._replace(rows=inside + beyond))
    return row._replace(cells=tuple(cells))


def _in_body(
    rows: Sequence[PrintedRow], at: int, headings: int, start: int, end: int
) -> PrintedRow:
    """A row of the body; cells reach no further than the page, and begin anew at its top."""
    cells = [cell._replace(rows=min(cell.rows, end - at)) for cell in rows[at].cells]
    if at == start:
        above = (
            cell._replace(rows=min(row + cell.rows, end) - start)
            for row in range(headings, start)
            for cell in rows[row].cells
            if row + cell.rows > start
        )
        cells = sorted([*cells, *above], key=lambda each: each.column)
    return rows[at]._replace(cells=tuple(cells))
