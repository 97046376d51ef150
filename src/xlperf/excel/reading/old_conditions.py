"""Conditional formats of an .xls, as far as they change the number format of their cells.

Excel 2003 offered none, but a format of later versions saved as .xls keeps it: in the rule itself
(CF), in a rule of later versions (CF12), or beside one of the old ones (CFEx).
"""

import struct

from ...sheet import Cell
from .cell_styles import UNKNOWN
from .old_styles import OldStyles, unicode_text

_RULES, _LATER_RULES = 0x01B0, 0x0879
_RULE, _LATER_RULE, _BESIDE = 0x01B1, 0x087A, 0x087B
_HEAD = 12
"""What stands before everything else in a record of later versions; a range is the end of it."""
_TWO, _FOUR, _RANGE = struct.Struct("<H"), struct.Struct("<L"), struct.Struct("<4H")
_SMALL = struct.Struct("<2B")
_NOT_ITS_NUMBERS, _HAS_NUMBERS, _OF_ITS_OWN = 1 << 19, 1 << 25, 1
_LOOK = 6
"""The size of the flags of a format, and of what stands in a rule before it."""


class OldConditions:
    """The conditional formats of one sheet, gathered record by record.

    Attributes:
        changes: ranges of cells, and the number format a condition may put on them.
    """

    def __init__(self, styles: OldStyles) -> None:
        self.changes: list[tuple[str, str]] = []
        self._styles = styles
        self._ranges: list[str] = []

    def take(self, kind: int, body: bytes) -> None:
        """Take note of what one record says; what is damaged changes the format to none known."""
        try:
            self._take(kind, body)
        except struct.error:
            self._changed(UNKNOWN)

    def _take(self, kind: int, body: bytes) -> None:
        if kind in (_RULES, _LATER_RULES):
            start = _HEAD if kind == _LATER_RULES else 0
            (count,) = _TWO.unpack_from(body, start + 12)
            self._ranges = [_range(body, start + 14 + 8 * number) for number in range(count)]
        elif kind == _RULE:
            self._look(body, _LOOK)
        elif kind == _LATER_RULE:
            self._sized(body, _HEAD + _LOOK)
        elif kind == _BESIDE:
            self._ranges = [_range(body, 4)]
            if not _FOUR.unpack_from(body, _HEAD)[0] and body[_HEAD + 13]:
                self._sized(body, _HEAD + 14)

    def _sized(self, body: bytes, at: int) -> None:
        """A format with its size before it, where it has one."""
        if _FOUR.unpack_from(body, at)[0]:
            self._look(body, at + _FOUR.size)

    def _look(self, body: bytes, at: int) -> None:
        (flags,) = _FOUR.unpack_from(body, at)
        (more,) = _TWO.unpack_from(body, at + _FOUR.size)
        if not flags & _HAS_NUMBERS or flags & _NOT_ITS_NUMBERS:
            return
        start = at + _LOOK
        if more & _OF_ITS_OWN:
            self._changed(unicode_text(body[start + _TWO.size :]))
        else:
            self._changed(self._styles.code(_SMALL.unpack_from(body, start)[1]))

    def _changed(self, code: str) -> None:
        self.changes += [(each, code) for each in self._ranges]


def _range(body: bytes, at: int) -> str:
    top, bottom, left, right = _RANGE.unpack_from(body, at)
    return f"{Cell(top, left)}:{Cell(bottom, right)}"
