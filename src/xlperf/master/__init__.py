"""The approved budget: read, held to the form, reconciled with what came back."""

from .adoption import Adoption, Content, adoption_of, is_sent_back
from .comparison import ACCEPTED, Comparison, Status
from .list_file import check_master, labels_of, master_of, read_master
from .list_form import list_workbook
from .reconciliation import (
    Gathering,
    Reconciliation,
    Tally,
    UnitTally,
    reconcile,
    tally_of,
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
    "Adoption",
    "Comparison",
    "Content",
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
    "adoption_of",
    "check_master",
    "is_sent_back",
    "labels_of",
    "list_workbook",
    "master_of",
    "read_master",
    "reconcile",
    "tally_of",
]
