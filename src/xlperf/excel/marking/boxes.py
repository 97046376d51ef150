"""Where the box of a note stands: beside its cell, large enough for its text.

Excel measures a box in the columns and rows it covers, so those of the sheet have to be known.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ...sheet import LAST_COLUMN, LAST_ROW, Box, Cell, lines, parse_cell
from .what_to_mark import Note
from .xml_in_place import Tag, tags

_WIDTH, _LINE, _MARGIN, _HIGHEST = 320, 17, 31, 420
_SIGNS = 50
"""Half-width signs of 9 point 宋体 in one line of a box."""
_FURTHEST = 300
_Sizes = Mapping[int, int]


class _Measures(NamedTuple):
    """Widths and heights of a sheet in pixels, where they are not the usual ones."""

    columns: _Sizes
    rows: _Sizes
    column: int
    row: int
    merges: list[Box]


def anchors(sheet: bytes, notes: Mapping[Cell, Note]) -> dict[Cell, str]:
    """The place of each note's box, as VML spells it."""
    measures = _measures(sheet)
    return {cell: _anchor(measures, cell, note) for cell, note in notes.items()}


def _anchor(measures: _Measures, cell: Cell, note: Note) -> str:
    text = "\n\n".join(bold + plain for bold, plain in note)
    height = min(_HIGHEST, lines(text, _SIGNS) * _LINE + _MARGIN)
    whole = next((box for box in measures.merges if box.holds(cell)), Box(*cell, *cell))
    left = min(whole.right + 1, LAST_COLUMN - 1)
    right, across = _walked(left, 12 + _WIDTH, measures.columns, measures.column, LAST_COLUMN)
    bottom, down = _walked(cell.row, 4 + height, measures.rows, measures.row, LAST_ROW)
    return f"{left}, 12, {cell.row}, 4, {right}, {across}, {bottom}, {down}"


def _walked(at: int, reach: int, sizes: _Sizes, usual: int, last: int) -> tuple[int, int]:
    """Where one comes out after so many pixels: the column or row, and how far into it."""
    end = min(last, at + _FURTHEST)
    while at < end and reach > sizes.get(at, usual):
        reach -= sizes.get(at, usual)
        at += 1
    return at, min(reach, sizes.get(at, usual))


def _measures(sheet: bytes) -> _Measures:
    columns: dict[int, int] = {}
    rows: dict[int, int] = {}
    column, row = 64, 20
    merges: list[Box] = []
    at = -1
    for tag in tags(sheet):
        if tag.closing:
            continue
        if tag.name == "sheetFormatPr":
            column, row = _width(tag, "defaultColWidth", 64), _height(tag, "defaultRowHeight", 20)
        elif tag.name == "col" and tag.depth == 2:
            columns |= dict.fromkeys(_span(tag), _width(tag, "width", column))
        elif tag.name == "row" and tag.depth == 2:
            at = int(tag.get("r") or at + 2) - 1
            rows[at] = _height(tag, "ht", row)
        elif tag.name == "mergeCell":
            merges.extend(_box(tag.get("ref")))
    return _Measures(columns, rows, column, row, merges)


def _span(tag: Tag) -> range:
    first, last = int(tag.get("min") or 1), int(tag.get("max") or 1)
    return range(first - 1, min(last, first + 2 * _FURTHEST))


def _width(tag: Tag, name: str, usual: int) -> int:
    if tag.get("hidden") in ("1", "true"):
        return 0
    return int(_figure(tag.get(name)) * 7 + 5) if tag.get(name) else usual


def _height(tag: Tag, name: str, usual: int) -> int:
    if tag.get("hidden") in ("1", "true"):
        return 0
    return int(_figure(tag.get(name)) * 4 / 3) if tag.get(name) else usual


def _figure(text: str) -> float:
    try:
        return max(0.0, min(float(text), 4096.0))
    except ValueError:
        return 0.0


def _box(reference: str) -> Iterator[Box]:
    first, _, last = reference.partition(":")
    try:
        yield Box(*parse_cell(first), *parse_cell(last or first))
    except ValueError:
        return
