"""The ledger of a round: its records, its tables, and the way into its database."""

from .carrying import Past, Rebuild
from .database import address_of
from .deadlines import Deadlines
from .entries import (
    HALVES,
    JOINED,
    NOT_LISTED,
    Arrival,
    Change,
    Edition,
    Event,
    Extension,
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
from .zones import zone_of

__all__ = [
    "HALVES",
    "JOINED",
    "NOT_LISTED",
    "Arrival",
    "Change",
    "Changing",
    "Deadlines",
    "Edition",
    "Event",
    "Extension",
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
    "zone_of",
]
