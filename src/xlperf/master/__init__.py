"""The approved budget: read, held to the form, reconciled with what came back."""

from .comparison import ACCEPTED, Comparison, Status
from .list_file import check_master, labels_of, master_of, read_master
from .list_form import list_workbook
from .reconciliation import (
    Gathering,
    Reconciliation,
    Tally,
    UnitTally,
    reconcile,
)
from .report import (
    Declared,
    MasterReport,
    OneSheet,
    PassedOver,
    TotalRow,
    UnitTotal,
    UsedColumn,
)

__all__ = [
    "ACCEPTED",
    "Comparison",
    "Declared",
    "Gathering",
    "MasterReport",
    "OneSheet",
    "PassedOver",
    "Reconciliation",
    "Status",
    "Tally",
    "TotalRow",
    "UnitTally",
    "UnitTotal",
    "UsedColumn",
    "check_master",
    "labels_of",
    "list_workbook",
    "master_of",
    "read_master",
    "reconcile",
]
