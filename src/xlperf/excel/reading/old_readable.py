"""An .xls as the reading library can read it: it refuses a whole workbook for one odd cell.

An error nobody listed, a figure no calendar reaches under a format of dates: each spoils its own
cell. The library is given a copy in which such a cell holds a known error or 0; what stands there
is told from the records as they came.
"""

import io
import struct
from collections.abc import Callable, Collection
from functools import partial

import olefile

from .seen import is_far

KNOWN = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip
"""The errors there are, by their number in a record."""
_NOT_THERE = 0x2A
FORMULA, TRUTH_OR_ERROR, NUMBER, SHORT, MANY_NUMBERS = 0x0006, 0x0205, 0x0203, 0x027E, 0x00BD
NO_NUMBER = b"\xff\xff"
_TEXT, _TRUTH, _ERROR, _BLANK = range(4)
"""What the result of a formula may be besides a figure."""
_HEAD, _STYLE = struct.Struct("<HH"), struct.Struct("<H")
_Judging = Callable[[float], bool]
REAL, _PACKED = struct.Struct("<d"), struct.Struct("<l")


def error_of_cell(body: bytes) -> str:
    """The text of the error a cell holds; "" where it holds a truth."""
    return "" if body[7] == 0 else _named(body[6]) if body[7] == 1 else f"0x{body[7]:02X}"


def error_of_formula(body: bytes) -> str:
    """The text of the error a formula results in; "" where it results in anything else."""
    if body[12:14] != NO_NUMBER or body[6] in (_TEXT, _TRUTH, _BLANK):
        return ""
    return _named(body[8]) if body[6] == _ERROR else f"0x{body[6]:02X}"


def short_figure(body: bytes, at: int) -> float:
    """A figure in four bytes: a whole one or the larger half of one, perhaps in hundredths."""
    (packed,) = _PACKED.unpack_from(body, at)
    if packed & 2:
        figure = float(packed >> 2)
    else:
        half = struct.pack("<l", packed & ~3)
        (figure,) = REAL.unpack(bytes(4) + half)
    return figure / 100 if packed & 1 else figure


def rewritten(content: bytes, stream: str, dated: Collection[int], *, from_1904: bool) -> bytes:
    """The workbook without the odd cells.

    Args:
        stream: the stream of the container in which the cells stand.
        dated: the styles under which the library makes dates of figures.
        from_1904: whether days are counted from then.
    """
    is_no_day = partial(is_far, from_1904=from_1904)
    file = io.BytesIO(content)
    with olefile.OleFileIO(file, write_mode=True) as container:
        records, made, at = container.openstream(stream).read(), bytearray(), 0
        while at + _HEAD.size <= len(records):
            kind, length = _HEAD.unpack_from(records, at)
            body = records[at + _HEAD.size : at + _HEAD.size + length]
            made += records[at : at + _HEAD.size] + _record(kind, body, dated, is_no_day)
            at += _HEAD.size + length
        container.write_stream(stream, bytes(made + records[at:]))
        return file.getvalue()


def _record(kind: int, body: bytes, dated: Collection[int], is_no_day: _Judging) -> bytes:
    """One record as the library takes it, in as many bytes."""
    if kind == TRUTH_OR_ERROR and len(body) > 7 and _is_odd(error_of_cell(body)):
        return body[:6] + bytes((_NOT_THERE, 1)) + body[8:]
    if kind == FORMULA and len(body) > 13 and _is_odd(error_of_formula(body)):
        return body[:6] + bytes((_ERROR, 0, _NOT_THERE)) + body[9:]
    if kind == FORMULA and body[12:14] == NO_NUMBER:
        return body
    if kind in (NUMBER, FORMULA) and len(body) > 13 and _style(body, 4) in dated:
        return _without_far(body, 6, REAL.size, is_no_day)
    if kind == SHORT and len(body) > 9 and _style(body, 4) in dated:
        return _without_far(body, 6, _PACKED.size, is_no_day)
    if kind == MANY_NUMBERS:
        for at in range(4, len(body) - 6, 6):
            if _style(body, at) in dated:
                body = _without_far(body, at + 2, _PACKED.size, is_no_day)
    return body


def _without_far(body: bytes, at: int, size: int, is_no_day: _Judging) -> bytes:
    figure = REAL.unpack_from(body, at)[0] if size == REAL.size else short_figure(body, at)
    return body[:at] + bytes(size) + body[at + size :] if is_no_day(figure) else body


def _style(body: bytes, at: int) -> int:
    return int(_STYLE.unpack_from(body, at)[0])


def _named(number: int) -> str:
    return KNOWN.get(number, f"0x{number:02X}")


def _is_odd(text: str) -> bool:
    return bool(text) and text not in KNOWN.values()
