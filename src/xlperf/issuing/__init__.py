"""From a form and the master budget to the workbooks that are sent out."""

from .blank import blank_workbook
from .cell_values import project_values
from .cover import Cover
from .due import last_day
from .generation import IssuedWorkbook, generate, refuse_other_money
from .last_year import NO_LAST_YEAR, LastYear, Left, Notes, SameName, Why
from .prefilling import in_order, prefill, prefilled_part, woven
from .prepared_form import NamedBudget, PreparedForm, file_names, issue_name, named_budgets
from .returnable import returnable_bytes
from .sheets.changes import field_label
from .whole_workbook import unit_workbook

__all__ = [
    "NO_LAST_YEAR",
    "Cover",
    "IssuedWorkbook",
    "LastYear",
    "Left",
    "NamedBudget",
    "Notes",
    "PreparedForm",
    "SameName",
    "Why",
    "blank_workbook",
    "field_label",
    "file_names",
    "generate",
    "in_order",
    "issue_name",
    "last_day",
    "named_budgets",
    "prefill",
    "prefilled_part",
    "project_values",
    "refuse_other_money",
    "returnable_bytes",
    "unit_workbook",
    "woven",
]
