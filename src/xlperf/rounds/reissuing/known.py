"""What the ledger says when a run of re-issuing begins."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...budget import UnitBudget, wording
from ..counting import codes_of, digests_of, in_force, judge_all
from ..ledger import Arrival, Edition, Issue, Ledger, Withdrawal


class Known(NamedTuple):
    """The facts of a round, by what a run asks of them; units by their codes.

    Attributes:
        last: the last workbook issued to each unit.
        copies: the copy of each unit that counts.
        withdrawals: all there ever were, also those that no longer hold.
        budgets: what each edition's master budget has of a unit.
        numbered: the workbooks issued to each unit, by their number.
    """

    issues: tuple[Issue, ...]
    last: Mapping[str, Issue]
    copies: Mapping[str, Arrival]
    withdrawals: tuple[Withdrawal, ...]
    editions: Mapping[int, Edition]
    budgets: Mapping[tuple[int, str], UnitBudget]
    numbered: Mapping[tuple[str, int], Issue]

    @property
    def edition(self) -> Edition:
        """The form and the master budget that hold."""
        return self.editions[max(self.editions)]

    @property
    def gone(self) -> frozenset[str]:
        """The units that are no longer asked."""
        found = in_force(self.withdrawals, codes_of(self.edition.master))
        return frozenset(wording.code(each.unit) for each in found)


def known_of(ledger: Ledger, coming: Sequence[Arrival] = ()) -> Known:
    """What a ledger says.

    Args:
        coming: files that did not come in, and are to be seen as if they had.

    Raises:
        RoundError: nothing was issued yet, or the ledger cannot be read.
    """
    ledger.edition()  # one there must be
    rulings, came = ledger.rulings(), ledger.arrivals()
    ids = {each.id for each in came}
    arrivals = (*came, *(each for each in coming if each.id not in ids))
    issues, editions = ledger.issues(), ledger.editions()
    states = judge_all(arrivals, rulings, digests_of(issues))
    return Known(
        issues=issues,
        last={wording.code(each.unit.code): each for each in issues},
        copies={wording.code(s.arrival.unit): s.arrival for s in states if s.counts},
        withdrawals=ledger.withdrawals(),
        editions={each.number: each for each in editions},
        budgets={
            (each.number, wording.code(budget.unit.code)): budget
            for each in editions
            for budget in each.master.units
        },
        numbered={(wording.code(each.unit.code), each.number): each for each in issues},
    )
