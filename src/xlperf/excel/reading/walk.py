"""A sheet walked element by element, and the facts any look at a sheet gives.

A cell passes only if it is understood whole: a reader that takes `<v>1&#50;</v>` for 1, the last
of two values for the value, or string -1 for string 0 never gets to see it.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import isfinite

from ...findings import FileError
from ...sheet import LAST_COLUMN, LAST_ROW, Box, Cell, parse_cell
from .markup import Walk
from .package import Limits

_FEW = 3
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet holds besides its values.

    Attributes:
        errors: cells that hold an error, which read as blank.
        formulas: cells with a formula.
        unstored: those of them without a stored value, which read as blank too. A value stored
            as empty counts as none, unless it is said to be a text.
        cells: how many there are, blank ones with a format included.
        area: the rectangle its cells span, None on a blank sheet; where blank cells with a
            format reach far, that of the others.
        inverted: merged ranges that end before they begin, of which at most a few are kept.
        is_disordered: rows stand out of order.
        shown: how many cells show a shared string.
    """

    errors: Mapping[Cell, str] = field(default_factory=dict)
    formulas: frozenset[Cell] = frozenset()
    unstored: frozenset[Cell] = frozenset()
    cells: int = 0
    area: Box | None = None
    merges: int = 0
    inverted: tuple[Box, ...] = ()
    is_protected: bool = False
    is_disordered: bool = False
    is_strict: bool = False
    shown: int = 0


def refuse_many(count: int, part: str, file: str, limits: Limits) -> None:
    """Refuse a sheet with more cells than may be."""
    if count > limits.cells:
        raise FileError(
            "file.too-many-cells", file=file, found=f"{part}: {count:,} > {limits.cells:,}"
        )


class Frame(Walk):
    """What stands around the cells of a sheet: merges and protection."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.merges = 0
        self.inverted: tuple[Box, ...] = ()
        self.is_protected = False
        self.has_cells = False

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of what stands where it belongs; refuse what others would take for it."""
        bare = name.rpartition(" ")[2]
        if self.depth == 1 and name != "worksheet":
            raise self.broken(bare)
        if bare == "sheetData":
            if self.depth != 2 or self.has_cells or name != bare:
                raise self.broken(bare)
            self.has_cells = True
        elif bare == "mergeCell":
            if self.depth != 3 or name != bare:
                raise self.broken(bare)
            self.merge([self._box(attributes.get("ref", ""))])
        elif name == "sheetProtection" and self.depth == 2:
            self.is_protected = attributes.get("sheet") in ("1", "true")

    def merge(self, boxes: Iterable[Box]) -> None:
        """Take note of merged ranges.

        One that ends before it begins covers no cell: LibreOffice leaves such a one behind when
        the only row or column of a merged cell is deleted.

        Raises:
            FileError: one is none, or is far larger than any form, or there are too many.
        """
        for box in boxes:
            self.merges += 1
            if self.merges > self.limits.merges:
                found = f"{self.part} > {self.limits.merges:,}"
                raise FileError("file.too-many-merges", file=self.file, found=found)
            rows, columns = (box.top, box.bottom), (box.left, box.right)
            is_inside = min(rows) >= 0 and max(rows) <= LAST_ROW and min(columns) >= 0
            if not is_inside or max(columns) > LAST_COLUMN:
                raise self._bad_merge(str(box))
            if is_inverted(box):
                self.inverted = (*self.inverted, box)[:_FEW]
            elif size_of(box) > self.limits.area:
                raise self._bad_merge(str(box))

    def _box(self, reference: str) -> Box:
        first, colon, last = reference.partition(":")
        try:
            return Box(*parse_cell(first), *parse_cell(last if colon else first))
        except ValueError:
            raise self._bad_merge(reference[:40]) from None

    def _bad_merge(self, found: str) -> FileError:
        return FileError("file.bad-merge", file=self.file, found=f"{self.part} {found}")


def is_inverted(box: Box) -> bool:
    """Whether a range ends before it begins, and so holds no cell."""
    return box.bottom < box.top or box.right < box.left


def spanned(rows: Collection[int], columns: Collection[int]) -> Box | None:
    """The rectangle from the first to the last row and column, which a reader makes whole."""
    if not rows:
        return None
    return Box(min(rows), min(columns), max(rows), max(columns))


def size_of(box: Box) -> int:
    """How many cells a box has."""
    return (box.bottom - box.top + 1) * (box.right - box.left + 1)


@cache
def column_number(letters: bytes) -> int:
    """The number of a column from its letters: A is 0."""
    number = 0
    for each in letters:
        number = number * 26 + each - 64
    return number - 1


def bad_cell(walk: Walk, where: str, found: str) -> FileError:
    """The exception for a cell that says what readers would not agree on."""
    return FileError("file.bad-cell", file=walk.file, found=f"{walk.part} {where}: {found[:40]}")


_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "s": re.compile("(?:[0-9]{1,9})?"),
    "n": re.compile(r"(?:-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]{1,3})?)?"),
    "str": re.compile(".*", re.DOTALL),
    "b": re.compile("[01]"),
    "e": re.compile("|".join(re.escape(each) for each in sorted(ERRORS))),
    "d": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z?)?"),
}
_ADDRESS = re.compile("([A-Z]{1,4})([1-9][0-9]{0,9})")
_ROW_NUMBER = re.compile("[1-9][0-9]{0,9}")
_CHILDREN = frozenset({(), ("f",), ("v",), ("f", "v")})
_STRING_PARTS = frozenset({"t", "r", "rPr", "rPh", "phoneticPr"})


