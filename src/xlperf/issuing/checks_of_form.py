"""The checks that a form asks for, live: each beside the row of the first field it names."""

from collections.abc import Callable, Iterator, Mapping

from ..budget import number_from_float
from ..form import (
    Calculation,
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

CHECK = "check.failed"
"""What the reader calls a check of the form that does not hold."""
Paths = Mapping[str, str]
"""The path of each field: of what stands once, and of one row."""


def form_checks(form: Form, sheet: SheetForm, layout: Layout) -> Iterator[tuple[Check, Cell]]:
    """Each check with the cell it is said beside, which is where it is told on reading."""
    computing = form.computed("project" if sheet is form.project_sheet else "unit")
    if computing is None:
        return
    ranges, singles = column_ranges(layout), single_cells(computing, layout)
    columns = _column_paths(layout) if computing.held else {}
    for held in computing.held:
        hint = form.word("hint.check", text=held.check.text(form.lang))
        added = {name: columns[name] for name in held.added_names if name in columns}
        for number, (cells, paths) in enumerate(_places(layout, held)):
            first = layout.cell_at(computing.told_at(held, number))
            formula = broken_formula(held.calculation, singles | cells, ranges)
            if first:
                is_broken = _is_broken(held.calculation, paths, added)
                level = held.check.level
                yield Check(formula, is_broken, hint, code=CHECK, level=level), first


def _places(layout: Layout, held: HeldCheck) -> Iterator[tuple[dict[str, str], Paths]]:
    """The cells of a row, and the paths of the fields a check names one value of, row by row."""
    repeated = {name for table, _ in layout.tables for name in table.fields}
    once = {name: name for name in held.names if name not in repeated}
    for table, rows in layout.tables:
        if table.name == held.calculation.table:
            own = [name for name in held.single_names if name in table.fields]
            for number in range(len(rows)):
                paths = {name: table.path(name, number) for name in own}
                yield cells_of_row(layout, table, number), once | paths
            return
    yield {}, once


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
