"""The live checks of one row of a table, and what lets it off some of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..form import DrawnTable, Form, Layout, SheetForm
from .checks_of_declared import row_checks
from .checks_of_rows import Row, fillers, indicator_checks
from .checks_of_table import table_checks
from .conditions import Condition
from .live_checks import Check, stop
from .not_applicable import does_not_apply
from .sheets.choices import ChoiceLists


class Chain(NamedTuple):
    """The checks of a row.

    Attributes:
        always: what is asked whether the row is in use or not.
        stops: where one of these is open, nothing that follows is asked.
        in_use: what is asked of a row that says something.
        excuse: where it need not be filled in.
    """

    always: tuple[Check, ...] = ()
    stops: tuple[Check, ...] = ()
    in_use: tuple[Check, ...] = ()
    excuse: Condition | None = None


def row_chain(
    form: Form,
    sheet: SheetForm,
    layout: Layout,
    lists: ChoiceLists,
    *,
    table: DrawnTable,
    rows: Sequence[Row],
    number: int,
) -> Chain:
    """The checks of one row of a table.

    Args:
        rows: those of the indicator table.
    """
    own = row_checks(form, layout, lists, table, number)
    if not table.is_indicators:
        return Chain(stops=tuple(own[:1]), in_use=tuple(own[1:]))
    row = rows[number]
    own = own[1:]  # that the row is unused is said of all its cells
    whole = table_checks(form, layout, lists, rows, number)
    always = (*_of_budgets(form, whole), *(each for each in own if not each.asks))
    due = (each for each in own if each.asks)
    of_row = [*indicator_checks(form, sheet, row, lists)]
    always += tuple(each for each in of_row if each.code.startswith("value."))
    of_row = [each for each in of_row if not each.code.startswith("value.")]
    stops = [stop(row.is_empty)]
    if "budget" in form.rules:
        stops += fillers(form, row, lists)
    return Chain(
        always, tuple(stops), (*_of_budgets(form, of_row), *due), does_not_apply(form, row.at)
    )


def is_asked_of(form: Form, check: Check) -> bool:
    """Whether the reader asks it of a form: rules of budgets may be left out."""
    return "budget" in form.rules or check.code.startswith("value.") or not check.code


def _of_budgets(form: Form, checks: Iterable[Check]) -> Iterable[Check]:
    return (each for each in checks if is_asked_of(form, each))
