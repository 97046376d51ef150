"""What stands in an .xls besides its values: formulas, errors, protection, its true size.

The old format is a stream of short records. They are walked once before the reading library sees
the file: it keeps no word of formulas and errors, and takes room for all a sheet spans at once.
"""

import io
import struct
from collections.abc import Iterator

import olefile

from ...findings import FileError
from ...sheet import OURS, Box, Cell, Overlay
from ..packages import Limits
from .frame import size_of
from .old_styles import OldStyles, old_styles, unicode_text
from .sheet_facts import Looked

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
_NUMBER, _SHORT, _ROW, _COLUMNS, _ROWS_ELSE = 0x0203, 0x027E, 0x0208, 0x007D, 0x0225
_NOTE, _OBJECT = 0x001C, 0x005D
_STYLED, _FIVE, _REAL, _PACKED = (struct.Struct(each) for each in ("<3H", "<5H", "<d", "<l"))
_TEXTS = frozenset({0x0204, 0x00FD, 0x00D6})
_OF_NOTES = (0x19, 0x14)
"""Objects that are the box of a note, and the arrow of a list."""
_KINDS = {0x06: "text-box", 0x08: "picture", 0x05: "chart"}
_FEW = 50
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
        overlays: notes with their cells, and that there are other objects.
    """

    def __init__(self, old: OldStyles) -> None:
        self.old = old
        self.looks: list[Looked] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.overlays: dict[Overlay, None] = {}
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
            (last,) = _LAST.unpack(body[-2:])
            self._span(row, first, last)
            for column in range(first, last + 1):
                at = 4 + 6 * (column - first)
                style, figure = _LAST.unpack_from(body, at)[0], _short(body, at + 2)
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
        if kind in _TEXTS:
            self._look(cell, style, "str", 0)
        elif kind == _SHORT:
            self._look(cell, style, "n", _short(body, 6))
        elif kind == _NUMBER or (kind == _FORMULA and body[12:14] != _NO_NUMBER):
            self._look(cell, style, "n", _REAL.unpack_from(body, 6)[0])

    def _look(self, cell: Cell, style: int, kind: str, figure: float) -> None:
        styles = self.old.styles
        if style in styles.of_interest or style >= len(styles.formats):
            self.looks.append(Looked(cell, style, kind, repr(float(figure))))

    def _beside(self, kind: int, body: bytes) -> None:
        """Rows and columns that are not seen; notes, and that there are other objects."""
        if kind == _ROW and len(body) > 12 and body[12] & 0x20:
            self.hidden_rows.add(_LAST.unpack_from(body)[0])
        elif kind == _COLUMNS:
            first, last, width, _, flags = _FIVE.unpack_from(body)
            if flags & 1 or not width:
                self.hidden_columns.append((first, last))
        elif kind == _NOTE and len(body) > 10:
            author = unicode_text(body[8:])
            if not author.startswith(OURS) and len(self.overlays) < _FEW:
                self.overlays[Overlay("note", str(Cell(*_PLACE.unpack_from(body))))] = None
        elif kind == _OBJECT and len(body) > 6:
            (what,) = _LAST.unpack_from(body, 4)
            if what not in _OF_NOTES:
                self.overlays[Overlay(_KINDS.get(what, "object"))] = None

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


def _short(body: bytes, at: int) -> float:
    """A figure in four bytes: a whole one or the larger half of one, perhaps in hundredths."""
    (packed,) = _PACKED.unpack_from(body, at)
    if packed & 2:
        figure = float(packed >> 2)
    else:
        half = struct.pack("<l", packed & ~3)
        (figure,) = _REAL.unpack(bytes(4) + half)
    return figure / 100 if packed & 1 else figure


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
