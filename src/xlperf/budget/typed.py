"""Numbers that came as text: an exact grammar of what people type, and nothing beyond it.

    amount  = [sign] [money] [sign] number [unit]  |  [money] ( [money] number [unit] ) [unit]
    figure  = [sign] number
    percent = [sign] number %
    number  = digits, or groups of three with , between them; then maybe a point and digits

    part    | may be typed as                        | but not as
    --------+----------------------------------------+------------------------------------------
    digits  | 0–9 ０–９                              | ① ² Ⅷ ½ ٣ 三十 1e5; 0012; over 15 of them
    sign    | + - ＋ － U+2212, in front, once       | — – 5- --5; a sign and brackets
    ( )     | ( ) （ ）: a negative amount           | one of them alone; in a figure or percent
    , point | , ， between exact groups of three; . ．| 12,34 1,2345 .5 5. 1.2.3 、 。
    money   | a sign or code of the form's own       | ￥30 where the form counts in 万元; $30
            | currency, once: ￥ £ GBP               | where it counts in GBP; £GBP 30
    unit    | the form's own money unit, or its sign | any other: it is never converted
            | or code; dropped                       |
    %       | % ％                                   | ‰ %% 百分之六十 六成; no sign at all
    spaces  | around and between these parts         | inside a number: 3 0, 1 234

Only the signs named here are folded: NFKC would turn ① into 1.
"""

import re
from collections.abc import Collection
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .money import DIGITS
from .money_marks import is_currency, is_own
from .nothing import says_nothing

_FOLDED = str.maketrans("０１２３４５６７８９＋－−，．％（）￥", "0123456789+--,.%()¥")
_SPACES = " \t\r\n\u00a0\u2002\u2003\u2009\u202f\u3000"
"""Those of the keyboard, and those Word and PDF files put where a space is seen."""

_NUMBER = r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?"
_GAP = f"[{_SPACES}]*+"
_WORD = r"[^\W\d_]+"
_MARK = r"(?:[A-Za-z]{0,2}[$¥£€₩]|[A-Za-z]{3}(?![^\W\d_]))"
"""A sign or a code of money, in front of its number."""
_BEHIND = rf"(?:[A-Za-z]{{0,2}}[$¥£€₩]|{_WORD})?"
_FIGURE = re.compile(rf"(?P<sign>[+-]?){_GAP}(?P<number>{_NUMBER})")
_SIGNED = re.compile(
    rf"(?P<sign>[+-]?){_GAP}(?P<mark>{_MARK}?){_GAP}(?P<inner>[+-]?){_GAP}"
    rf"(?P<number>{_NUMBER}){_GAP}(?P<unit>{_BEHIND})"
)
_BRACKETED = re.compile(
    rf"(?P<mark>{_MARK}?){_GAP}(?P<sign>\(){_GAP}(?P<within_mark>{_MARK}?){_GAP}"
    rf"(?P<number>{_NUMBER}){_GAP}(?P<within>{_BEHIND}){_GAP}\){_GAP}(?P<unit>{_BEHIND})"
)
_OF_MONEY = re.compile("[十百千万亿]*(?:[美港日欧]?元|圆|块钱?|角|分|英镑)|[十百千万亿]+")


class Why(StrEnum):
    """Why a text is no number of the kind asked for."""

    NUMBER = "number"
    ZEROS = "leading-zeros"
    UNIT = "money-unit"
    WORD = "word"


class Typed(NamedTuple):
    """The number a text stands for, or why it stands for none."""

    number: Decimal | None
    why: Why | None = None


_NO_NUMBER = Typed(None, Why.NUMBER)


def parse_number(text: str) -> Decimal | None:
    """The value of a bare number, whose text is kept elsewhere: `0012 人` is twelve."""
    match = _FIGURE.fullmatch(_folded(text))
    return _value(match["number"], match["sign"] == "-") if match else None


def figure(text: str) -> Typed:
    """Read a bare number that stands alone in its cell."""
    folded = _folded(text)
    match = _FIGURE.fullmatch(folded)
    return _exact(match["number"], match["sign"] == "-") if match else _refused(text)


def percent(text: str) -> Typed:
    """Read `60%` or `60 ％` as 60; a text must say itself that it is a percent."""
    folded = _folded(text)
    if not folded.endswith("%"):
        return _refused(text)
    match = _FIGURE.fullmatch(folded[:-1].rstrip(_SPACES))
    return _exact(match["number"], match["sign"] == "-") if match else _NO_NUMBER


def amount(text: str, unit: str) -> Typed:
    """Read money in the form's unit, which may be typed behind it; another unit is refused."""
    folded = _folded(text)
    match = _SIGNED.fullmatch(folded) or _BRACKETED.fullmatch(folded)
    if match is None:
        return _refused(text)
    parts = match.groupdict(default="")
    signs = [each for name in ("sign", "inner") if (each := parts.get(name))]
    marks = [each for name in ("mark", "within_mark") if (each := parts.get(name))]
    units = [each for name in ("within", "unit") if (each := parts.get(name))]
    if max(map(len, (signs, marks, units))) > 1:
        return _NO_NUMBER
    said = units if _is_of(marks, units) else [*marks, *units]
    if not all(is_own(each, unit) for each in said):
        known = all(is_own(each, unit) or _is_of_money(each) for each in said)
        return Typed(None, Why.UNIT) if known else _NO_NUMBER
    return _exact(parts["number"], signs in (["-"], ["("]))


def _is_of(marks: Collection[str], units: Collection[str]) -> bool:
    """Whether the sign in front says no more than the unit behind: ￥30万元."""
    return any(not each.isascii() and _OF_MONEY.fullmatch(each) for each in units) and all(
        each == "¥" for each in marks
    )


def _is_of_money(word: str) -> bool:
    return is_currency(word) or _OF_MONEY.fullmatch(word) is not None


def _exact(number: str, negative: bool) -> Typed:
    """The very number; zeros in front are a code's."""
    if re.match("0[0-9,]", number):
        return Typed(None, Why.ZEROS)
    value = _value(number, negative)
    return _NO_NUMBER if value is None else Typed(value)


def _value(number: str, negative: bool) -> Decimal | None:
    """The digits as a number, unless Excel would not keep them all; there is no negative zero."""
    value = Decimal(number.replace(",", ""))
    if len(value.as_tuple().digits) > DIGITS:
        return None
    return value.copy_negate() if negative and value else value


def _refused(text: str) -> Typed:
    return Typed(None, Why.WORD) if says_nothing(text) else _NO_NUMBER


def _folded(text: str) -> str:
    return text.translate(_FOLDED).strip(_SPACES)
