"""What makes a cell of a list unfit to be taken, whatever value it holds.

This is the one place where what the sheet knows of a cell beside its value becomes a doubt.
"""

from typing import NamedTuple

from ..reading import decode
from ..sheet import Cell, Grid, Read


class Doubt(NamedTuple):
    """The code of a finding, and what stands in the cell."""

    code: str
    found: str


def doubt_of(grid: Grid, cell: Cell) -> Doubt | None:
    """Why a cell's value cannot be what a person sees; None where it can."""
    if cell in grid.errors:
        return Doubt("master.error-cell", grid.errors[cell])
    if cell in grid.unstored:
        return Doubt("master.uncomputed", "")
    return None


def sheet_doubts(grid: Grid) -> tuple[Doubt, ...]:
    """What is to be told of a whole sheet that is read."""
    return (Doubt("master.sheet-hidden", grid.name),) if grid.hidden else ()


class Seen(NamedTuple):
    """What a person sees in a cell: the value, the cell that holds it, and what is covered."""

    value: Read
    cell: Cell
    covered: str = ""
    rows: int = 1


def seen(grid: Grid, cell: Cell) -> Seen:
    """What is seen in a cell: under a merge that is the first cell's value, and no other."""
    box = grid.merged(*cell)
    if not box.is_merged:
        return Seen(grid.value(*cell), cell)
    first, rows = Cell(box.top, box.left), box.bottom - box.top + 1
    own = grid.value(*cell)
    covered = "" if first == cell or own == "" else decode.shown(own)
    if cell.column != box.left:
        return Seen("", cell, covered, rows)
    return Seen(grid.value(*first), first, covered, rows)
