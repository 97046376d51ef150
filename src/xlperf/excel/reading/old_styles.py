"""The styles of an .xls, as far as they decide what is seen: formats, fonts, which days count."""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .cell_styles import RAISED, STRUCK, UNKNOWN, CellStyles
from .number_formats import BUILT_IN, LOCAL
from .old_strings import odd_old_strings
from .runs import UNSEEN

_FORMAT, _FONT, _STYLE, _DAYS = 0x041E, 0x0031, 0x00E0, 0x0022
_STRINGS, _CONTINUED = 0x00FC, 0x003C
_WHITES = frozenset({0x01, 0x09})
_SMALLEST = 40
"""Twentieths of a point: what is no higher is a dot."""
_UNICODE = 0x0600
_TWO = struct.Struct("<2H")
_FONT_LOOK = struct.Struct("<2H2H H")
_LINE_THROUGH = 0x0008
_NO_FONT = 4
"""Fonts are counted without this number, in every file there is."""


@dataclass(frozen=True, slots=True)
class OldStyles:
    """What the first part of an .xls says of how its cells look.

    Attributes:
        from_1904: whether days are counted from then.
        strings: the finding about each shared text that is in part hidden or undone.
        fonts: for each font the finding about a piece of text in it.
        codes: formats of its own, by number.
    """

    styles: CellStyles
    from_1904: bool = False
    strings: Mapping[int, str] = field(default_factory=dict)
    fonts: tuple[str, ...] = ()
    codes: Mapping[int, str] = field(default_factory=dict)

    def code(self, number: int) -> str:
        """The code of a format by its number; unknown where there is none."""
        return _code(number, self.codes)


def old_styles(records: Iterable[tuple[int, bytes]], version: int) -> OldStyles:
    """The styles from the records of the workbook itself.

    Raises:
        struct.error: a record is shorter than it must be.
    """
    codes: dict[int, str] = {}
    fonts: list[str] = []
    cells: list[tuple[int, int]] = []
    from_1904, before = False, 0
    pieces: list[str] = []
    strings: list[bytes] = []
    for kind, body in records:
        if kind == _STRINGS or (kind == _CONTINUED and before == _STRINGS):
            strings.append(body)
            before = _STRINGS
            continue
        before = kind
        if kind == _FORMAT:
            number, code = _format(body, version)
            codes[number] = code
        elif kind == _FONT:
            fonts.append(_finding(body))
            pieces.append(fonts[-1] or _unseen(body))
        elif kind == _STYLE:
            cells.append(_TWO.unpack_from(body))
        elif kind == _DAYS:
            from_1904 = body[:1] == b"\x01"
    odd = odd_old_strings(strings, pieces)
    named = tuple(pieces) if version == _UNICODE else ()
    if not cells:
        return OldStyles(CellStyles(), from_1904, odd, named, codes)
    styles = CellStyles(
        tuple(_code(number, codes) for _, number in cells),
        tuple(_font(font, fonts) for font, _ in cells),
    )
    return OldStyles(styles, from_1904, odd, named, codes)


def _code(number: int, codes: Mapping[int, str]) -> str:
    return codes.get(number) or BUILT_IN.get(number) or LOCAL.get(number, UNKNOWN)


def _font(number: int, fonts: list[str]) -> str:
    at = number - (number > _NO_FONT)
    return fonts[at] if at < len(fonts) else ""


def _finding(body: bytes) -> str:
    _, looks, _, _, script = _FONT_LOOK.unpack_from(body)
    if looks & _LINE_THROUGH:
        return STRUCK
    return RAISED if script else ""


def _unseen(body: bytes) -> str:
    """The finding about a piece of text in a font that nobody sees: white, or a dot high."""
    height, _, colour = struct.unpack_from("<3H", body)
    return UNSEEN if height <= _SMALLEST or colour in _WHITES else ""


def _format(body: bytes, version: int) -> tuple[int, str]:
    """A format's number and code; one in an encoding nobody names is not known."""
    if version == _UNICODE:
        number, _ = _TWO.unpack_from(body)
        return number, unicode_text(body[2:])
    (number,) = struct.unpack_from("<H", body)
    raw = body[3 : 3 + body[2]]
    return number, raw.decode("ascii") if raw.isascii() else UNKNOWN


def unicode_text(body: bytes) -> str:
    """A text with its length before it, one or two bytes a sign; "" for one that is cut off."""
    (count,) = struct.unpack_from("<H", body)
    is_wide = bool(body[2] & 1)
    raw = body[3 : 3 + (count * 2 if is_wide else count)]
    if len(raw) != (count * 2 if is_wide else count):
        return UNKNOWN
    return raw.decode("utf-16-le", "replace") if is_wide else raw.decode("latin-1")
