"""The approved budget: read, held to the form, reconciled with what came back."""

from .list_file import master_of, read_master
from .list_form import list_workbook
from .reconciliation import (
    ACCEPTED,
    Comparison,
    Gathering,
    Reconciliation,
    Status,
    Tally,
    UnitTally,
    reconcile,
)

__all__ = [
    "ACCEPTED",
    "Comparison",
    "Gathering",
    "Reconciliation",
    "Status",
    "Tally",
    "UnitTally",
    "list_workbook",
    "master_of",
    "read_master",
    "reconcile",
]
