"""The indicators of a table: one a row, levels carried down where they are written once."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ...budget import INDICATOR, FieldValue, Indicator, indicator_path
from ...form import INDICATORS, Form, is_row_key
from ...sheet import Cell, Grid
from .. import decode
from ..table import Table
from .account import Account, account_of
from .entries import Entry, Note, amount_entry, entry, note, of_many_rows, text_entry
from .fields import row_entry, whole_cells, whole_targets
from .plain_rows import plain_row
from .rows import (
    LEVELS,
    PROSE,
    Cells,
    account_of_remark,
    account_of_unused,
    carried_level,
    is_continued,
    is_remark,
    is_unused,
    levels_of,
    merged_texts,
    rows_of,
    spelled,
)
from .target import target_of


class Indicators(NamedTuple):
    """The indicators of one table, and an account of each row.

    Attributes:
        end: the row of the next table's title, if one ends the table.
    """

    indicators: tuple[Indicator, ...]
    accounts: list[Account]
    end: int | None


def transcribe_indicators(form: Form, table: Table) -> Indicators:
    """Every indicator of the table, in its order on the sheet."""
    rows, headings, end = rows_of(form, table)
    starts = list(rows[0].cells.values()) if rows else []
    first = Account(waiting={"": starts[0]}) if starts else Account()
    found: list[Indicator] = []
    accounts = [headings, first]
    keys: set[str] = set()
    levels: dict[str, str] = {}
    for cells, key, after_heading, is_apart in rows:
        if key and not is_row_key(key, INDICATORS):
            continue  # of another table: what stands in it is left over, and told
        plain = plain_row(form, table.grid, len(found), cells) if is_apart else None
        if plain:
            accounts.append(plain.account)
            if plain.values is not None:
                found.append(Indicator(**plain.values, key=_untaken(key, keys)))
            continue
        levels = levels_of(table, cells, levels)
        if is_remark(form, table, cells):
            accounts.append(account_of_remark(table, cells))
        elif is_unused(form, table, cells):
            accounts.append(account_of_unused(form, table, cells))
        elif found and after_heading and is_continued(table, cells):
            found[-1], account = _continued(table, found[-1], len(found) - 1, cells)
            accounts.append(account)
        else:
            values = {
                name: spelled(form, name, levels.get(name, "")) for name in LEVELS if name in cells
            }
            values["key"] = _untaken(key, keys)
            indicator, account = _indicator(form, table, len(found), cells, values)
            accounts.append(account)
            if not is_apart:
                carried = carried_level(table, cells, levels, len(found))
                accounts += [merged_texts(table, cells), carried]
            found.append(indicator)
    return Indicators(tuple(found), accounts, end)


def _untaken(key: str, taken: set[str]) -> str:
    """The key of a row, which is taken then: a copied row has its key only once."""
    own = "" if key in taken else key
    taken.add(key)
    return own


def _indicator(
    form: Form, table: Table, number: int, cells: Cells, values: Mapping[str, Any]
) -> tuple[Indicator, Account]:
    grid, made = table.grid, dict(values)
    read: list[Entry[object]] = [
        _level(form, grid, indicator_path(name, number), cells[name])
        for name in LEVELS
        if name in cells
    ]
    for name in ("level3", *PROSE):
        if name in cells:
            text = text_entry(grid, indicator_path(name, number), cells[name])
            made[name] = text.value
            read.append(text)
    if "weight" in cells:
        field = indicator_path("weight", number)
        merged = of_many_rows(grid, field, cells["weight"])
        weight = merged or amount_entry(grid, field, cells["weight"])
        made["weight"] = weight.value
        read.append(weight)
    declared: dict[str, FieldValue] = {}
    for name in (each for each in whole_cells(form, cells) if each not in INDICATOR):
        own = row_entry(form, grid, name, cells[name], indicator_path(name, number))
        declared[name] = own.value
        read.append(Entry(*own))
    target, fields = target_of(form, grid, number, cells)
    row = Indicator(**made, target=target, declared=whole_targets(form, declared))
    return row, account_of([*read, *fields])


def _level(form: Form, grid: Grid, field: str, cell: Cell) -> Entry[object]:
    """The account of a level, whose value may stand in another cell."""
    read = entry(grid, field, cell)
    if not isinstance(read.value, str):
        return read
    meant = spelled(form, field.rpartition(".")[2], read.value)
    if meant == read.value:
        return read
    return Entry(*read.noted(note(grid, "value.spelling", field, cell, meant)))


def _continued(
    table: Table, before: Indicator, number: int, cells: Cells
) -> tuple[Indicator, Account]:
    """The indicator with the rest of its cells from over the page, told as a finding."""
    whole, notes = {}, []
    for name in PROSE:
        if name in cells and not table.grid.is_blank(*cells[name]):
            rest = decode.text(table.grid.value(*cells[name])).value
            whole[name] = getattr(before, name) + rest
            field = indicator_path(name, number)
            notes.append(Note("layout.joined", field, cells[name], rest, whole[name]))
    used = [each.cell for each in notes]
    account = Account(notes=notes, used=used, last_row=max((c.row for c in used), default=-1))
    return before.model_copy(update=whole), account
