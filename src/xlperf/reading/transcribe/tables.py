"""The tables a form declares: a record a row, each with its key, in the order of the sheet."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ...budget import Row
from ...form import DrawnTable, Form, is_row_key
from ...sheet import Cell
from ..table import Table
from .account import Account, account_of, heading_account, joined
from .fields import is_computed, row_entry, whole_cells, whole_targets
from .margins import is_title_row

Cells = Mapping[str, Cell]
"""The cells of a row, by the names of its fields as they are drawn."""


class DeclaredTables(NamedTuple):
    """The rows of every declared table of a sheet, by name, and an account of them."""

    rows: dict[str, tuple[Row, ...]]
    account: Account


def transcribe_tables(form: Form, table: Table) -> DeclaredTables:
    """Every row of every table that a form declares."""
    rows: dict[str, tuple[Row, ...]] = {}
    accounts: list[Account] = []
    for drawn in declared_tables(table):
        rows[drawn.name], account = _rows(form, table, drawn)
        accounts.append(account)
    return DeclaredTables(rows, joined(accounts))


def declared_tables(table: Table) -> Iterator[DrawnTable]:
    """The tables of a drawing that are neither the indicators nor paragraphs."""
    drawn = table.tables
    return (each for each in drawn if each.is_keyed and not each.is_indicators)


def _rows(form: Form, table: Table, drawn: DrawnTable) -> tuple[tuple[Row, ...], Account]:
    rows: list[Row] = []
    accounts: list[Account] = []
    keys = set[str]()
    for found, key in _cells_of_rows(table, drawn, accounts):
        cells = whole_cells(form, found)
        if key and not is_row_key(key, drawn.name):
            continue  # a row of another table, or of the heading: what stands in it is told
        if _is_unused(form, table, cells):
            accounts.append(_account_of_unused(drawn, cells, key))
            continue
        read = [
            row_entry(form, table.grid, field, cell, drawn.path(field, len(rows)))
            for field, cell in cells.items()
        ]
        own_key = "" if key in keys else key  # a copied row has its key only once
        keys.add(key)
        typed = {field: each.value for field, each in zip(cells, read, strict=True)}
        whole = whole_targets(form, typed)
        values = {drawn.own(field): value for field, value in whole.items()}
        rows.append(Row(key=own_key, values=values))
        accounts.append(account_of(read))
    return tuple(rows), joined(accounts)


def _cells_of_rows(
    table: Table, drawn: DrawnTable, accounts: list[Account]
) -> Iterator[tuple[Cells, str]]:
    """The cells and the key of each row; a heading printed again goes into the accounts."""
    columns = _columns(table, drawn)
    for row in table.repeated_rows(drawn.row):
        if row in table.headings:
            columns = _columns(table.under(row), drawn)
            accounts.append(heading_account(table, row))
        elif not table.is_keyed and is_title_row(table, row):
            return
        else:
            yield {name: Cell(row, column) for name, column in columns.items()}, table.row_key(row)


def _columns(table: Table, drawn: DrawnTable) -> dict[str, int]:
    blocks = (block for block in table.drawing.repeats() if block.box.top == drawn.row)
    columns = {block.text: table.columns_of(block) for block in blocks}
    return {name: each[0] for name, each in columns.items() if each}


def _is_unused(form: Form, table: Table, cells: Cells) -> bool:
    """Whether nobody filled a row; what is computed in it is nobody's answer."""
    asked = [cell for name, cell in cells.items() if not is_computed(form, name)]
    return all(table.grid.is_blank(*cell) for cell in asked)


def _account_of_unused(drawn: DrawnTable, cells: Cells, key: str) -> Account:
    number = key.rpartition("/")[2]
    unused = {drawn.path(name, number): cell for name, cell in cells.items()} if key else {}
    return Account(unused=unused, used=[*cells.values()])
