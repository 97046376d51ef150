"""A sheet walked element by element, and the facts any look at a sheet gives.

A cell passes only if it is understood whole: a reader that takes `<v>1&#50;</v>` for 1, the last
of two values for the value, or string -1 for string 0 never gets to see it.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from math import isfinite

from ...findings import FileError
from ...sheet import LAST_COLUMN, LAST_ROW, Cell
from ..packages import Limits
from .frame import Change, Frame, boxes_of, is_hidden_row, size_of, spanned
from .runs import finding_of_run
from .safe_xml import Walk
from .sheet_facts import NOTHING, Interest, Looked, SheetFacts, refuse_many

ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


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
_UNKNOWN_ERROR = re.compile(r"#[A-Z0-9_/ ]{1,30}[!?]?")
_TIME = re.compile(r"[0-9:T.+Z-]{4,40}")


def is_odd(kind: str, text: str) -> bool:
    """Whether a text that is no value of its kind spoils its own cell and nothing else."""
    if kind == "e":
        return _UNKNOWN_ERROR.fullmatch(text) is not None
    if kind == "d":
        return _TIME.fullmatch(text) is not None
    return (
        kind == "n" and text.strip() != text and _PATTERNS["n"].fullmatch(text.strip()) is not None
    )


_ADDRESS = re.compile("([A-Z]{1,4})([1-9][0-9]{0,9})")
_ROW_NUMBER = re.compile("[1-9][0-9]{0,9}")
_CHILDREN = frozenset({(), ("f",), ("v",), ("f", "v")})
_STRING_PARTS = frozenset({"t", "r", "rPr", "rPh", "phoneticPr"})


class CellWalk(Frame):
    """The same facts, element by element, for sheets written in some other shape."""

    def __init__(self, part: str, file: str, limits: Limits, interest: Interest = NOTHING) -> None:
        super().__init__(part, file, limits)
        self.interest = interest
        self.hidden_rows: set[int] = set()
        self.looks: list[Looked] = []
        self.odd: dict[Cell, str] = {}
        self.blanked: list[tuple[int, int]] = []
        self.style, self.text, self.why = 0, "", ""
        self.started = 0
        self.rows: dict[int, None] = {}  # in the order they came
        self.filled_rows: set[int] = set()
        self.filled_columns: set[int] = set()
        self.seen: set[Cell] = set()
        self.errors: dict[Cell, str] = {}
        self.formulas: set[Cell] = set()
        self.unstored: set[Cell] = set()
        self.shown = self.filled = 0
        self.is_inside = False
        self.row, self.column = -1, -1
        self.kind = "n"
        self.children: tuple[str, ...] = ()
        self.texts: list[str] = []
        self.parser.StartCdataSectionHandler = self._section
        for each in ("CommentHandler", "ProcessingInstructionHandler"):
            setattr(self.parser, each, self._aside)

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of a row, a cell, or a part of one."""
        if not self.is_inside:
            super().opened(name, attributes)
            self.is_inside = name == "sheetData"
        elif self.depth == 3 and name == "row":
            self._begin_row(attributes.get("r"))
            if is_hidden_row(attributes, unless_said=self.hides_rows):
                self.hidden_rows.add(self.row)
        elif self.depth == 4 and name == "c":
            self._begin_cell(attributes)
        elif self.depth == 5 and name in ("f", "v", "is"):
            self.children += (name,)
            self.texts = []
        elif self.depth < 6 or self.children[-1:] != ("is",) or not self._is_string_part(name):
            raise bad_cell(self, self._where(), name)
        elif self.depth == 8:
            self.text = self.text or finding_of_run(name, attributes)

    def closed(self, name: str) -> None:
        """Take note of a cell that is whole, or of the end of them all."""
        if not self.is_inside:
            super().closed(name)
        elif self.depth == 2:
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
        changes = self.interest.changed(self.changes)
        return SheetFacts(
            errors=self.errors,
            formulas=frozenset(self.formulas),
            unstored=frozenset(self.unstored),
            cells=len(self.seen),
            blank_cells=len(self.seen) - self.filled,
            area=area,
            merges=self.merges,
            inverted=self.inverted,
            is_protected=self.is_protected,
            is_disordered=list(self.rows) != sorted(self.rows),
            is_strict=self.is_strict,
            shown=self.shown,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=tuple(self.hidden_columns),
            looks=self._looks(changes),
            changes=changes,
            odd=self.odd,
            blanked=tuple(self.blanked),
        )

    def _looks(self, changes: Sequence[tuple[str, Change]]) -> tuple[Looked, ...]:
        boxes = [box for reference, _ in changes for box in boxes_of(reference)]
        return tuple(each for each in self.looks if self.interest.holds(each, boxes))

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
        blank = len(self.seen) - self.filled
        refuse_many(self.filled, blank, self.part, self.file, self.limits)
        self.kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self.style = int(style) if style.isdecimal() and len(style) < 9 else -1
        self.children, self.text, self.why = (), "", ""
        self.started = self.parser.CurrentByteIndex

    def _end_value(self, text: str) -> None:
        pattern = _PATTERNS.get(self.kind)
        # A number in pieces holds a reference such as &#50;, of which readers take one piece.
        in_pieces = self.kind != "str" and len(self.texts) > 1
        if self.why:  # it is told already
            return
        if pattern is not None and not in_pieces and not pattern.fullmatch(text):
            self.why = text if is_odd(self.kind, text) else ""
        if self.why:
            return
        if pattern is None or in_pieces or not pattern.fullmatch(text):
            raise bad_cell(self, self._where(), text)
        if self.kind == "n" and text and not isfinite(float(text)):
            raise bad_cell(self, self._where(), text)
        self.text = text
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
        if self.why:
            self._blank(cell)
            return
        if self.children:
            self.filled += 1
            self.filled_rows.add(self.row)
            self.filled_columns.add(self.column)
        if "f" in self.children:
            self.formulas.add(cell)
            if "v" not in self.children or not (self.texts or self.kind == "str"):
                self.unstored.add(cell)
        if is_inline or (self.text and self.kind in ("n", "s", "d", "str")):
            self.looks.append(Looked(cell, self.style, self.kind, self.text))

    def _blank(self, cell: Cell) -> None:
        """A cell that gives no value: an error nobody listed, or one readers would not agree on."""
        self.filled += 1
        if self.kind == "e":
            self.errors[cell] = self.why
        else:
            self.odd[cell] = self.why.format("".join(self.texts))
        self.blanked.append((self.started, self.parser.CurrentByteIndex))

    def _text(self, text: str) -> None:
        if not self.is_inside:
            super()._text(text)
            return
        if self.depth >= 5:
            self.texts.append(text)
        elif not text.isspace():
            raise bad_cell(self, self._where(), text)

    def _section(self) -> None:
        """A marked section is text to some readers and nothing to others."""
        if self.is_inside and self.depth >= 5:
            self.why = "<![CDATA[{}]]>"
        else:
            self._aside()

    def _aside(self, *_: object) -> None:
        if self.is_inside:
            raise bad_cell(self, self._where(), "<!")
