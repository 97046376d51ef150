"""The unit's own part (部门整体绩效目标) from its table."""

from collections.abc import Sequence

from ...budget import ISSUED, Goal, UnitPart, path
from ...form import Block, Form
from ...sheet import Cell
from ..filled import FilledPart
from ..table import Table
from .margins import reasons
from .note import Note
from .taking import Taken


def transcribe_part(form: Form, table: Table) -> tuple[FilledPart, list[Note]]:
    """Read the unit's own part, a paragraph a row.

    A row with nothing but what was issued is no entry.
    """
    taken = Taken(form, table)
    lists: dict[str, list[str]] = {}
    for row in table.drawing.repeated_rows():
        blocks = [block for block in table.drawing.repeats() if block.box.top == row]
        _take_rows(taken, blocks, lists)
    projects, texts = lists.get("goals.project", []), lists.get("goals.text", [])
    goals = (Goal(project=name, text=text) for name, text in zip(projects, texts, strict=True))
    part = UnitPart(
        overall=tuple(lists.get("overall", ())),
        goals=tuple(goals),
        safeguards=tuple(lists.get("safeguards", ())),
    )
    filled = FilledPart(
        part, table.grid.name, taken.where, reasons(table), comments=taken.comments()
    )
    return filled, taken.all_notes()


def _take_rows(taken: Taken, blocks: Sequence[Block], lists: dict[str, list[str]]) -> None:
    columns = {block.text: taken.table.columns_of(block) for block in blocks}
    number = 0
    for row in taken.table.repeated_rows(blocks[0].box.top):
        if row in taken.table.headings:
            taken.pass_over(row)
            continue
        cells = {
            name: [Cell(row, column) for column in found]
            for name, found in columns.items()
            if found
        }
        asked = [cell for name, each in cells.items() if name not in ISSUED for cell in each]
        if all(taken.is_blank(cell) for cell in asked):
            taken.used.update(cell for each in cells.values() for cell in each)
            continue
        for name in columns:
            field = path(name, number)
            cell = taken.one_of(field, cells[name]) if name in cells else None
            lists.setdefault(name, []).append(taken.text(field, cell) if cell else "")
        number += 1
