"""Which paper a wide list is printed on, so that its smallest words can still be read."""

import math
from collections.abc import Iterable
from typing import NamedTuple

_LANDSCAPE = {"A4": 841.9, "A3": 1190.6}
_HEIGHTS = {"A4": 595.3, "A3": 841.9}
"""Width and height of a sheet of paper that lies on its side, in points."""
_MARGINS, _ABOVE = 72.0, 86.4
"""What margins take of the width, and of the height, in points."""
_SURE = 0.98
"""Programs measure rows not quite alike: so much of a page is filled at most."""
_SMALLEST, _PRINTED = 10.5, 8.0
"""The smallest print on a list, and how small it may come out on paper, in points."""
_LEAST = math.ceil(100 * _PRINTED / _SMALLEST)
_CHARACTER, _PADDING = 6.7, 0.71
"""Points of a half-width sign of a column, and the signs its padding takes.

宋体 takes 5.25 points. A program that has not got it takes the digits of another font, and makes
the columns as much wider: on such paper too, nothing is cut off.
"""


class Paper(NamedTuple):
    """A paper, and the percent a list is drawn at on it."""

    name: str
    scale: int

    @property
    def room(self) -> float:
        """The height of a page in points of the sheet."""
        return (_HEIGHTS[self.name] - _ABOVE) * _SURE * 100 / self.scale


def paper_for(widths: Iterable[float]) -> Paper:
    """The smaller paper that holds columns of these widths side by side, and how they are drawn.

    A4 where its print is no smaller than 8 points, else A3; what is too wide even for that is
    drawn as small as may be, and goes over several pages.
    """
    wide = sum((width + _PADDING) * _CHARACTER for width in widths)
    for name in ("A4", "A3"):
        scale = int(100 * (_LANDSCAPE[name] - _MARGINS) * _SURE / wide)
        if scale >= _LEAST:
            return Paper(name, min(100, scale))
    return Paper("A3", _LEAST)
