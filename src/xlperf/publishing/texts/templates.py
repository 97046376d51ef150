"""The headings a form prints (`[publish]`), read the other way: what stands in their places."""

import re
from collections.abc import Sequence

_NUMBER = "[零〇一二三四五六七八九十百千0-9]+"
_WORDS = "一二三四五六七八九"
_LISTED = re.compile(r"\s*([0-9]{1,3})\s*[.．、]\s*")
_FIGURE = re.compile(r"\s*[0-9]{1,3}[.．](?!(?:19|20)[0-9]{2}\s*年)[0-9]")


def pattern_of(template: str) -> re.Pattern[str]:
    """A pattern for what a template prints; spaces between its signs do not count."""
    parts = re.split(r"\{(\w+)\}", template)
    made = []
    for number, part in enumerate(parts):
        if number % 2 == 0:
            made.append("".join(rf"{re.escape(sign)}\s*" for sign in part if not sign.isspace()))
        elif part == "number":
            made.append(rf"(?P<number>{_NUMBER})\s*")
        else:
            made.append(rf"(?P<{part}>.+?)\s*")
    return re.compile(rf"\s*{''.join(made)}", re.IGNORECASE)


def ends_in_words(template: str) -> bool:
    """Whether a template says something behind its last place, so that it is told by it."""
    return any(sign.isalpha() for sign in template.rpartition("}")[2])


def counted(number: str) -> int:
    """The number of a heading: 十二 and 12 are twelve; 0 where it is none."""
    if number.isascii():
        return int(number)
    total, digit = 0, 0
    for sign in number:
        if sign in _WORDS:
            digit = _WORDS.index(sign) + 1
        elif place := {"十": 10, "百": 100, "千": 1000}.get(sign):
            total, digit = total + max(1, digit) * place, 0
    return total + digit


def without_numbers(texts: Sequence[str]) -> list[str]:
    """Paragraphs without the numbers that printing put before them: 1. 2. 3., none left out.

    Nobody can tell the number of a paragraph from the figure it begins with (`1.5万元`): where
    one may be such, all stay as they are. A year is no part of one (`1.2023年`).
    """
    found = [_LISTED.match(text) for text in texts]
    is_row = all(each and int(each[1]) == number for number, each in enumerate(found, 1))
    if not texts or not is_row:
        return [*texts]
    if any(_FIGURE.match(text) for text in texts):
        return [*texts]
    return [text[each.end() :] for text, each in zip(texts, found, strict=True) if each]
