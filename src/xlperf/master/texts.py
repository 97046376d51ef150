"""Names and codes of a list: what nobody sees falls away, what only looks like a code is none."""

import re
import unicodedata
from typing import NamedTuple

from ..budget import wording

_LINE_ENDS = re.compile("[\u2028\u2029]")
"""They come with text from pages, and a name has one line."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Signs that no workbook can hold."""
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?E[+-][0-9]+")


class Text(NamedTuple):
    """A text as it is taken, and the code of what is wrong with it, or is to be told."""

    value: str
    code: str = ""
    found: str = ""


def name_of(text: str) -> Text:
    """A name or another text, without spaces at its ends and signs nobody sees."""
    raw = text.strip()
    if _FORBIDDEN.search(raw):
        return Text("", "master.control-sign", _spelled(raw))
    seen = _seen(raw)
    return Text(seen, "master.unseen" if seen != raw else "", wording.visible(raw))


def prose_of(text: str) -> Text:
    """A longer text, letter for letter."""
    raw = text.strip()
    if _FORBIDDEN.search(raw):
        return Text("", "master.control-sign", _spelled(raw))
    return Text(raw)


def code_of(text: str) -> Text:
    """A code as it is compared; one that lost digits as a number, or has other letters, is none."""
    raw = text.strip()
    if _FORBIDDEN.search(raw):
        return Text("", "master.control-sign", _spelled(raw))
    code = wording.code(_seen(raw))
    if _SCIENTIFIC.fullmatch(code):
        return Text("", "master.code", raw)
    if foreign := next(filter(_is_foreign, code), ""):
        return Text("", "master.code-letters", f"{raw}（{foreign} U+{ord(foreign):04X}）")
    return Text(code, "master.unseen" if _seen(raw) != raw else "", wording.visible(raw))


def _seen(text: str) -> str:
    return _LINE_ENDS.sub("", wording.seen(text))


def _spelled(text: str) -> str:
    return _FORBIDDEN.sub(lambda sign: f"‹U+{ord(sign[0]):04X}›", text)


def _is_foreign(sign: str) -> bool:
    """A letter or digit that is neither Latin nor Chinese, such as the Cyrillic Р: it looks it."""
    if sign.isascii() or unicodedata.category(sign)[0] not in "LN":
        return False
    return not unicodedata.name(sign, "").startswith(("CJK", "IDEOGRAPHIC"))
