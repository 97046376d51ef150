"""What became of the cells of a table: each step gives its own account, and they are joined."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from ...form import Block
from ...sheet import Cell, Comment, Grid
from ..table import Table
from .entries import Entry, Note, shown


class Account(NamedTuple):
    """What became of the cells one step looked at.

    Attributes:
        where: the cell of every field, by its path.
        notes: what there is to tell, in the order of the sheet.
        refused: fields whose value is there and could not be read.
        used: every cell that was read, or knowingly passed over.
        unused: cells of rows nobody filled, by the path they were issued with.
        last_row: the last row anything was read from; -1 for none.
        waiting: for each second level the cell of a row that nobody filled.
    """

    where: Mapping[str, Cell] = {}
    notes: Sequence[Note] = ()
    refused: Collection[str] = ()
    used: Collection[Cell] = ()
    unused: Mapping[str, Cell] = {}
    last_row: int = -1
    waiting: Mapping[str, Cell] = {}

    def comments(self, grid: Grid) -> dict[str, Comment]:
        """What people noted on the cells of fields."""
        noted = grid.comments
        cells = {**self.unused, **self.where}.items() if noted else ()
        return {name: noted[cell] for name, cell in cells if cell in noted}


NOTHING = Account()
"""The account of a step that looked at no cell."""


def account_of(entries: Sequence[Entry[object]]) -> Account:
    """The account of fields that were read."""
    where: dict[str, Cell] = {}
    notes: list[Note] = []
    refused: list[str] = []
    last_row = -1
    for name, cell, _, told, is_refused in entries:
        where[name] = cell
        last_row = max(last_row, cell.row)
        if told:
            notes += told
        if is_refused:
            refused.append(name)
    return Account(where, notes, refused, where.values(), {}, last_row)


def joined(accounts: Iterable[Account]) -> Account:
    """One account of all steps, in their order."""
    where: dict[str, Cell] = {}
    notes: list[Note] = []
    refused: set[str] = set()
    used: set[Cell] = set()
    unused: dict[str, Cell] = {}
    last_row = -1
    waiting: dict[str, Cell] = {}
    for each in accounts:
        where.update(each.where)
        notes += each.notes
        used.update(each.used)
        if each.refused:
            refused.update(each.refused)
        if each.unused:
            unused.update(each.unused)
        if each.waiting:
            waiting = {**each.waiting, **waiting}
        last_row = max(last_row, each.last_row)
    return Account(where, notes, refused, used, unused, last_row, waiting)


def heading_account(table: Table, row: int) -> Account:
    """The account of a heading that is printed again."""
    return Account(used=[*table.headings[row].cells.values()], last_row=row)


def one_of(grid: Grid, name: str, cells: Sequence[Cell]) -> tuple[Cell | None, Account]:
    """The one cell of several that is filled; None, and a note, when there are more."""
    filled = [cell for cell in cells if not grid.is_blank(*cell)]
    if len(filled) < 2:
        return (filled[0] if filled else cells[0]), NOTHING
    texts = " / ".join(shown(grid, cell) for cell in filled)
    told = Note("layout.ambiguous", name, filled[0], texts)
    return None, Account({name: filled[0]}, [told], [name], filled)


def cell_of(table: Table, block: Block) -> tuple[Cell | None, Account]:
    """The cell of a field that stands once; None when it cannot be told which."""
    settled = table.places.once.get(block.text)
    if settled is not None:
        return settled, NOTHING
    cells = table.cells_of(block)
    if cells is not None:
        return one_of(table.grid, block.text, [*cells, *_beside(table, block, cells)])
    label, _ = table.drawing.governor(block)
    cell = table.label_cell(label)
    if cell is None or table.is_unclear(block):  # all else is told of the label
        return None, Account(refused=[block.text])
    told = Note("layout.cell-missing", block.text, cell, label.text)
    return None, Account(notes=[told], refused=[block.text])


def _beside(table: Table, block: Block, cells: Sequence[Cell]) -> list[Cell]:
    """Cells a field was merged over that hold something else than its own one does.

    They were pushed there, and so may its own have been.
    """
    grid = table.grid
    return [
        there
        for there in table.pushed_beside(block, cells)
        for cell in cells
        if cell.row == there.row and not grid.is_blank(*cell) and not grid.is_blank(*there)
        if grid.value(*there) != grid.value(*cell)
    ]
