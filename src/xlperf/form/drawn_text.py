"""The text of a drawing taken apart: lines into cells, equal neighbours into one block."""

import re
from collections.abc import Iterator, Sequence

from ..sheet import Box
from .blocks import Block, DrawingError, Kind, has_letter, refuse

_FIELD = re.compile(r"\{([a-z]\w*(?:\.\w+)?)\}")
_REPEAT = re.compile(r"\[([a-z]\w*(?:\.\w+)?)\]")


def grid_of(text: str) -> list[list[str]]:
    """The cells of a drawing, line by line.

    Raises:
        DrawingError: the lines do not make a table.
    """
    grid: list[list[str]] = []
    mistakes: list[DrawingError] = []
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        stripped = line.strip()
        if len(stripped) < 2 or not (stripped.startswith("|") and stripped.endswith("|")):
            mistakes.append(DrawingError("drawing.no-table", number, 1, stripped))
            continue
        cells = [cell.strip() for cell in stripped[1:-1].split("|")]
        if grid and len(cells) != len(grid[0]):
            mistakes.append(DrawingError("drawing.ragged", number, len(cells), str(len(grid[0]))))
        grid.append(cells)
    refuse(mistakes)
    if not grid:
        raise DrawingError("drawing.empty", 1, 1)
    return grid


def no_rectangles(grid: list[list[str]]) -> Iterator[DrawingError]:
    """Cells of one text that make no rectangle, and what looks like a field and is none."""
    told: set[tuple[int, int]] = set()
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            if (row, column) in told or not text:
                continue
            joined = _joined(grid, row, column)
            told |= joined
            box = _extent(grid, row, column)
            if joined != {*_cells(box)}:
                yield DrawingError("drawing.no-rectangle", row + 1, column + 1, text)
            elif text[0] in "{[" and not (_FIELD.fullmatch(text) or _REPEAT.fullmatch(text)):
                yield DrawingError("drawing.bad-field", row + 1, column + 1, text)


def _joined(grid: list[list[str]], row: int, column: int) -> set[tuple[int, int]]:
    """The cells that hang together with one and say the same."""
    text, found, open_cells = grid[row][column], {(row, column)}, [(row, column)]
    while open_cells:
        at, beside = open_cells.pop()
        for near in ((at, beside + 1), (at, beside - 1), (at + 1, beside), (at - 1, beside)):
            inside = 0 <= near[0] < len(grid) and 0 <= near[1] < len(grid[0])
            merges = inside and _merges(grid[at], text, along=near[0] == at)
            if merges and near not in found and grid[near[0]][near[1]] == text:
                found.add(near)
                open_cells.append(near)
    return found


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for row in range(box.top, box.bottom + 1):
        for column in range(box.left, box.right + 1):
            yield row, column


def blocks_of(grid: list[list[str]]) -> Iterator[Block]:
    """The blocks of a drawing, in reading order."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(grid):
        for column, text in enumerate(cells):
            if (row, column) in taken or not text:
                continue
            box = _extent(grid, row, column)
            taken |= {*_cells(box)}
            yield Block(box, *_kind(text))


def _extent(grid: list[list[str]], row: int, column: int) -> Box:
    text, right, bottom = grid[row][column], column, row
    if _merges(grid[row], text, along=True):
        while right + 1 < len(grid[row]) and grid[row][right + 1] == text:
            right += 1
    if _merges(grid[row], text, along=False):
        while bottom + 1 < len(grid) and grid[bottom + 1][column] == text:
            bottom += 1
    return Box(row, column, bottom, right)


def _merges(cells: Sequence[str], text: str, *, along: bool) -> bool:
    """Whether equal neighbours are one cell: not —, 10 and 100, but for a year that is a heading.

    Args:
        cells: the row the text stands in.
        along: whether the neighbour stands in the same row.
    """
    if has_letter(text):
        return True
    asked = any(_kind(cell)[0] is not Kind.LABEL for cell in cells)
    return along and not asked and any(map(str.isdigit, text))


def _kind(text: str) -> tuple[Kind, str]:
    if match := _FIELD.fullmatch(text):
        return Kind.FIELD, match[1]
    if match := _REPEAT.fullmatch(text):
        return Kind.REPEAT, match[1]
    return Kind.LABEL, text
