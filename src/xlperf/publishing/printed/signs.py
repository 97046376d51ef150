"""Signs that can be printed: what no printer can show is spelled, and told elsewhere."""

import unicodedata

from ...budget import wording

_NO_SIGN = frozenset({"Cc", "Cs"})
_NEVER = "\ufffe\uffff"
"""What XML cannot hold; a sign that Python does not know yet may well be in a font."""


def unprintable(text: str) -> str:
    """The first sign of a text that nobody can print; "" if there is none."""
    if text.isprintable():
        return ""
    return next((sign for sign in text if _is_none(sign)), "")


def printable(text: str) -> str:
    """A text as it is printed: one kind of line end, a tab as a space, no sign nobody can print."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(spelled(sign) if _is_none(sign) else sign for sign in text)


def spelled(sign: str) -> str:
    """A sign nobody can print, as findings spell it."""
    seen = wording.visible(sign)
    return seen if seen != sign else f"‹U+{ord(sign):04X}›"


def _is_none(sign: str) -> bool:
    if sign in "\n\t\r":
        return False
    return sign in _NEVER or unicodedata.category(sign) in _NO_SIGN
