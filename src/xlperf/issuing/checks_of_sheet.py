"""All live checks of a sheet, by row: of what stands once, then of the rows of its tables."""

from collections.abc import Iterable

from ..form import Form, Layout, SheetForm
from ..sheet import Cell
from .checks_of_declared import declared_checks
from .checks_of_form import form_checks
from .checks_of_rows import Row
from .checks_of_scores import score_checks
from .conditions import Slot, filled
from .live_checks import Check, fitting, is_advice, may_be_settled, settled, stop, weighed
from .row_chain import Chain, is_asked_of, row_chain
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
    known = ((check, cell) for check, cell in once if is_asked_of(form, check))
    for check, cell in (*known, *declared_checks(form, layout, lists)):
        first.setdefault(cell.row, []).append(check)
    every = [Row(layout, number) for number in range(len(layout.indicator_rows))]
    chains = {
        row: row_chain(form, sheet, layout, lists, table=table, rows=every, number=number)
        for table, rows in layout.tables
        if table.is_keyed
        for number, row in enumerate(rows)
    }
    of_form = (*form_checks(form, sheet, layout), *score_checks(form, sheet, layout))
    for check, cell in of_form:
        first.setdefault(cell.row, []).append(check)
    found = {
        row: _chain(form, layout, row, first.get(row, []), chains.get(row, Chain()))
        for row in sorted({*first, *chains})
    }
    return {row: checks for row, checks in found.items() if any(each.hint for each in checks)}


def _chain(
    form: Form, layout: Layout, row: int, once: Iterable[Check], chain: Chain
) -> list[Check]:
    """All checks of a row as their findings weigh: what is to be mended, then what is advised.

    Those that stop what follows stand behind all that is asked whatever they say.
    """
    reason = Slot(f"reason.{row}", Cell(row, layout.reasons))
    first = [settled(each, reason) for each in _told(form, (*once, *chain.always))]
    of_row = _told(form, chain.in_use)
    firm = [each for each in of_row if not (may_be_settled(each) or is_advice(each))]
    rest = [each for each in of_row if may_be_settled(each) and not is_advice(each)]
    advice = [each for each in (*first, *of_row) if is_advice(each)]
    made = [each for each in first if not is_advice(each)]
    made += [*_told(form, chain.stops), *firm]
    if rest or advice:
        made.append(stop(filled(reason)))
    made += [each for each in rest if not each.asks]
    due = [each for each in rest if each.asks]
    if due and chain.excuse:
        made.append(stop(chain.excuse))
    return fitting(form, [*made, *due, *advice])


def _told(form: Form, checks: Iterable[Check]) -> list[Check]:
    return [told for each in checks if (told := weighed(form, each))]
