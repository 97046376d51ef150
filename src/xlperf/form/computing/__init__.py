"""What a form computes: one text, an exact figure on reading and a live formula in the sheet.

It knows neither forms nor files: it takes texts, kinds and values.
"""

from .answers import Answers, answers_of
from .calculation import COMPUTED_PLACES, Calculation, Operand, digits_of
from .evaluation import REFUSED, Refused, Value, scored, truth_of, value_of
from .expression import (
    Comparison,
    Expression,
    added_names,
    names_of,
    score_call,
    singly_named,
    text_of,
)
from .formula import broken_formula, formula_of
from .mistakes import Mistake, mistakes_of
from .order import Order, order_of
from .parsing import ExpressionError, parse_comparison, parse_expression
from .rounding import Answer
from .score_formula import TargetCells, reason_formula
from .scoring import Scored, ScoreDoubt, ScoreForm, Shape, reason_is_due, score_of

__all__ = [
    "COMPUTED_PLACES",
    "REFUSED",
    "Answer",
    "Answers",
    "Calculation",
    "Comparison",
    "Expression",
    "ExpressionError",
    "Mistake",
    "Operand",
    "Order",
    "Refused",
    "ScoreDoubt",
    "ScoreForm",
    "Scored",
    "Shape",
    "TargetCells",
    "Value",
    "added_names",
    "answers_of",
    "broken_formula",
    "digits_of",
    "formula_of",
    "mistakes_of",
    "names_of",
    "order_of",
    "parse_comparison",
    "parse_expression",
    "reason_formula",
    "reason_is_due",
    "score_call",
    "score_of",
    "scored",
    "singly_named",
    "text_of",
    "truth_of",
    "value_of",
]
