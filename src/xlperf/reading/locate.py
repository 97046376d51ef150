"""Finding a drawn table on a sheet by its labels and geometry, never by address.

Labels are looked for as a person reads them (widths, spaces and aliases folded), row by row in
drawn order. Sheets the library issued also carry hidden keys over their columns and beside
their rows, which move with whatever is inserted or sorted; labels and keys must agree. What
does not fit is a problem with an address, never a value. Nothing else on a sheet is looked at,
so that sheets with the same landmarks need one search.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ..budget import heading
from ..form import Block, Drawing, is_row_key, tables_of
from ..sheet import Cell, Grid
from .landmarks import Landmarks
from .misplaced import problems_of
from .searching import Labels, Search, rows_of_sheet, search_for
from .settling import places_of
from .table import Line, Problem, Table

__all__ = ["Labels", "locate", "remains"]

_ENOUGH = 0.6
"""A table is one of the form's when this share of its labels is found."""
_REMAINS = 3
"""So many labels on one sheet are no accident."""
_SHAPES = 128
"""So many arrangements of landmarks are remembered: a batch has a few, and odd ones in between."""
_MARKS = 5_000
"""The landmarks of a sheet that is worth being remembered."""


def locate(grid: Grid, labels: Labels) -> list[Table]:
    """Find every table of a drawing on a sheet; an empty list when there is none."""
    landmarks = labels.landmarks(grid)
    is_small = len(landmarks.merges) + len(landmarks.texts) <= _MARKS
    tables = (_tables if is_small else _tables.__wrapped__)(labels, landmarks)
    return [replace(each, grid=grid) for each in tables]


@lru_cache(maxsize=_SHAPES)
def _tables(labels: Labels, landmarks: Landmarks) -> tuple[Table, ...]:
    """The tables of every sheet that has some landmarks, without what else stands on it."""
    grid = landmarks.grid()
    search = search_for(labels, grid)
    tables: list[Table] = []
    lost: list[Problem] = []
    for first, end in pairwise((*search.starts(), grid.bottom + 1)):
        lines = search.lines(first, end)
        score = sum(len(line.cells) for line in lines.values())
        if score >= max(1, _ENOUGH * labels.count):
            tables.append(_table(search, lines, min(first, _first(lines)), end - 1))
        elif score > 1:
            cell = min(cell for line in lines.values() for cell in line.cells.values())
            lost.append(Problem("layout.unread", cell, str(grid.value(*cell)), str(end)))
    if tables and lost:
        tables[0] = replace(tables[0], problems=(*tables[0].problems, *lost))
    return tuple(replace(each, places=places_of(each)) for each in tables)


def remains(grid: Grid, labels: Labels) -> Problem | None:
    """What is left of a table on a sheet where none could be located: its first label."""
    found = [cell for line in search_for(labels, grid).lines(0, grid.bottom + 1).values()
             for cell in line.cells.values()]  # fmt: skip
    if len(found) < _REMAINS:
        return None
    cell = min(found)
    return Problem("layout.unread", cell, str(grid.value(*cell)), str(grid.bottom + 1))


def _first(lines: Mapping[int, Line]) -> int:
    return min(line.row for line in lines.values())


def _table(search: Search, lines: dict[int, Line], first: int, last: int) -> Table:
    grid, drawing = search.grid, search.labels.drawing
    columns, key_column = search.columns, search.key_column
    right = _right_edge(grid, drawing, lines)
    right = min(right, search.hints - 1) if search.hints is not None else right
    table = Table(
        grid=grid,
        drawing=drawing,
        lines=lines,
        columns=columns,
        keys=_row_keys(grid, key_column, drawing),
        key_column=key_column,
        bottom=last,
        right=max(columns.values(), default=right),
        hints=search.hints,
        reasons=search.reasons,
        top=first - 1,
        title=search.labels.title,
        tables=tables_of(drawing),
    )
    table = replace(table, headings=_headings(search, table))
    foreign = _foreign(search, table)
    table = replace(table, bottom=foreign.cell.row - 1) if foreign else table
    table = replace(table, displaced=_displaced(search, table))
    problems, doubtful = problems_of(search, table)
    return replace(
        table,
        problems=problems + ((foreign,) if foreign else ()),
        doubtful=doubtful,
    )


