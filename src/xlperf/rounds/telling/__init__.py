"""What is told of a round: in words, as JSON, as a workbook, and what changed between copies."""

from .between_copies import Difference, differences
from .json_values import history_json, standing_json
from .unit_history import Followed, Step, compare_copies, follow_copies, history
from .words import Words, reasons_left, safe
from .workbook import status_workbook

__all__ = [
    "Difference",
    "Followed",
    "Step",
    "Words",
    "compare_copies",
    "differences",
    "follow_copies",
    "history",
    "history_json",
    "reasons_left",
    "safe",
    "standing_json",
    "status_workbook",
]
