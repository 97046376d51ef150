"""A number format taken apart: sections, the condition of each, and what it is made of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_BRACKET = re.compile(r"\[([^\]]*)\]")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?[0-9]{1,2}", re.IGNORECASE
)
_LOCAL_COLOUR = re.compile("黑色?|蓝色?|青色?|绿色?|洋红色?|红色?|白色?|黄色?|颜色 ?[0-9]{1,2}")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CURRENCY = re.compile(r"\$([^-\]]*)(?:-([0-9A-Fa-f]*)[0-9A-Fa-f,]*)?(?:-[A-Za-z-]*)?")
_USUAL_NUMERALS = (0, 0x0100)
"""What may stand before the last four digits of a locale: the shape of its numerals, of which
`1E` is 一二三, and the calendar."""
_GENERAL = re.compile(r"G/通用格式|General|常规", re.IGNORECASE)
_HALF_DAY = re.compile(r"AM/PM|A/P|上午/下午", re.IGNORECASE)
_DATE = re.compile(r"y+|m+|d+|h+|s+|a{3,4}", re.IGNORECASE)
_POWER = re.compile(r"[Ee][+-]")
_MOST_SECTIONS = 4
_LONGEST = 255
_MANY = 1_024


class Token(NamedTuple):
    """One piece of a section.

    `kind` is `literal`, `space`, `digit`, `point`, `comma`, `percent`, `general`, `content`,
    `date`, `elapsed`, `half`, `power`, `slash`, `currency` or `numerals`; while it is taken apart
    also `escape`, `foreign` and `colour`.
    """

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format.

    Attributes:
        condition: a comparison and its figure, such as `>` and 100; None where none is written.
        is_disputed: whether it has a sign that is an escape to some programs and a word to others.
        is_foreign: whether it has what makes some programs show the whole format as General.
    """

    tokens: tuple[Token, ...] = ()
    condition: tuple[str, Decimal] | None = None
    is_disputed: bool = False
    is_foreign: bool = False

    def has(self, *kinds: str) -> bool:
        """Whether there is a token of any of these kinds."""
        return any(each.kind in kinds for each in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether it shows a figure as a date or time."""
        return self.has("date", "elapsed", "half")

    @property
    def words(self) -> str:
        """What it always shows, whatever the figure is."""
        return "".join(each.text for each in self.tokens if each.kind in ("literal", "currency"))


@lru_cache(maxsize=_MANY)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a format.

    Raises:
        ValueError: it is none that is known from end to end.
    """
    if not code or len(code) > _LONGEST:
        raise ValueError(code[:_LONGEST])
    found: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for token in (*_tokens(code), Token("end")):
        if token.kind == "end":
            found.append(_section(tokens, condition))
            tokens, condition = [], None
        elif token.kind == "condition":
            match = _CONDITION.fullmatch(token.text)
            if match is None or condition:
                raise ValueError(code)
            condition = (match[1], Decimal(match[2]))
        else:
            tokens.append(token)
    if len(found) > _MOST_SECTIONS:
        raise ValueError(code)
    return tuple(found)


def _section(tokens: Sequence[Token], condition: tuple[str, Decimal] | None) -> Section:
    kinds = [each.kind for each in tokens]
    made = tuple(each for each in tokens if each.kind not in ("escape", "foreign", "colour"))
    seconds = any(
        one.kind == "elapsed" and one.text[0] == "s" and other.kind == "point"
        for one, other in pairwise(made)
    )
    is_foreign = "foreign" in kinds or kinds.count("colour") > 1 or seconds
    return Section(made, condition, "escape" in kinds, is_foreign)


def _tokens(code: str) -> Iterator[Token]:
    at = 0
    while at < len(code):
        sign = code[at]
        if sign == '"':
            end = code.index('"', at + 1)  # a quote that does not end is no format
            yield Token("literal", code[at + 1 : end])
            at = end + 1
        elif sign in "\\!_*":
            if at + 1 == len(code):
                raise ValueError(code)
            if sign == "!":
                yield Token("escape")
            if sign in "\\!":
                yield Token("literal", code[at + 1])
            elif sign == "_":
                yield Token("space")
            at += 2
        elif sign == "[":
            match = _BRACKET.match(code, at)
            if match is None:
                raise ValueError(code)
            yield from _bracketed(match[1])
            at = match.end()
        else:
            token, at = _bare(code, at)
            yield token


def _bracketed(inside: str) -> Iterator[Token]:
    if _COLOUR.fullmatch(inside):
        yield Token("colour")
    elif _LOCAL_COLOUR.fullmatch(inside):
        yield Token("foreign")
    elif _ELAPSED.fullmatch(inside):
        yield Token("elapsed", inside.lower())
    elif inside[:1] in "<>=" and inside:
        yield Token("condition", inside)
    elif match := _CURRENCY.fullmatch(inside):
        if int(match[2] or "0", 16) >> 16 not in _USUAL_NUMERALS:
            yield Token("numerals", inside)
        if match[1]:
            yield Token("currency", match[1])
    elif inside.lower().startswith(("dbnum", "natnum")):
        yield Token("numerals", inside)
    else:
        raise ValueError(inside)


_SIGNS = {
    ";": "end", ".": "point", ",": "comma", "%": "percent", "@": "content", "/": "slash",
    " ": "space", "0": "digit", "#": "digit", "?": "digit",
}  # fmt: skip
_PLAIN = frozenset("-+()（）:'~^&{}=<>$")


def _bare(code: str, at: int) -> tuple[Token, int]:
    """The token that begins at a sign with no meaning of its own before it."""
    for kind, pattern in (
        ("general", _GENERAL), ("half", _HALF_DAY), ("power", _POWER), ("date", _DATE),
    ):  # fmt: skip
        if match := pattern.match(code, at):
            return Token(kind, match[0].lower()), match.end()
    sign = code[at]
    if sign in _SIGNS:
        return Token(_SIGNS[sign], sign), at + 1
    if sign in "$¥￥€£":
        return Token("currency", sign), at + 1
    if sign in _PLAIN or (not sign.isascii() and not sign.isdecimal()):
        return Token("literal", sign), at + 1
    raise ValueError(code)
