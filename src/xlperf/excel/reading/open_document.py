"""What stands in an .ods besides its values: spans, formulas, errors, protection, its true size.

A few bytes can say that a row is repeated a million times: what the reading library would make
of it is counted here before it does.
"""

import re
from collections.abc import Mapping

from ...findings import FileError
from ...sheet import Box, Cell, Comment, Overlay
from ..packages import Limits
from .carriers import Carriers, constant, is_seal_name
from .open_inside import Inside
from .open_styles import OpenStyles, StyleNumbers
from .open_values import value_of
from .safe_xml import Walk
from .sheet_facts import Looked

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE = f"{_SPACE}table:1.0 ", f"{_SPACE}office:1.0 "
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_KIND = f"{_CALC}value-type"
_CONDITIONS, _CONDITION = f"{_CALC}conditional-format", f"{_CALC}condition"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ASIDE = "<![CDATA[…]]>, <!-- … -->"
_QUOTED = re.compile("'(?:[^']|'')*'")
_SHEET_DEPTH = 4
_LONGEST_COUNT = 7


class Page:
    """One sheet as the file writes it, gathered while it is walked.

    Attributes:
        end: the row and column behind its last value.
        errors: cells that hold an error, and the text they show.
        unstored: cells with a formula and no stored value.
        looks: cells with a value and how they are styled.
        pieces: the finding about a text part of which is struck out or hidden, by cell.
        texts: texts with tabs and line ends, which the reading library leaves out.
        columns: how many columns each style of cells is for, from the left.
        changes: ranges on which a condition puts a style, and its name.
    """

    def __init__(self, name: str, *, is_protected: bool) -> None:
        self.name, self.is_protected = name, is_protected
        self.end = Cell(0, 0)
        self.merges: list[Box] = []
        self.errors: dict[Cell, str] = {}
        self.formulas: set[Cell] = set()
        self.unstored: set[Cell] = set()
        self.looks: list[Looked] = []
        self.pieces: dict[Cell, str] = {}
        self.odd: dict[Cell, str] = {}
        self.texts: dict[Cell, str] = {}
        self.comments: dict[Cell, Comment] = {}
        self.overlays: list[Overlay] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.columns: list[tuple[int, str]] = []
        self.changes: list[tuple[str, str]] = []
        self.has_values = False


