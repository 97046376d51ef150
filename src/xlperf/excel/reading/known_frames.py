"""What stands around the cells of a sheet, from its bytes; and known by them from then on."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ...findings import FileError
from ...sheet import Box
from ..packages import Limits
from .frame import Change, Frame, is_inverted
from .safe_xml import has_asides, is_plain, utf_8
from .sheet_by_pattern import BLANK, MERGES, merged

_RANGE = re.compile(rb"[A-Z]{1,3}[1-9][0-9]{0,6}(?::[A-Z]{1,3}[1-9][0-9]{0,6})?")
_USED, _VIEWS = b'<dimension ref="', b"<sheetViews>"
# Where somebody was when the sheet was saved.
_PASSING = re.compile(rb'( (?:topLeftCell|activeCell|sqref)=")[A-Za-z0-9:$ ]*+(?=")')
_BEFORE = (
    (b' xr:uid="', b'"', re.compile(rb"[A-Za-z0-9{}-]*+")),
    (_USED, b'"', _RANGE),
)
"""What a program calls the sheet, and how far it is said to go."""
_WORDS = re.compile(rb"[^<]*+")
_BEHIND = (
    (b"<hyperlinks>", b"</hyperlinks>",
     re.compile(rb'(?:<hyperlink(?: [A-Za-z][A-Za-z0-9:]*+="[^"<]*+")*+/>)*+')),
    (b"<oddHeader>", b"</oddHeader>", _WORDS),
    (b"<oddFooter>", b"</oddFooter>", _WORDS),
)  # fmt: skip
"""What differs from sheet to sheet and says nothing of a cell."""
_ANY = b"?"
"""What stands in a hole while the rest is judged: no word of a header may be a range of a rule."""
_FRAMES, _LARGEST = 96, 131_072
Pieces = tuple[bytes, ...]


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
    if len(head) + len(tail) > _LARGEST:
        return None
    upper, views, lower = head.partition(_VIEWS)
    views_around = (*_PASSING.split(views + lower),)
    return _judged(_holed(upper, _BEFORE), views_around, _holed(tail, _BEHIND), limits)


def _holed(content: bytes, holes: Sequence[tuple[bytes, bytes, re.Pattern[bytes]]]) -> Pieces:
    """What stands around the holes, of which each goes from its opening to its closing."""
    pieces, left = list[bytes](), 0
    for opening, closing, allowed in holes:
        at = content.rfind(opening, left) + len(opening)
        end = content.find(closing, at)
        if at < len(opening) or end < 0:
            continue
        inside = content[at:end]
        if allowed.fullmatch(inside) and is_plain(inside) and _is_utf_8(inside):
            pieces.append(content[left:at])
            left = end
    return (*pieces, content[left:])


@lru_cache(maxsize=_FRAMES)
def _judged(upper: Pieces, views: Pieces, tail: Pieces, limits: Limits) -> KnownFrame | None:
    """The same of what is left when all that passes is taken out."""
    before = b"".join((*upper, *views))
    around = b"".join((before, BLANK, _ANY.join(tail)))
    # The library refuses a sheet whose size is not spelled as it expects.
    if before.count(b"dimension") != sum(each.endswith(_USED) for each in upper[:-1]):
        return None
    # A range that counts is none that passes, and stands behind the cells.
    if b"conditionalFormatting" in before or has_asides(around):
        return None
    frame = Frame("", "", limits)
    try:
        utf_8(around, "", "")
        frame.run(around)
    except FileError:
        return None
    boxes = _boxes(around)
    is_said = any(_ANY.decode() in str(reference) for reference, _ in frame.changes)
    if frame.merges != len(boxes) or is_said:
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
