"""The same results for other programs: plain JSON values, and DataFrames."""

from .dataframes import (
    findings_frame,
    indicators_frame,
    master_from_frame,
    projects_frame,
    reconciliation_frame,
    tables_frame,
    units_frame,
)
from .json_values import (
    answers_from_json,
    change_json,
    filled_json,
    finding_json,
    reconciliation_json,
)
from .master_json import master_door_json, master_report_json
from .printed_schema import SCHEMA, read_schema

__all__ = [
    "SCHEMA",
    "answers_from_json",
    "change_json",
    "filled_json",
    "finding_json",
    "findings_frame",
    "indicators_frame",
    "master_door_json",
    "master_from_frame",
    "master_report_json",
    "projects_frame",
    "read_schema",
    "reconciliation_frame",
    "reconciliation_json",
    "tables_frame",
    "units_frame",
]
