"""The unit's own part (部门整体绩效目标) from its table."""

from collections.abc import Sequence

from ...budget import ISSUED, Goal, UnitPart, path
from ...form import Block, Form
from ...sheet import Cell
from ..filled import FilledPart
from ..table import Table
from .account import Account, account_of, heading_account, joined, one_of
from .entries import Note, text_entry
from .leftovers import all_notes
from .margins import reasons

_Lists = dict[str, list[str]]


def transcribe_part(form: Form, table: Table) -> tuple[FilledPart, list[Note]]:
    """Read the unit's own part, a paragraph a row.

    A row with nothing but what was issued is no entry.
    """
    lists: _Lists = {}
    accounts: list[Account] = []
    for row in table.drawing.repeated_rows():
        blocks = [block for block in table.drawing.repeats() if block.box.top == row]
        paragraphs, account = _paragraphs(table, blocks)
        lists |= paragraphs
        accounts.append(account)
    account = joined(accounts)
    projects, texts = lists.get("goals.project", []), lists.get("goals.text", [])
    goals = (Goal(project=name, text=text) for name, text in zip(projects, texts, strict=True))
    part = UnitPart(
        overall=tuple(lists.get("overall", ())),
        goals=tuple(goals),
        safeguards=tuple(lists.get("safeguards", ())),
    )
    comments = account.comments(table.grid)
    filled = FilledPart(
        part, table.grid.name, account.where, reasons(table), comments, _waiting(table, lists)
    )
    return filled, all_notes(table, account)


def _waiting(table: Table, lists: _Lists) -> dict[str, Cell]:
    """The first cell of each list that has no entry."""
    found: dict[str, Cell] = {}
    for block in table.drawing.repeats():
        rows = (row for row in table.repeated_rows(block.box.top) if row not in table.headings)
        row, columns = next(rows, None), table.columns_of(block)
        if row is not None and columns and not any(lists.get(block.text, ())):
            found[block.text] = Cell(row, columns[0])
    return found


def _paragraphs(table: Table, blocks: Sequence[Block]) -> tuple[_Lists, Account]:
    """The texts of one repeated row, by field."""
    columns = {block.text: table.columns_of(block) for block in blocks}
    lists: _Lists = {}
    accounts: list[Account] = []
    number = 0
    for row in table.repeated_rows(blocks[0].box.top):
        if row in table.headings:
            accounts.append(heading_account(table, row))
            continue
        cells = {
            name: [Cell(row, column) for column in found]
            for name, found in columns.items()
            if found
        }
        asked = [cell for name, each in cells.items() if name not in ISSUED for cell in each]
        if all(table.grid.is_blank(*cell) for cell in asked):
            accounts.append(Account(used=[cell for each in cells.values() for cell in each]))
            continue
        for name in columns:
            text, account = _paragraph(table, path(name, number), cells.get(name))
            lists.setdefault(name, []).append(text)
            accounts.append(account)
        number += 1
    return lists, joined(accounts)


def _paragraph(table: Table, field: str, cells: Sequence[Cell] | None) -> tuple[str, Account]:
    if cells is None:
        return "", Account()
    cell, account = one_of(table.grid, field, cells)
    if cell is None:
        return "", account
    read = text_entry(table.grid, field, cell)
    return read.value, account_of([read])
