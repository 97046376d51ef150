"""What stands in an .xls besides its values: formulas, errors, protection, its true size.

The old format is a stream of short records. They are walked once before the reading library sees
the file: it keeps no word of formulas and errors, and takes room for all a sheet spans at once.
"""

import io
import struct
from collections.abc import Iterable, Iterator, Mapping

import olefile

from ...findings import FileError
from ...sheet import Box, Cell, CellDoubt, Comment, Overlay
from ..packages import Limits
from .frame import size_of
from .old_conditions import OldConditions
from .old_objects import OldObjects
from .old_readable import (
    FORMULA,
    KNOWN,
    MANY_NUMBERS,
    NO_NUMBER,
    NUMBER,
    REAL,
    SHORT,
    TRUTH_OR_ERROR,
    error_of_cell,
    error_of_formula,
    rewritten,
    short_figure,
)
from .old_strings import finding_of_runs
from .old_styles import OldStyles, old_styles
from .seen import too_far
from .sheet_facts import Looked, SheetFacts

_HEAD, _PLACE, _LAST = struct.Struct("<HH"), struct.Struct("<HH"), struct.Struct("<H")
_SHEET, _NARROW, _WIDE = struct.Struct("<LBB"), struct.Struct("<4H"), struct.Struct("<2L2H")
_BEGINNINGS = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_END, _LISTED, _LOCKED, _PROTECTED, _SPANNED = 0x000A, 0x0085, 0x002F, 0x0012, 0x0200
_OTHERS = 0xFFFF
_SINGLE = frozenset({NUMBER, 0x0204, 0x00FD, 0x00D6, SHORT, FORMULA, TRUTH_OR_ERROR})
"""Records of one cell: number, text (three kinds), short number, formula, truth or error."""
_OF_CELLS = 0
_ROW, _COLUMNS = 0x0208, 0x007D
_STYLED, _FIVE = struct.Struct("<3H"), struct.Struct("<5H")
_SHARED, _IN_PIECES = 0x00FD, 0x00D6
_TEXTS = frozenset({0x0204, _SHARED, _IN_PIECES})
_INDEX, _LENGTH = struct.Struct("<L"), struct.Struct("<HB")
_TABLES, _TABLES_AT, _SECTOR = struct.Struct("<8L"), 0x2C, 512
_STREAMS = ("Workbook", "Book")
_UNSOUND = (OSError, ValueError, LookupError, TypeError, EOFError, struct.error, RecursionError)


class OldSheet:
    """One sheet as the file writes it, gathered while it is walked.

    Attributes:
        area: what its values span.
        room: what the file says they span, for which the library makes room.
        errors: cells that hold an error, or a formula whose result is one, and its text.
        looks: cells of which more or less is seen than their value.
        plain: figures in no format of their own.
        conditions: what conditional formats may change.
        objects: notes, and that there are other objects.
    """

    def __init__(self, old: OldStyles) -> None:
        self.old = old
        self.looks: list[Looked] = []
        self.plain: list[Looked] = []
        self.conditions = OldConditions(old)
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.objects = OldObjects()
        self.is_protected = False
        self.cells = self.room = 0
        self.area: Box | None = None
        self.errors: dict[Cell, str] = {}
        self.formulas: set[Cell] = set()

    def take(self, kind: int, body: bytes) -> None:
        """Take note of what one record says."""
        if kind == _PROTECTED:
            self.is_protected = body[:2] == b"\x01\x00"
        elif kind == _SPANNED:
            top, bottom, left, right = (_NARROW if len(body) == 10 else _WIDE).unpack_from(body)
            self.room = max(0, bottom - top) * max(0, right - left)
        elif kind == MANY_NUMBERS:
            row, first = _PLACE.unpack_from(body)
            (last,) = _LAST.unpack(body[-2:])
            self._span(row, first, last)
            for column in range(first, last + 1):
                at = 4 + 6 * (column - first)
                style, figure = _LAST.unpack_from(body, at)[0], short_figure(body, at + 2)
                self._look(Cell(row, column), style, "n", figure)
        elif kind in _SINGLE:
            row, column = _PLACE.unpack_from(body)
            self._span(row, column, column)
            self._note(kind, body, Cell(row, column))
            self._look_at(kind, body, Cell(row, column))
        else:
            self._beside(kind, body)

    def _look_at(self, kind: int, body: bytes, cell: Cell) -> None:
        """How a cell looks, if it holds a figure or a text."""
        _, _, style = _STYLED.unpack_from(body)
        if kind in _TEXTS and (finding := self._finding(kind, body)):
            self.looks.append(Looked(cell, style, "inlineStr", finding))
        elif kind in _TEXTS:
            self._look(cell, style, "str", 0)
        elif kind == SHORT:
            self._look(cell, style, "n", short_figure(body, 6))
        elif kind == NUMBER or (kind == FORMULA and body[12:14] != NO_NUMBER):
            self._look(cell, style, "n", REAL.unpack_from(body, 6)[0])

    def _finding(self, kind: int, body: bytes) -> str:
        """What is told of a text that is in part hidden or undone; "" for most."""
        if kind == _SHARED:
            return self.old.strings.get(_INDEX.unpack_from(body, 6)[0], "")
        if kind != _IN_PIECES:
            return ""
        length, flags = _LENGTH.unpack_from(body, 6)
        at = 11 + length * (2 if flags & 1 else 1)
        return finding_of_runs(body[at:], length, self.old.fonts)

    def _look(self, cell: Cell, style: int, kind: str, figure: float) -> None:
        styles, looked = self.old.styles, Looked(cell, style, kind, repr(float(figure)))
        if style in styles.of_interest or style >= len(styles.formats):
            self.looks.append(looked)
        elif kind == "n":
            self.plain.append(looked)

    def _beside(self, kind: int, body: bytes) -> None:
        """Rows and columns that are not seen; what lies over the cells."""
        if kind == _ROW and len(body) > 12 and _is_nothing(body):
            self.hidden_rows.add(_LAST.unpack_from(body)[0])
        elif kind == _COLUMNS:
            first, last, width, _, flags = _FIVE.unpack_from(body)
            if flags & 1 or not width:
                self.hidden_columns.append((first, last))
        else:
            self.objects.take(kind, body)
            self.conditions.take(kind, body)

    @property
    def facts(self) -> SheetFacts:
        """What is seen of its cells."""
        changes = tuple(self.conditions.changes)
        plain = self.plain if changes else ()
        return SheetFacts(looks=(*self.looks, *plain), changes=changes)

    @property
    def far(self) -> Mapping[Cell, CellDoubt]:
        """Figures no calendar reaches under a format of dates."""
        return too_far(self.looks, self.old.styles, from_1904=self.old.from_1904)

    @property
    def comments(self) -> dict[Cell, Comment]:
        """What people noted on cells."""
        return self.objects.comments()

    @property
    def overlays(self) -> tuple[Overlay, ...]:
        """Other objects, and notes whose words are not there."""
        return self.objects.overlays()

    def _note(self, kind: int, body: bytes, cell: Cell) -> None:
        error = ""
        if kind == FORMULA:
            self.formulas.add(cell)
            error = error_of_formula(body)
        elif kind == TRUTH_OR_ERROR:
            error = error_of_cell(body)
        if error:
            self.errors[cell] = error

    def _span(self, row: int, first: int, last: int) -> None:
        if last < first:
            raise ValueError(f"{first} > {last}")
        self.cells += last - first + 1
        was = self.area or Box(row, first, row, last)
        self.area = Box(
            min(was.top, row), min(was.left, first), max(was.bottom, row), max(was.right, last)
        )


