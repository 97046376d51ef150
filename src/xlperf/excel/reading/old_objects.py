"""What lies over the cells of an .xls: notes with their words, text boxes, pictures, objects.

An object has a number; the words on it follow in records of their own, and a note names its cell
and the number of its box. What is damaged tells that there is something, and keeps nothing back.
"""

import struct

from ...sheet import Cell, Comment, Overlay
from .old_styles import unicode_text

_NOTE, _OBJECT, _WORDS, _CONTINUED = 0x001C, 0x005D, 0x01B6, 0x003C
_FOUR = struct.Struct("<4H")
_COMMON = 0x15
"""The first piece of an object: its kind and number."""
_NOTE_BOX, _ARROW = 0x19, 0x14
_KINDS = {0x06: "text-box", 0x08: "picture", 0x05: "chart"}
_LENGTH_AT = 10
_MOST = 500
_LONGEST = 32_767


class OldObjects:
    """The objects of one sheet, gathered record by record."""

    def __init__(self) -> None:
        self._kinds: dict[int, int] = {}
        self._words: dict[int, str] = {}
        self._notes: dict[Cell, tuple[int, str]] = {}
        self._number = -1
        self._left = 0

    def take(self, kind: int, body: bytes) -> None:
        """Take note of what one record says."""
        if kind == _OBJECT and len(body) >= 8:
            first, _, what, number = _FOUR.unpack_from(body)
            self._number = number if first == _COMMON else -1 - len(self._kinds)
            if len(self._kinds) < _MOST:
                self._kinds[self._number] = what
        elif kind == _WORDS and len(body) >= _LENGTH_AT + 2:
            self._left = min(int.from_bytes(body[_LENGTH_AT : _LENGTH_AT + 2], "little"), _LONGEST)
            self._words.setdefault(self._number, "")
        elif kind == _CONTINUED and self._left and body:
            self._more(body)
        elif kind == _NOTE and len(body) > 10 and len(self._notes) < _MOST:
            row, column, _, number = _FOUR.unpack_from(body)
            self._notes[Cell(row, column)] = (number, unicode_text(body[8:]))

    def _more(self, body: bytes) -> None:
        """Words go on: each piece says itself whether a sign takes one byte or two."""
        is_wide = bool(body[0] & 1)
        raw = body[1 : 1 + self._left * (2 if is_wide else 1)]
        text = raw.decode("utf-16-le", "replace") if is_wide else raw.decode("latin-1")
        self._words[self._number] += text
        self._left -= len(raw) // 2 if is_wide else len(raw)

    def comments(self) -> dict[Cell, Comment]:
        """The notes that are not ours and whose words are there."""
        found = {}
        for cell, (number, author) in self._notes.items():
            comment = Comment(author, self._words.get(number, ""))
            if comment.text.strip() and not comment.is_ours:
                found[cell] = comment
        return found

    def overlays(self) -> tuple[Overlay, ...]:
        """Notes without words, and every other object; of more alike, one tells that there are."""
        bare = [
            Overlay("note", str(cell))
            for cell, (number, author) in self._notes.items()
            if not self._words.get(number, "").strip() and not Comment(author, "").is_ours
        ]
        others = [
            Overlay(_KINDS.get(what, "text-box" if words else "object"), "", words)
            for number, what in self._kinds.items()
            for words in [self._words.get(number, "").strip()]
            if what not in (_NOTE_BOX, _ARROW)
        ]
        return tuple(dict.fromkeys((*bare, *others)))
