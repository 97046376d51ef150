"""A table of a Word file while it is being walked: rows, cells, and what they span."""

from .pieces import Spot, TextCell, TextTable, Told

_WIDEST = 200
"""So many columns has no table of a text; a span beyond them is a hostile one."""


class OpenCell:
    """A cell that is being read.

    Attributes:
        above: `restart` or `continue` where it is one with cells above or below it; "" for neither.
        doubt: the code of why nothing may be taken from it; "" for a sound one.
    """

    def __init__(self, column: int) -> None:
        self.column = column
        self.width = 1
        self.above = self.doubt = ""
        self.lines: list[str] = []
        self.told: list[Told] = []


class OpenTable:
    """Gathers the cells of one table."""

    def __init__(self, spot: Spot) -> None:
        self.spot = spot
        self._done: list[TextCell] = []
        self._tall: dict[int, int] = {}
        self._row = -1
        self._column = 0
        self._cell: OpenCell | None = None

    @property
    def cell(self) -> OpenCell | None:
        """The cell that is being read."""
        return self._cell

    def open_row(self) -> None:
        """A row begins."""
        self._row += 1
        self._column = 0

    def skip(self, columns: int) -> None:
        """A row begins so many columns further right."""
        self._column += min(columns, _WIDEST)

    def open_cell(self) -> None:
        """A cell begins."""
        self._cell = OpenCell(self._column)

    def close_cell(self) -> None:
        """A cell ends: one that goes on from above adds to the height of the first."""
        cell, self._cell = self._cell, None
        if cell is None:
            return
        self._column += cell.width
        text = "\n".join(cell.lines).strip("\n")
        above = self._tall.get(cell.column)
        if cell.above == "continue" and above is not None and not text.strip():
            first = self._done[above]
            self._done[above] = first._replace(height=self._row - first.row + 1)
            return
        if cell.above == "restart":
            self._tall[cell.column] = len(self._done)
        else:
            self._tall.pop(cell.column, None)
        self._done.append(
            TextCell(
                self._row, cell.column, text, 1, cell.width, doubt=cell.doubt, told=(*cell.told,)
            )
        )

    def close(self) -> TextTable:
        """The table, once it ends."""
        return TextTable((*self._done,), self._row + 1, self.spot)

    def span(self, columns: int) -> None:
        """The cell takes so many columns."""
        if self._cell:
            self._cell.width = max(1, min(columns, _WIDEST))
