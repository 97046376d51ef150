"""How a sheet lies on paper, so that its smallest words are still read: upright, or on its side."""

from collections.abc import Iterable

_UPRIGHT = 523.0
"""So many points of an upright A4 have print on them."""
_LEAST_SCALE = 0.8
"""A footer of 10 points is printed with 8, and what stands on the sheet with more."""
_CHARACTER, _PADDING = 6.6, 3.75
"""Points of a half-width sign of a column, on machines with a wide font, and of its padding."""


def lies_on_its_side(widths: Iterable[float]) -> bool:
    """Whether columns of these widths, in characters, would be too small on an upright page."""
    points = sum(width * _CHARACTER + _PADDING for width in widths)
    return points * _LEAST_SCALE > _UPRIGHT
