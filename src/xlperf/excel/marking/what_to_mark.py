"""What is to be marked: cells with a tint and a note, and the lines of the list of findings."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...sheet import Cell
from .styles import Tint

Note = Sequence[tuple[str, str]]
"""A note as paragraphs: what stands in bold, and what follows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Cells of one sheet that get a tint; the first of them also a note."""

    sheet: str
    cells: tuple[Cell, ...]
    tint: Tint
    note: Note


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in the list: its texts by column, and where it is."""

    texts: tuple[str, ...]
    tint: Tint
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The list of findings.

    Attributes:
        name: what the sheet is called, unless another one has that name.
        intro: how many findings there are and what to do with them.
        seal: the token that says what the sheet is.
        columns: heading and width of each column; the third one links to the cell.
    """

    name: str
    title: str
    intro: str
    seal: str
    columns: tuple[tuple[str, float], ...]
    lines: tuple[Line, ...]
