"""Signs nobody sees, and signs that only look like others.

Text pasted from pages and chats brings signs that show nothing: spaces of no width, marks of
direction, soft hyphens. They make two texts of what a person reads as one, so they are left out
where texts are compared, and spelled out where a text is quoted.
"""

import re
import unicodedata
from functools import lru_cache

UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What Unicode lets a program show as nothing at all, and signs of control."""
_SPACES = "\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f"
"""Spaces that are none of the keyboard's two: the eye cannot tell them from those."""
_RADICALS = "\u2e80-\u2fdf"
"""Parts of characters, which look like the characters 一, 人, 足."""
_IS_UNSEEN = re.compile(f"[{UNSEEN}]+")
_ONLY_UNSEEN = re.compile(rf"[\s{UNSEEN}]*")
_WORTH_A_LOOK = re.compile(f"[{UNSEEN}{_SPACES}\ue000-\uf8ff{_RADICALS}]")
_NOT_PLAIN = re.compile(f"[{UNSEEN}{_RADICALS}\uf900-\ufaff]")
_LETTERS = {
    "АΑ": "A", "ВΒ": "B", "СϹ": "C", "ЕΕ": "E", "ԌꞬ": "G", "НΗ": "H", "ІΙӀ": "I", "Ј": "J",
    "КΚ": "K", "МΜ": "M", "Ν": "N", "ОΟՕ": "O", "РΡ": "P", "Ԛ": "Q", "Ѕ": "S", "ТΤ": "T", "Ԝ": "W",
    "ХΧ": "X", "ҮΥ": "Y", "Ζ": "Z", "аɑα": "a", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "іι": "i",
    "ј": "j", "ӏ": "l", "оοօ": "o", "рρ": "p", "ԛ": "q", "ѕ": "s", "ս": "u", "νѵ": "v", "ԝ": "w",
    "х": "x", "уγ": "y", "〇०០": "0", "З": "3", "б": "6",
}  # fmt: skip
_LOOKS = {sign: letter for signs, letter in _LETTERS.items() for sign in signs}
"""Letters of other scripts that a code shows as one of its own; this list is ours."""
_SAME = frozenset({"<font>", "<wide>", "<narrow>", "<noBreak>"})


def seen(text: str) -> str:
    """A text as it is seen: unseen signs left out, radicals as the characters Unicode says."""
    return _NOT_PLAIN.sub(_as_seen, text)


def _as_seen(match: re.Match[str]) -> str:
    sign = match[0]
    return "" if _IS_UNSEEN.match(sign) else unicodedata.normalize("NFKC", sign)


def shows_nothing(text: str) -> bool:
    """Whether a text is nothing but spaces and signs nobody sees."""
    return _ONLY_UNSEEN.fullmatch(text) is not None


def visible(text: str) -> str:
    """A text with what cannot be seen spelled out: `30‹U+200B›` only looks like a number.

    Of signs that look like others (radicals, signs of a private font) the sign stays before it.
    """
    return _WORTH_A_LOOK.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    sign = match[0]
    shown = sign if re.match(f"[{_RADICALS}]", sign) else ""
    return f"{shown}‹U+{ord(sign):04X}›"


@lru_cache(maxsize=4096)
def same_sign(sign: str) -> str:
    """A sign as Unicode says it is in another width or font; ① is no 1, and stays."""
    kind = unicodedata.decomposition(sign).partition(" ")[0]
    is_same = kind in _SAME or (kind and not kind.startswith("<"))
    return unicodedata.normalize("NFKC", sign) if is_same else sign


def alike(text: str) -> str:
    """A code with letters of other scripts as those they look like; any other as it is."""
    return text if text.isascii() else "".join(_LOOKS.get(sign, sign) for sign in text)


def spelled_letters(text: str) -> str:
    """The letters of other scripts in a code, each with its number: `Р‹U+0420›`."""
    found = dict.fromkeys(sign for sign in text if sign in _LOOKS)
    return "、".join(f"{sign}‹U+{ord(sign):04X}›" for sign in found)
