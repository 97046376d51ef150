"""Settling the places of a table from its labels, keys and merges, before a value is looked at."""

from collections.abc import Iterator, Mapping

from ..form import Block, is_row_key
from ..sheet import Cell
from .places import NOWHERE, PlacedRow, Places
from .table import Table


def places_of(table: Table) -> Places:
    """What is settled of the places of a table, whatever stands in its cells."""
    if not table.is_keyed:
        return NOWHERE
    asked = [*table.drawing.fields(), *table.drawing.repeats()]
    columns = {block.text: tuple(table.columns_of(block)) for block in asked}
    once = {
        block.text: cell for block in table.drawing.fields() for cell in _only_cell(table, block)
    }
    repeated = () if table.headings else table.drawing.repeated_rows()
    return Places(columns, once, {drawn: tuple(_rows(table, drawn, columns)) for drawn in repeated})


def _only_cell(table: Table, block: Block) -> Iterator[Cell]:
    """The cell of a field; none where its row hangs on what is filled in, or another could be."""
    drawn = block.box.top
    is_settled = drawn in table.lines or drawn in table.keys
    cells = table.cells_of(block) if is_settled else None
    if cells and len(cells) == 1 and not table.pushed_beside(block, cells):
        yield cells[0]


def _rows(table: Table, drawn: int, columns: Mapping[str, tuple[int, ...]]) -> Iterator[PlacedRow]:
    names = [block.text for block in table.drawing.repeats() if block.box.top == drawn]
    for row in table.repeated_rows(drawn):
        cells = {name: Cell(row, columns[name][0]) for name in names if columns[name]}
        merged = ((cell, table.grid.merged(*cell)) for cell in cells.values())
        is_apart = all(box.first == cell and box.bottom == row for cell, box in merged)
        key = table.row_key(row)
        yield PlacedRow(row, key if is_row_key(key) else "", cells, is_apart)
