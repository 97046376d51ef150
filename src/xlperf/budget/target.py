"""The target value of an indicator: sign, number and unit, or a text in their place.

In published tables the three stand glued in one cell (`≥95 百分比`), because the entry system
prints them so; `=` is not printed (`100 百分比`), and a text may stand alone (`整洁度`, `无`).
"""

import re
from decimal import Decimal
from typing import Self

from .record import Record
from .typed import parse_number
from .unseen_signs import seen

EQUAL = "＝"
_SIGNS = {
    "≥": "≥", ">=": "≥", "≧": "≥", "⩾": "≥", "≤": "≤", "<=": "≤", "≦": "≤", "⩽": "≤",
    ">": "＞", "<": "＜", "=": EQUAL,
}  # fmt: skip
_NARROW = str.maketrans("＞＜＝", "><=")
_GLUED = re.compile(
    r"(?P<sign>[>＞][=＝]|[<＜][=＝]|[≥≧⩾≤≦⩽>＞<＜=＝])?+\s*+"
    r"(?P<number>[-−－]?+[0-9０-９][0-9０-９,，.．]*+)\s*+"
    r"(?P<unit>(?![0-9０-９\-−–—~～〜∼至到/／:：+＋×*＊^]).*)",
    re.DOTALL,
)
"""A figure and what it counts. Nothing is given back once it matched: `95-100%` is no 9."""


class Target(Record):
    """What an indicator is to reach.

    Attributes:
        sign: `≥ ≤ ＝ ＞ ＜`, or a word of the form's list (定性, 定量（其他）, 不适用); may be "".
        number: the figure, exact; None when the target has none.
        unit: what the figure counts (百分比, 次, 万元, …); "" without a figure.
        text: what stands where a figure should: `整洁度`, `次`, `无`; "" with a figure.
        raw: the value as printed in one cell, kept letter for letter.
    """

    sign: str = ""
    number: Decimal | None = None
    unit: str = ""
    text: str = ""
    raw: str = ""

    @classmethod
    def parse(cls, raw: str) -> Self:
        """Take a glued value apart; what has no figure is text, and nothing is lost."""
        match = _GLUED.fullmatch(seen(raw).strip())
        is_whole = match is not None and match["number"] in raw  # nothing unseen between digits
        number = parse_number(match["number"]) if match and is_whole else None
        if match is None or number is None:
            return cls(text=raw.strip(), raw=raw)
        sign = plain_sign(match["sign"] or "=")
        return cls(sign=sign, number=number, unit=match["unit"].strip(), raw=raw)

    @classmethod
    def of(cls, sign: str, number: Decimal | None, words: str) -> Self:
        """Put a target together from the three cells of an entry sheet."""
        sign = plain_sign(sign)
        unit, text = ("", words) if number is None else (words, "")
        raw = _glued(sign, number, unit, text)
        return cls(sign=sign, number=number, unit=unit, text=text, raw=raw)

    def glued(self) -> str:
        """The three parts in one cell, as the official table prints them."""
        return _glued(self.sign, self.number, self.unit, self.text)

    def __str__(self) -> str:
        return self.raw

    @property
    def words(self) -> str:
        """What stands in the third cell of an entry sheet: the unit, or the text."""
        return self.unit if self.number is not None else self.text

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was given (无 is something)."""
        return not (self.sign or self.text) and self.number is None

    def same_parts(self, other: "Target") -> bool:
        """Whether sign, number, unit and text agree, however each was printed."""
        return (self.sign, self.number, self.unit, self.text) == (
            other.sign,
            other.number,
            other.unit,
            other.text,
        )


def _glued(sign: str, number: Decimal | None, unit: str, text: str) -> str:
    if number is None:
        return text or (sign if sign != EQUAL else "")
    printed = sign if sign in _SIGNS.values() and sign != EQUAL else ""
    return f"{printed}{number:f} {unit}".rstrip()


def is_sign(text: str) -> bool:
    """Whether a text is one of the comparison signs, in any of its spellings."""
    return text.translate(_NARROW) in _SIGNS


def plain_sign(text: str) -> str:
    """A sign in its one spelling (`>=` is `≥`); any other text as it is."""
    return _SIGNS.get(text.translate(_NARROW), text)
