"""From a form and the master budget to the workbooks that are sent out."""

from .cell_values import project_values
from .cover import Cover
from .generation import IssuedWorkbook, file_names, generate, refuse_other_money
from .prefilling import prefill, woven
from .prepared_form import PreparedForm
from .sheets.changes import field_label
from .whole_workbook import unit_workbook

__all__ = [
    "Cover",
    "IssuedWorkbook",
    "PreparedForm",
    "field_label",
    "file_names",
    "generate",
    "prefill",
    "project_values",
    "refuse_other_money",
    "unit_workbook",
    "woven",
]
