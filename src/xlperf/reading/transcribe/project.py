"""A project from its table."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ...budget import Holds, Plan, PlanPoint, Project, holds
from ...form import Block, Form
from ...sheet import Cell, Grid, Read
from .. import decode
from ..filled import FilledProject
from ..table import Table
from .account import Account, account_of, cell_of, joined
from .entries import (
    Entry,
    Note,
    code_entry,
    decoded_figure,
    entry,
    looked_at,
    money_entry,
    shown,
    text_entry,
)
from .indicators import transcribe_indicators
from .leftovers import all_notes
from .margins import reasons

_MOST = 10**15
"""Excel keeps no more digits than these; a larger figure is kept as the text it shows."""


def transcribe_project(form: Form, table: Table) -> tuple[FilledProject, list[Note]]:
    """Read a project, and tell everything that could not be read exactly."""
    values, of_fields = _fields(form, table)
    plan, of_plan = _plan(table)
    indicators, of_rows, end = transcribe_indicators(form, table)
    account = joined([of_fields, of_plan, *of_rows])
    project = Project(**values, plan=plan, indicators=indicators)
    beside = reasons(table)
    unread = {name: cell for name, cell in account.where.items() if name in account.refused}
    filled = FilledProject(
        project,
        table.grid.name,
        account.where,
        beside,
        frozenset(account.refused),
        typed={name: _typed(table.grid, cell) for name, cell in unread.items()},
        comments=account.comments(table.grid),
        keys={row: key for row in beside if (key := table.row_key(row))},
    )
    return filled, all_notes(table, account, end)


def _typed(grid: Grid, cell: Cell) -> str | float:
    """What stands in a cell, as it can be written again: figures as figures, all else as text."""
    value = grid.value(*cell)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST:
        return float(value)
    return grid.errors.get(cell) or decode.shown(value)


def _fields(form: Form, table: Table) -> tuple[dict[str, Any], Account]:
    """What stands once, by field, but for the plan."""
    values: dict[str, Any] = {"extra": {}}
    accounts: list[Account] = []
    for block in table.drawing.fields():
        if block.text.startswith("plan."):
            continue
        cell, account = cell_of(table, block)
        accounts.append(account)
        if cell is None:
            continue
        read = _field(form, table.grid, block.text, cell)
        accounts.append(account_of([read]))
        if block.text.startswith("extra."):
            values["extra"][block.text.removeprefix("extra.")] = read.value
        else:
            values[block.text] = read.value
    return values, joined(accounts)


def _field(form: Form, grid: Grid, field: str, cell: Cell) -> Entry[object]:
    kind = holds(field)
    if kind is Holds.MONEY:
        return money_entry(grid, field, cell, form.money.unit)
    return (code_entry if kind is Holds.CODE else text_entry)(grid, field, cell)


def _plan(table: Table) -> tuple[Plan, Account]:
    """The spending plan, its scale decided for the whole row."""
    blocks = [block for block in table.drawing.fields() if block.text.startswith("plan.")]
    cells = {block.text: cell_of(table, block) for block in blocks}
    grid = table.grid
    raw = {
        name: looked_at(grid, entry(grid, name, cell), in_percent=True)
        for name, (cell, _) in cells.items()
        if cell
    }
    values: list[Read | Decimal] = [raw[name].value if name in raw else "" for name in cells]
    decoded = zip(cells, decode.percents(values), strict=True)
    percents = {name: each for name, each in decoded if name in raw}
    told = list(_told(grid, raw, percents))
    refused = [each.field for each in told if percents[each.field].value is None]
    unclear = [name for name, each in percents.items() if each.code == "plan.scale"]
    placing = [account for _, account in cells.values()]
    account = joined(
        [*placing, account_of([*raw.values()]), Account(notes=told, refused=[*refused, *unclear])]
    )
    return _plan_of(blocks, percents), account


def _plan_of(
    blocks: Sequence[Block], percents: Mapping[str, decode.Decoded[Decimal | None]]
) -> Plan:
    blank: decode.Decoded[Decimal | None] = decode.Decoded(None)
    return Plan(
        points=tuple(
            PlanPoint(
                date=block.text.removeprefix("plan."), percent=percents.get(block.text, blank).value
            )
            for block in blocks
        )
    )


def _told(
    grid: Grid,
    raw: Mapping[str, Entry[Read | Decimal]],
    percents: Mapping[str, decode.Decoded[Decimal | None]],
) -> Iterator[Note]:
    """An unclear scale is one finding for the row, at its last figure, and refuses the row."""
    unclear = [name for name, each in percents.items() if each.code == "plan.scale"]
    if unclear:
        figures = " / ".join(shown(grid, raw[name].cell) for name in percents)
        yield Note("plan.scale", unclear[-1], raw[unclear[-1]].cell, figures)
    for name, each in percents.items():
        if name not in unclear:
            yield from decoded_figure(grid, raw[name]._replace(notes=()), each).notes
