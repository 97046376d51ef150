"""From a form and the master budget to the workbooks that are sent out."""

from .cell_values import project_values
from .prefill import prefill, woven
from .press import Press
from .sheets.changes import field_label
from .sheets.guide import Cover
from .workbooks import IssuedWorkbook, file_names, generate, refuse_other_money

__all__ = [
    "Cover",
    "IssuedWorkbook",
    "Press",
    "field_label",
    "file_names",
    "generate",
    "prefill",
    "project_values",
    "refuse_other_money",
    "woven",
]
