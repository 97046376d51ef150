"""How one unit stands: in, late, sent back or missing, by the copy of it that counts."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ...budget import Unit
from ...master import Tally
from ..ledger import Issue, Ruling, State, Withdrawal
from .copies_sent_again import SentAgain
from .which_counts import Judged


class UnitState(StrEnum):
    """How a unit stands, by the copy of it that counts: one of these, always."""

    SUBMITTED = "submitted"
    LATE = "late"
    SENT_BACK = "sent-back"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """One unit that is asked for a return.

    Attributes:
        issue: the workbook that was issued to it last.
        due: the last day on which its return is not late.
        copy: the copy of it that counts; None when nothing of it does.
        ruling: what the office decided of that copy last, if it did.
        arrivals: everything that came in for it, in the order it came.
        unusable: the last file that came from it and cannot be a return of it.
        sent_again: the copies of it that came once more after another had taken their place.
        projects: how its projects stand, by that copy; it itself, where a form asks for it alone.
    """

    unit: Unit
    standing: UnitState
    issue: Issue
    due: date
    copy: Judged | None = None
    ruling: Ruling | None = None
    arrivals: tuple[Judged, ...] = ()
    unusable: Judged | None = None
    sent_again: tuple[SentAgain, ...] = ()
    projects: Tally = field(default_factory=Tally)

    @property
    def duplicates(self) -> int:
        """How often the same bytes came in again."""
        return sum(each.state is State.DUPLICATE for each in self.arrivals)

    @property
    def superseded(self) -> int:
        """How many of its copies another one took the place of."""
        return sum(each.state is State.SUPERSEDED for each in self.arrivals)

    @property
    def is_outdated(self) -> bool:
        """Whether the copy that counts answers an older issue than the last one."""
        return self.copy is not None and self.copy.arrival.number < self.issue.number


@dataclass(frozen=True, slots=True)
class WithdrawnUnit:
    """A unit that is no longer asked, and what had come in for it."""

    unit: Unit
    withdrawal: Withdrawal
    arrivals: tuple[Judged, ...] = ()
