"""Who is no longer asked: whom the office withdrew, and whom the master that holds leaves out."""

from collections.abc import Collection, Iterable

from ...budget import Master, wording
from ..ledger import Withdrawal


def codes_of(master: Master) -> frozenset[str]:
    """The codes of the units a master budget lists, as they are compared."""
    return frozenset(wording.code(each.unit.code) for each in master.units)


def in_force(withdrawals: Iterable[Withdrawal], listed: Collection[str]) -> tuple[Withdrawal, ...]:
    """The withdrawals that hold.

    The office's own word holds until it says otherwise. What only followed from a master that
    left the unit out ends when a later one lists it.

    Args:
        listed: the codes of the units the master that holds lists, as `codes_of` gives them.
    """
    return tuple(
        each for each in withdrawals if not each.cause or wording.code(each.unit) not in listed
    )
