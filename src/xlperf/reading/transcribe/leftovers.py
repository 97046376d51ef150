"""What is left over of a table's rows: cells that no label, value or heading accounts for."""

import re
from collections.abc import Collection, Iterator

from ...sheet import Cell
from ..table import Table
from .account import Account
from .entries import Note, shown
from .margins import above, is_title_row
from .unseen import unseen_notes

_KEY = re.compile(r"[cd][0-9]+|(?:\S+/)?R[0-9]+")


def all_notes(table: Table, account: Account, end: int | None = None) -> list[Note]:
    """Everything there is to tell: about the table, its values, and what is left over.

    Args:
        end: the row at which the title of another table stands, if one does.
    """
    unseen = unseen_notes(table, account.where)
    return [*problem_notes(table), *account.notes, *unseen, *leftovers(table, account, end)]


def problem_notes(table: Table) -> list[Note]:
    """What is wrong with the labels of a table."""
    return [Note(p.code, "", p.cell, p.found, p.expected) for p in table.problems]


def leftovers(table: Table, account: Account, end: int | None) -> Iterator[Note]:
    """The cells of a table's rows that nothing accounts for."""
    grid = table.grid
    for cell in above(table):
        if not _KEY.fullmatch(shown(grid, cell)):
            yield Note("layout.outside", "", cell, shown(grid, cell))
    labels = frozenset(cell for line in table.lines.values() for cell in line.cells.values())
    last_row = max(account.last_row, *(line.row for line in table.lines.values()))
    span, last = table.span, end or table.bottom + 1
    known = {*account.used, *labels}
    left = [
        cell
        for cell in grid.filled(table.first_row, last, known)
        if cell.column != table.key_column and cell not in table.idle_cells
        if not _is_ours(table, cell)
    ]
    again = _labels_again(table, labels) if left else set[Cell]()
    for cell in left:
        if cell not in again:
            inside = "layout.stray" if cell.row <= last_row else "layout.note"
            code = inside if cell.column in span else "layout.outside"
            yield Note(code, "", cell, shown(grid, cell) or grid.errors.get(cell, ""))
    if end is not None:
        yield from _below(table, end)


def _is_ours(table: Table, cell: Cell) -> bool:
    """What belongs beside the table: hints, reasons, and keys that lost their column's.

    A figure is no reason: it was pushed there.
    """
    grid = table.grid
    if cell.column == table.reasons:
        return isinstance(grid.value(*cell), str) and cell not in grid.errors
    text = shown(grid, cell)
    if cell.column == table.hints:
        return text.startswith(("←", "○")) or _is_uncomputed(table, cell)
    return cell.column not in table.span and _KEY.fullmatch(text) is not None


def _is_uncomputed(table: Table, cell: Cell) -> bool:
    """A hint nobody computed before it was saved as .xls: LibreOffice writes 0 for its text."""
    value = table.grid.value(*cell)
    is_nought = isinstance(value, int | float) and not isinstance(value, bool) and value == 0
    return is_nought and cell in table.grid.formulas


def _labels_again(table: Table, labels: Collection[Cell]) -> set[Cell]:
    """A merged label taken apart, its text in each of its cells: those below it and on its right.

    They are followed from the label on, since a block of equal values may be of any size.
    """
    grid, found, waiting = table.grid, set[Cell](), list(labels)
    while waiting:
        cell = waiting.pop()
        for each in (Cell(cell.row + 1, cell.column), Cell(cell.row, cell.column + 1)):
            is_same = grid.value(*each) == grid.value(*cell) != ""
            if is_same and each not in found:
                found.add(each)
                waiting.append(each)
    return found


def _below(table: Table, end: int) -> Iterator[Note]:
    """What follows the title of another table that was not found: told, once."""
    grid, rows = table.grid, range(end + 1, table.bottom + 1)
    for row in rows:
        filled = [column for column in table.span if not grid.is_blank(row, column)]
        if filled and not is_title_row(table, row):
            cell = Cell(row, filled[0])
            yield Note("layout.unread", "", cell, shown(grid, cell), str(rows[-1] + 1))
            return
