"""A project from its table."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from ...budget import PROJECT, FieldValue, Plan, PlanPoint, Project
from ...form import Block, Form
from ...sheet import Cell, Grid, Read
from .. import decode
from ..filled import FilledProject
from ..table import Table
from .account import NOTHING, Account, account_of, cell_of, joined
from .computed import computed
from .entries import Entry, Note, decoded_figure, entry, looked_at, shown
from .goal import transcribe_goal
from .indicators import transcribe_indicators
from .leftovers import all_notes
from .margins import reasons
from .once import declared_once, transcribe_once
from .tables import transcribe_tables

_OWN = "extra."
_MOST = 10**15
"""Excel keeps no more digits than these; a larger figure is kept as the text it shows."""


class Transcribed(NamedTuple):
    """A project as it was read, and what became of its cells.

    Attributes:
        end: the row of the next table's title, if one ends the table.
    """

    filled: FilledProject
    account: Account
    end: int | None


def transcribe_project(form: Form, table: Table) -> tuple[FilledProject, list[Note]]:
    """Read a project, and tell everything that could not be read exactly."""
    filled, account, end = transcribed(form, table)
    return filled, all_notes(table, account, end)


def transcribed(form: Form, table: Table) -> Transcribed:
    """Read a project, with an account of its cells."""
    once, of_fields = transcribe_once(form, table)
    plan, of_plan = _plan(table)
    indicators, of_rows, end = transcribe_indicators(form, table)
    rows, of_tables = transcribe_tables(form, table)
    goal = transcribe_goal(table)
    of_goal = goal.account if goal else Account()
    account = joined([of_fields, of_plan, of_goal, *of_rows, of_tables])
    if goal:
        once = {**once, "goal": goal.text}
    own = [name for name in once if name.startswith(_OWN)]
    project = Project(
        **_vocabulary(once),
        plan=plan,
        indicators=indicators,
        declared=declared_once(form, table, once, {*PROJECT, *own}),
        rows=rows,
    )
    project, of_computed = computed(form, table, project, account)
    account = account._replace(notes=[*account.notes, *of_computed])
    beside = reasons(table)
    refused = account.refused
    unread = {name: cell for name, cell in account.where.items() if refused and name in refused}
    filled = FilledProject(
        project,
        table.grid.name,
        account.where,
        beside,
        frozenset(account.refused),
        typed={
            name: goal.typed if goal and name == "goal" else typed_value(table.grid, cell)
            for name, cell in unread.items()
        },
        comments=account.comments(table.grid),
        waiting=account.waiting,
        keys={row: key for row in beside if (key := table.row_key(row))},
    )
    return Transcribed(filled, account, end)


def typed_value(grid: Grid, cell: Cell) -> str | float:
    """What stands in a cell, as it can be written again: figures as figures, all else as text."""
    value = grid.value(*cell)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST:
        return float(value)
    return grid.errors.get(cell) or decode.shown(value)


def _vocabulary(once: Mapping[str, FieldValue]) -> dict[str, Any]:
    """What stands once and is of the vocabulary, as a project is made of it."""
    values: dict[str, Any] = {name: once[name] for name in PROJECT if name in once}
    own = {name: text for name, text in once.items() if name.startswith(_OWN)}
    values["extra"] = {name.removeprefix(_OWN): text for name, text in own.items()}
    return values


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
    placing = [account for _, account in cells.values() if account is not NOTHING]
    read = account_of([*raw.values()])
    whole = Account(notes=told, refused=[*refused, *unclear])
    return _plan_of(blocks, percents), joined([*placing, read, whole])


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
