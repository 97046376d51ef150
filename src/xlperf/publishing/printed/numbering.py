"""Numbers as headings have them, and paragraphs that are numbered."""

import re
from collections.abc import Sequence

from ...findings import Lang

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_OWN = re.compile(
    r"\s*(?:[0-9０-９]+|[一二三四五六七八九十百]+|[(（][^()（）]{1,4}[)）])\s*[.．、,，)）]?"
)
_MOST_WORDS = 9_999


def in_words(number: int, lang: Lang) -> str:
    """The number of a heading: 十二 in Chinese, 12 in English."""
    if lang != "zh" or number > _MOST_WORDS:
        return str(number)
    words, digits = "", [int(each) for each in reversed(str(number))]
    for place, digit in enumerate(digits):
        if digit:
            words = _DIGITS[digit] + _PLACES[place] + words
        elif words and not words.startswith(_DIGITS[0]):
            words = _DIGITS[0] + words
    return words.removeprefix(_DIGITS[1]) if words.startswith("一十") else words


def numbered(texts: Sequence[str]) -> list[str]:
    """Paragraphs with their numbers in front; as they are where one has a number of its own.

    Before a figure a point would make another one (`1.5万元`): the sign is then one of no figure.
    """
    if any(
        (match := _OWN.match(text)) and match[0].strip()[-1:] in ".．、,，)）" for text in texts
    ):
        return [*texts]
    sign = "、" if any(text.lstrip()[:1].isdigit() for text in texts) else "."
    return [f"{number}{sign}{text}" for number, text in enumerate(texts, 1)]
