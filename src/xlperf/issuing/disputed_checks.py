"""The live check of a cell in which the unit's answer stands against the master budget's."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from ..budget import FieldValue, Holds, number_from_float, value_text
from ..form import Form, Layout
from ..sheet import Cell
from .cell_values import cell_value
from .live_checks import Check, Values

Contested = tuple[tuple[str, FieldValue], ...]
"""Fields under dispute, each with what the master budget says."""
_PLACES = 9
"""Figures that are equal to so many decimals are equal."""
_LONGEST_LITERAL, _LONGEST_FORMULA, _LONGEST_TOLD = 250, 6_000, 40


def disputed_checks(
    form: Form, layout: Layout, contested: Contested
) -> Iterable[tuple[Check, Cell]]:
    """For each disputed cell: open until it holds what the master budget says."""
    for field, issued in contested:
        cell = layout.cell(field)
        if cell is None:
            continue
        stored = cell_value(form, field, issued, field)
        if isinstance(stored, float):
            yield _figure(form, field, cell, number_from_float(stored), issued), cell
        elif isinstance(stored, str) and len(literal := _literals(stored)) <= _LONGEST_FORMULA:
            yield _text(form, field, cell, stored, literal), cell


def _told(form: Form, field: str, value: FieldValue) -> str:
    """A value as people read it."""
    if isinstance(value, Decimal) and form.holds(field) is Holds.MONEY:
        return form.money.printed(value)
    text = value_text(value)
    return f"{text}%" if form.holds(field) is Holds.PERCENT else text


def _figure(form: Form, field: str, cell: Cell, issued: Decimal, value: FieldValue) -> Check:
    """A figure as its cell stores it: a percent as a fraction, a date as its number."""
    places = form.money.places if form.holds(field) is Holds.MONEY else _PLACES

    def differs(values: Values) -> bool:
        typed = values.get(field)
        if isinstance(typed, str):
            return True
        difference = Decimal(0 if typed is None else repr(typed)) - issued
        return difference.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) != 0

    formula = f"OR(ISTEXT({cell}),ROUND(N({cell})-{issued:f},{places})<>0)"
    told = _told(form, field, value)
    return Check(formula, differs, form.word("hint.disputed", issued=told))


def _text(form: Form, field: str, cell: Cell, issued: str, literal: str) -> Check:
    def differs(values: Values) -> bool:
        value = values.get(field)
        return not isinstance(value, str) or value.casefold() != issued.casefold()

    short = issued if len(issued) <= _LONGEST_TOLD else f"{issued[: _LONGEST_TOLD - 1]}…"
    return Check(f"{cell}<>{literal}", differs, form.word("hint.disputed", issued=short))


def _literals(text: str) -> str:
    """A text inside a formula, however long: line breaks by their number, the rest in pieces."""
    pieces = []
    for number, line in enumerate(text.split("\n")):
        pieces += ["CHAR(10)"] * (number > 0)
        for at in range(0, len(line), _LONGEST_LITERAL):
            part = line[at : at + _LONGEST_LITERAL].replace('"', '""')
            pieces.append(f'"{part}"')
    return f"({'&'.join(pieces)})"