class CellWalk(Frame):
    """The same facts, element by element, for sheets written in some other shape."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.rows: dict[int, None] = {}  # in the order they came
        self.filled_rows: set[int] = set()
        self.filled_columns: set[int] = set()
        self.seen: set[Cell] = set()
        self.errors: dict[Cell, str] = {}
        self.formulas: set[Cell] = set()
        self.unstored: set[Cell] = set()
        self.shown = 0
        self.is_inside = False
        self.row, self.column = -1, -1
        self.kind = "n"
        self.children: tuple[str, ...] = ()
        self.texts: list[str] = []
        self.parser.CharacterDataHandler = self._text
        for each in ("CommentHandler", "StartCdataSectionHandler", "ProcessingInstructionHandler"):
            setattr(self.parser, each, self._odd)

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of a row, a cell, or a part of one."""
        if not self.is_inside:
            super().opened(name, attributes)
            self.is_inside = name == "sheetData"
        elif self.depth == 3 and name == "row":
            self._begin_row(attributes.get("r"))
        elif self.depth == 4 and name == "c":
            self._begin_cell(attributes)
        elif self.depth == 5 and name in ("f", "v", "is"):
            self.children += (name,)
            self.texts = []
        elif self.depth < 6 or self.children[-1:] != ("is",) or not self._is_string_part(name):
            raise bad_cell(self, self._where(), name)

    def closed(self, name: str) -> None:
        """Take note of a cell that is whole, or of the end of them all."""
        if self.depth == 2:
            self.is_inside = False
        elif self.is_inside and self.depth == 5 and name == "v":
            self._end_value("".join(self.texts))
        elif self.is_inside and self.depth == 4:
            self._end_cell()

    def facts(self) -> SheetFacts:
        """What was found."""
        rows, columns = {each.row for each in self.seen}, {each.column for each in self.seen}
        area = spanned(rows, columns)
        if area and size_of(area) > self.limits.area:
            area = spanned(self.filled_rows, self.filled_columns)
        return SheetFacts(
            errors=self.errors,
            formulas=frozenset(self.formulas),
            unstored=frozenset(self.unstored),
            cells=len(self.seen),
            area=area,
            merges=self.merges,
            inverted=self.inverted,
            is_protected=self.is_protected,
            is_disordered=list(self.rows) != sorted(self.rows),
            is_strict=self.is_strict,
            shown=self.shown,
        )

    def _where(self) -> str:
        return str(Cell(max(self.row, 0), max(self.column, 0)))

    def _is_string_part(self, name: str) -> bool:
        return name in _STRING_PARTS if self.depth < 8 else name not in ("t", "is", "c")

    def _begin_row(self, number: str | None) -> None:
        if number is not None and not _ROW_NUMBER.fullmatch(number):
            raise bad_cell(self, "row", number)
        self.row = self.row + 1 if number is None else int(number) - 1
        self.column = -1

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        address = attributes.get("r")
        if address is None:
            self.column += 1
        else:
            match = _ADDRESS.fullmatch(address)
            if match is None or int(match[2]) != self.row + 1:
                raise bad_cell(self, self._where(), address)
            self.column = column_number(match[1].encode())
        cell = Cell(self.row, self.column)
        if self.row > LAST_ROW or self.column > LAST_COLUMN:
            raise FileError("file.outside-sheet", file=self.file, found=self.part)
        if cell in self.seen:
            raise FileError("file.duplicate-cell", file=self.file, found=f"{self.part} {cell}")
        self.seen.add(cell)
        self.rows.setdefault(self.row)
        refuse_many(len(self.seen), self.part, self.file, self.limits)
        self.kind = attributes.get("t", "n")
        self.children = ()

    def _end_value(self, text: str) -> None:
        pattern = _PATTERNS.get(self.kind)
        # A number in pieces holds a reference such as &#50;, of which readers take one piece.
        in_pieces = self.kind != "str" and len(self.texts) > 1
        if pattern is None or in_pieces or not pattern.fullmatch(text):
            raise bad_cell(self, self._where(), text)
        if self.kind == "n" and text and not isfinite(float(text)):
            raise bad_cell(self, self._where(), text)
        if self.kind == "s" and text:
            self.shown += 1
        elif self.kind == "e":
            self.errors[Cell(self.row, self.column)] = text

    def _end_cell(self) -> None:
        cell, is_inline = Cell(self.row, self.column), self.children == ("is",)
        if self.children not in _CHILDREN and not is_inline:
            raise bad_cell(self, str(cell), " ".join(self.children))
        if is_inline != (self.kind == "inlineStr" and self.children != ()):
            raise bad_cell(self, str(cell), f"t={self.kind}")
        if self.children:
            self.filled_rows.add(self.row)
            self.filled_columns.add(self.column)
        if "f" in self.children:
            self.formulas.add(cell)
            if "v" not in self.children or not (self.texts or self.kind == "str"):
                self.unstored.add(cell)

    def _text(self, text: str) -> None:
        if not self.is_inside:
            return
        if self.depth >= 5:
            self.texts.append(text)
        elif not text.isspace():
            raise bad_cell(self, self._where(), text)

    def _odd(self, *_: object) -> None:
        if self.is_inside:
            raise bad_cell(self, self._where(), "<!")
