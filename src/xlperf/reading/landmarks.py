"""What a table is found by: texts that may be labels, hidden keys, merges, and where they stand.

Most sheets of a batch have them alike, so that one search settles all of these.
"""

from collections.abc import Sequence
from typing import NamedTuple

from ..sheet import Box, Cell, Grid, Read


class Landmarks(NamedTuple):
    """All that finding a table may hang on.

    Attributes:
        origin: the first cell of the used area.
        bottom: its last row.
        merges: the merged ranges.
        texts: the row and column, and the words, of every text that may be a label or is a key.
    """

    origin: Cell
    bottom: int
    merges: tuple[Box, ...]
    texts: tuple[tuple[tuple[int, int], str], ...]

    def grid(self) -> Grid:
        """A sheet on which nothing else stands."""
        width = max((column for (_, column), _ in self.texts), default=self.origin.column)
        rows = [self._row(width) for _ in range(self.origin.row, self.bottom + 1)]
        for (row, column), text in self.texts:
            rows[row - self.origin.row][column - self.origin.column] = text
        blank: Sequence[Read] = ()
        return Grid("", [row if any(row) else blank for row in rows], self.origin, self.merges)

    def _row(self, last: int) -> list[Read]:
        return [""] * (last - self.origin.column + 1)
