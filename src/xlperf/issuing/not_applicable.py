"""Rows that say in one cell that they do not apply: the sheet asks nothing more of them."""

from collections.abc import Iterable, Sequence

from ..budget import NOT_APPLICABLE
from ..form import Form, Layout
from .live_checks import Check, Values, literal

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


def unless_not_applicable(form: Form, check: Check, layout: Layout, number: int) -> Check:
    """A check of an indicator row that asks for nothing where the row does not apply."""
    placed = [layout.cells(name)[number] for name in saying(layout.indicator_fields)]
    if not (check.asks and placed):
        return check
    cells, slots = [str(each.box.first) for each in placed], [each.path for each in placed]
    return check._replace(
        formula=f"AND({check.formula},NOT({not_applicable(form, cells)}))",
        is_open=lambda values: check.is_open(values) and not _is_said(form, values, slots),
    )


def _words(form: Form) -> str:
    """The words that say so in the language of a form, each between strokes."""
    return f"|{'|'.join(NOT_APPLICABLE[form.lang])}|"


def _is_said(form: Form, values: Values, slots: Sequence[str]) -> bool:
    texts = (str(values.get(slot) or "").strip(" ").lower() for slot in slots)
    return any(f"|{text}|" in _words(form) for text in texts)
