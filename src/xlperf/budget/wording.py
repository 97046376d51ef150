"""How two pieces of text are compared: as a person reads them, not as a program stores them."""

import re
import unicodedata
from functools import lru_cache

_SPACE = re.compile(r"\s+")
_SHORT = 60
_EDGE = " \t\r\n:：;；,，。、."
_UNSEEN = ("Cf", "Cn", "Co", "Zl", "Zp")
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
"""Full-width letters, digits and signs. NFKC would also turn ① into 1: a code that is none."""


def plain(text: str) -> str:
    """Fold widths, case and spaces away, so that `（ % ）` and `(%)` are the same heading."""
    return _remembered(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold()


_remembered = lru_cache(maxsize=4096)(_folded)
"""Labels, levels and units come back on every sheet; long texts do not, and would fill memory."""


def heading(text: str) -> str:
    """The same, and without the colon or stop people put behind a heading."""
    return plain(text).strip(_EDGE)


def code(text: str) -> str:
    """A project or unit code as it is compared: full width folded, no spaces, capitals.

    Text taken from a PDF breaks a 21-character code with a space after character 19.
    """
    return _SPACE.sub("", text.translate(_NARROW)).upper()


def tidy(text: str) -> str:
    """Text as a person meant it: no spaces at either end, one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def visible(text: str) -> str:
    """A text with the signs nobody sees spelled out: `30‹U+200B›` only looks like a number."""
    return "".join(
        f"‹U+{ord(sign):04X}›" if unicodedata.category(sign) in _UNSEEN else sign for sign in text
    )


def text_width(text: str) -> int:
    """How many half-width columns a line takes: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
