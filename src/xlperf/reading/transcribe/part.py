"""The unit's own part (部门整体绩效目标) from its table."""

from collections.abc import Sequence

from ...budget import ISSUED, OF_UNIT, UNIT_PART, Goal, UnitPart
from ...form import Block, DrawnTable, Form
from ...sheet import Cell
from ..filled import FilledPart
from ..table import Table
from .account import Account, account_of, heading_account, joined, one_of
from .computed import computed
from .entries import Note, text_entry
from .indicators import transcribe_indicators
from .leftovers import all_notes
from .margins import reasons
from .once import declared_once, transcribe_once
from .project import typed_value
from .tables import transcribe_tables

_Lists = dict[str, list[str]]


def transcribe_part(form: Form, table: Table) -> tuple[FilledPart, list[Note]]:
    """Read the unit's own part: what stands once, paragraphs a row, and tables.

    A row with nothing but what was issued is no entry.
    """
    once, of_fields = transcribe_once(form, table)
    lists, of_lists = _all_paragraphs(table)
    indicators, of_indicators, end = transcribe_indicators(form, table)
    rows, of_tables = transcribe_tables(form, table)
    account = joined([of_fields, of_lists, *of_indicators, of_tables])
    projects, texts = lists.get("goals.project", []), lists.get("goals.text", [])
    goals = (Goal(project=name, text=text) for name, text in zip(projects, texts, strict=True))
    part = UnitPart(
        overall=tuple(lists.get("overall", ())),
        goals=tuple(goals),
        safeguards=tuple(lists.get("safeguards", ())),
        indicators=indicators,
        declared=declared_once(form, table, once, OF_UNIT),
        rows=rows,
    )
    beside = reasons(table)
    part, of_computed = computed(form, table, part, account)
    account = joined([account, Account(notes=of_computed)])
    unread = {name: cell for name, cell in account.where.items() if name in account.refused}
    filled = FilledPart(
        part,
        table.grid.name,
        account.where,
        beside,
        account.comments(table.grid),
        _waiting(table, lists),
        frozenset(account.refused),
        {name: typed_value(table.grid, cell) for name, cell in unread.items()},
        {row: key for row in beside if (key := table.row_key(row))},
        {name: str(once[name]) for name in OF_UNIT if name in once},
    )
    return filled, all_notes(table, account, end)


def _waiting(table: Table, lists: _Lists) -> dict[str, Cell]:
    """The first cell of each list that has no entry."""
    found: dict[str, Cell] = {}
    for block in (each for each in table.drawing.repeats() if each.text in UNIT_PART):
        rows = (row for row in table.repeated_rows(block.box.top) if row not in table.headings)
        row, columns = next(rows, None), table.columns_of(block)
        if row is not None and columns and not any(lists.get(block.text, ())):
            found[block.text] = Cell(row, columns[0])
    return found


def _all_paragraphs(table: Table) -> tuple[_Lists, Account]:
    """The texts of every list of paragraphs, by field."""
    lists: _Lists = {}
    accounts: list[Account] = []
    for drawn in table.tables:
        if not drawn.is_keyed:
            blocks = [each for each in table.drawing.repeats() if each.box.top == drawn.row]
            paragraphs, account = _paragraphs(table, drawn, blocks)
            lists |= paragraphs
            accounts.append(account)
    return lists, joined(accounts)


def _paragraphs(table: Table, drawn: DrawnTable, blocks: Sequence[Block]) -> tuple[_Lists, Account]:
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
            text, account = _paragraph(table, drawn.path(name, number), cells.get(name))
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
