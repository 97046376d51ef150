"""Formulas, prepared once for all sheets that have them."""

import re
from functools import lru_cache

from xlsxwriter.worksheet import Worksheet

_FUNCTION = re.compile(r"[\w.]+(?=\()")
_OLD = frozenset({"COUNT", "COUNTIF", "HYPERLINK", "IF", "N", "ROUND", "SUBTOTAL", "SUM"})


class PreparedSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet that prepares each text of a formula once.

    XlsxWriter runs some hundred regexes over every formula, half of its whole time, and the
    sheets of a form have the same formulas. `_prepare_formula` is private to it: should it be
    called otherwise one day, the speed is lost and nothing else. A streaming writer has a new
    formula in every row, with functions so old that there is nothing to prepare.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        if self.constant_memory and _OLD.issuperset(_FUNCTION.findall(formula)):
            return formula.removeprefix("=")  # no two are the same, so none need be remembered
        return _prepared(formula, expand_future_functions)


@lru_cache(maxsize=4096)
def _prepared(formula: str, expand: bool) -> str:
    return str(Worksheet()._prepare_formula(formula, expand))
