"""The same results for other programs: plain JSON values, and DataFrames."""

from .json_values import (
    answers_from_json,
    change_json,
    filled_json,
    finding_json,
    reconciliation_json,
)
from .master_json import master_door_json, master_report_json

__all__ = [
    "answers_from_json",
    "change_json",
    "filled_json",
    "finding_json",
    "master_door_json",
    "master_report_json",
    "reconciliation_json",
]
