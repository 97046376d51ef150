"""Drawn tables as they stand on a sheet, with keys or without, and what is read from them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from xlperf import Form
from xlperf.form import KEY_COLUMN, KEY_ROW, Drawing, Kind, column_key, lay_out
from xlperf.reading.locate import Labels, locate
from xlperf.reading.table import Table
from xlperf.reading.transcribe.account import Account, cell_of, joined
from xlperf.reading.transcribe.leftovers import all_notes
from xlperf.sheet import Box, Cell, Grid, Read

Rows = list[dict[str, str]]


def sheet_of(drawing: Drawing, repeats: Mapping[int, int], *, keyed: bool) -> Grid:
    """A sheet on which every cell to fill holds its own name, and where it repeats its number.

    Args:
        repeats: how many rows each repeated drawn row has.
        keyed: whether it carries the hidden keys of an issued sheet.
    """
    layout = lay_out(drawing, repeats)
    cells: dict[Cell, Read] = {}
    for each in layout.placed:
        value: Read = each.text
        if each.kind is not Kind.LABEL:
            value = f"{each.text}#{each.number}" if each.kind is Kind.REPEAT else f"={each.text}"
        elif each.text.isdigit():
            value = each.text if keyed else float(each.text)
        cells[each.box.first] = value
    if keyed:
        for column in range(drawing.columns):
            cells[Cell(KEY_ROW, layout.table.left + column)] = column_key(column)
        numbers = dict.fromkeys(repeats, 0)
        for row, own in enumerate(layout.keys, layout.table.top):
            key, drawn = own, drawing.row_keys[own]
            if drawn in repeats:
                numbers[drawn] += 1
                key = f"R{drawn}{numbers[drawn]:03}"
            cells[Cell(row, KEY_COLUMN)] = key
    rows = [
        [cells.get(Cell(row, column), "") for column in range(layout.right + 1)]
        for row in range(layout.bottom + 1)
    ]
    merges = [each.box for each in layout.placed if each.box.is_merged]
    return Grid("表", rows, merges=merges)


def without_column(grid: Grid, column: int) -> Grid:
    """The sheet with a column deleted: merged ranges over it shrink."""
    rows = [[*row[:column], *row[column + 1 :]] for row in grid.rows]
    boxes = (
        Box(b.top, b.left - (b.left > column), b.bottom, b.right - (b.right >= column))
        for b in grid.merges
    )
    return replace(grid, rows=rows, merges=[b for b in boxes if b.right >= b.left and b.is_merged])


def swapped_columns(grid: Grid, one: int, other: int) -> Grid:
    """The sheet with two columns in each other's place."""
    rows = [list(row) for row in grid.rows]
    for row in rows:
        row[one], row[other] = row[other], row[one]
    return replace(grid, rows=rows)


def values_of(table: Table) -> tuple[dict[str, str], Account]:
    """Every cell that stands once and holds something, by its field."""
    accounts, values = [], {}
    for block in table.drawing.fields():
        cell, account = cell_of(table, block)
        accounts.append(account)
        if cell is not None and not table.grid.is_blank(*cell):
            values[block.text] = str(table.grid.value(*cell))
            accounts.append(Account(used=[cell], last_row=cell.row))
    return values, joined(accounts)


def rows_of(table: Table, drawn: int) -> tuple[Rows, Account]:
    """The rows of one repeated drawn row, each by field, and what of them was looked at."""
    blocks = [each for each in table.drawing.repeats() if each.box.top == drawn]
    found: Rows = []
    used: list[Cell] = []
    under = table
    for row in table.repeated_rows(drawn):
        key = table.row_key(row)
        if key and not key.startswith(f"R{drawn}"):
            continue  # of another table
        if row in table.headings:
            under = table.under(row)
            used += table.headings[row].cells.values()
            continue
        cells = {b.text: Cell(row, column) for b in blocks for column in under.columns_of(b)[:1]}
        values = {
            n: str(table.grid.value(*c)) for n, c in cells.items() if not table.grid.is_blank(*c)
        }
        used += cells.values()
        if values:
            found.append(values)
    return found, Account(used=used, last_row=max((c.row for c in used), default=-1))


class Laid(NamedTuple):
    """What was read from one sheet: values by field, rows by drawn row, and codes of findings."""

    values: dict[str, str]
    rows: dict[int, Rows]
    told: set[str]


def labels_of(drawing: Drawing) -> Labels:
    """The labels of a drawing, of a form without aliases."""
    form = Form.load("master").model_copy(update={"aliases": {}})
    return Labels(form, drawing)


def read_laid_out(drawing: Drawing, grid: Grid) -> Laid:
    """The values and rows of the one table on a sheet, and what there is to tell."""
    tables = locate(grid, labels_of(drawing))
    if not tables:
        return Laid({}, {}, {"layout.unread"})
    values, account = values_of(tables[0])
    rows, accounts = {}, [account]
    for drawn in drawing.repeated_rows():
        rows[drawn], account = rows_of(tables[0], drawn)
        accounts.append(account)
    return Laid(values, rows, {each.code for each in all_notes(tables[0], joined(accounts))})
