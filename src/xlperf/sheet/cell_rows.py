"""The rows of a sheet that is known cell by cell: a row is put together when it is asked for.

Tables are read by their cells, so that most rows of most sheets are never asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

from .address import Box, Cell
from .read_value import Read

Row = Sequence[Read]


class CellRows(Sequence[Row]):
    """The rows of a used area, each as wide as it; a blank cell is ""."""

    def __init__(self, cells: Sequence[Cell], values: Sequence[Read], area: Box | None) -> None:
        """Rows of some cells.

        Args:
            cells: all that are not blank, by row and column.
            values: those of the cells, in the same order.
            area: what the cells span, and maybe more; None where there are none.
        """
        self._cells, self._values, self._area = cells, values, area

    @cached_property
    def cells(self) -> Mapping[Cell, Read]:
        """All cells that are not blank, by row and column."""
        return dict(zip(self._cells, self._values, strict=True))

    @property
    def width(self) -> int:
        """How many cells each row has."""
        return self._area.right - self._area.left + 1 if self._area else 0

    def with_texts(self, texts: Mapping[Cell, str]) -> "CellRows":
        """The same with other texts in some of these cells; "" leaves one blank."""
        changed = {**self.cells, **texts}
        for cell, text in texts.items():
            if not text:
                del changed[cell]
        return CellRows([*changed], [*changed.values()], self._area)

    def __len__(self) -> int:
        return self._area.bottom - self._area.top + 1 if self._area else 0

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        return [*self][at]

    def __iter__(self) -> Iterator[Row]:
        if self._area is None:
            return
        cells, values, width = self._cells, self._values, self.width
        top, left, bottom, right = self._area
        blank: list[Read] = [""] * width
        at, count = 0, len(cells)
        for number in range(top, bottom + 1):
            end = at + width
            if end <= count and cells[end - 1] == (number, right):  # no cell of it is blank
                yield [*values[at:end]]
                at = end
                continue
            row = [*blank]
            while at < count and cells[at].row == number:
                row[cells[at].column - left] = values[at]
                at += 1
            yield row

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and [*self] == [*other]

    def __repr__(self) -> str:
        return repr([*self])

    __hash__ = None  # type: ignore[assignment]  # as of a list
