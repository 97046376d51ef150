"""What a budget is: unit, project, indicator, target, money, and figures as people type them."""

from . import fields, typed, wording
from .amounts import Amounts, approved_amounts, differing, hint
from .fields import INDICATOR, ISSUED, MONEY, Holds, holds, path
from .money import MoneyUnit, is_exact, number_from_float
from .money_marks import is_currency, is_own
from .money_words import SaidUnit, converted, heading_unit, is_unit_label, money_unit, unit_said
from .nothing import is_not_applicable, says_nothing
from .nouns import Goal, Indicator, Master, Plan, PlanPoint, Project, Unit, UnitBudget, UnitPart
from .power_of_ten import common_power, power_in_words
from .record import JsonRecord, Record
from .target import EQUAL, Target, is_sign, plain_sign
from .texts_by_path import part_of, part_texts, project_of, project_texts, target_texts
from .typed import Typed, Why
from .wording import code, heading, text_width

__all__ = [
    "EQUAL",
    "INDICATOR",
    "ISSUED",
    "MONEY",
    "Amounts",
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
    "SaidUnit",
    "Target",
    "Typed",
    "Unit",
    "UnitBudget",
    "UnitPart",
    "Why",
    "approved_amounts",
    "code",
    "common_power",
    "converted",
    "differing",
    "fields",
    "heading",
    "heading_unit",
    "hint",
    "holds",
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
    "path",
    "plain_sign",
    "power_in_words",
    "project_of",
    "project_texts",
    "says_nothing",
    "target_texts",
    "text_width",
    "typed",
    "unit_said",
    "wording",
]
