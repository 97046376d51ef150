"""What is printed, whoever prints it: a text, its parts, prose and tables of rows of cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Literal, NamedTuple

from ...budget import Unit

Across = Literal["left", "center", "right"]


class Role(Enum):
    """What a cell says: what another one is, over a column or beside it, or an answer."""

    HEADING = "heading"
    LABEL = "label"
    ANSWER = "answer"


class PrintedCell(NamedTuple):
    """A cell of a table.

    Attributes:
        text: what stands in it; its lines are parted by a line feed.
        column: the column it begins in, from 0.
        rows, columns: how many of each it spans.
        figure: the figure its text shows, for printers that can hold one; None for a text.
        look: how such a figure looks: `money`, `percent.2`.
        path: the path of the value; "" of a label.
    """

    text: str
    column: int
    rows: int = 1
    columns: int = 1
    role: Role = Role.ANSWER
    across: Across = "center"
    figure: Decimal | None = None
    look: str = "text"
    path: str = ""


class PrintedRow(NamedTuple):
    """A row of a table: the cells that begin in it, from left to right.

    Attributes:
        is_heading: whether it is said again where its table goes on, on another page.
    """

    cells: tuple[PrintedCell, ...]
    is_heading: bool = False


@dataclass(frozen=True)
class PrintedTable:
    """A table: rows of as many columns, with widths against each other."""

    rows: tuple[PrintedRow, ...]
    widths: tuple[float, ...]

    @property
    def headings(self) -> int:
        """How many rows at its top are its heading."""
        count = 0
        while count < len(self.rows) and self.rows[count].is_heading:
            count += 1
        return count


class Paragraph(NamedTuple):
    """A paragraph of prose; an entry is the small heading of what is said of one project."""

    text: str
    is_entry: bool = False


@dataclass(frozen=True)
class Prose:
    """A section of prose under its heading."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Tables:
    """What is drawn on one sheet: tables one below the other, under a heading and two lines.

    Attributes:
        left, right: whose it is, and what amounts are counted in; "" where that is not said.
    """

    heading: str
    left: str
    right: str
    tables: tuple[PrintedTable, ...]


@dataclass(frozen=True)
class PrintedPart:
    """A part of a text; without a heading where it is the only one."""

    heading: str
    sections: tuple[Prose | Tables, ...]


@dataclass(frozen=True)
class PrintedText:
    """The text of one unit.

    Attributes:
        title: what the cover says, on one line or several.
        cover: the lines at the foot of the cover.
        by: who made it, for the properties of a file.
    """

    unit: Unit
    title: str
    cover: tuple[str, ...]
    by: str
    parts: tuple[PrintedPart, ...]

    @property
    def name(self) -> str:
        """The title in one line."""
        return self.title.replace("\n", "")

    def sections(self) -> Sequence[Prose | Tables]:
        """All sections, in their order."""
        return [section for part in self.parts for section in part.sections]