class Pages(Walk):
    """The sheets of an .ods, from its one part with content."""

    def __init__(self, part: str, file: str, limits: Limits, styles: OpenStyles) -> None:
        super().__init__(part, file, limits)
        self.styles = styles
        self.numbers = StyleNumbers(styles)
        self.inside = Inside(styles)
        self.row_style = ""
        self.is_hidden = False
        self.pages: list[Page] = []
        self.spoilt: list[int] = []
        self.links: list[str] = []
        self.seals: list[tuple[str, str]] = []
        self.row = self.column = self.cells = self.merges = 0
        self.times = self.across = 1
        self.in_error = False
        self.text = self.ranges = ""
        self.names: dict[int, str] = {}
        self.has_aside = False
        self.parser.CharacterDataHandler = self._text
        self.parser.StartCdataSectionHandler = self._aside
        self.parser.CommentHandler = self._aside
        self.parser.ProcessingInstructionHandler = self._aside

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of a sheet, a row, a cell, or a link to elsewhere."""
        self.styles.opened(name, attributes)
        self.inside.opened(name, attributes)
        if name == f"{_TABLE}table":
            if self.depth != _SHEET_DEPTH:
                raise self.broken("table")
            is_protected = attributes.get(f"{_TABLE}protected") == "true"
            named = attributes.get(f"{_TABLE}name", "")
            self.pages.append(Page(named, is_protected=is_protected))
            self.row = 0
        elif name in (f"{_TABLE}table-source", f"{_OFFICE}dde-source"):
            self.links.append("file.dde" if "dde" in name else "file.external-link")
        elif name == f"{_TABLE}table-row" and self.pages:
            self.column = 0
            self.times = self._count(attributes, "number-rows-repeated")
            self.row_style = attributes.get(f"{_TABLE}default-cell-style-name", "")
            self.is_hidden = self._is_hidden("table-row", attributes)
            self.pages[-1].has_values = False
        elif name == f"{_TABLE}table-column" and self.pages:
            self._columns(self.pages[-1], attributes)
        elif name == _CONDITIONS and self.pages:
            self.ranges = _bare_ranges(attributes.get(f"{_CALC}target-range-address", ""))
        elif name == _CONDITION and self.pages:
            applied = attributes.get(f"{_CALC}apply-style-name", "")
            self.pages[-1].changes.append((self.ranges, applied))
        elif name in _CELLS and self.pages:
            self._cell(self.pages[-1], attributes)
        elif name == f"{_TABLE}named-expression" and is_seal_name(
            attributes.get(f"{_TABLE}name", "")
        ):
            is_local = self.pages and self.depth > _SHEET_DEPTH + 1
            sheet = self.pages[-1].name if is_local else ""
            self.seals.append((sheet, constant(attributes.get(f"{_TABLE}expression", ""))))

    def closed(self, name: str) -> None:
        """A cell or a row ends: the next is further on by as often as it is repeated."""
        self.styles.closed(name)
        self.inside.closed(name)
        if self.inside.overlays and self.pages and not self.inside.is_open:
            in_cell = name in _CELLS
            place = str(Cell(self.row, self.column)) if in_cell or self.inside.in_cell else ""
            self.pages[-1].overlays += [e._replace(place=place) for e in self.inside.overlays]
            self.inside.overlays.clear()
        if name in _CELLS and self.pages:
            if self.has_aside:
                self.pages[-1].odd.update(dict.fromkeys(self._places(), _ASIDE))
                self.has_aside = False
            self._leave_cell(self.pages[-1])
            if self.in_error:
                places = self._places()
                self.pages[-1].errors.update(dict.fromkeys(places, self.text.strip()))
            self.in_error, self.text = False, ""
            self.column += self.across
        elif name == f"{_TABLE}table-row" and self.pages:
            if self.is_hidden and self.pages[-1].has_values:
                self.pages[-1].hidden_rows.update(range(self.row, self.row + self.times))
            self.row += self.times
        elif name == f"{_TABLE}table" and self.pages:
            area = sum(page.end.row * page.end.column for page in self.pages)
            self._refuse("file.too-wide", area, self.limits.area)

    def carriers(self) -> Carriers:
        """The tokens of the names that were defined."""
        local: dict[str, tuple[str, ...]] = {}
        for sheet, text in self.seals:
            if sheet:
                local[sheet] = (*local.get(sheet, ()), text)
        return Carriers(tuple(text for sheet, text in self.seals if not sheet), local)

    def _cell(self, page: Page, attributes: Mapping[str, str]) -> None:
        self.across = self._count(attributes, "number-columns-repeated")
        formula = f"{_TABLE}formula" in attributes
        valued = any(name.startswith(_OFFICE) for name in attributes)
        if formula or valued:
            page.end = Cell(
                max(page.end.row, self.row + self.times),
                max(page.end.column, self.column + self.across),
            )
            self.cells += self.times * self.across
            self._refuse("file.too-many-cells", self.cells, self.limits.cells)
            self.in_error = attributes.get(_KIND) == "error"
            page.has_values = True
            self._look(page, attributes)
        if formula:
            page.formulas.update(self._places())
            if not valued:
                page.unstored.update(self._places())
        wide, high = self._spans(page, attributes)
        if wide > 1 or high > 1:
            box = Box(self.row, self.column, self.row + high - 1, self.column + wide - 1)
            page.merges.append(box)
            self.merges += 1
            self._refuse("file.too-many-merges", self.merges, self.limits.merges)

    def _look(self, page: Page, attributes: Mapping[str, str]) -> None:
        """How a cell with a value is styled: by itself, or by its row or column."""
        named = attributes.get(f"{_TABLE}style-name") or self.row_style or self._of_column(page)
        kind, stored = value_of(attributes)
        if kind == "odd":
            page.odd.update(dict.fromkeys(self._places(), stored))
            self.spoilt.append(self.parser.CurrentByteIndex)
        elif kind:
            style = self.numbers.number(named)
            page.looks += [Looked(cell, style, kind, stored) for cell in self._places()]
            self.names[style] = named

    def _of_column(self, page: Page) -> str:
        end = 0
        for count, name in page.columns:
            end += count
            if self.column < end:
                return name
        return ""

    def _columns(self, page: Page, attributes: Mapping[str, str]) -> None:
        count = self._count(attributes, "number-columns-repeated")
        first = sum(each for each, _ in page.columns)
        page.columns.append((count, attributes.get(f"{_TABLE}default-cell-style-name", "")))
        if self._is_hidden("table-column", attributes):
            page.hidden_columns.append((first, first + count - 1))

    def _is_hidden(self, family: str, attributes: Mapping[str, str]) -> bool:
        is_away = attributes.get(f"{_TABLE}visibility", "visible") != "visible"
        return is_away or self.styles.is_nothing(family, attributes.get(f"{_TABLE}style-name", ""))

    def _leave_cell(self, page: Page) -> None:
        """What stood in the cell that ends, besides its value."""
        told = self.inside.leave_cell()
        for cell in self._places() if told.finding or told.text is not None else ():
            if told.finding:
                page.pieces[cell] = told.finding
            if told.text is not None:
                page.texts[cell] = told.text
        if told.comment:
            page.comments[Cell(self.row, self.column)] = told.comment

    def _places(self) -> list[Cell]:
        """The cells the one being walked stands for."""
        return [
            Cell(row, column)
            for row in range(self.row, self.row + self.times)
            for column in range(self.column, self.column + self.across)
        ]

    def _spans(self, page: Page, attributes: Mapping[str, str]) -> tuple[int, int]:
        """How many columns and rows a cell is merged over; one that says no count is in doubt."""
        wide, high = (
            attributes.get(f"{_TABLE}number-{each}-spanned", "1") for each in ("columns", "rows")
        )
        if _is_count(wide) and _is_count(high):
            return int(wide), int(high)
        page.odd.update(dict.fromkeys(self._places(), f"{wide} × {high}"))
        return 1, 1

    def _count(self, attributes: Mapping[str, str], name: str) -> int:
        """How often something is repeated: without that, nobody knows where the rest stands."""
        text = attributes.get(f"{_TABLE}{name}", "1")
        if not _is_count(text):
            raise self.broken(text)
        return int(text)

    def _refuse(self, code: str, much: int, most: int) -> None:
        if much > most:
            raise FileError(code, file=self.file, found=f"{much:,} > {most:,}")

    def _aside(self, *_: object) -> None:
        """A section or comment, which readers leave out, text and all: its cell is in doubt."""
        self.has_aside = self.inside.in_cell

    def _text(self, text: str) -> None:
        self.styles.text(text)
        self.inside.words(text)
        if self.in_error:
            self.text += text


def _is_count(text: str) -> bool:
    is_short = text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT
    return is_short and int(text) > 0


def _bare_ranges(addresses: str) -> str:
    """Ranges without the names of their sheets: `'表'.A1:'表'.B2` is `A1:B2`."""
    ranges = _QUOTED.sub("", addresses).split()
    return " ".join(":".join(end.rpartition(".")[2] for end in each.split(":")) for each in ranges)
