"""A sheet that is a list: title, headings, rows, and a row that adds up what a filter leaves."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ..budget import text_width
from ..excel.writing import ListedRows, Live, SheetWriter, Writer
from ..findings import OutputError
from ..sheet import (
    LAST_ROW,
    Box,
    Cell,
    Content,
    Highlight,
    Paper,
    Print,
    Sheet,
    Value,
    paper_for,
)
from ..sheet import row_heights as heights
from .pages import Pages

TITLE, LINE, HEADING, FIRST = 0, 1, 2, 3
"""Rows of every list: its title, the line under it, its headings, its first row."""
_LONGEST_TEXT = 32_767
_SURE_TO_FIT = 16_000
"""So many signs fit into a cell, whichever they are."""
_LARGEST_EXACT = Decimal(999_999_999_999_999)
_LEAST = 22.0
"""Height of a row of one line, in points."""
_TITLE_HEIGHT, _HEADING_HEIGHT = 54.0, 34.0
"""Of the title with its line, and of the headings."""
_MARGIN = 2
_SHORT = 60
Given = Value | Decimal


class Shown(NamedTuple):
    """A cell that is more than its value: a live formula, or a style of its own."""

    value: Given
    formula: str = ""
    style: str = ""


@dataclass(frozen=True)
class Column:
    """One column; `total` adds it up at the bottom."""

    heading: str
    width: float
    style: str = "plain.text"
    total: bool = False


@dataclass(frozen=True)
class Listing:
    """A list before its rows are known; only their number is.

    Attributes:
        left, right: the line under the title: what it counts, and the unit of its money.
        below: how many rows follow the list on the same sheet.
        above: what stands between the line under the title and the headings.
        lead: how many rows that takes.
        tall: the heights of those of them that are higher than one line.
        by: the column that says whose a row is: where it can be, a page begins with its rows.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: int
    left: str = ""
    right: str = ""
    footer: str = ""
    none: str = ""
    total: str = ""
    highlights: Sequence[Highlight] = ()
    merges: Sequence[Box] = ()
    frozen: int = 0
    below: int = 0
    tab: str = ""
    above: Sequence[Content] = ()
    lead: int = 0
    tall: Mapping[int, float] = field(default_factory=dict)
    by: int | None = None

    @property
    def heading(self) -> int:
        """The row of the headings."""
        return HEADING + self.lead

    @property
    def first(self) -> int:
        """The first row of the list."""
        return FIRST + self.lead

    @property
    def last(self) -> int:
        """The last row of the list; one row says so when there is none."""
        return self.first + max(1, self.rows) - 1

    @property
    def bottom(self) -> int:
        """The last row of the list with its totals, if it has any."""
        return self.last + bool(self.total)

    @property
    def box(self) -> Box:
        """Headings and rows: what the filter is over."""
        return Box(self.heading, 0, self.last, len(self.columns) - 1)

    @property
    def paper(self) -> Paper:
        """The paper its columns fit on."""
        return paper_for(column.width for column in self.columns)

    def refuse_overflow(self, file: object) -> None:
        """Refuse what a sheet cannot hold, before anything is written.

        Raises:
            OutputError: there are more rows than a sheet has.
        """
        if self.bottom + self.below > LAST_ROW:
            raise OutputError("out.too-many-rows", file=file, sheet=self.name)

    def open(self, writer: Writer) -> "OpenList":
        """Add the sheet; its rows follow."""
        right = len(self.columns) - 1
        contents = [Content(TITLE, 0, "title", self.title), Content(LINE, 0, "line", self.left)]
        if self.right:
            contents.append(Content(LINE, right, "line.right", self.right))
        contents += self.above
        heading = self.heading
        contents += [Content(heading, i, "heading", c.heading) for i, c in enumerate(self.columns)]
        sheet = Sheet(
            name=self.name,
            contents=contents,
            merges=[Box(TITLE, 0, TITLE, right), *self.merges],
            widths={i: column.width for i, column in enumerate(self.columns)},
            heights={
                TITLE: 34.0,
                LINE: 20.0,
                **dict.fromkeys(range(HEADING, heading), _LEAST),
                **self.tall,
                heading: 34.0,
            },
            highlights=self.highlights,
            filtered=self.box,
            frozen=Cell(0 if self.lead else self.first, self.frozen),
            printing=Print(
                area=Box(TITLE, 0, self.bottom + self.below, right),
                repeat=(heading, heading),
                landscape=True,
                footer=f"{self.footer}  A3" if self.paper.name == "A3" else self.footer,
                paper=self.paper.name,
                scale=self.paper.scale,
                columns=(0, self.frozen - 1) if self.frozen else None,
            ),
            tab=self.tab,
        )
        return OpenList(writer.add(sheet), self)


