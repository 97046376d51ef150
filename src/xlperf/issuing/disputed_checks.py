"""The live check of a cell in which the unit's answer stands against the master budget's."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from ..form import Form, Layout
from ..sheet import Cell
from .live_checks import Check, Values

Contested = tuple[tuple[str, Decimal | str], ...]
"""Fields under dispute, each with what the master budget says."""
_LONGEST_LITERAL, _LONGEST_FORMULA, _LONGEST_TOLD = 250, 6_000, 40


def disputed_checks(
    form: Form, layout: Layout, contested: Contested
) -> Iterable[tuple[Check, Cell]]:
    """For each disputed cell: open until it holds what the master budget says."""
    for field, issued in contested:
        cell = layout.cell(field)
        if cell is None:
            continue
        if isinstance(issued, Decimal):
            yield _money(form, field, cell, issued), cell
        elif len(literal := _literals(issued)) <= _LONGEST_FORMULA:
            yield _text(form, field, cell, issued, literal), cell


def _money(form: Form, field: str, cell: Cell, issued: Decimal) -> Check:
    places = form.money.places

    def differs(values: Values) -> bool:
        value = values.get(field)
        if isinstance(value, str):
            return True
        difference = Decimal(0 if value is None else repr(value)) - issued
        return difference.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) != 0

    formula = f"OR(ISTEXT({cell}),ROUND(N({cell})-{issued:f},{places})<>0)"
    told = form.money.printed(issued)
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
