"""What stands around the cells of a sheet, from its bytes; and known by them from then on."""

import re
from functools import lru_cache
from typing import NamedTuple

from ...findings import FileError
from ...sheet import Box
from ..packages import Limits
from .frame import Change, Frame, is_inverted
from .safe_xml import has_asides, is_plain, utf_8
from .sheet_by_pattern import BLANK, MERGES, merged

_RANGE = rb"[A-Z]{1,3}[1-9][0-9]{0,6}(?::[A-Z]{1,3}[1-9][0-9]{0,6})?"
_USED = b'<dimension ref="'
# Where somebody was when the sheet was saved, how far it is said to go, what a program calls it.
_PASSING = re.compile(
    rb"(" + _USED + rb")" + _RANGE + rb'(?=")'
    rb'|( (?:topLeftCell|activeCell|sqref|xr:uid)=")[A-Za-z0-9:$ {}-]*+(?=")'
)  # fmt: skip
_MEANT_ELSEWHERE = (b"mergeCell", b"conditionalFormatting", b"cfRule")
"""Elements whose range counts, and which never stand before the cells."""
_LINKS = re.compile(rb'(?:<hyperlink(?: [A-Za-z][A-Za-z0-9:]*+="[^"<]*+")*+/>)*+')
_WORDS = re.compile(rb"[^<]*+")
_HOLES = (
    (b"<hyperlinks>", b"</hyperlinks>", _LINKS),
    (b"<oddHeader>", b"</oddHeader>", _WORDS),
    (b"<oddFooter>", b"</oddFooter>", _WORDS),
)
"""What differs from sheet to sheet and says nothing of a cell."""
_FRAMES, _LARGEST = 256, 65_536


class KnownFrame(NamedTuple):
    """What `Frame` says, once and for all; `boxes` are the merged ranges that cover a cell."""

    merges: int
    boxes: tuple[Box, ...]
    inverted: tuple[Box, ...]
    is_protected: bool
    is_strict: bool
    hides_rows: bool
    hidden_columns: tuple[tuple[int, int], ...]
    changes: tuple[tuple[str, Change], ...]


def known_frame(head: bytes, tail: bytes, limits: Limits) -> KnownFrame | None:
    """What stands before and behind the cells; None where it is not in the usual shape."""
    pieces = [each or b"" for each in _PASSING.split(head)]
    behind = []
    for opening, closing, allowed in _HOLES:
        before, opened, rest = tail.partition(opening)
        inside, closed, after = rest.partition(closing)
        if opened and closed and allowed.fullmatch(inside) and is_plain(inside):
            if not _is_utf_8(inside):
                return None
            behind += [before + opened]
            tail = closed + after
    if sum(map(len, pieces)) + sum(map(len, behind)) + len(tail) > _LARGEST:
        return _judged.__wrapped__(tuple(pieces), (*behind, tail), limits)
    return _judged(tuple(pieces), (*behind, tail), limits)


@lru_cache(maxsize=_FRAMES)
def _judged(head: tuple[bytes, ...], tail: tuple[bytes, ...], limits: Limits) -> KnownFrame | None:
    """The same of what is left when all that passes is taken out."""
    before = b"".join(head)
    around = b"".join((before, BLANK, *tail))
    # The library refuses a sheet whose size is not spelled as it expects.
    if before.count(b"dimension") != head.count(_USED):
        return None
    if any(each in before for each in _MEANT_ELSEWHERE):
        return None
    if not is_plain(around) or has_asides(around) or not _is_utf_8(around):
        return None
    frame = Frame("", "", limits)
    try:
        utf_8(around, "", "")
        frame.run(around)
    except FileError:
        return None
    boxes = _boxes(around)
    if frame.merges != len(boxes):
        return None
    return KnownFrame(
        merges=frame.merges,
        boxes=tuple(each for each in boxes if not is_inverted(each)),
        inverted=frame.inverted,
        is_protected=frame.is_protected,
        is_strict=frame.is_strict,
        hides_rows=frame.hides_rows,
        hidden_columns=tuple(frame.hidden_columns),
        changes=tuple(frame.changes),
    )


def _boxes(around: bytes) -> list[Box]:
    """The merged ranges that are listed in the usual shape."""
    listed = MERGES.search(around)
    return list(merged(listed[2])) if listed else []


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
