"""What stands around a table: the unit and the money unit above it, justifications beside it."""

import re
from collections.abc import Iterator, Sequence

from ...budget import Unit, heading_unit, unit_said, wording
from ...sheet import Cell, Grid
from .. import decode
from ..side_headings import own_lines
from ..table import Table
from ..unit_lines import UnitSaid, units_said

_UNIT_LINE = re.compile(r"\s*([0-9A-Za-z]*[0-9][0-9A-Za-z]*)[\s　]+(\S.*)")
_BARE_UNIT_LINE = re.compile(r"\s*\d{3,}[\s　]+\S+\s*")
_LONGEST_LINE = 60
"""A line that says the unit, and maybe a date beside it, is no longer."""
_ABOVE = 4
"""How many rows above a table its title, unit and money lines may take."""
_MOST_BESIDE = 5
"""How many texts such a row may hold: checks and hints stand beside the lines of issued sheets."""


def unit_line(table: Table) -> Unit:
    """The unit named above a table: code, spaces, name."""
    for _, texts in _rows_above(table):
        for text in texts:
            match = _UNIT_LINE.fullmatch(wording.seen(text))
            if match:
                return Unit(code=wording.code(match[1]), name=match[2].strip())
    return Unit()


def money_said(table: Table, own: str) -> Iterator[UnitSaid]:
    """Every money unit named above a table (`单位：万元`), and where; from below."""
    for row, _ in _rows_above(table):
        yield from units_said(table.grid, row, (own,), whole=True)


def label_unit(table: Table, name: str, own: str) -> UnitSaid | None:
    """The money unit in a label of a field (`预算数（万元）`), and where."""
    block = table.drawing.block(name)
    for label in table.drawing.known_by(block) if block else ():
        cell = table.label_cell(label)
        text = table.grid.value(*cell) if cell else ""
        if cell and isinstance(text, str) and (unit := heading_unit(text, (own,))[1]):
            return UnitSaid(unit, text.strip(), cell)
    return None


def _rows_above(table: Table) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows above a table and their texts, from below; a table before it ends them."""
    for row in range(table.first_row - 1, max(-1, table.first_row - 1 - _ABOVE), -1):
        texts = _texts(table.grid, row)
        if len(texts) > _MOST_BESIDE:
            return
        yield row, texts


def _is_money_line(text: str) -> bool:
    return len(text) <= _LONGEST_LINE and unit_said(text) is not None


def _texts(grid: Grid, row: int) -> Sequence[str]:
    values = grid.values(grid.filled(row, row + 1))
    return [each for each in values if isinstance(each, str) and each]


def above(table: Table) -> Iterator[Cell]:
    """What somebody put beside the lines above an issued table: none of it is ours."""
    rows = range(table.grid.origin.row, table.first_row)
    if table.key_column is None or not table.is_keyed or any(map(table.row_key, rows)):
        return  # above a second table there is a first
    left = min(table.span.start, *table.columns.values())
    ours = own_lines()
    for cell in table.grid.filled(rows.start, rows.stop):
        if left <= cell.column <= table.right or cell.column == table.key_column:
            continue
        text = decode.shown(table.grid.value(*cell)).strip()
        if wording.heading(text) in ours or _UNIT_LINE.fullmatch(text) or _is_money_line(text):
            continue
        yield cell


def is_title_row(table: Table, row: int) -> bool:
    """Whether a row is the title, unit or money line of the next table on the same sheet."""
    filled = [text.strip() for text in _texts(table.grid, row)]
    if len(filled) != 1:
        return False
    folded = wording.plain(filled[0])
    title = table.title is not None and table.title.fullmatch(folded)
    return bool(title or _BARE_UNIT_LINE.fullmatch(filled[0]) or _is_money_line(filled[0]))


def reasons(table: Table) -> dict[int, str]:
    """The unit's justifications (审核说明), by row of the sheet."""
    if table.reasons is None:
        return {}
    found = {}
    for row in table.own_rows:
        value = table.grid.value(row, table.reasons)
        if not decode.is_blank(value):
            found[row] = decode.shown(value).strip()
    return found
