"""One cell as typed, turned into an exact value, or refused with the reason."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from ..budget import Target, Typed, Why, is_exact, number_from_float, typed, wording
from ..sheet import Read

_DATES = (datetime, date, time, timedelta)
_PARTS_OF_DAY = (("m1", "m2", "m3"), ("d1", "d2", "d3"))


T = TypeVar("T")


class Decoded(NamedTuple, Generic[T]):
    """A value, and the finding's code when it was refused or not taken literally.

    `expected` is what that finding says beside the raw text: what it was read as, or what
    should stand there.
    """

    value: T
    code: str = ""
    expected: str = ""


def shown(value: Read) -> str:
    """A value as a person sees it in the cell."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return format(number_from_float(value), "f")
    if isinstance(value, datetime) and value.time() == time():
        return str(value.date())
    return value if isinstance(value, str) else str(value)


def is_blank(value: Read) -> bool:
    """Whether nothing was typed, or nothing but spaces."""
    return isinstance(value, str) and not value.strip()


def lines(text: str) -> str:
    """A text letter for letter, with one kind of line end; nothing but spaces is a blank."""
    return text.replace("\r\n", "\n") if text.strip() else ""


def text(value: Read) -> Decoded[str]:
    """Text, letter for letter; a number or date typed where text belongs is told."""
    if isinstance(value, str):
        return Decoded(lines(value))
    return Decoded(shown(value), "value.converted")


def code(value: Read) -> Decoded[str]:
    """A code, normalised for comparing; a number has lost what made it a code."""
    if isinstance(value, str):
        plain = wording.code(value)
        return (
            Decoded(plain, "value.spelling", plain) if plain not in ("", value) else Decoded(plain)
        )
    return Decoded(shown(value), "value.code-number")


def amount(value: Read) -> Decoded[Decimal | None]:
    """A bare figure, such as a weight; a date or a word in its place is refused."""
    return _number(value, typed.figure, "number")


def money(value: Read, unit: str) -> Decoded[Decimal | None]:
    """Money in the form's unit; what is typed in another is refused and never converted."""
    decoded = _number(value, lambda text: typed.amount(text, unit), "money")
    return decoded._replace(expected=unit) if decoded.code == "value.money-unit" else decoded


def target_number(value: Read) -> Decoded[Decimal | None]:
    """The figure of a target, whose sign and unit have cells of their own."""
    decoded = amount(value)
    if decoded.code == "value.number" and isinstance(value, str):
        target = Target.parse(value)
        if target.number is not None:
            sign = "" if value.strip()[0].isdigit() else target.sign
            parts = (sign, f"{target.number:f}", target.unit)
            return Decoded(None, "value.number-parts", "、".join(filter(None, parts)))
    return decoded


def _number(value: Read, read: Callable[[str], Typed], kind: str) -> Decoded[Decimal | None]:
    if is_blank(value):
        return Decoded(None)
    if isinstance(value, _DATES):
        return Decoded(None, "value.date")
    if isinstance(value, str):
        number, why = read(value)
        if number is not None:
            return Decoded(number, "value.typed-as-text", f"{number:f}")
        return Decoded(None, f"value.word-for-{kind}" if why is Why.WORD else f"value.{why}")
    if isinstance(value, bool) or not is_exact(value):
        return Decoded(None, "value.number")
    return Decoded(number_from_float(value))


_DAY = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<m1>[0-9]{1,2})-(?P<d1>[0-9]{1,2})"
    r"|/(?P<m2>[0-9]{1,2})/(?P<d2>[0-9]{1,2})|年(?P<m3>[0-9]{1,2})月(?P<d3>[0-9]{1,2})日)"
)
"""2026-03-01, 2026/3/1, 2026年3月1日: the year first, so that nobody takes a day for a month."""


def day(value: Read) -> Decoded[date | None]:
    """A day: a date cell without a time, or a text with the year first."""
    if is_blank(value):
        return Decoded(None)
    if isinstance(value, datetime):
        if value.time() == time():
            return Decoded(value.date())
        return Decoded(None, "value.no-date")
    if isinstance(value, date):
        return Decoded(value)
    text = unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""
    if match := _DAY.fullmatch(text):
        month, number = (next(filter(None, map(match.group, each))) for each in _PARTS_OF_DAY)
        with suppress(ValueError):
            found = date(int(match["year"]), int(month), int(number))
            is_iso = isinstance(value, str) and value == found.isoformat()
            return Decoded(found) if is_iso else Decoded(found, "value.spelling", str(found))
    return Decoded(None, "value.no-date")


def percent(value: Read) -> Decoded[Decimal | None]:
    """A percent that stands alone: a plain number does not say whether 0.6 is 60 %."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decoded(None, "value.percent")
    return _percent(value, None)


def percents(values: Sequence[Read | Decimal]) -> list[Decoded[Decimal | None]]:
    """A whole spending plan, in percent.

    A cell says itself that it is a percent when `%` was typed as text, or when its format shows
    one: it is given as the Decimal it shows. For plain numbers the
    last date decides for the row: 1 means fractions, 100 means percents; with neither the
    scale is unclear and every number is refused.
    """
    scale = _scale(values)
    return [_percent(value, scale) for value in values]


def _scale(values: Sequence[Read | Decimal]) -> Decimal | None:
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    if all(value == 0 for value in numbers):
        return Decimal(1)
    if not all(map(is_exact, numbers)) or numbers[-1] is not values[-1]:
        return None
    last, mixed = numbers[-1], any(0 < value <= 1 for value in numbers)
    if last == 1 and max(numbers) <= 1:
        return Decimal(100)
    return Decimal(1) if last == 100 and not mixed else None


def _percent(value: Read | Decimal, scale: Decimal | None) -> Decoded[Decimal | None]:
    if isinstance(value, Decimal):
        return Decoded(Decimal(format(value.normalize(), "f")))
    if isinstance(value, bool) or not isinstance(value, int | float):
        decoded = _number(value, typed.percent, "percent")
        if decoded.code == "value.number":
            return decoded._replace(code="value.percent")
        return decoded._replace(expected=f"{decoded.expected}%") if decoded.expected else decoded
    if scale is None:
        return Decoded(None, "plan.scale")
    number = number_from_float(value) * scale
    return Decoded(Decimal(format(number.normalize(), "f")))  # 50 and not 5E+1
