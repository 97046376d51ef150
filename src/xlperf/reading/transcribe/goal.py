"""The goal of a project that is drawn in rows: a paragraph a row, one text in all."""

from collections.abc import Iterator
from typing import NamedTuple

from ...form import Block, DrawnTable
from ...sheet import Cell
from ..table import Table
from .account import Account, account_of, heading_account, joined, one_of
from .entries import shown, text_entry

_GOAL = "goal"


class GoalInRows(NamedTuple):
    """A goal as it was read.

    Attributes:
        text: its paragraphs, a line each; blank rows between them are blank lines.
        typed: all that stands in the rows, as it can be written again.
    """

    text: str
    typed: str
    account: Account


def transcribe_goal(table: Table) -> GoalInRows | None:
    """The goal from its rows; None where it is not drawn in rows."""
    drawn = next((each for each in table.tables if _is_goal(each)), None)
    if drawn is None:
        return None
    (block,) = (each for each in table.drawing.repeats() if each.box.top == drawn.row)
    accounts: list[Account] = []
    cells: list[Cell] = []
    for row in table.repeated_rows(drawn.row):
        if row in table.headings:
            accounts.append(heading_account(table, row))
        else:
            cells += _cell_of_row(table, block, row, accounts)
    if not cells:
        return GoalInRows("", "", joined([*accounts, Account(refused=[_GOAL])]))
    grid = table.grid
    filled = [number for number, cell in enumerate(cells) if not grid.is_blank(*cell)]
    paragraphs = cells[filled[0] : filled[-1] + 1] if filled else cells[:1]
    read = [text_entry(grid, _GOAL, cell) for cell in paragraphs]
    accounts += [Account(used=cells), account_of(list(reversed(read)))]  # it stands at the first
    text = "\n".join(each.value for each in read)
    return GoalInRows(text, "\n".join(shown(grid, cell) for cell in paragraphs), joined(accounts))


def _is_goal(table: DrawnTable) -> bool:
    return table.is_paragraphs and table.name == _GOAL


def _cell_of_row(table: Table, block: Block, row: int, accounts: list[Account]) -> Iterator[Cell]:
    columns = table.columns_of(block)
    if columns:
        cell, account = one_of(table.grid, _GOAL, [Cell(row, column) for column in columns])
        accounts.append(account)
        if cell is not None:
            yield cell
