"""A whole zip among bytes that are not its own: a line end, a warning of a mail gate, a log.

Programs on the way put something before or behind a file. The zip is whole all the same, and
whoever sent it must not be told that a part of it is missing.
"""

import struct
from typing import NamedTuple

from ...findings import FileError
from ..packages import Limits, listed

_FIRST, _END = b"PK\x03\x04", b"PK\x05\x06"
_TAIL = struct.Struct("<4s4H2LH")
_BEFORE = 1_000_000
"""So far into a file its first entry is looked for."""
_ENDS = 20
"""So many ends are tried: the four bytes may stand in other places."""


class Extra(NamedTuple):
    """How many bytes stand before a whole zip, and behind it."""

    before: int
    behind: int


def extra_bytes(content: bytes, limits: Limits) -> Extra | None:
    """What stands around a whole zip; None where there is no whole one, or nothing around it."""
    first = content.find(_FIRST, 0, _BEFORE)
    if first < 0:
        return None
    at = len(content)
    for _ in range(_ENDS):
        at = content.rfind(_END, first, at)
        if at < 0:
            return None
        end = _end_of(content, at)
        is_around = first > 0 or end < len(content)
        if end <= len(content) and is_around and _is_whole(content[first:end], limits):
            return Extra(first, len(content) - end)
    return None


def _end_of(content: bytes, at: int) -> int:
    """Where the zip ends whose end record begins here."""
    if at + _TAIL.size > len(content):
        return len(content) + 1
    comment: int = _TAIL.unpack_from(content, at)[-1]
    return at + _TAIL.size + comment


def _is_whole(content: bytes, limits: Limits) -> bool:
    try:
        parts = listed(content, "", limits)
        for part in parts:
            part.start(content)
    except (FileError, ValueError):
        return False
    return bool(parts)
