"""What a text is made of: paragraphs and tables in the order they are read, and where they stand.

Every reader gives these and nothing else: a Word file, a PDF, plain text and a web page differ no
further from here on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from ...findings import Lang, word

_SPOTS = ("page", "table", "paragraph", "line")


class Spot(NamedTuple):
    """Where a piece stands: page, table or paragraph, line; each from 1, and 0 where unknown."""

    page: int = 0
    table: int = 0
    paragraph: int = 0
    line: int = 0

    def said(self, lang: Lang, last: "Spot | None" = None) -> str:
        """The place in words; with `last`, from here to there: `第3–4页 第2表`."""
        found = []
        for name in _SPOTS:
            first, end = getattr(self, name), getattr(last or self, name)
            if first and (name in ("page", "line") or last is None or end):
                number = f"{first}–{end}" if end > first else str(first)
                found.append(word(f"text.{name}", lang, number=number))
        return " ".join(found)


class Role(Enum):
    """What a paragraph is by the place it has in its file.

    `BODY`: part of the text. `MARGIN`: at the head or foot of a page. `ASIDE`: a footnote, a text
    box or something else that stands beside the text.
    """

    BODY = "body"
    MARGIN = "margin"
    ASIDE = "aside"


class Told(NamedTuple):
    """Something a reader has to tell: a finding's code, and what was found."""

    code: str
    found: str = ""
    spot: Spot = Spot()


class Paragraph(NamedTuple):
    """A paragraph, or a line of one.

    Attributes:
        is_whole: whether the file says where it begins and ends; in plain text lines may be
            pieces of a longer one.
    """

    text: str
    spot: Spot = Spot()
    role: Role = Role.BODY
    is_whole: bool = True
    told: tuple[Told, ...] = ()


class TextCell(NamedTuple):
    """A cell of a printed table: its row and column from 0, how many it takes, and its text.

    Attributes:
        is_full: whether its text reaches its lower edge, as where a page break cut it.
        room: how many signs its last line has room for still.
        doubt: the code of why nothing may be taken from it; "" for a sound one.
    """

    row: int
    column: int
    text: str
    height: int = 1
    width: int = 1
    is_full: bool = False
    room: float = 0.0
    doubt: str = ""
    told: tuple[Told, ...] = ()


class TextTable(NamedTuple):
    """A printed table, its cells by row and column.

    Attributes:
        rows: how many rows it has.
        is_cut: whether lines of its cells may be broken where nothing says so (plain text).
        ends_page: whether it is the last thing on its page.
        edges: where its columns begin and the last one ends, across the page; none where unknown.
    """

    cells: tuple[TextCell, ...]
    rows: int
    spot: Spot = Spot()
    is_cut: bool = False
    ends_page: bool = False
    edges: tuple[float, ...] = ()

    def row(self, number: int) -> list[TextCell]:
        """The cells that begin in a row, from left to right."""
        return [each for each in self.cells if each.row == number]

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max((each.column + each.width for each in self.cells), default=0)


Piece = Paragraph | TextTable


@dataclass(frozen=True)
class TextFile:
    """A text as its reader gives it.

    Attributes:
        name: how findings call the file.
        signs: how many signs that are no spaces it holds, counted before anything was made of them.
        told: what there is to tell of the file as a whole.
    """

    name: str
    pieces: Sequence[Piece]
    signs: int
    told: tuple[Told, ...] = ()


def signs_of(text: str) -> int:
    """How many signs of a text are no spaces."""
    return sum(not sign.isspace() for sign in text)


def signs_in(piece: Piece) -> int:
    """The same of a piece."""
    if isinstance(piece, Paragraph):
        return signs_of(piece.text)
    return sum(signs_of(each.text) for each in piece.cells)
