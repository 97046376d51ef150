"""What people write to have written something: 无, a dash, 不适用. It is neither a blank nor 0."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from .unseen_signs import UNSEEN, seen

NOT_APPLICABLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"zh": ("不适用", "不涉及"), "en": ("not applicable",)}
)
"""What says in each language that something does not apply, in small letters."""
_NOT_APPLICABLE = frozenset(word for words in NOT_APPLICABLE.values() for word in words)
_ENGLISH = frozenset({"NA", "N/A", "NIL", "NONE", "TBC", "TBD", "TOBECONFIRMED", "NOTAPPLICABLE"})
_WORDS = frozenset({"无", "没有", "暂无", "空", "未定", "待定"}) | _NOT_APPLICABLE | _ENGLISH
_DASHES = "-－–−—―─_＿/／\\＼"
_MOST_DASHES = 4
_STROKES = re.compile("[-－–−—―─_＿/／\\\\＼]+")
_FIRST = re.compile(
    rf"[\s{UNSEEN}nt{''.join(sorted({each[0] for each in _WORDS}))}]|{_STROKES.pattern}"
)


def says_nothing(text: str) -> bool:
    """Whether a text is 无, 待定, 不适用, a dash or a stroke, with or without spaces in it."""
    if not _FIRST.match(text):  # nearly all texts there are
        return False
    bare = "".join(seen(text).split())
    return bare.upper().replace("／", "/") in _WORDS or _STROKES.fullmatch(bare) is not None


def words_of_nothing(lang: str) -> tuple[str, ...]:
    """What says nothing in a language, as a list has it; longer strokes say nothing too."""
    words = sorted(word for word in _WORDS if lang != "en" or word.isascii())
    signs = (sign for sign in _DASHES if lang != "en" or sign.isascii())
    return (*words, *(sign * many for sign in signs for many in range(1, _MOST_DASHES + 1)))


def is_not_applicable(text: str) -> bool:
    """Whether a text is 不适用: unlike 无 it is lawful, for the unit says that it looked."""
    return text.casefold() in _NOT_APPLICABLE
