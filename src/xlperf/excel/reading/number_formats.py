"""Number formats: what is seen of a stored figure, and whether that is the figure itself.

A figure is taken as stored only where a person sees that figure: its digits, its sign, and
nothing that makes it another one. Colours, padding and locales change nothing of it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from ...budget import number_from_float
from ...sheet import Shown, Sight
from .dates_shown import date_text
from .format_code import Section, Token, sections_of
from .format_text import core_of, digits_text, fraction_text, general_text

GENERAL = "General"
BUILT_IN: Mapping[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 45: "mm:ss", 46: "[h]:mm:ss",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats without a code of their own, as a Chinese Excel shows them. What it takes from the
settings of each computer (dates 14 to 17 and 22, currencies 5 to 8, 42, 44) is not among them."""
LOCAL: Mapping[int, str] = {
    14: "[$-F800]yyyy/m/d", 15: "[$-F800]d-mmm-yy", 16: "[$-F800]d-mmm", 17: "[$-F800]mmm-yy",
    22: "[$-F800]yyyy/m/d h:mm", 47: "[$-F400]mm:ss.0",
}  # fmt: skip
"""Dates that each computer shows in its own way: known to be dates, and no more."""
_BY_THE_COMPUTER = ("[$-F800]", "[$-F400]")
_ACCOUNTS = frozenset("-–—－")
_OPEN, _CLOSE, _MINUS = frozenset("(（"), frozenset(")）"), frozenset("-－−")
_NO_MARK = frozenset("%％+＋.,，。-－−–—()（）:：/")
_WORDS = re.compile(r'"[^"]*"|[\\_].|\[(?!h+\]|m+\]|s+\])[^\[\]]*\]', re.IGNORECASE)
_OF_DATES = re.compile(r"[dmyhs]|a.*[p/]", re.IGNORECASE | re.DOTALL)
_MANY = 4_096
_WHOLE = ("general", "content")
_ODD: Mapping[str, str] = {"slash": "fraction", "power": "power"}


@lru_cache(maxsize=_MANY)
def shown_number(code: str, stored: float) -> Shown:
    """What is seen of a figure under a format; one that is not understood refuses it."""
    if not isfinite(stored):
        return Shown(Sight.OTHER, reason="unknown", is_certain=False)
    value = number_from_float(stored)
    return replace(_shown(code, stored, value), stored=value)


def _shown(code: str, stored: float, value: Decimal) -> Shown:
    try:
        sections = sections_of(code)
    except ValueError:
        return _other("unknown", value)
    section, is_negated = _applying(sections, value)
    is_alike = not any(e.is_foreign for e in sections) and not code.startswith(_BY_THE_COMPUTER)
    if section is not None and section.is_date:
        is_known = value >= 0 and is_alike
        return _other("date", value, date_text(section, stored) if is_known else "")
    has_numerals = any(each.has("numerals") for each in sections)
    if section is None or has_numerals:  # numerals count for what follows too, to some programs
        return _other("numerals" if has_numerals else "condition", value)
    shown = _under(section, value, is_negated=is_negated)
    if not is_alike:
        return _in_doubt(shown)
    if section.is_disputed:
        return _other(shown.reason or "literal", value, shown.text, is_certain=False)
    return shown


def _in_doubt(shown: Shown) -> Shown:
    """What is seen where some programs show the figure in General instead: that figure, or none."""
    if shown.kind in (Sight.SAME, Sight.MARKED):
        return replace(shown, is_certain=False)
    return replace(shown, kind=Sight.OTHER, text="", reason="unknown", is_certain=False)


def shows_text(code: str) -> bool:
    """Whether a format shows a text just as it is: all but those that hide it or add to it."""
    try:
        sections = sections_of(code)
    except ValueError:
        return False
    of_text = [each for each in sections if each.has("content")]
    if len(sections) == 4 and not of_text:
        return False
    if len(of_text) > 1 or (of_text and of_text[0] is not sections[-1]):
        return False
    return all(
        [each.kind for each in section.tokens if each.kind != "space"] == ["content"]
        for section in of_text
    )


def is_plain(code: str) -> bool:
    """Whether a format shows every figure as it is, as far as there is room."""
    return code in (GENERAL, "@")


def may_be_date(code: str) -> bool:
    """Whether the library may make a date of a figure under this format."""
    return _OF_DATES.search(_WORDS.sub("", code)) is not None


def _applying(sections: tuple[Section, ...], value: Decimal) -> tuple[Section | None, bool]:
    """The section a figure is shown by, and whether that section shows it without its sign."""
    if any(each.has("content") for each in sections[:-1]):  # only the last is for texts
        return None, False
    figures = [each for each in sections if not each.has("content")] or [sections[0]]
    figures = figures[:3]
    conditions = [each.condition for each in figures]
    if any(conditions):
        return _by_condition(figures, value), False
    if len(figures) == 1 or value > 0 or (value == 0 and len(figures) == 2):
        return figures[0], False
    return (figures[1], True) if value < 0 else (figures[2], False)


def _by_condition(figures: list[Section], value: Decimal) -> Section | None:
    """By written conditions; where programs do not agree on what follows, none."""
    if value < 0 or figures[0].condition is None:
        return None
    for number, each in enumerate(figures):
        if each.condition is None:
            return each if number == len(figures) - 1 else None
        if _holds(*each.condition, value):
            return each
    return None


def _holds(comparison: str, with_: Decimal, value: Decimal) -> bool:
    return {
        "<": value < with_, "<=": value <= with_, ">": value > with_, ">=": value >= with_,
        "=": value == with_, "<>": value != with_,
    }[comparison]  # fmt: skip


