"""What stands in an .ods besides its values: spans, formulas, errors, protection, its true size.

A few bytes can say that a row is repeated a million times: what the reading library would make
of it is counted here before it does.
"""

from collections.abc import Mapping
from math import isfinite

from ...findings import FileError
from ...sheet import Box, Cell
from .carriers import Carriers, constant, is_seal_name
from .markup import Walk
from .package import Limits

_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE = f"{_SPACE}table:1.0 ", f"{_SPACE}office:1.0 "
_KIND = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_FIGURES = ("float", "percentage", "currency")
_SHEET_DEPTH = 4
_LONGEST_COUNT = 7


class Page:
    """One sheet as the file writes it, gathered while it is walked.

    Attributes:
        end: the row and column behind its last value.
        errors: cells that hold an error, and the text they show.
        unstored: cells with a formula and no stored value.
    """

    def __init__(self, name: str, *, is_protected: bool) -> None:
        self.name, self.is_protected = name, is_protected
        self.end = Cell(0, 0)
        self.merges: list[Box] = []
        self.errors: dict[Cell, str] = {}
        self.formulas: set[Cell] = set()
        self.unstored: set[Cell] = set()


class Pages(Walk):
    """The sheets of an .ods, from its one part with content."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.pages: list[Page] = []
        self.links: list[str] = []
        self.seals: list[tuple[str, str]] = []
        self.row = self.column = self.cells = self.merges = 0
        self.times = self.across = 1
        self.in_error = False
        self.text = ""
        self.parser.CharacterDataHandler = self._text

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of a sheet, a row, a cell, or a link to elsewhere."""
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
        if name in _CELLS and self.pages:
            if self.in_error:
                places = self._places()
                self.pages[-1].errors.update(dict.fromkeys(places, self.text.strip()))
            self.in_error, self.text = False, ""
            self.column += self.across
        elif name == f"{_TABLE}table-row" and self.pages:
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
        self._check_number(attributes)
        if formula or valued:
            page.end = Cell(
                max(page.end.row, self.row + self.times),
                max(page.end.column, self.column + self.across),
            )
            self.cells += self.times * self.across
            self._refuse("file.too-many-cells", self.cells, self.limits.cells)
            self.in_error = attributes.get(_KIND) == "error"
        if formula:
            page.formulas.update(self._places())
            if not valued:
                page.unstored.update(self._places())
        wide, high = (
            self._count(attributes, f"number-{each}-spanned") for each in ("columns", "rows")
        )
        if wide > 1 or high > 1:
            box = Box(self.row, self.column, self.row + high - 1, self.column + wide - 1)
            page.merges.append(box)
            self.merges += 1
            self._refuse("file.too-many-merges", self.merges, self.limits.merges)

    def _check_number(self, attributes: Mapping[str, str]) -> None:
        """A figure has one finite value, or nobody can say what was read."""
        if attributes.get(f"{_OFFICE}value-type") in _FIGURES:
            written = attributes.get(f"{_OFFICE}value", "")
            try:
                is_finite = isfinite(float(written))
            except ValueError:
                is_finite = False
            if not is_finite:
                raise self.broken(written)

    def _places(self) -> list[Cell]:
        """The cells the one being walked stands for."""
        return [
            Cell(row, column)
            for row in range(self.row, self.row + self.times)
            for column in range(self.column, self.column + self.across)
        ]

    def _count(self, attributes: Mapping[str, str], name: str) -> int:
        text = attributes.get(f"{_TABLE}{name}", "1")
        if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_COUNT and int(text)):
            raise self.broken(text)
        return int(text)

    def _refuse(self, code: str, much: int, most: int) -> None:
        if much > most:
            raise FileError(code, file=self.file, found=f"{much:,} > {most:,}")

    def _text(self, text: str) -> None:
        if self.in_error:
            self.text += text
