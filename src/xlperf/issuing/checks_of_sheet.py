"""All live checks of a sheet, by row: of what stands once, then of the rows of its tables."""

from collections.abc import Iterable, Iterator

from ..form import DrawnTable, Form, Kind, Layout, SheetForm
from ..sheet import Cell
from .checks_of_declared import declared_checks, row_checks
from .checks_of_form import form_checks
from .checks_of_rows import indicator_checks
from .live_checks import Check
from .not_applicable import unless_not_applicable
from .sheets.choices import ChoiceLists

PlacedCheck = tuple[Check, Cell]
"""A check, and the cell beside whose row it is said."""


def sheet_checks(
    form: Form,
    sheet: SheetForm,
    layout: Layout,
    lists: ChoiceLists,
    once: Iterable[PlacedCheck],
) -> dict[int, list[Check]]:
    """Every check of a sheet, by row.

    Args:
        once: those of the vocabulary that stand once, in the order they are said.
    """
    first: dict[int, list[Check]] = {}
    found: dict[int, list[Check]] = {}
    for check, cell in (*once, *declared_checks(form, layout, lists)):
        first.setdefault(cell.row, []).append(check)
    for table, rows in layout.tables:
        for number, row in enumerate(rows):
            if checks := list(_of_row(form, sheet, layout, lists, table=table, number=number)):
                found[row] = checks
    singles = {each.box.first for each in layout.placed if each.kind is Kind.FIELD}
    for check, cell in form_checks(form, sheet, layout):
        of = first if cell in singles else found
        of.setdefault(cell.row, []).append(check)
    return {row: first.get(row, []) + found.get(row, []) for row in sorted({*first, *found})}


def _of_row(
    form: Form,
    sheet: SheetForm,
    layout: Layout,
    lists: ChoiceLists,
    *,
    table: DrawnTable,
    number: int,
) -> Iterator[Check]:
    if not table.is_keyed:
        return
    own = row_checks(form, layout, lists, table, number)
    if table.is_indicators:
        checks = indicator_checks(form, sheet, layout, lists.choices, number)
        checks += own[1:]  # that the row is unused is said already
        yield from (unless_not_applicable(form, each, layout, number) for each in checks)
    else:
        yield from own
