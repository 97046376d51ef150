"""The formulas of computed cells: written with the addresses of a sheet as it is laid out."""

from collections.abc import Mapping

from ..form import ComputedFields, DrawnTable, Layout, formula_of
from ..sheet import Box, absolute


def computed_formulas(computing: ComputedFields, layout: Layout) -> Mapping[str, str]:
    """The formula of each computed cell, by its path."""
    calculations, ranges = computing.calculations, column_ranges(layout)
    singles = single_cells(computing, layout)
    found: dict[str, str] = {}
    for name, each in calculations.items():
        if not each.table and name in singles:
            found[name] = formula_of(each, singles, ranges)
    for table, rows in layout.tables:
        own = [name for name in table.fields if name in calculations]
        for number in range(len(rows)) if own else ():
            cells = singles | cells_of_row(layout, table, number)
            for name in own:
                found[table.path(name, number)] = formula_of(calculations[name], cells, ranges)
    return found


def single_cells(computing: ComputedFields, layout: Layout) -> dict[str, str]:
    """The address of every field that stands once."""
    names = (name for name in computing.kinds if not computing.table_of(name))
    return {name: str(cell) for name in names if (cell := layout.cell(name))}


def cells_of_row(layout: Layout, table: DrawnTable, number: int) -> dict[str, str]:
    """The address of every field of a row."""
    return {name: str(layout.cells(name)[number].box.first) for name in table.fields}


def column_ranges(layout: Layout) -> dict[str, str]:
    """Where each column of a table stands, in all its rows."""
    found: dict[str, str] = {}
    for table, rows in layout.tables:
        for name in table.fields:
            column = layout.cells(name)[0].box.left
            found[name] = absolute(Box(rows.start, column, rows.stop - 1, column))
    return found
