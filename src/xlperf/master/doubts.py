"""What of a cell of a list is not what a person sees: the same judgement as of a return."""

from collections.abc import Iterator
from typing import NamedTuple

from ..budget import wording
from ..findings import word
from ..reading import as_seen, beside_cells, decode
from ..sheet import Cell, Grid, Read


class Doubt(NamedTuple):
    """The code of a finding, its cell, what stands there, and what is seen or expected of it."""

    code: str
    cell: Cell | None
    found: str
    expected: str = ""


class Seen(NamedTuple):
    """What a person sees in a cell: the value, the cell that holds it, and what is covered.

    `rows` is over how many rows the cell is merged; `covered` is what lies under the merge.
    """

    value: Read
    cell: Cell
    covered: str = ""
    rows: int = 1


def seen(grid: Grid, cell: Cell) -> Seen:
    """What is seen in a cell: under a merge that is the first cell's value, and no other."""
    box = grid.merged(*cell)
    if not box.is_merged:
        return Seen(grid.value(*cell), cell)
    own, value = grid.covered.get(cell, ""), grid.value(*box.first)
    covered = decode.shown(own) if own not in ("", value) else ""
    rows = box.bottom - box.top + 1
    if cell.column != box.left:
        return Seen("", cell, covered, rows)
    return Seen(value, box.first, covered, rows)


def spelled(grid: Grid, cell: Cell) -> str:
    """A cell as a person sees it, with signs nobody sees spelled out."""
    look = as_seen.look_of(grid, cell)
    if look and look.text and look.is_certain:
        return look.text
    return wording.visible(decode.shown(grid.value(*cell)))


def doubt_of(grid: Grid, cell: Cell) -> Doubt | None:
    """Why nothing is taken from a cell, whatever it should hold; None where it can be."""
    if cell in grid.errors:
        return Doubt("master.error-cell", cell, grid.errors[cell])
    if cell in grid.doubts:
        doubt = grid.doubts[cell]
        found = wording.visible(doubt.found) or spelled(grid, cell)
        return Doubt(doubt.code, cell, found, doubt.shown or word("shown.nothing"))
    if cell in grid.unstored:
        return Doubt("master.uncomputed", cell, "")
    return None


def figure_look(grid: Grid, cell: Cell, unit: str) -> as_seen.Looks | None:
    """What there is to tell of how an amount looks, counted in a unit of money."""
    look = as_seen.look_of(grid, cell)
    if look is None or as_seen.is_date(look, grid.value(*cell)):
        return None
    return as_seen.judged(look, unit)


def sheet_doubts(grid: Grid) -> Iterator[Doubt]:
    """What is to be told of a whole sheet that is read, and of what lies over its cells."""
    if grid.hidden:
        yield Doubt("master.sheet-hidden", None, grid.name)
    for code, found in grid.seen:
        yield Doubt(code, None, found)
    for each in beside_cells.beside_cells(grid):
        yield Doubt(*each)
