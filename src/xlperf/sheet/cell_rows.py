"""The rows of a sheet that is known cell by cell: a row is put together when it is asked for.

Tables are read by their cells, so that most rows of most sheets are never asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from .address import Box, Cell
from .read_value import Read

Row = Sequence[Read]


class CellRows(Sequence[Row]):
    """The rows of a used area, each as wide as it; a blank cell is ""."""

    __slots__ = ("_area", "cells")

    def __init__(self, cells: Mapping[Cell, Read], area: Box | None) -> None:
        """Rows of some cells.

        Args:
            cells: all that are not blank, by row and column, in that order.
            area: what they span, and maybe more; None where there are none.
        """
        self.cells, self._area = cells, area

    def with_texts(self, texts: Mapping[Cell, str]) -> "CellRows":
        """The same with other texts in some of these cells; "" leaves one blank."""
        changed = dict(self.cells)
        for cell, text in texts.items():
            if text:
                changed[cell] = text
            else:
                del changed[cell]
        return CellRows(changed, self._area)

    def __len__(self) -> int:
        return self._area.bottom - self._area.top + 1 if self._area else 0

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        numbers = range(len(self))[at]
        return self._row(numbers) if isinstance(numbers, int) else list(map(self._row, numbers))

    def __iter__(self) -> Iterator[Row]:
        """All rows, which are sooner made together than one by one."""
        if self._area is None:
            return
        top, left, width = *self._area.first, self.width
        flat: list[Read] = [""] * (width * len(self))
        for (row, column), value in self.cells.items():
            flat[(row - top) * width + column - left] = value
        for at in range(0, len(flat), width):
            yield flat[at : at + width]

    def _row(self, number: int) -> Row:
        area = self._area
        if area is None:  # no number leads here
            return ()
        value, row = self.cells.get, area.top + number
        return [value(Cell(row, column), "") for column in range(area.left, area.right + 1)]

    @property
    def width(self) -> int:
        """How many cells each row has."""
        return self._area.right - self._area.left + 1 if self._area else 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]  # as of a list
