"""Where the pages of a long list begin: with the rows of a unit, as long as they fit on a page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_USUAL_HEIGHT = 15.0
"""Points of a row of which nothing is said."""


class Pages:
    """Rows counted onto pages as they are written, from top to bottom.

    Attributes:
        breaks: the rows above which a new page begins.
    """

    def __init__(self, room: float, above: float, repeated: float) -> None:
        """A list on pages of so many points; `repeated` is what stands at the top of each."""
        self.breaks: list[int] = []
        self._room, self._repeated = room - repeated, repeated
        self._used = above % room
        self._of: Any = None
        self._row, self._group = 0, 0.0
        self._top = True

    def add(self, row: int, height: float, of: Any) -> None:
        """One more row; `of` says whose it is, None where that does not matter."""
        if of is None or of != self._of or not self._group:
            is_first = self._of is None and not self._group
            self._of, self._row, self._group = of, row, 0.0
            self._top = is_first or self._used == 0.0  # a title does not stand on a page alone
        if self._used + height > self._room:
            self._turn(row)
        self._used += height
        self._group += height

    def _turn(self, row: int) -> None:
        """A page is full: the next one begins with the rows of this unit, or with this row."""
        fits = not self._top and self._group + self._repeated <= self._room
        if fits and self._of is not None:
            self.breaks.append(self._row)
            self._used = self._group
        else:
            if self._of is not None:
                self.breaks.append(row)
            self._used = 0.0
        self._top = True


def breaks_above(
    blocks: Iterable[tuple[int, int]], heights: Mapping[int, float], room: float
) -> Sequence[int]:
    """Which blocks begin a page, so that none of them is cut.

    Args:
        blocks: the first row of each, and the row after its last that must stand with it.
        heights: of rows that are not as high as rows usually are, in points.
        room: points on a page.
    """
    found, used, begun = list[int](), 0.0, 0
    for start, end in blocks:
        used += sum(heights.get(row, _USUAL_HEIGHT) for row in range(begun, start))
        block = sum(heights.get(row, _USUAL_HEIGHT) for row in range(start, end))
        if used + block > room:
            found.append(start)
            used = 0.0
        begun = start
    return found