class OpenList:
    """A list being written, row by row, with exact sums of the columns that add up."""

    def __init__(self, sheet: SheetWriter, listing: Listing) -> None:
        self.sheet, self.listing = sheet, listing
        self.row = listing.first
        above = _TITLE_HEIGHT + sum(listing.tall.values())
        above += (listing.lead - len(listing.tall)) * _LEAST
        self._pages = Pages(listing.paper.room, above, _HEADING_HEIGHT)
        self._rows = ListedRows(sheet, [column.style for column in listing.columns])
        self._rooms = [column.width - _MARGIN for column in listing.columns]
        self._sums = {i: Decimal(0) for i, c in enumerate(listing.columns) if c.total}

    def add(self, cells: Sequence[Given | Shown]) -> None:
        """Write the next row."""
        shown = [
            each if type(each) is str and len(each) < _SURE_TO_FIT else self._held(column, each)
            for column, each in enumerate(cells)
        ]
        height = min(heights.HIGHEST, max(_LEAST, self._lines(shown) * heights.LINE + 6))
        by = self.listing.by
        self._pages.add(self.row, height, None if by is None else cells[by])
        self._rows.write(self.row, height, shown)
        self.row += 1

    def _lines(self, shown: Sequence[Value | Live]) -> int:
        """How many lines the highest cell of a row takes."""
        wide = [
            (text, room)
            for each, room in zip(shown, self._rooms, strict=True)
            if type(text := each.value if type(each) is Live else each) is str
            and (2 * len(text) > room or "\n" in text)
        ]
        most = 1
        for text, room in wide:
            if 2 * len(text) > room * most or "\n" in text:
                most = max(most, _lines(text, room))
        return most

    def _held(self, column: int, cell: Given | Shown) -> Value | Live:
        """What a cell holds; a figure is added up, where its column is."""
        given, formula, style = cell if isinstance(cell, Shown) else (cell, "", "")
        if column in self._sums and isinstance(given, Decimal | int) and is_exact(given):
            self._sums[column] += given
        value = plain(given)
        return Live(value, formula, style) if formula or style else value

    def close(self) -> Sequence[Decimal | None]:
        """Write what stands under the rows; give the sum of each column that has one."""
        listing = self.listing
        if self.row == listing.first:
            rest = [""] * (len(listing.columns) - 1)
            self.add([listing.none, *rest])
        self.sheet.page_breaks(self._pages.breaks)
        if listing.total:
            self.sheet.height(self.row, _LEAST)
            self.sheet.write(self._total(column) for column in range(len(listing.columns)))
            self.row += 1
        return [self._sums.get(column) for column in range(len(listing.columns))]

    def _total(self, column: int) -> Content:
        listing = self.listing
        if column in self._sums:
            style = listing.columns[column].style.replace("plain.", "total.")
            formula = f"=SUBTOTAL(109,{Box(listing.first, column, listing.last, column)})"
            if listing.last == listing.first:
                formula = f"=SUBTOTAL(109,{Cell(listing.first, column)})"
            return Content(self.row, column, style, plain(self._sums[column]), formula)
        return Content(self.row, column, "total.text", "" if column else listing.total)


def _lines(text: str, room: float) -> int:
    """How many lines a text takes. Long ones are not remembered: they are many, and unlike."""
    return _remembered(text, room) if len(text) <= _SHORT else _counted(text, room)


def _counted(text: str, room: float) -> int:
    if "\n" not in text:
        return math.ceil(text_width(text) / room)
    return sum(max(1, math.ceil(text_width(part) / room)) for part in text.split("\n"))


_remembered = lru_cache(maxsize=1024)(_counted)
"""Units, projects and advice come back in many rows."""


def is_exact(value: Decimal | int) -> bool:
    """Whether a cell can hold the figure with all its digits."""
    return -_LARGEST_EXACT <= value <= _LARGEST_EXACT


def plain(value: Given) -> Value:
    """A value as a cell holds it: a figure too large for one as text, a text cut to fit."""
    if isinstance(value, Decimal):
        return float(value) if is_exact(value) else f"{value:f}"[:99]
    return fitted(value) if isinstance(value, str) else value


def fitted(text: str, longest: int = _LONGEST_TEXT) -> str:
    """A text a cell can hold, in UTF-16 units; one that was cut says so."""
    if len(text) * 2 <= longest:
        return text
    spelled = text.encode("utf-16-le", "replace")
    if len(spelled) <= longest * 2:
        return text
    mark = f"…（{len(text)}）"
    kept = spelled[: (longest - len(mark)) * 2].decode("utf-16-le", "ignore")
    return kept + mark