def _is_nothing(body: bytes) -> bool:
    """Whether a row is hidden, or its height is nothing."""
    (height,) = _LAST.unpack_from(body, 6)
    return bool(body[12] & 0x20) or not height & 0x7FFF


def old_sheets(content: bytes, name: str, limits: Limits) -> list[OldSheet | None]:
    """The sheets of an .xls in their order; None for charts and others without cells.

    Raises:
        FileError: it is damaged, locked with a password, or larger than is allowed.
    """
    try:
        stream = _stream(content)
        sheets = list(_sheets(stream, name, limits))
    except _UNSOUND as error:
        raise FileError("file.broken", file=name, found=error) from error
    found = [each for each in sheets if each]
    areas = [max(each.room, size_of(each.area) if each.area else 0) for each in found]
    for code, much, most in (
        ("file.too-many-cells", sum(each.cells for each in found), limits.cells),
        ("file.too-wide", sum(areas), limits.area),
    ):
        if much > most:
            raise FileError(code, file=name, found=f"{much:,} > {most:,}")
    return sheets


def readable(content: bytes, sheets: Iterable[OldSheet | None]) -> bytes:
    """The workbook as the reading library can read it: without its odd cells."""
    found = [each for each in sheets if each]
    errors = {error for each in found for error in each.errors.values()}
    if errors <= set(KNOWN.values()) and not any(each.far for each in found):
        return content
    with olefile.OleFileIO(io.BytesIO(content)) as container:
        inside = _inside(container)
    old = found[0].old
    dated = old.styles.of_dates
    return rewritten(content, inside, dated, from_1904=old.from_1904)


def _inside(container: olefile.OleFileIO) -> str:
    return next((each for each in _STREAMS if container.exists(each)), _STREAMS[0])


def _stream(content: bytes) -> bytes:
    """The one stream of the old container that is the workbook.

    The container says how many sectors its table of sectors takes; `olefile` believes it.
    """
    if max(_TABLES.unpack_from(content, _TABLES_AT)[::7]) > len(content) // _SECTOR:
        raise ValueError("sectors")
    with olefile.OleFileIO(io.BytesIO(content)) as container:
        return bytes(container.openstream(_inside(container)).read())


def _listed(stream: bytes, name: str) -> Iterator[int | None]:
    """Where each sheet begins, in the order of the workbook; None for one without cells."""
    for kind, body in _records(stream, 0):
        if kind == _LOCKED:
            raise FileError("file.encrypted", file=name)
        if kind == _LISTED:
            start, _, what = _SHEET.unpack_from(body)
            yield start if what == _OF_CELLS else None


def _sheets(stream: bytes, name: str, limits: Limits) -> Iterator[OldSheet | None]:
    """Every sheet, walked; sheets that share their records would be walked over and over."""
    left = len(stream)
    (version,) = _LAST.unpack_from(stream, _HEAD.size)
    old = old_styles(_records(stream, 0), version)
    for start in _listed(stream, name):
        if start is None:
            yield None
            continue
        sheet = OldSheet(old)
        for kind, body in _records(stream, start):
            sheet.take(kind, body)
            left -= _HEAD.size + len(body)
            if left < 0 or sheet.cells > limits.cells:
                code = "file.broken" if left < 0 else "file.too-many-cells"
                raise FileError(code, file=name, found=f"{sheet.cells:,}")
        yield sheet


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, those of charts inside it as nameless ones."""
    at, depth = start, 0
    while True:
        kind, length = _HEAD.unpack_from(stream, at)
        if at == start and kind not in _BEGINNINGS:
            raise ValueError(f"0x{kind:04X}")
        body = stream[at + 4 : at + 4 + length]
        if len(body) < length:
            raise EOFError(at)
        at += 4 + length
        depth += (kind in _BEGINNINGS) - (kind == _END)
        if not depth:
            return
        yield (kind, body) if depth == 1 else (_OTHERS, body)
