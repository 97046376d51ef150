"""The shared texts of an .xls, as far as pieces of them have a font of their own.

The texts stand one after the other in a record that goes on in others wherever it is full: a
text that is cut says in the first byte of the next record again how wide its signs are.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08
_RUN = struct.Struct("<2H")
_MOST = 1_000_000
_NO_FONT = 4
"""Fonts are counted without this number, in every file there is."""


class _Pieces:
    """Bytes that go on from record to record, read from the front."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records, self._number, self._at = records, 0, 0

    def _left(self) -> int:
        return len(self._records[self._number]) - self._at

    def _next(self) -> None:
        self._number, self._at = self._number + 1, 0
        if self._number >= len(self._records):
            raise EOFError(self._number)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        return self._number == len(self._records) - 1 and not self._left()

    def bytes(self, count: int) -> bytes:
        """So many bytes, over as many records as it takes."""
        taken = b""
        while len(taken) < count:
            if not self._left():
                self._next()
            more = min(count - len(taken), self._left())
            taken += self._records[self._number][self._at : self._at + more]
            self._at += more
        return taken

    def skip_signs(self, count: int, *, is_wide: bool) -> None:
        """Go behind the signs of a text."""
        while count:
            if not self._left():
                self._next()
                is_wide = bool(self.bytes(1)[0] & _WIDE)
            size = 2 if is_wide else 1
            here = min(count, self._left() // size)
            if not here and self._left():
                raise ValueError("a sign is cut in two")
            self._at += here * size
            count -= here


def odd_old_strings(records: Sequence[bytes], fonts: Sequence[str]) -> Mapping[int, str]:
    """The texts of which a piece is undone or hidden, by number, and the finding about each.

    Args:
        records: the record of shared texts, and those it goes on in.
        fonts: for each font the finding about a piece in it, "" for most.

    Raises:
        EOFError, ValueError, struct.error: they are damaged.
    """
    if not records or not any(fonts):
        return {}
    pieces = _Pieces(records)
    _, count = struct.unpack("<2L", pieces.bytes(8))
    found: dict[int, str] = {}
    for number in range(min(count, _MOST)):
        if pieces.is_over:
            break
        length, runs = _text(pieces)
        finding = finding_of_runs(runs, length, fonts)
        if finding:
            found[number] = finding
    return found


def _text(pieces: _Pieces) -> tuple[int, bytes]:
    """How long the next text is, and its runs."""
    length, flags = struct.unpack("<HB", pieces.bytes(3))
    runs = int.from_bytes(pieces.bytes(2), "little") if flags & _RICH else 0
    extended = int.from_bytes(pieces.bytes(4), "little") if flags & _EXTENDED else 0
    pieces.skip_signs(length, is_wide=bool(flags & _WIDE))
    told = pieces.bytes(runs * _RUN.size)
    pieces.bytes(extended)
    return length, told


def finding_of_runs(runs: bytes, length: int, fonts: Sequence[str]) -> str:
    """What the first piece that is undone or hidden is told as; "" where there is none."""
    return next((finding for finding in _findings(runs, length, fonts) if finding), "")


def _findings(runs: bytes, length: int, fonts: Sequence[str]) -> Iterator[str]:
    whole = runs[: len(runs) // _RUN.size * _RUN.size]
    places = [*_RUN.iter_unpack(whole), (length, 0)]
    for (start, font), (end, _) in pairwise(places):
        at = font - (font > _NO_FONT)
        if start < min(end, length) and at < len(fonts):
            yield fonts[at]
