"""The checks that a form asks for, live: each beside the row of the first field it names."""

from collections.abc import Callable, Iterator, Mapping

from ..budget import number_from_float
from ..form import (
    Calculation,
    ComputedFields,
    Form,
    HeldCheck,
    Layout,
    SheetForm,
    broken_formula,
    truth_of,
)
from ..form import ComputedValue as Worth
from ..sheet import Cell, Value
from .computed_cells import cells_of_row, column_ranges, single_cells
from .live_checks import Check, Values

Paths = Mapping[str, str]
"""The path of each field: of what stands once, and of one row."""


def form_checks(form: Form, sheet: SheetForm, layout: Layout) -> Iterator[tuple[Check, Cell]]:
    """Each check with the cell it is said beside; one of rows for every row."""
    computing = form.computed("project" if sheet is form.project else "unit")
    if computing is None:
        return
    ranges, singles = column_ranges(layout), single_cells(computing, layout)
    for held in computing.held:
        hint = form.word("hint.check", text=held.check.text(form.lang))
        for cells, paths in _places(computing, layout, held):
            first = layout.cell_at(paths[held.names[0]])
            formula = broken_formula(held.calculation, singles | cells, ranges)
            is_open = _is_broken(held.calculation, paths, _column_paths(layout))
            if first:
                yield Check(formula, is_open, hint), first


def _places(
    computing: ComputedFields, layout: Layout, held: HeldCheck
) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The cells and the paths of the fields it names, once or row by row."""
    singles = {name: name for name in computing.kinds if not computing.table_of(name)}
    for table, rows in layout.tables:
        if table.name == held.calculation.table:
            for number in range(len(rows)):
                paths = {name: table.path(name, number) for name in table.fields}
                yield cells_of_row(layout, table, number), singles | paths
            return
    yield {}, singles


def _column_paths(layout: Layout) -> dict[str, list[str]]:
    return {
        name: [table.path(name, number) for number in range(len(rows))]
        for table, rows in layout.tables
        for name in table.fields
    }


def _is_broken(
    calculation: Calculation, paths: Paths, columns: Mapping[str, list[str]]
) -> Callable[[Values], bool]:
    def is_broken(values: Values) -> bool:
        known = {name: _worth(values.get(path)) for name, path in paths.items()}
        rows = {name: [_worth(values.get(p)) for p in each] for name, each in columns.items()}
        return truth_of(calculation, known, rows) is False

    return is_broken


def _worth(value: Value) -> Worth:
    """A cell as it is computed with: percents are fractions there already."""
    return number_from_float(value) if isinstance(value, int | float) else value
