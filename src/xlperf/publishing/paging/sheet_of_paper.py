"""The paper a text is printed on, in twentieths of a point, which Word counts in."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...findings import FormError
from ...form import Form
from ..printed import PrintedTable

POINT = 20
_MILLIMETRE = 1440 / 25.4
_SIZES = {"A4": (11906, 16838), "A3": (16838, 23811), "B5": (9979, 14175), "Letter": (12240, 15840)}
_MANY_COLUMNS = 9
"""So many columns, and a cell of an upright sheet would hold three characters."""
_MARGINS = range(50, 121)
"""What may stay blank at either side of a cell's text."""
CELL_TOPS = (60, 45, 30)
"""What stays blank over and under a cell's text: as much as costs no page."""


@dataclass(frozen=True)
class Paper:
    """A sheet of paper and its margins."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int

    @property
    def across(self) -> int:
        """The width of the text."""
        return self.width - self.left - self.right

    @property
    def down(self) -> int:
        """The height of the text."""
        return self.height - self.top - self.bottom

    def turned(self) -> "Paper":
        """The same sheet turned to the left: what was at its left is below."""
        return Paper(self.height, self.width, self.left, self.right, self.bottom, self.top)


def paper_of(form: Form) -> Paper:
    """The paper of a form.

    Raises:
        FormError: its margins leave no room for a few lines of text.
    """
    asked = form.publish
    edges = (asked.margins.top, asked.margins.bottom, asked.margins.left, asked.margins.right)
    paper = Paper(*_SIZES[asked.paper], *(round(each * _MILLIMETRE) for each in edges))
    least = 6 * POINT * max(asked.lines.title, asked.lines.body, asked.lines.table)
    if min(paper.across, paper.down) < least:
        raise FormError("publish.too-small", form=form.name)
    return paper


def is_turned(form: Form, tables: Sequence[PrintedTable]) -> bool:
    """Whether tables stand on turned sheets."""
    if form.publish.turned is not None:
        return form.publish.turned
    return any(len(each.widths) > _MANY_COLUMNS for each in tables)


@dataclass(frozen=True)
class Columns:
    """The columns of a table on paper.

    Attributes:
        edges: where they begin and end, one more than there are columns.
        margin: what stays blank at either side of a cell's text: it is chosen so that no cell
            is a whole number of characters wide, which would let the width of a line decide.
    """

    edges: tuple[int, ...]
    margin: int

    @property
    def widths(self) -> list[int]:
        """The width of each column."""
        return [after - before for before, after in pairwise(self.edges)]

    def inner(self, column: int, columns: int) -> int:
        """The width of the text in a cell."""
        return self.edges[column + columns] - self.edges[column] - 2 * self.margin


def columns_of(table: PrintedTable, across: int, size: float) -> Columns:
    """The columns of a table that is so wide, with letters of so many points."""
    whole, total = sum(table.widths), 0.0
    edges = [0]
    for width in table.widths:
        total += width
        edges.append(round(across * total / whole))
    spans = {(cell.column, cell.columns) for row in table.rows for cell in row.cells}
    widths = [edges[column + columns] - edges[column] for column, columns in spans]
    em = size * POINT
    margin = max(_MARGINS, key=lambda each: (_slack(widths, each, em), -each))
    return Columns(tuple(edges), margin)


def _slack(widths: Sequence[int], margin: int, em: float) -> float:
    """How far the widths of all cells are from a whole number of characters, at the least."""
    return min((_from_whole((width - 2 * margin) / em) for width in widths), default=0.0)


def _from_whole(characters: float) -> float:
    if characters < 1:
        return -1.0
    return min(characters % 1, 1 - characters % 1)
