"""How many lines a text takes, at the least and at the most, whatever its fonts.

A Chinese sign is as wide as it is high in every font. Letters, figures and signs that are Latin
in one font and Chinese in another are not, and whether a line may break inside a word is not
agreed on either: so there are two counts, and where they differ nobody knows.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

NOT_FIRST = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞"
    "！＂％＇），．：；？］｀｜｝～￠"
)
"""Signs that begin no line; Word and LibreOffice are told the same."""
NOT_LAST = "$([{£¥·‘“〈《「『【〔〖〝﹙﹛﹝＄（．［｛￡￥"
"""Signs that end none."""
_NARROW = frozenset("ijlI.,:;'!|()[]{}/\\-` ")
_ALL_CHINESE = re.compile("[\u4e00-\u9fff]+")
_QUOTES = frozenset("“”‘’\"'")
"""Some programs end no line before or behind these."""
_WIDE = frozenset("mwMW@%&")
_WIDTHS = {
    "narrow": (0.2, 0.3, 0.56), "wide": (0.6, 0.85, 1.0), "figure": (0.48, 0.5, 0.64),
    "capital": (0.45, 0.68, 0.85), "small": (0.4, 0.48, 0.62), "either": (0.4, 1.0, 1.0),
    "chinese": (1.0, 1.0, 1.0), "none": (0.0, 0.0, 0.0),
}  # fmt: skip
"""Widths of signs in ems: in narrow fonts, as is likely, and in wide ones."""
_NARROW_COLUMN, _LOST_OF = 8, 8
"""Where a line holds few signs, what may end no line is another in every program."""
LEAST, LIKELY, MOST = range(3)


class Lines(NamedTuple):
    """A number of lines, or of pages: at the least, as is likely, and at the most."""

    least: int
    likely: int
    most: int

    @property
    def is_sure(self) -> bool:
        """Whether no font changes it."""
        return self.least == self.most


ONE = Lines(1, 1, 1)


@lru_cache(maxsize=8192)  # labels, levels and 无 come back in every table
def lines_of(text: str, width: float, first: float = 0.0) -> Lines:
    """The lines of a text in a width, both in ems; `first` is how far its first line is set in."""
    parts = text.split("\n")
    counts = (
        sum(_count(part, width, first, fonts) for part in parts) for fonts in (LEAST, LIKELY, MOST)
    )
    least, likely, most = accumulate(counts, max)  # signs nobody would write may turn them round
    return Lines(least, likely, most + (most // _LOST_OF if width < _NARROW_COLUMN else 0))


def _count(text: str, width: float, first: float, fonts: int) -> int:
    """Put the pieces of a text that hold together into lines."""
    if _ALL_CHINESE.fullmatch(text):  # most cells: a line holds as many as there is room for
        rest = len(text) - max(int(width - first + _LIKE), 0)
        return 1 + max(0, -(-rest // max(1, int(width + _LIKE))))
    lines, room, before = 1, width - first, ""
    for piece in _pieces(text, fonts):
        whole = sum(_width(sign, fonts) for sign in piece)
        seen = whole - _width(" ", fonts) * (len(piece) - len(piece.rstrip(" ")))
        between = _BETWEEN[fonts] if _is_between(before, piece[0]) else 0.0
        before = piece[-1]
        if between + seen > room + _LIKE:
            between = 0.0
            if room < width:
                lines, room = lines + 1, width
            if seen > width:  # a piece that no line holds is broken anywhere
                more, left = _broken(piece, room, width, fonts)
                lines, room = lines + more, 0.0 if fonts == MOST else left
                continue
        room -= between + whole
    return lines


_BETWEEN = (0.0, 0.25, 0.3)
"""What programs leave between Chinese and Latin signs, in ems."""


def _is_between(before: str, after: str) -> bool:
    return before.isalnum() and after.isalnum() and _is_latin(before) != _is_latin(after)


_LIKE = 1e-6


def _broken(piece: str, room: float, width: float, fonts: int) -> tuple[int, float]:
    lines = 0
    for sign in piece:
        one = _width(sign, fonts)
        if one > room + _LIKE:
            lines, room = lines + 1, width
        room -= one
    return lines, room


def _pieces(text: str, fonts: int) -> list[str]:
    """What stays on one line: a sign with those that may not begin or end a line without it."""
    found: list[str] = []
    before = ""
    for sign in text:
        if found and _holds(before, sign, fonts):
            found[-1] += sign
        else:
            found.append(sign)
        before = sign
    return found


def _holds(before: str, sign: str, fonts: int) -> bool:
    """Whether no line ends between two signs."""
    if sign in NOT_FIRST or before in NOT_LAST or sign == " ":
        return True
    if fonts == MOST and _is_doubtful(before, sign):
        return True
    return fonts != LEAST and _is_latin(sign) and _is_latin(before)


def _is_doubtful(before: str, sign: str) -> bool:
    """Whether some programs end no line between two signs: at quotes, and before a figure."""
    is_figure = _is_latin(sign) and not before.isalnum() and not before.isspace()
    return is_figure or sign in _QUOTES or before in _QUOTES


@lru_cache(maxsize=4096)
def _is_latin(sign: str) -> bool:
    return bool(sign) and not sign.isspace() and unicodedata.east_asian_width(sign) not in "WFA"


@lru_cache(maxsize=8192)
def _width(sign: str, fonts: int) -> float:
    return _WIDTHS[_kind(sign)][fonts]


def _kind(sign: str) -> str:
    kind = unicodedata.east_asian_width(sign)
    if kind in "WF":
        return "chinese"
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return "none"
    return "either" if kind == "A" else _latin_kind(sign)


def _latin_kind(sign: str) -> str:
    if sign in _NARROW:
        return "narrow"
    if sign in _WIDE:
        return "wide"
    if sign.isdigit():
        return "figure"
    return "capital" if sign.isupper() or not sign.isascii() else "small"
