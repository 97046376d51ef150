"""What of a table nobody sees: values under a merge, and what stands in hidden rows and columns."""

from collections.abc import Iterator, Mapping

from ...sheet import Cell
from .. import as_seen, decode
from ..table import Table
from .entries import Note


def unseen_notes(table: Table, where: Mapping[str, Cell]) -> Iterator[Note]:
    """What is to be told of it; `where` says which cells values were taken from."""
    yield from covered_notes(table)
    yield from hidden_notes(table, where)


def covered_notes(table: Table) -> Iterator[Note]:
    """Values under a merged cell that are another than is seen."""
    grid = table.grid
    for cell, _ in as_seen.covered_cells(grid, table.first_row, table.bottom):
        found = decode.shown(grid.covered[cell])
        yield Note("cell.covered", "", cell, found, str(grid.merged(*cell)))


def hidden_notes(table: Table, where: Mapping[str, Cell]) -> Iterator[Note]:
    """Each hidden row and column once, at the first cell that holds something."""
    grid, told = table.grid, set[tuple[str, int]]()
    first_of_columns = {cell.column: cell for cell in where.values()}.values()
    if not (grid.hidden_rows or any(map(grid.is_hidden, first_of_columns))):
        return
    for field, cell in where.items():
        if not grid.is_hidden(cell) or grid.is_blank(*cell):
            continue
        is_row = cell.row in grid.hidden_rows
        code, number = ("row.hidden", cell.row) if is_row else ("column.hidden", cell.column)
        if (code, number) not in told:
            told.add((code, number))
            yield Note(code, field, cell, decode.shown(grid.value(*cell)))
