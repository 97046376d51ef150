"""All live checks of a sheet, by row: of what stands once, then of the rows of its tables."""

from collections.abc import Iterable, Iterator

from ..form import DrawnTable, Form, Kind, Layout, SheetForm
from ..sheet import Cell
from .checks_of_declared import declared_checks, row_checks
from .checks_of_form import form_checks
from .checks_of_rows import indicator_checks, unused
from .checks_of_table import table_checks
from .conditions import Slot
from .live_checks import Check, in_order, weighed
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
    known = ((check, cell) for check, cell in once if _is_asked(form, check))
    for check, cell in (*known, *declared_checks(form, layout, lists)):
        first.setdefault(cell.row, []).append(check)
    for table, rows in layout.tables:
        for number, row in enumerate(rows):
            if checks := list(_of_row(form, sheet, layout, lists, table=table, number=number)):
                found[row] = checks
    singles = {each.box.first for each in layout.placed if each.kind is Kind.FIELD}
    for check, cell in form_checks(form, sheet, layout):
        of = first if cell in singles else found
        of.setdefault(cell.row, []).append(check)
    every = ((row, [*first.get(row, []), *found.get(row, [])]) for row in sorted({*first, *found}))
    return {row: _weighed(form, layout, row, checks) for row, checks in every}


def _weighed(form: Form, layout: Layout, row: int, checks: Iterable[Check]) -> list[Check]:
    """The checks of a row as their findings weigh, those that are told."""
    reason = Slot(f"reason.{row}", Cell(row, layout.reasons))
    return in_order([told for check in checks if (told := weighed(form, check, reason))])


def _is_asked(form: Form, check: Check) -> bool:
    """Whether the reader asks it of this form: rules of budgets may be left out."""
    return "budget" in form.rules or check.code.startswith("value.") or not check.code


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
    if not table.is_indicators:
        yield from own
        return
    own = own[1:]  # that the row is unused is said of all its cells
    yield from (each for each in table_checks(form, layout, lists, number) if _is_asked(form, each))
    yield from (each for each in own if not each.asks)
    yield unused(layout, number)
    of_row = indicator_checks(form, sheet, layout, lists, number)
    due = [each for each in own if each.asks]
    due += [each for each in of_row if _is_asked(form, each)]
    yield from (unless_not_applicable(each, layout, number) for each in due)
