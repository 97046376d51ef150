"""How two pieces of text are compared: as a person reads them, not as a program stores them."""

import re
import unicodedata
from functools import lru_cache

from .unseen_signs import alike, same_sign, seen, shows_nothing, spelled_letters, visible

__all__ = [
    "alike",
    "code",
    "heading",
    "is_longer",
    "plain",
    "seen",
    "shows_nothing",
    "spelled_letters",
    "text_width",
    "tidy",
    "visible",
]

_SPACE = re.compile(r"\s+")
_WIDE = re.compile("[\u3001-\u303e\u4e00-\u9fff\uff01-\uff60‘’“”…—·×≤≥①-⑳]+")
"""Most of what is wide in a text: what else is wide is found sign by sign."""
_SHORT = 60
_STAYING = "0-9A-Za-z一-鿿"
_EDGE = " \t\r\n:：;；,，。、."


def plain(text: str) -> str:
    """Fold widths, case and spaces away, so that `（ % ）` and `(%)` are the same heading.

    Signs nobody sees are left out, and a radical is the character Unicode says it is.
    """
    return _remembered(text) if len(text) <= _SHORT else _folded(text)


def is_longer(text: str, signs: int) -> bool:
    """Whether a text surely has more signs than so many when it is folded as `plain` does.

    Ideographs, and the letters and digits of ASCII, each stay a sign of their own.
    """
    return _more_than(signs).match(text) is not None


@lru_cache(maxsize=64)
def _more_than(signs: int) -> re.Pattern[str]:
    return re.compile(f"(?:[^{_STAYING}]*+[{_STAYING}]){{{signs + 1}}}")


def _folded(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", seen(text))).casefold()


_remembered = lru_cache(maxsize=4096)(_folded)
"""Labels, levels and units come back on every sheet; long texts do not, and would fill memory."""


def heading(text: str) -> str:
    """The same, and without the colon or stop people put behind a heading."""
    return plain(text).strip(_EDGE)


def code(text: str) -> str:
    """A project or unit code as it is compared: one width and font, no spaces, capitals.

    Text taken from a PDF breaks a 21-character code with a space after character 19. A letter of
    another script that only looks like one of the code's is another letter (`alike`). One that
    is so already is given back itself, since thousands are kept.
    """
    given, text = text, seen(text)
    if not text.isascii():
        text = "".join(map(same_sign, text))
    found = _SPACE.sub("", text).upper()
    return given if given == found else found


def tidy(text: str) -> str:
    """Text as a person meant it: no spaces at either end, one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def text_width(text: str) -> int:
    """How many half-width columns a line takes: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    rest = _WIDE.sub("", text)
    width = 2 * len(text) - len(rest)
    if rest.isascii():
        return width
    return width + sum(unicodedata.east_asian_width(sign) in "WFA" for sign in rest)
