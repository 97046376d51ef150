"""Where the cells of a table are, as far as labels, keys and merges alone settle it.

Of all sheets on which these stand alike it is worked out once. What hangs on what a person
filled in is worked out for each sheet anew (`Table`).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..sheet import Cell


class PlacedRow(NamedTuple):
    """A row of the sheet that a repeated row may take.

    Attributes:
        key: its hidden key; "" where it has none that a row is issued with.
        cells: the cell of each of its fields, as they are drawn.
        is_apart: whether each stands for itself: none is merged with a cell above, below, or on
            its left.
    """

    row: int
    key: str
    cells: Mapping[str, Cell]
    is_apart: bool


class Places(NamedTuple):
    """The places of a table that carries the hidden keys; of any other there are none.

    Attributes:
        columns: the columns of each field.
        once: the cell of each field that stands once, where it can be no other.
        rows: the rows of each repeated row, by the row it is drawn in.
    """

    columns: Mapping[str, Sequence[int]] = {}
    once: Mapping[str, Cell] = {}
    rows: Mapping[int, Sequence[PlacedRow]] = {}


NOWHERE = Places()
