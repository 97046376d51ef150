"""What is asked, and where it stands on the sheet."""

from .declared import DeclaredField
from .drawing import LONGEST_LABEL, Block, Drawing, Kind
from .file import form_path, shipped_forms
from .form import Form
from .layout import (
    KEY_COLUMN,
    KEY_ROW,
    LINE_ROW,
    TITLE_ROW,
    TOP,
    UNIT_ROW,
    Layout,
    Placed,
    column_key,
    lay_out,
    row_key,
)
from .sheet_form import SheetForm
from .tables import INDICATORS, DrawnTable, is_row_key, tables_of

__all__ = [
    "INDICATORS",
    "KEY_COLUMN",
    "KEY_ROW",
    "LINE_ROW",
    "LONGEST_LABEL",
    "TITLE_ROW",
    "TOP",
    "UNIT_ROW",
    "Block",
    "DeclaredField",
    "Drawing",
    "DrawnTable",
    "Form",
    "Kind",
    "Layout",
    "Placed",
    "SheetForm",
    "column_key",
    "form_path",
    "is_row_key",
    "lay_out",
    "row_key",
    "shipped_forms",
    "tables_of",
]
