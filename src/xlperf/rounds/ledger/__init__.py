"""The ledger of a round: its records, its tables, and the way into its database."""

from .carrying import Past, Rebuild
from .database import address_of
from .entries import (
    HALVES,
    NOT_LISTED,
    Arrival,
    Change,
    Edition,
    Event,
    Issue,
    Reason,
    ReasonKind,
    Ruling,
    State,
    Terms,
    Verdict,
    Withdrawal,
)
from .ledger import Changing, Ledger
from .opening import begin_ledger, open_ledger

__all__ = [
    "HALVES",
    "NOT_LISTED",
    "Arrival",
    "Change",
    "Changing",
    "Edition",
    "Event",
    "Issue",
    "Ledger",
    "Past",
    "Reason",
    "ReasonKind",
    "Rebuild",
    "Ruling",
    "State",
    "Terms",
    "Verdict",
    "Withdrawal",
    "address_of",
    "begin_ledger",
    "open_ledger",
]
