"""Finding a drawn table on a sheet by its labels and geometry, never by address.

Labels are looked for as a person reads them (widths, spaces and aliases folded), row by row in
drawn order. Sheets the library issued also carry hidden keys over their columns and beside
their rows, which move with whatever is inserted or sorted; labels and keys must agree. What
does not fit is a problem with an address, never a value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .address import Box, Cell
from .catalogue import word
from .drawing import Block, Drawing
from .form import Form
from .grid import Grid
from .layout import column_key, row_key
from .table import Line, Problem, Table
from .wording import heading

_ENOUGH = 0.6
"""A table is one of the form's when this share of its labels is found."""
_LONGEST_LABEL = 60


class Labels:
    """The labels of a drawing, ready to be looked up as people write them."""

    def __init__(self, form: Form, drawing: Drawing) -> None:
        self.drawing = drawing
        self.by_text: dict[str, list[Block]] = {}
        self.lines: dict[int, list[Block]] = {}
        for label in drawing.labels():
            self.lines.setdefault(label.box.top, []).append(label)
            for text in (label.text, *form.aliases.get(label.text, ())):
                self.by_text.setdefault(heading(text), []).append(label)
        self._seen: dict[str, list[Block]] = {}

    def named(self, text: str) -> list[Block]:
        """The labels a text may be."""
        if len(text) > _LONGEST_LABEL:
            return []
        if text not in self._seen:
            self._seen[text] = self.by_text.get(heading(text), [])
        return self._seen[text]

    @property
    def count(self) -> int:
        """How many labels are drawn."""
        return sum(len(line) for line in self.lines.values())


@dataclass
class _Search:
    """The search for one drawing on one sheet."""

    grid: Grid
    labels: Labels
    hits: dict[int, list[tuple[int, list[Block]]]] = field(default_factory=dict)
    edge: int | None = None
    reasons: int | None = None

    def __post_init__(self) -> None:
        sides = {heading(word("column.hints")): "hints", heading(word("column.reasons")): "reasons"}
        for row, column, text in self.grid.texts():
            named = self.labels.named(text)
            if named:
                self.hits.setdefault(row, []).append((column, named))
            elif len(text) < _LONGEST_LABEL and heading(text) in sides:
                self.edge = column if self.edge is None else min(column, self.edge)
                if sides[heading(text)] == "reasons":
                    self.reasons = column

    def match(self, drawn: int, row: int) -> dict[Block, Cell]:
        """The labels of a drawn row found on a sheet row, from left to right."""
        found: dict[Block, Cell] = {}
        after = -1
        for label in self.labels.lines[drawn]:
            for column, blocks in self.hits.get(row, ()):
                if column > after and label in blocks:
                    found[label], after = Cell(row, column), column
                    break
        return found

    def lines(self, first: int, end: int) -> dict[int, Line]:
        """The drawn rows of a segment, in drawn order, with as many labels as can be."""
        rows = [row for row in sorted(self.hits) if first <= row < end]
        best: dict[int, tuple[int, dict[int, Line]]] = {-1: (0, {})}
        for drawn in sorted(self.labels.lines):
            reached = dict(best)
            for row in rows:
                cells = self.match(drawn, row)
                if not cells:
                    continue
                before = max(
                    (each for last, each in best.items() if last < row), key=lambda each: each[0]
                )
                score = before[0] + len(cells)
                if score > reached.get(row, (0,))[0]:
                    reached[row] = (score, {**before[1], drawn: Line(row, cells)})
            best = reached
        return max(best.values(), key=lambda each: each[0])[1]

    def starts(self) -> list[int]:
        """The rows on which a table may begin: several tables may stand on one sheet."""
        drawn = min(self.labels.lines)
        whole = self.labels.lines[drawn]
        if len(whole) < 2:
            return [0]
        found = [row for row in sorted(self.hits) if len(self.match(drawn, row)) == len(whole)]
        return found or [0]


def locate(grid: Grid, labels: Labels) -> list[Table]:
    """Find every table of a drawing on a sheet; an empty list when there is none."""
    search = _Search(grid, labels)
    tables: list[Table] = []
    starts = [*search.starts(), grid.bottom + 1]
    for first, end in pairwise(starts):
        lines = search.lines(first, end)
        score = sum(len(line.cells) for line in lines.values())
        if score < max(1, _ENOUGH * labels.count):
            continue
        tables.append(_table(search, lines, min(first, _first(lines)), end - 1))
    return tables


