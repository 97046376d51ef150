"""Texts in pieces, each with a font of its own: what a line is drawn through, or nobody sees."""

from collections.abc import Mapping

from ..packages import Limits
from .cell_styles import finding_of_font
from .safe_xml import Walk

_MARKS = (b"strike", b"vertAlign", b"FFFFFFFF", b'theme="0"', b"<sz ", b"ffffffff")
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF", "FFFFFF"})
SMALLEST = 2.0
"""Points: what is no higher is a dot."""
UNSEEN = "value.unseen-run"
"""The finding about a piece of text that is there and cannot be seen: white, or a dot high."""


def finding_of_run(name: str, attributes: Mapping[str, str]) -> str:
    """What one property of a piece makes of its text: a finding's code, or ""."""
    if name == "color":
        is_white = attributes.get("rgb", "").upper() in _WHITE
        is_paper = attributes.get("theme") == "0" and "tint" not in attributes
        return UNSEEN if is_white or is_paper else ""
    if name == "sz":
        size = attributes.get("val", "")
        is_tiny = size.replace(".", "", 1).isdecimal() and float(size) <= SMALLEST
        return UNSEEN if is_tiny else ""
    return finding_of_font(name, attributes)


def odd_strings(content: bytes, part: str, file: str, limits: Limits) -> Mapping[int, str]:
    """The shared strings with such a piece, by number, and the finding about each.

    Raises:
        FileError: the part may not be read.
    """
    if not any(mark in content for mark in _MARKS):
        return {}
    walk = _Runs(part, file, limits)
    walk.run(content)
    return walk.found


class _Runs(Walk):
    """The shared strings, one after the other."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.found: dict[int, str] = {}
        self._number = -1

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of a property that hides or undoes its piece."""
        if name == "si":
            self._number += 1
        elif self.depth == 5 and (finding := finding_of_run(name, attributes)):
            self.found.setdefault(self._number, finding)
