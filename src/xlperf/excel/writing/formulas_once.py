"""Formulas, prepared once for all sheets that have them."""

import re
from functools import lru_cache
from inspect import signature

from xlsxwriter.worksheet import Worksheet

from .growing_rows import GrowingRows

_FUNCTION = re.compile(r"(?<![\w.])[\w.]++(?=\()")
_OLD = frozenset(
    ("COUNT", "COUNTIF", "HYPERLINK", "IF", "LEFT", "N", "ROUND", "SUBTOTAL", "SUM", "SUMPRODUCT")
)
_KNOWN = ["self", "formula", "expand_future_functions"]


class FormulasOnce(GrowingRows):
    """A sheet that prepares each text of a formula once.

    XlsxWriter runs some hundred regexes over every formula, half of its whole time, and the
    sheets of a form have the same formulas. A streaming writer has a new formula in every row,
    with functions so old that there is nothing to prepare.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        is_streaming = getattr(self, "constant_memory", False)
        if is_streaming and needs_nothing(formula):
            return formula.removeprefix("=")  # no two are the same, so none need be remembered
        return _prepared(formula, expand_future_functions)


def sheet_class() -> type[GrowingRows]:
    """What sheets are made of; XlsxWriter prepares formulas where its inside is not as known here.

    `_prepare_formula` is private to it. Where it is gone or takes something else, only the speed
    is lost.
    """
    private = getattr(Worksheet, "_prepare_formula", None)
    is_known = private is not None and list(signature(private).parameters) == _KNOWN
    return FormulasOnce if is_known else GrowingRows


def needs_nothing(formula: str) -> bool:
    """Whether a formula has only functions so old that there is nothing to prepare."""
    is_link = formula.startswith("=HYPERLINK(") and formula.count("(") == 1
    return is_link or _OLD.issuperset(_FUNCTION.findall(formula))


@lru_cache(maxsize=4096)
def _prepared(formula: str, expand: bool) -> str:
    return str(Worksheet()._prepare_formula(formula, expand))
