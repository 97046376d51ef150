"""What stands in an .xls besides its values: formulas, errors, protection, its true size.

The old format is a stream of short records. They are walked once before the reading library sees
the file: it keeps no word of formulas and errors, and takes room for all a sheet spans at once.
"""

import io
import struct
from collections.abc import Iterator

import olefile

from ...findings import FileError
from ...sheet import Box, Cell
from .frame import size_of
from .package import Limits

_HEAD, _PLACE, _LAST = struct.Struct("<HH"), struct.Struct("<HH"), struct.Struct("<H")
_SHEET, _NARROW, _WIDE = struct.Struct("<LBB"), struct.Struct("<4H"), struct.Struct("<2L2H")
_BEGINNINGS = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_END, _LISTED, _LOCKED, _PROTECTED, _SPANNED = 0x000A, 0x0085, 0x002F, 0x0012, 0x0200
_OTHERS = 0xFFFF
_FORMULA, _TRUTH_OR_ERROR, _MANY_NUMBERS = 0x0006, 0x0205, 0x00BD
_SINGLE = frozenset({0x0203, 0x0204, 0x00FD, 0x00D6, 0x027E, _FORMULA, _TRUTH_OR_ERROR})
"""Records of one cell: number, text (three kinds), short number, formula, truth or error."""
_NO_NUMBER, _RESULT_IS_ERROR = b"\xff\xff", 2
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_UNKNOWN = "#N/A"
_OF_CELLS = 0
_TABLES, _TABLES_AT, _SECTOR = struct.Struct("<8L"), 0x2C, 512
_STREAMS = ("Workbook", "Book")
_UNSOUND = (OSError, ValueError, LookupError, TypeError, EOFError, struct.error, RecursionError)


class OldSheet:
    """One sheet as the file writes it, gathered while it is walked.

    Attributes:
        area: what its values span.
        room: what the file says they span, for which the library makes room.
        errors: cells that hold an error, or a formula whose result is one, and its text.
    """

    def __init__(self) -> None:
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
        elif kind == _MANY_NUMBERS:
            row, first = _PLACE.unpack_from(body)
            self._span(row, first, *_LAST.unpack(body[-2:]))
        elif kind in _SINGLE:
            row, column = _PLACE.unpack_from(body)
            self._span(row, column, column)
            self._note(kind, body, Cell(row, column))

    def _note(self, kind: int, body: bytes, cell: Cell) -> None:
        if kind == _FORMULA:
            self.formulas.add(cell)
            if body[12:14] == _NO_NUMBER and body[6] == _RESULT_IS_ERROR:
                self.errors[cell] = _ERRORS.get(body[8], _UNKNOWN)
        elif kind == _TRUTH_OR_ERROR and body[7]:
            self.errors[cell] = _ERRORS.get(body[6], _UNKNOWN)

    def _span(self, row: int, first: int, last: int) -> None:
        if last < first:
            raise ValueError(f"{first} > {last}")
        self.cells += last - first + 1
        was = self.area or Box(row, first, row, last)
        self.area = Box(
            min(was.top, row), min(was.left, first), max(was.bottom, row), max(was.right, last)
        )


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


def _stream(content: bytes) -> bytes:
    """The one stream of the old container that is the workbook.

    The container says how many sectors its table of sectors takes; `olefile` believes it.
    """
    if max(_TABLES.unpack_from(content, _TABLES_AT)[::7]) > len(content) // _SECTOR:
        raise ValueError("sectors")
    with olefile.OleFileIO(io.BytesIO(content)) as container:
        inside = next((each for each in _STREAMS if container.exists(each)), _STREAMS[0])
        return bytes(container.openstream(inside).read())


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
    for start in _listed(stream, name):
        if start is None:
            yield None
            continue
        sheet = OldSheet()
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
