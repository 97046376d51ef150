"""How high a row must be for its wrapped text: Excel never fits a merged cell by itself."""

import math
from collections.abc import Iterable
from functools import lru_cache

from ..budget import text_width

LINE = 15.0
"""Height of one line of 10.5 point 宋体, in points."""
HIGHEST = 409.0
"""No row can be higher than this, in points."""
_PADDING = 2.8
"""Half-width columns a cell's own margins and indent take."""


@lru_cache(maxsize=1024)  # labels, levels and units come back on every sheet
def lines(text: str, width: float) -> int:
    """How many lines a text takes in a cell so many half-width columns wide."""
    usable = max(2.0, width - _PADDING)
    return sum(max(1, math.ceil(text_width(part) / usable)) for part in text.split("\n"))


def row_height(texts: Iterable[tuple[str, float]], least: float = 24.0) -> float:
    """The height, in points, that shows all texts of a row, each given with its width."""
    most = max((lines(text, width) for text, width in texts if text), default=1)
    return min(HIGHEST, max(least, most * LINE + 6))
