"""Units of money as people write them, and what a text says money is counted in.

    unit line = label [: 为 均为] [bracket] unit [人民币]     单位：人民币元 · 金额单位:元（人民币）
    unit      = [人民币 RMB CNY] scale [人民币] currency      万元 · RMB万元 · 百万美元 · 千元
    scale     = any of 十 百 千 万 亿                         百万 is 1,000,000
    in Latin  = [scale of] currency [scale]                  thousand GBP · £000 · EUR million

A unit is kept in one spelling (`万元`, `万美元`). A form's own unit may be any word at all, and
is known as it is spelled there. A word that is longer than a unit (`元氏县`) is none, and 人民币
alone says a currency, but not how many noughts were left out.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from .currencies import CURRENCIES, NAMES, SIGNS, YUAN

_ALIKE = str.maketrans("萬億佰仟拾圆圓￥【】［］〔〕{}’‘", "万亿百千十元元¥()()()()''")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_ENGLISH_POWERS = {
    "hundred": 2, "thousand": 3, "1,000": 3, "ten thousand": 4, "10,000": 4, "million": 6,
    "billion": 9,
}  # fmt: skip
_BEHIND_POWERS = {
    "thousand": 3,
    "000": 3,
    "k": 3,
    "million": 6,
    "mn": 6,
    "m": 6,
    "billion": 9,
    "bn": 9,
}
_BEHIND = r"\s*'?(?:000|thousand|k|million|mn?|billion|bn)s?(?![^\W_])"
_HOME = ("人民币", "rmb", "cny", "¥")
_LABELS = (
    "货币计量单位", "金额计量单位", "货币单位", "金额单位", "计量单位", "计价单位", "计算单位",
    "资金单位", "数据单位", "单位", "币种", "币别", "金额",
)  # fmt: skip
_OF_MONEY = (
    "货币计量单位", "金额计量单位", "货币单位", "金额单位", "计价单位", "资金单位", "币种", "币别",
)  # fmt: skip
"""Labels that speak of nothing but money: 单位 alone is as often the unit that spends it."""
_LONGEST = 200
_LINES = 1024
"""So many lines are remembered: all sheets of a batch have the same above their tables."""


class SaidUnit(NamedTuple):
    """What a text says money is counted in; `unit` is "" where it cannot be made out."""

    unit: str
    words: str


def _spaced(word: str) -> str:
    """A word as it is also written with spaces between its signs."""
    return r"\s*".join(map(re.escape, word.replace(" ", "")))


@lru_cache(maxsize=64)
def _any(words: tuple[str, ...]) -> str:
    return "|".join(_spaced(each) for each in sorted(set(words), key=len, reverse=True))


@lru_cache(maxsize=64)
def _unit_pattern(own: tuple[str, ...], *, ends: bool = True) -> str:
    """The pattern of a unit, which ends where its word does unless more may follow at once."""
    home = rf"(?:{_any(_HOME)})"
    scale = r"(?:[十百千万亿]\s*)*"
    english = rf"(?:(?:{_any(tuple(_ENGLISH_POWERS))})s?\s*(?:of\s*)?)?"
    latin = {each for each in NAMES if not each[0].isalpha() or each.isascii()}
    name = rf"(?:(?:{_any(tuple(latin))})(?:{_BEHIND})?|{_any(tuple(NAMES.keys() - latin))})"
    known = rf"(?:{home}\s*[:(/、,，-]?\s*)?(?:{scale}|{english})(?:{home})?\s*{name}"
    words = rf"(?:{_any(tuple(_spellings(own)))})|{known}" if own else known
    end = rf"(?!{_BEHIND})(?=\s*{home}|[\W\d_]|$)" if ends else ""
    return rf"(?:{words}){end}"


@lru_cache(maxsize=64)
def _spellings(own: tuple[str, ...]) -> dict[str, str]:
    """The units of forms by how they are written: `$` says the dollar that a form counts in."""
    found = {_folded(each): each for each in own}
    for each in own:
        currency, power = parts(each)
        if currency != YUAN and not power:
            found |= {sign.casefold(): each for sign, names in SIGNS.items() if currency in names}
    return found


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_ALIKE).casefold().strip()


def money_unit(text: str, own: tuple[str, ...] = ()) -> str:
    """The one spelling of a unit of money that stands alone, in brackets or not; "" for others."""
    folded = _folded(text).strip("()[]:;,。. ")
    if len(folded) > _LONGEST or not re.fullmatch(_unit_pattern(own), _bare(folded)):
        return ""
    return _canonical(_bare(folded), own)


def _bare(folded: str) -> str:
    """A unit without what names the home currency behind it: `元(人民币)`, `万元/人民币`."""
    return re.sub(rf"\s*[(/、,]?\s*(?:{_any(_HOME)})\s*\)?$", "", folded) or folded


def _canonical(folded: str, own: tuple[str, ...]) -> str:
    plain = re.sub(r"\s+", "", folded)
    for spelled, each in _spellings(own).items():
        if plain == re.sub(r"\s+", "", spelled):
            return each
    for each in _HOME:
        plain = plain.replace(each, "")
    plain = plain.lstrip(":(/、,-")
    behind = re.search(rf"(?<=[^\W\d_]|[$£€₩])(?:{_BEHIND})$", plain)
    more = 0
    if behind and not plain.endswith(tuple(each.replace(" ", "") for each in NAMES)):
        more = _BEHIND_POWERS[behind[0].strip("'").rstrip("s")]
        plain = plain[: behind.start()]
    name = next(
        each
        for each in sorted(NAMES, key=len, reverse=True)
        if plain.endswith(each.replace(" ", ""))
    )
    scale = plain[: len(plain) - len(name.replace(" ", ""))]
    power = more + _english_power(scale) + sum(_POWERS.get(sign, 0) for sign in scale)
    return next((s for s in _SCALES if _SCALES[s] == power), scale) + NAMES[name]


def _english_power(scale: str) -> int:
    plain = scale.removesuffix("of").removesuffix("s")
    return next((n for word, n in _ENGLISH_POWERS.items() if word.replace(" ", "") == plain), 0)


_SCALES = {
    "": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8,
    "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
}  # fmt: skip


def unit_said(text: str, own: tuple[str, ...] = (), *, whole: bool = False) -> SaidUnit | None:
    """What a text says money is counted in; None when it says nothing of it.

    Args:
        text: a line above or below a table.
        own: units of forms, which may be words that nobody else knows.
        whole: a unit that stands alone or in brackets at the end counts too, as in a title.
    """
    return None if len(text) > _LONGEST else _said(text, own, whole)


@lru_cache(maxsize=_LINES)
def _said(text: str, own: tuple[str, ...], whole: bool) -> SaidUnit | None:
    folded = _folded(text)
    for pattern in _line_patterns(own):
        for match in re.finditer(pattern, folded):
            return SaidUnit(_canonical(_bare(match["unit"]), own), text.strip())
    if whole:
        unit = money_unit(folded, own) or heading_unit(text, own)[1]
        if unit:
            return SaidUnit(unit, text.strip())
    return SaidUnit("", text.strip()) if _is_unclear(folded) else None


def _is_unclear(folded: str) -> bool:
    """Whether a line speaks of a unit of money that is none: `金额单位：见附表`, `单位：壹元`."""
    label = re.search(rf"(?:{_any(_OF_MONEY)})\s*:\s*(?P<rest>\S.*)", folded)
    if label:
        return not re.match(rf"(?:{_any(_HOME)})\s*\)?$", label["rest"])
    return re.search(r"单\s*位\s*:\s*[^\W\d_]{1,3}元\)?$", folded) is not None


@lru_cache(maxsize=64)
def _line_patterns(own: tuple[str, ...]) -> tuple[str, ...]:
    unit = rf"(?P<unit>{_unit_pattern(own)})"
    english = r"(?:money\s+)?unit(?:\s+of\s+\w+)?|currency|amounts?\s+(?:are\s+)?in"
    labels = rf"(?:{_any(_LABELS)}|{english})"
    between = r"\s*(?:均|都|统一|一律)?\s*[:为是以]?\s*\(?\s*"
    return (
        rf"{labels}{between}{unit}",
        rf"以\s*(?P<unit>{_unit_pattern(own, ends=False)})\s*(?:为\s*单\s*位|计|列|表)",
    )


def is_unit_label(text: str) -> bool:
    """Whether a text is a label alone (`单位：`), whose unit stands in the next cell."""
    return (_is_label if len(text) <= _LONGEST else _is_label.__wrapped__)(text)


@lru_cache(maxsize=_LINES)
def _is_label(text: str) -> bool:
    return re.fullmatch(rf"\(?\s*(?:{_any(_LABELS)})\s*:\s*", _folded(text)) is not None


def heading_unit(text: str, own: tuple[str, ...] = ()) -> tuple[str, str]:
    """A heading without its unit, and the unit: `预算数（万元）` is `预算数` and `万元`."""
    return _taken_apart(text, own) if len(text) <= _LONGEST else (text, "")


@lru_cache(maxsize=_LINES)
def _taken_apart(text: str, own: tuple[str, ...]) -> tuple[str, str]:
    folded = unicodedata.normalize("NFKC", text).translate(_ALIKE).strip()
    label = rf"(?:(?:{_any(_LABELS)})\s*[:为]?\s*)?"
    unit = rf"(?P<unit>{_unit_pattern(own)})"
    tail = rf"(?:\s*[(/]?\s*(?:{_any(_HOME)})\s*\)?)?"
    for pattern in (
        rf"(?P<name>.+?)\s*\(\s*{label}{unit}{tail}\s*\)", rf"(?P<name>.+?)\s*[/:,、|\s-]\s*{unit}",
    ):  # fmt: skip
        match = re.fullmatch(pattern, folded, re.IGNORECASE | re.DOTALL)
        if match:
            return match["name"], _canonical(_bare(match["unit"].casefold()), own)
    return text, ""


def converted(amount: Decimal, unit: str, into: str) -> Decimal | None:
    """The same money counted in another unit, exactly; None where no power of ten leads there."""
    if unit == into:
        return amount
    (currency, power), (other, wanted) = parts(unit), parts(into)
    if currency != other:
        return None
    return Decimal(format(amount.scaleb(power - wanted), "f"))  # 300 and not 3E+2


def parts(unit: str) -> tuple[str, int]:
    """The currency of a unit, and the power of ten it is counted by."""
    canonical = money_unit(unit) or unit
    for name in sorted(CURRENCIES, key=len, reverse=True):
        scale = canonical.removesuffix(name)
        if scale != canonical and scale in _SCALES:
            return name, _SCALES[scale]
    return canonical, 0
