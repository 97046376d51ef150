"""What stands once on a sheet, field by field."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from ...budget import FieldValue, blank_of
from ...form import Block, Form
from ...sheet import Cell
from ..table import Table
from .account import NOTHING, Account, account_of, cell_of, joined
from .fields import field_entry, whole_cells, whole_targets


class Once(NamedTuple):
    """The values of what stands once, by field as drawn, and an account of their cells."""

    values: Mapping[str, FieldValue]
    account: Account


def transcribe_once(form: Form, table: Table) -> Once:
    """Every field that stands once, but for the plan, whose row is judged as a whole.

    Of a field whose cell cannot be told the value is left out.
    """
    accounts: list[Account] = []
    cells: dict[str, Cell] = {}
    for block in _singles(table):
        cell, account = cell_of(table, block)
        if account is not NOTHING:
            accounts.append(account)
        if cell is not None:
            cells[block.text] = cell
    whole = whole_cells(form, cells)
    read = [field_entry(form, table.grid, name, cell, name) for name, cell in whole.items()]
    values = {each.field: each.value for each in read}
    account = account_of(read)
    return Once(whole_targets(form, values), joined([*accounts, account]) if accounts else account)


def declared_once(
    form: Form, table: Table, values: Mapping[str, FieldValue], known: Collection[str]
) -> dict[str, FieldValue]:
    """Of what stands once the fields the form declares; blank where nothing could be taken.

    Args:
        known: those that have a place of their own in the record.
    """
    parts = {part for name, of in form.own_splits.items() if name in values for part in of}
    names = [block.text for block in _singles(table) if block.text not in parts]
    names += [name for name in values if name not in names]
    return {
        name: values.get(name, blank_of(form.holds(name))) for name in names if name not in known
    }


def _singles(table: Table) -> Iterator[Block]:
    return (each for each in table.drawing.fields() if not each.text.startswith("plan."))