def _first(lines: Mapping[int, Line]) -> int:
    return min(line.row for line in lines.values())


def _table(search: _Search, lines: dict[int, Line], first: int, last: int) -> Table:
    grid, labels = search.grid, search.labels
    columns, key_column = _column_keys(grid, labels.drawing.columns)
    right = search.edge - 1 if search.edge is not None else grid.right
    table = Table(
        grid=grid,
        drawing=labels.drawing,
        lines=lines,
        columns=columns,
        keys=_row_keys(grid, key_column, labels.drawing.rows),
        key_column=key_column,
        bottom=last,
        right=max(columns.values(), default=right),
        reasons=search.reasons,
        top=first - 1,
    )
    problems = (*_missing(table, labels), *_moved(table), *_twice(search, table))
    return Table(**{**vars(table), "problems": tuple(problems)})


def _column_keys(grid: Grid, count: int) -> tuple[dict[int, int], int | None]:
    """The hidden keys over the columns, and the column of the keys beside the rows."""
    wanted = {column_key(drawn): drawn for drawn in range(count)}
    for row in range(grid.origin.row, grid.origin.row + 3):
        found: dict[int, int] = {}
        for column in range(grid.origin.column, grid.right + 1):
            drawn = wanted.get(str(grid.value(row, column)))
            if drawn is not None and drawn not in found:
                found[drawn] = column
        if len(found) > count // 2:
            rows = {row_key(drawn) for drawn in range(100)}
            for column in range(grid.origin.column, min(found.values())):
                if any(str(grid.value(r, column)) in rows for r in _rows(grid)):
                    return found, column
            return found, None
    return {}, None


def _rows(grid: Grid) -> range:
    return range(grid.origin.row, grid.bottom + 1)


def _row_keys(grid: Grid, column: int | None, count: int) -> dict[int, int]:
    if column is None:
        return {}
    wanted = {row_key(drawn): drawn for drawn in range(count)}
    found: dict[int, list[int]] = {}
    for row in _rows(grid):
        drawn = wanted.get(str(grid.value(row, column)))
        if drawn is not None:
            found.setdefault(drawn, []).append(row)
    return {drawn: rows[0] for drawn, rows in found.items() if len(rows) == 1}


def _missing(table: Table, labels: Labels) -> Iterator[Problem]:
    for drawn, line in sorted(labels.lines.items()):
        for label in line:
            if table.label_cell(label) is None:
                row = table.lines[drawn].row if drawn in table.lines else _first(table.lines)
                yield Problem("layout.label-missing", Cell(row, 0), "", label.text)


def _moved(table: Table) -> Iterator[Problem]:
    """Labels that stand over another column than the hidden keys say."""
    for line in table.lines.values():
        for label, cell in line.cells.items():
            keyed = table.columns.get(label.box.left, cell.column)
            if keyed != cell.column:
                yield Problem("layout.moved", cell, label.text, str(Cell(cell.row, keyed)))


def _twice(search: _Search, table: Table) -> Iterator[Problem]:
    """A whole line of labels that stands in two places where one belongs."""
    repeated = {table.drawing.governor(b)[0].box.bottom for b in table.drawing.repeats()}
    for drawn, line in table.lines.items():
        whole = len(search.labels.lines[drawn])
        for row in search.hits:
            inside = table.top < row <= table.bottom and row != line.row
            if not inside or drawn in repeated:
                continue
            again = search.match(drawn, row)
            same = [
                label
                for label, cell in again.items()
                if line.cells.get(label, cell).column == cell.column
            ]
            if len(same) == whole:
                label = next(iter(again))
                yield Problem(
                    "layout.label-twice", again[label], label.text, str(line.cells[label])
                )


def label_boxes(table: Table) -> Sequence[Box]:
    """Every cell of the sheet that a label of the table takes."""
    return [
        table.grid.merged(*cell) for line in table.lines.values() for cell in line.cells.values()
    ]
