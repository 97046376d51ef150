"""Exact figures rounded to their places, and told from what a sheet has stored."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

_TIE = Fraction(1, 2)
_NEAR = Fraction(1, 10**9)
"""Of a figure: so near a tie, binary numbers may fall on either side of it."""
_SURELY_OFF = Fraction(1, 100)
"""Of its last place: so far from a tie, they do not, however great the figure."""
_SURE_DIGITS = 13
"""So many digits binary numbers have right after a long calculation."""


@dataclass(frozen=True)
class Answer:
    """What a computed cell comes to.

    Attributes:
        value: a figure rounded to its places, a text, or None for a blank.
        other: what it would be on the other side of a rounding tie, where it is near one.
    """

    value: Decimal | str | None
    other: Decimal | None = None

    def agrees(self, stored: Decimal | str | None) -> bool:
        """Whether what a sheet says counts as the same; "" is a blank."""
        if isinstance(self.value, Decimal) and isinstance(stored, Decimal):
            return stored in (self.value, self.other) or _is_as_long(self.value, stored)
        return not isinstance(stored, Decimal) and (stored or None) == self.value


def rounded(exact: Fraction, digits: int) -> Answer:
    """Half away from zero; with the figure beyond the tie where one is near."""
    scaled = exact * 10**digits
    whole = nearest(exact, digits)
    beyond = whole + (1 if scaled > whole else -1)
    from_tie = _TIE - abs(scaled - whole)
    is_near = from_tie <= min(abs(scaled) * _NEAR, _SURELY_OFF)
    return Answer(_decimal(whole, digits), _decimal(beyond, digits) if is_near else None)


def nearest(exact: Fraction, digits: int) -> int:
    """Half away from zero, counted in last places: 2.345 to two is 235."""
    size = int(abs(exact) * 10**digits + _TIE)
    return size if exact > 0 else -size


def _decimal(whole: int, digits: int) -> Decimal:
    return Decimal(f"{whole}E-{digits}")


def _is_as_long(value: Decimal, stored: Decimal) -> bool:
    """Whether two figures of more digits than binary ones work out surely agree in those."""
    is_long = len(value.as_tuple().digits) > _SURE_DIGITS
    return is_long and abs(stored - value).scaleb(_SURE_DIGITS) <= abs(value)
