"""Whether two lists of amounts are one another's, but for one and the same power of ten."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from math import log10

_NEAR = 0.002
"""How far the logarithm of a factor may be from a whole number: amounts are rounded when they
are turned into another unit."""


def common_power(pairs: Iterable[tuple[Decimal, Decimal]]) -> int:
    """The power of ten by which most amounts changed: 4 for 元 in place of 万元; 0 for none.

    Args:
        pairs: each amount before and after; those that are not both positive say nothing.
    """
    powers = [_power(before, after) for before, after in pairs if before > 0 and after > 0]
    found = Counter(powers).most_common(1)
    if not found:
        return 0
    power, count = found[0]
    return power if count * 2 > len(powers) else 0


def power_in_words(power: int) -> str:
    """A power of ten as a factor: `10,000`, `1/10,000`."""
    return f"{10**power:,}" if power > 0 else f"1/{10**-power:,}"


def _power(before: Decimal, after: Decimal) -> int:
    """The power of ten between two amounts; 0 where it is another factor, or none."""
    exact = log10(after / before)
    return round(exact) if abs(exact - round(exact)) < _NEAR else 0
