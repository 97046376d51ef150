"""What a budget is: unit, project, indicator, target, money, and figures as people type them."""

from . import fields, typed, wording
from .amounts import Amounts, approved_amounts, differing, hint
from .fields import (
    FIGURES,
    INDICATOR,
    ISSUED,
    MONEY,
    OF_UNIT,
    PROJECT,
    UNIT_PART,
    Holds,
    indicator_path,
    vocabulary_holds,
)
from .money import MoneyUnit, is_exact, number_from_float
from .money_marks import is_currency, is_own
from .money_words import SaidUnit, converted, heading_unit, is_unit_label, money_unit, unit_said
from .nothing import is_not_applicable, says_nothing
from .nouns import (
    Goal,
    Indicator,
    Master,
    Plan,
    PlanPoint,
    Project,
    Row,
    Unit,
    UnitBudget,
    UnitPart,
)
from .power_of_ten import common_power, power_in_words
from .record import JsonRecord, Record
from .target import EQUAL, Target, is_sign, plain_sign
from .texts_by_path import (
    part_of,
    part_texts,
    project_of,
    project_texts,
    row_path,
    target_texts,
)
from .typed import Typed, Why
from .values import (
    FieldValue,
    Values,
    blank_of,
    is_blank_value,
    value_from_text,
    value_text,
)
from .wording import code, heading, text_width

__all__ = [
    "EQUAL",
    "FIGURES",
    "INDICATOR",
    "ISSUED",
    "MONEY",
    "OF_UNIT",
    "PROJECT",
    "UNIT_PART",
    "Amounts",
    "FieldValue",
    "Goal",
    "Holds",
    "Indicator",
    "JsonRecord",
    "Master",
    "MoneyUnit",
    "Plan",
    "PlanPoint",
    "Project",
    "Record",
    "Row",
    "SaidUnit",
    "Target",
    "Typed",
    "Unit",
    "UnitBudget",
    "UnitPart",
    "Values",
    "Why",
    "approved_amounts",
    "blank_of",
    "code",
    "common_power",
    "converted",
    "differing",
    "fields",
    "heading",
    "heading_unit",
    "hint",
    "indicator_path",
    "is_blank_value",
    "is_currency",
    "is_exact",
    "is_not_applicable",
    "is_own",
    "is_sign",
    "is_unit_label",
    "money_unit",
    "number_from_float",
    "part_of",
    "part_texts",
    "plain_sign",
    "power_in_words",
    "project_of",
    "project_texts",
    "row_path",
    "says_nothing",
    "target_texts",
    "text_width",
    "typed",
    "unit_said",
    "value_from_text",
    "value_text",
    "vocabulary_holds",
    "wording",
]
