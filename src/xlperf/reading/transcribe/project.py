"""A project from its table."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ...budget import Holds, Plan, PlanPoint, Project, holds
from ...form import Form
from ...sheet import Cell, Read
from .. import as_seen, decode
from ..filled import FilledProject
from ..table import Table
from .indicators import take_indicators
from .margins import reasons
from .note import Note
from .taking import Taken


def transcribe_project(form: Form, table: Table) -> tuple[FilledProject, list[Note]]:
    """Read a project, and tell everything that could not be read exactly."""
    taken = Taken(form, table)
    values: dict[str, Any] = {"extra": {}}
    for block in table.drawing.fields():
        if block.text.startswith("plan."):
            continue
        cell = taken.single(block)
        if cell is None:
            continue
        value = _field(taken, block.text, cell)
        if block.text.startswith("extra."):
            values["extra"][block.text.removeprefix("extra.")] = value
        else:
            values[block.text] = value
    plan = _plan(taken)
    indicators = tuple(take_indicators(taken))
    project = Project(**values, plan=plan, indicators=indicators)
    beside = reasons(table)
    filled = FilledProject(
        project,
        table.grid.name,
        taken.where,
        beside,
        frozenset(taken.refused),
        typed={name: _typed(taken, taken.where[name]) for name in taken.refused & {*taken.where}},
        comments=taken.comments(),
        keys={row: key for row in beside if (key := table.row_key(row))},
    )
    return filled, taken.all_notes()


_MOST = 10**15
"""Excel keeps no more digits than these; a larger figure is kept as the text it shows."""


def _typed(taken: Taken, cell: Cell) -> str | float:
    """What stands in a cell, as it can be written again: figures as figures, all else as text."""
    value = taken.grid.value(*cell)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST:
        return float(value)
    return taken.grid.errors.get(cell) or decode.shown(value)


def _field(taken: Taken, field: str, cell: Cell) -> Decimal | str | None:
    kind = holds(field)
    if kind is Holds.MONEY:
        return taken.money(field, cell)
    return taken.code(field, cell) if kind is Holds.CODE else taken.text(field, cell)


def _plan(taken: Taken) -> Plan:
    """The spending plan, its scale decided for the whole row."""
    blocks = [block for block in taken.table.drawing.fields() if block.text.startswith("plan.")]
    cells = {block.text: taken.single(block) for block in blocks}
    placed = {field: cell for field, cell in cells.items() if cell is not None}
    values = [_share(taken, field, cell) if cell else "" for field, cell in cells.items()]
    decoded = zip(cells, decode.percents(values), strict=True)
    percents = {field: each for field, each in decoded if field in placed}
    _tell(taken, percents)
    blank: decode.Decoded[Decimal | None] = decode.Decoded(None)
    return Plan(
        points=tuple(
            PlanPoint(
                date=block.text.removeprefix("plan."), percent=percents.get(block.text, blank).value
            )
            for block in blocks
        )
    )


def _share(taken: Taken, field: str, cell: Cell) -> Read | Decimal:
    """One figure of the plan; under a format with a percent sign, what it shows."""
    value = taken.value(field, cell)
    if taken.is_not_seen(field, cell, in_percent=True):
        return ""
    percent = as_seen.worth(as_seen.look_of(taken.grid, cell))
    return value if percent is None else percent


def _tell(taken: Taken, percents: Mapping[str, decode.Decoded[Decimal | None]]) -> None:
    """An unclear scale is one finding for the row, at its last figure, and refuses the row."""
    unclear = [field for field, each in percents.items() if each.code == "plan.scale"]
    if unclear:
        taken.refused.update(unclear)
        figures = " / ".join(taken.shown(taken.where[field]) for field in percents)
        cell = taken.where[unclear[-1]]
        taken.notes.append(Note("plan.scale", unclear[-1], cell, figures))
    for field, each in percents.items():
        if field not in unclear:
            taken.tell(field, each)