def _under(section: Section, value: Decimal, *, is_negated: bool) -> Shown:
    """What one section shows of a figure."""
    size, sign = abs(value), "-" if value < 0 and not is_negated else ""
    tokens = section.tokens
    odd = next((kind for kind in _ODD if section.has(kind)), "")
    if odd:
        text = fraction_text(tokens, size) if odd == "slash" else ""
        return _other(_ODD[odd], value, f"{sign}{text}" if text else "")
    whole = [number for number, each in enumerate(tokens) if each.kind in _WHOLE]
    try:
        core = core_of(tokens)
    except ValueError:
        return _other("unknown", value)
    if whole:
        return _in_general(tokens, whole, value, sign, alone=core is None)
    if core is None:
        return _in_words(tokens, value, sign)
    percents = [each for each in (*core.before, *core.after) if each.kind == "percent"]
    worth = size * 100 ** len(percents)
    digits = digits_text(core.digits, worth / 1000**core.scale)
    is_certain = value >= 0 or any(map(_is_figure, digits))
    is_certain = is_certain and not (percents and section.has("currency"))
    if section.has("point") and "." not in digits:
        is_certain = is_certain and not any(map(str.isdigit, _text(core.after)))
    seen = _Seen(core.before, digits, core.after, worth, is_certain)
    if core.scale or core.is_broken:
        reason = "scaled" if core.scale else "inside"
        return _other(reason, value, seen.text(sign), is_certain=is_certain)
    return _judged(seen, value, sign)


class _Seen(NamedTuple):
    """What stands before the digits, the digits, what stands behind, and what they should say."""

    before: Sequence[Token]
    digits: str
    after: Sequence[Token]
    worth: Decimal
    is_certain: bool = True

    def text(self, sign: str) -> str:
        """All of it in a line, without padding."""
        before, after = (_text(each) for each in (self.before, self.after))
        return f"{sign}{before}{self.digits}{after}".strip()


def _text(tokens: Iterable[Token]) -> str:
    return "".join(each.text for each in tokens)


def _in_general(
    tokens: Sequence[Token], whole: Sequence[int], value: Decimal, sign: str, *, alone: bool
) -> Shown:
    """As much of a figure as there is room for; beside words, where it is General that shows it."""
    if len(whole) > 1 or not alone or any(each.kind == "percent" for each in tokens):
        return _other("unknown", value)
    text, is_certain = general_text(abs(value))
    at = whole[0]
    before, after = tokens[:at], tokens[at + 1 :]
    if tokens[at].kind == "content" and _text((*before, *after)).strip():
        return _other("unknown", value)
    return _judged(_Seen(before, text, after, abs(value), is_certain), value, sign)


def _in_words(tokens: Sequence[Token], value: Decimal, sign: str) -> Shown:
    """A section without digits: nothing, or words; a dash is the way accounts write 0."""
    text = _text(tokens).strip()
    if value == 0 and (nothing := _nothing(text, value)):
        return nothing
    reason = "literal" if text else "hidden"
    return _other(reason, value, f"{sign}{text}" if text else "", is_certain=not sign)


def _nothing(text: str, value: Decimal) -> Shown | None:
    """A dash, alone or with one word or currency sign beside it: the way accounts write 0."""
    if text in _ACCOUNTS:
        return Shown(Sight.SAME, text, value)
    first, last = text[:1] in _ACCOUNTS, text[-1:] in _ACCOUNTS
    mark = text[1:].strip() if first else text[:-1].strip() if last else ""
    if not mark or any(each in _NO_MARK or each.isdigit() for each in mark):
        return None
    return Shown(Sight.MARKED, text, value, mark=mark)


def _judged(seen: _Seen, value: Decimal, sign: str) -> Shown:
    """Whether digits and what stands around them are the figure."""
    before, after = _text(seen.before).strip(), _text(seen.after).strip()
    text = seen.text(sign)
    digits = seen.digits.strip().replace(",", "")
    if not any(each.isdigit() for each in digits):
        if value == 0 and not digits and (nothing := _nothing(text, value)):
            return nothing
        reason = "literal" if digits or before or after else "hidden"
        return _other(reason, value, text, is_certain=seen.is_certain)
    minus = sum(each in _MINUS for each in before)
    opened, closed = _brackets(before, _OPEN), _brackets(after, _CLOSE)
    signs = minus + opened + len(sign)
    if opened != closed or signs != (value < 0):
        return _other("sign", value, text, is_certain=seen.is_certain)
    before = "".join(each for each in before if each not in _MINUS | _OPEN).strip()
    after = "".join(each for each in after if each not in _CLOSE).strip()
    return _marked(seen, value, text, before, after)


def _marked(seen: _Seen, value: Decimal, text: str, before: str, after: str) -> Shown:
    """What is left around the digits: nothing, a percent sign, or one word or currency sign."""
    written = Decimal(seen.digits.strip().replace(",", ""))
    is_rounded = written != seen.worth
    if (before, after) in (("", "%"), ("", "％")):
        worth = seen.worth if value >= 0 else -seen.worth
        return Shown(Sight.PERCENT, text, worth, is_rounded=is_rounded, is_certain=seen.is_certain)
    mark = before or after
    if (before and after) or any(each in _NO_MARK or each.isdigit() for each in mark):
        return _other("literal", value, text, is_certain=seen.is_certain)
    kind = Sight.MARKED if mark else Sight.SAME
    return Shown(kind, text, value, mark=mark, is_rounded=is_rounded, is_certain=seen.is_certain)


def _is_figure(sign: str) -> bool:
    return sign in "123456789"


def _brackets(text: str, which: frozenset[str]) -> int:
    return sum(each in which for each in text)


def _other(reason: str, value: Decimal, text: str = "", *, is_certain: bool = True) -> Shown:
    return Shown(Sight.OTHER, text, value, reason=reason, is_certain=is_certain and bool(text))
