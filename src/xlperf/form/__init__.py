"""What is asked, and where it stands on the sheet."""

from .blocks import is_signing
from .computed_fields import ComputedFields, HeldCheck, in_record, with_answers
from .computing import (
    Answer,
    Answers,
    Calculation,
    ScoreForm,
    TargetCells,
    broken_formula,
    formula_of,
    reason_formula,
    reason_is_due,
    score_call,
    truth_of,
)
from .computing import Value as ComputedValue
from .declared import DeclaredField
from .drawing import LONGEST_LABEL, Block, Drawing, Kind
from .drawn_form import YEARS
from .file import form_path, shipped_forms
from .file_schema import form_schema, keys_of_forms
from .form import Form
from .groups import Groups, group_key, in_group, lay_out_groups, parted_key
from .language import spoken_in
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
)
from .publish_form import PublishForm
from .sheet_form import SheetForm
from .start import starting_form
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
    "YEARS",
    "Answer",
    "Answers",
    "Block",
    "Calculation",
    "ComputedFields",
    "ComputedValue",
    "DeclaredField",
    "Drawing",
    "DrawnTable",
    "Form",
    "Groups",
    "HeldCheck",
    "Kind",
    "Layout",
    "Placed",
    "PublishForm",
    "ScoreForm",
    "SheetForm",
    "TargetCells",
    "broken_formula",
    "column_key",
    "form_path",
    "form_schema",
    "formula_of",
    "group_key",
    "in_group",
    "in_record",
    "is_row_key",
    "is_signing",
    "keys_of_forms",
    "lay_out",
    "lay_out_groups",
    "parted_key",
    "reason_formula",
    "reason_is_due",
    "score_call",
    "shipped_forms",
    "spoken_in",
    "starting_form",
    "tables_of",
    "truth_of",
    "with_answers",
]
