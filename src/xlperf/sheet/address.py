"""Where something stands: a cell, a range, a sheet.

Rows and columns are counted from zero inside the library; people only ever see `A1`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

LAST_ROW = 1_048_575
LAST_COLUMN = 16_383
_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


class Cell(NamedTuple):
    """A cell of one sheet, counted from zero: `Cell(0, 0)` is A1."""

    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.letters}{self.row + 1}"

    @property
    def letters(self) -> str:
        """The column as Excel writes it."""
        return column_letters(self.column)


class Box(NamedTuple):
    """A rectangle of cells, both corners inside it."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = Cell(self.top, self.left), Cell(self.bottom, self.right)
        return str(first) if first == last else f"{first}:{last}"

    def holds(self, cell: Cell) -> bool:
        """Whether a cell lies inside."""
        return self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right

    @property
    def first(self) -> Cell:
        """The top left cell, the only one of a merged range that holds a value."""
        return Cell(self.top, self.left)

    @property
    def is_merged(self) -> bool:
        """Whether the box is more than one cell."""
        return self.top != self.bottom or self.left != self.right

    def moved(self, rows: int, columns: int) -> "Box":
        """The same box, so many rows further down and columns further right."""
        return Box(self.top + rows, self.left + columns, self.bottom + rows, self.right + columns)


@lru_cache(maxsize=1024)  # the columns of forms: a finding names a cell
def column_letters(column: int) -> str:
    """Write a column as Excel does: 0 is A, 26 is AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def parse_cell(text: str) -> Cell:
    """Read `B3` or `$B$3`.

    Raises:
        ValueError: the text is no cell of a sheet.
    """
    match = _A1.fullmatch(text.upper())
    if match is None:
        raise ValueError(f"{text!r} is not a cell address such as B3")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    cell = Cell(int(match[2]) - 1, column - 1)
    if cell.row > LAST_ROW or cell.column > LAST_COLUMN:
        raise ValueError(f"{text!r} lies outside a sheet, which ends at XFD1048576")
    return cell


def absolute(box: Box) -> str:
    """Write a box with dollar signs, as formulas that must not move need it."""
    first = f"${column_letters(box.left)}${box.top + 1}"
    last = f"${column_letters(box.right)}${box.bottom + 1}"
    return first if first == last else f"{first}:{last}"


def quoted(sheet: str) -> str:
    """Write a sheet name as formulas need it: always in quotes, inner quotes doubled."""
    return "'" + sheet.replace("'", "''") + "'"