def _right_edge(grid: Grid, drawing: Drawing, lines: Mapping[int, Line]) -> int:
    """The last column that labels, and the cells right of the last label of a row, take."""
    beside = {label for label, above in map(drawing.governor, _asked(drawing)) if not above}
    edge = 0
    for line in lines.values():
        label, cell = max(line.cells.items(), key=lambda each: each[1].column)
        right = grid.merged(*cell).right
        edge = max(edge, grid.merged(cell.row, right + 1).right if label in beside else right)
    return edge


def _asked(drawing: Drawing) -> list[Block]:
    return [*drawing.fields(), *drawing.repeats()]


def _headings(search: Search, table: Table) -> dict[int, Line]:
    """The rows on which the heading of the repeated cells is printed again."""
    tops = _heading_rows(table)
    taken = {line.row for line in table.lines.values()}
    found: dict[int, Line] = {}
    for number, drawn_rows in enumerate(tops):
        after = (table.lines[row].row for rows in tops[number + 1 :] for row in rows)
        end = min(after, default=table.bottom + 1)
        for drawn in drawn_rows:
            enough = max(2, _ENOUGH * len(table.lines[drawn].cells))
            for row in search.hits:
                cells = search.match(drawn, row)
                below = table.lines[drawn].row < row < end and row not in taken
                if below and len(cells) >= enough and not is_row_key(table.row_key(row)):
                    found[row] = Line(row, _told_apart(search, cells))
    return found


def _heading_rows(table: Table) -> list[set[int]]:
    """For each repeated row with a heading, the drawn rows in which that was found."""
    found = []
    for repeated in table.drawing.repeated_rows():
        cells = (each for each in table.drawing.repeats() if each.box.top == repeated)
        governors = map(table.drawing.governor, cells)
        found.append({label.box.top for label, above in governors if above} & table.lines.keys())
    return [rows for rows in found if rows]


def _told_apart(search: Search, cells: dict[Block, Cell]) -> dict[Block, Cell]:
    """The labels of a heading but for those that say what one that is missing would say."""
    if search.columns:
        return cells
    drawn = next(iter(cells)).box.top
    missing = {heading(each.text) for each in search.labels.lines[drawn] if each not in cells}
    return {label: cell for label, cell in cells.items() if heading(label.text) not in missing}


def _displaced(search: Search, table: Table) -> frozenset[Cell]:
    """The cells that say what a label says that was not found in its place."""
    labels = (label for line in search.labels.lines.values() for label in line)
    missing = {label for label in labels if table.label_cell(label) is None}
    found = {cell for line in table.lines.values() for cell in line.cells.values()}
    return frozenset(
        Cell(row, column)
        for row, hits in search.hits.items()
        for column, blocks in hits
        if table.first_row <= row <= table.bottom and not missing.isdisjoint(blocks)
    ).difference(found)


def _foreign(search: Search, table: Table) -> Problem | None:
    """Where another table begins below this one, whose first line of labels is damaged."""
    last = max(line.row for line in table.lines.values())
    for row in sorted(search.hits):
        if last < row <= table.bottom and row not in table.headings:
            found = (search.match(drawn, row) for drawn in search.labels.lines)
            most = max(found, key=len)
            if len(most) > 1 and not is_row_key(table.row_key(row)):
                label, cell = next(iter(most.items()))
                return Problem("layout.unread", cell, label.text, str(table.bottom + 1))
    return None


def _row_keys(grid: Grid, column: int | None, drawing: Drawing) -> dict[int, int]:
    if column is None:
        return {}
    found: dict[int, list[int]] = {}
    for row in rows_of_sheet(grid):
        drawn = drawing.row_keys.get(str(grid.value(row, column)))
        if drawn is not None:
            found.setdefault(drawn, []).append(row)
    return {drawn: rows[0] for drawn, rows in found.items() if len(rows) == 1}
