"""How a sheet lies on paper, so that its smallest words are still read: upright, or on its side."""

from collections.abc import Iterable
from typing import NamedTuple

_UPRIGHT, _ON_ITS_SIDE = 523.0, 770.0
"""So many points of an A4 have print on them."""
_LEAST_SCALE = 0.8
"""A footer of 10 points is printed with 8, and what stands on the sheet with more."""
_CHARACTER, _PADDING = 6.6, 3.75
"""Points of a half-width sign of a column, on machines with a wide font, and of its padding."""


class Page(NamedTuple):
    """The paper a sheet is printed on."""

    landscape: bool
    paper: str


def page_for(widths: Iterable[float]) -> Page:
    """The page on which columns of these widths, in characters, are read: an A4, else an A3."""
    wide = sum(width * _CHARACTER + _PADDING for width in widths) * _LEAST_SCALE
    return Page(wide > _UPRIGHT, "A3" if wide > _ON_ITS_SIDE else "A4")
