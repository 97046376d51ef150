"""Rows that say in one cell that they do not apply: the sheet asks nothing more of them."""

from collections.abc import Iterable, Mapping, Sequence

from ..budget import NOT_APPLICABLE
from ..form import Form
from .conditions import Condition, Slot, all_of, any_of, blank, literal, one_of

_SAYING = ("sign", "value", "unit", "level3")
"""The columns in which a row may say so."""


def saying(fields: Iterable[str]) -> list[str]:
    """The columns of an indicator table in which a row may say that it does not apply."""
    return [name for name in fields if name in _SAYING]


def not_applicable(form: Form, cells: Sequence[str]) -> str:
    """The formula, without an equals sign, for whether one of some cells says so."""
    words = literal(_words(form))
    found = (f'FIND("|"&LOWER(TRIM({each}))&"|",{words})' for each in cells)
    return f"COUNT({','.join(found)})>0"


def does_not_apply(form: Form, at: Mapping[str, Slot]) -> Condition | None:
    """True of an indicator row that says so; a word behind a figure is its unit.

    Args:
        at: the cells of the row, by name.
    """
    said = [at[name] for name in ("sign", "value", "level3") if name in at]
    found = [one_of(each, NOT_APPLICABLE[form.lang]) for each in said]
    if "unit" in at:
        behind = [blank(at["number"])] if "number" in at else []
        found.append(all_of(*behind, one_of(at["unit"], NOT_APPLICABLE[form.lang])))
    return any_of(*found) if found else None


def _words(form: Form) -> str:
    """The words that say so in the language of a form, each between strokes."""
    return f"|{'|'.join(NOT_APPLICABLE[form.lang])}|"
