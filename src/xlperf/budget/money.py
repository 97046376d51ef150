"""Money: exact decimals in the form's declared unit, out of what Excel stored."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field

from .record import Record

DIGITS = 15
"""Excel keeps no more digits of a number than these."""


_UNIT = re.compile(r"[^\s（）()，,；;:：、]{1,12}")
MOST_PLACES = 6


def _one_word(unit: str) -> str:
    """A unit of money is one word, as it stands behind `单位：`."""
    if not _UNIT.fullmatch(unit):
        raise ValueError("wanted.unit-word")
    return unit


class MoneyUnit(Record):
    """The unit all money of a form is in, and how many decimal places it may have."""

    unit: Annotated[str, AfterValidator(_one_word)] = "万元"
    places: int = Field(default=2, ge=0, le=MOST_PLACES, strict=True)

    def printed(self, amount: Decimal | None) -> str:
        """Write an amount with the form's places, and never round one that has more."""
        if amount is None:
            return ""
        more = -int(amount.as_tuple().exponent) > self.places
        return format(amount.normalize(), "f") if more else f"{amount:.{self.places}f}"


def number_from_float(value: float) -> Decimal:
    """The decimal a person typed, out of the binary number Excel stored.

    Excel shows and keeps 15 digits, so those are the number. It may store a zero as -0.
    """
    return Decimal(format(value + 0.0, f".{DIGITS}g"))


def is_exact(value: float) -> bool:
    """Whether a number is one Excel keeps to the last digit before the point."""
    return bool(abs(value) < 10**DIGITS)  # also false for what is not a number
