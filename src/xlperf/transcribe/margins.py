"""What stands around a table: the unit and the money unit above it, justifications beside it."""

import re
from collections.abc import Iterator

from .. import decode, wording
from ..address import Cell
from ..budget import Unit
from ..table import Table

_UNIT_LINE = re.compile(r"\s*([0-9A-Za-z]*[0-9][0-9A-Za-z]*)[\s　]+(\S.*)")
_MONEY_LINE = re.compile(r"\s*(?:金额)?单位\s*[:：]\s*(\S+)\s*")
_BARE_UNIT_LINE = re.compile(r"\s*\d{3,}[\s　]+\S+\s*")
_ABOVE = 4
"""How many rows above a table its title, unit and money lines may take."""


def unit_line(table: Table) -> Unit:
    """The unit named above a table: code, spaces, name."""
    for text, _ in _above(table):
        match = _UNIT_LINE.fullmatch(text)
        if match:
            return Unit(code=wording.code(match[1]), name=match[2].strip())
    return Unit()


def money_line(table: Table) -> tuple[str, Cell] | None:
    """The money unit named above a table (`单位：万元`), and where."""
    for text, cell in _above(table):
        match = _MONEY_LINE.fullmatch(text)
        if match:
            return match[1], cell
    return None


def _above(table: Table) -> Iterator[tuple[str, Cell]]:
    grid = table.grid
    for row in range(table.first_row - 1, max(-1, table.first_row - 1 - _ABOVE), -1):
        for column in range(grid.origin.column, grid.right + 1):
            value = grid.value(row, column)
            if isinstance(value, str) and value.strip():
                yield value, Cell(row, column)


def is_title_row(texts: list[str]) -> bool:
    """Whether a row is the title, unit or money line of the next table on the same sheet."""
    filled = [text.strip() for text in texts if text.strip()]
    if len(filled) != 1:
        return False
    lines = (_MONEY_LINE, _BARE_UNIT_LINE)
    return filled[0].endswith("绩效目标表") or any(line.fullmatch(filled[0]) for line in lines)


def reasons(table: Table) -> dict[int, str]:
    """The unit's justifications (审核说明), by row of the sheet."""
    if table.reasons is None:
        return {}
    found = {}
    for row in range(table.first_row, table.bottom + 1):
        value = table.grid.value(row, table.reasons)
        if not decode.is_blank(value):
            found[row] = decode.shown(value).strip()
    return found
