"""Money as it is typed: exact decimals in the form's declared unit, or no number at all."""

import re
import unicodedata
from decimal import Decimal

from .record import Record

_PLAIN = re.compile(r"[+-]? *([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?")
_DIGITS = 15
"""Excel keeps no more digits of a number than these."""


class MoneyUnit(Record):
    """The unit all money of a form is in, and how many decimal places it may have."""

    unit: str = "万元"
    places: int = 2

    def printed(self, amount: Decimal | None) -> str:
        """Write an amount with the form's places, and never round one that has more."""
        if amount is None:
            return ""
        more = -int(amount.as_tuple().exponent) > self.places
        return format(amount.normalize(), "f") if more else f"{amount:.{self.places}f}"


def number_from_float(value: float) -> Decimal:
    """The decimal a person typed, out of the binary number Excel stored.

    Excel shows and keeps 15 digits, so those are the number.
    """
    return Decimal(format(value, f".{_DIGITS}g"))


def is_exact(value: float) -> bool:
    """Whether a number is one Excel keeps to the last digit before the point."""
    return bool(abs(value) < 10**_DIGITS)  # also false for what is not a number


def parse_number(text: str) -> Decimal | None:
    """Read digits with an optional sign, thousands separators and decimals; else None.

    Full-width digits and signs count as the plain ones; nothing else is guessed: `3 0` is
    no number.
    """
    folded = _folded(text)
    if not _PLAIN.fullmatch(folded):
        return None
    number = Decimal(folded.replace(",", "").replace(" ", ""))
    return number if len(number.as_tuple().digits) <= _DIGITS else None


def parse_percent(text: str) -> Decimal | None:
    """Read `60%` or `60 ％` as 60; None when the percent sign or the number is not there."""
    folded = _folded(text)
    return parse_number(folded[:-1]) if folded.endswith("%") else None


def _folded(text: str) -> str:
    """Fold only what is a digit, a sign or a separator: NFKC would turn ① into 1."""
    allowed = "０１２３４５６７８９＋－−，．％"
    return "".join(
        "-" if sign == "−" else unicodedata.normalize("NFKC", sign) if sign in allowed else sign
        for sign in text.strip().replace("\u3000", " ")
    )
