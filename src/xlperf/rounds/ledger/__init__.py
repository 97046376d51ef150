"""The ledger of a round: its records, its tables, and the way into its database."""

from .entries import (
    Arrival,
    Change,
    Edition,
    Event,
    Issue,
    Ruling,
    State,
    Terms,
    Verdict,
    Withdrawal,
)
from .ledger import Changing, Ledger
from .opening import begin_ledger, open_ledger

__all__ = [
    "Arrival",
    "Change",
    "Changing",
    "Edition",
    "Event",
    "Issue",
    "Ledger",
    "Ruling",
    "State",
    "Terms",
    "Verdict",
    "Withdrawal",
    "begin_ledger",
    "open_ledger",
]
