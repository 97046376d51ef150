"""Finding a drawn table on a sheet by its labels and geometry, never by address.

Labels are looked for as a person reads them (widths, spaces and aliases folded), row by row in
drawn order. Sheets the library issued also carry hidden keys over their columns and beside
their rows, which move with whatever is inserted or sorted; labels and keys must agree. What
does not fit is a problem with an address, never a value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from ..budget import heading
from ..form import LONGEST_LABEL, Block, Drawing, Form, column_key, is_row_key, row_key
from ..sheet import Cell, Grid
from .side_headings import side_headings
from .table import Line, Problem, Table

_ENOUGH = 0.6
"""A table is one of the form's when this share of its labels is found."""
_REMAINS = 3
"""So many labels on one sheet are no accident."""
_IN_LINE = 1 / 1024
"""How much a label in its column counts beside one more label."""
_SEARCHED = 30
"""How many rows from the top the hidden keys of the columns may be in."""


_folded = lru_cache(maxsize=4096)(heading)
"""Every sheet of a batch has the same labels on it, and is searched for several drawings."""


class Labels:
    """The labels of a drawing, ready to be looked up as people write them."""

    def __init__(self, form: Form, drawing: Drawing) -> None:
        self.drawing = drawing
        self.title = form.title_pattern
        self.by_text: dict[str, list[Block]] = {}
        self.lines: dict[int, list[Block]] = {}
        for label in drawing.labels():
            self.lines.setdefault(label.box.top, []).append(label)
            for text in (label.text, *form.aliases.get(label.text, ())):
                self.by_text.setdefault(heading(text), []).append(label)

    def named(self, text: str) -> list[Block]:
        """The labels a text may be."""
        if len(text) > LONGEST_LABEL:
            return []
        return self.by_text.get(heading(text), [])

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
    columns: Mapping[int, int] = field(default_factory=dict)
    key_column: int | None = None
    hints: int | None = None
    reasons: int | None = None

    def __post_init__(self) -> None:
        self.columns, self.key_column = _column_keys(self.grid, self.labels.drawing.columns)
        pairs = side_headings()
        sides = {each for pair in pairs for each in pair}
        beside: dict[int, list[tuple[str, int]]] = {}
        first = _first_keyed_row(self.grid, self.key_column, self.labels.drawing.rows)
        short = (each for each in self.grid.texts() if len(each[2]) <= LONGEST_LABEL)
        for row, column, text in short:
            folded = _folded(text)
            if row >= first and (named := self.labels.by_text.get(folded)):
                self.hits.setdefault(row, []).append((column, named))
            elif folded in sides:
                beside.setdefault(row, []).append((folded, column))
        for each in beside.values():
            if tuple(text for text, _ in each[-2:]) in pairs:
                self.hints, self.reasons = (column for _, column in each[-2:])

    def match(self, drawn: int, row: int) -> dict[Block, Cell]:
        """The labels of a drawn row found on a sheet row, from left to right."""
        found: dict[Block, Cell] = {}
        after = -1
        for label in self.labels.lines[drawn]:
            hits = (column for column, blocks in self.hits.get(row, ()) if label in blocks)
            columns = [column for column in hits if column > after]
            if columns:
                keyed = self.columns.get(label.box.left)
                after = keyed if keyed is not None and keyed in columns else columns[0]
                found[label] = Cell(row, after)
        return found

    def lines(self, first: int, end: int) -> dict[int, Line]:
        """The drawn rows of a segment, in drawn order, with as many labels as can be.

        Where a value says the same as a label, the one that stands in the label's column wins.
        """
        best: dict[int, tuple[float, dict[int, Line]]] = {-1: (0, {})}
        for drawn in sorted(self.labels.lines):
            reached = dict(best)
            for row in self.rows_with(drawn, first, end):
                cells = self.match(drawn, row)
                if not cells:
                    continue
                before = max(
                    (each for last, each in best.items() if last < row), key=lambda each: each[0]
                )
                score = before[0] + len(cells) + _IN_LINE * self._in_line(cells, before[1])
                if score > reached.get(row, (0,))[0]:
                    reached[row] = (score, {**before[1], drawn: Line(row, cells)})
            best = reached
        return max(best.values(), key=lambda each: each[0])[1]

    def rows_with(self, drawn: int, first: int, end: int) -> list[int]:
        """The rows of a segment on which a label of a drawn row stands."""
        stands = self._stands
        found = {row for label in self.labels.lines[drawn] for row in stands.get(label, ())}
        return sorted(row for row in found if first <= row < end)

    @cached_property
    def _stands(self) -> Mapping[Block, Sequence[int]]:
        """The rows on which each label stands."""
        found: dict[Block, list[int]] = {}
        for row, hits in self.hits.items():
            for label in chain.from_iterable(blocks for _, blocks in hits):
                found.setdefault(label, []).append(row)
        return found

    def _in_line(self, cells: Mapping[Block, Cell], before: Mapping[int, Line]) -> int:
        """How many labels stand where the keys, or the labels above them, say they should."""
        columns = dict(self.columns)
        if not columns:  # further right, columns may be one more or less from page to page
            first = (
                cell.column
                for line in before.values()
                for label, cell in line.cells.items()
                if label.box.left == 0
            )
            columns = {0: next(first, -1)}
        return sum(columns.get(label.box.left) == cell.column for label, cell in cells.items())

    def starts(self) -> list[int]:
        """The rows on which a table may begin: several tables may stand on one sheet."""
        drawn = min(self.labels.lines)
        whole = self.labels.lines[drawn]
        if len(whole) < 2:
            return [0]
        found = [row for row in sorted(self.hits) if len(self.match(drawn, row)) == len(whole)]
        above = [row for row in self.hits if found and row < found[0]]
        return [0, *found] if above or not found else found


def locate(grid: Grid, labels: Labels) -> list[Table]:
    """Find every table of a drawing on a sheet; an empty list when there is none."""
    search = _Search(grid, labels)
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
    return tables


def remains(grid: Grid, labels: Labels) -> Problem | None:
    """What is left of a table on a sheet where none could be located: its first label."""
    found = [cell for line in _Search(grid, labels).lines(0, grid.bottom + 1).values()
             for cell in line.cells.values()]  # fmt: skip
    if len(found) < _REMAINS:
        return None
    cell = min(found)
    return Problem("layout.unread", cell, str(grid.value(*cell)), str(grid.bottom + 1))


def _first(lines: Mapping[int, Line]) -> int:
    return min(line.row for line in lines.values())


def _table(search: _Search, lines: dict[int, Line], first: int, last: int) -> Table:
    grid, drawing = search.grid, search.labels.drawing
    columns, key_column = search.columns, search.key_column
    right = _right_edge(grid, drawing, lines)
    right = min(right, search.hints - 1) if search.hints is not None else right
    table = Table(
        grid=grid,
        drawing=drawing,
        lines=lines,
        columns=columns,
        keys=_row_keys(grid, key_column, drawing.rows),
        key_column=key_column,
        bottom=last,
        right=max(columns.values(), default=right),
        hints=search.hints,
        reasons=search.reasons,
        top=first - 1,
        title=search.labels.title,
    )
    table = replace(table, headings=_headings(search, table))
    foreign = _foreign(search, table)
    table = replace(table, bottom=foreign.cell.row - 1) if foreign else table
    moved, twice = dict(_moved(table)), dict(_twice(search, table))
    problems = (*_missing(table, search.labels), *moved.values(), *dict.fromkeys(twice.values()))
    return replace(
        table,
        problems=problems + ((foreign,) if foreign else ()),
        doubtful=frozenset((*moved, *twice)),
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


def _headings(search: _Search, table: Table) -> dict[int, Line]:
    """The rows on which the heading of the repeated cells is printed again."""
    governors = map(table.drawing.governor, table.drawing.repeats())
    found: dict[int, Line] = {}
    for drawn in {label.box.top for label, above in governors if above} & table.lines.keys():
        enough = max(2, _ENOUGH * len(search.labels.lines[drawn]))
        for row in search.hits:
            cells = search.match(drawn, row)
            below = table.lines[drawn].row < row <= table.bottom
            if below and len(cells) >= enough and not is_row_key(table.row_key(row)):
                found[row] = Line(row, cells)
    return found


def _foreign(search: _Search, table: Table) -> Problem | None:
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


def _column_keys(grid: Grid, count: int) -> tuple[dict[int, int], int | None]:
    """The hidden keys over the columns, and the column of the keys beside the rows."""
    wanted = {column_key(drawn): drawn for drawn in range(count)}
    for cells in grid.rows[:_SEARCHED]:
        if not any(key in cells for key in wanted):
            continue
        places: dict[int, list[int]] = {}
        for column, value in enumerate(cells, grid.origin.column):
            drawn = wanted.get(value) if isinstance(value, str) else None
            if drawn is not None:
                places.setdefault(drawn, []).append(column)
        found = {drawn: columns[0] for drawn, columns in places.items() if len(columns) == 1}
        if len(found) > count // 2:
            rows = {row_key(drawn) for drawn in range(100)}
            for column in range(grid.origin.column, min(found.values())):
                if any(str(grid.value(r, column)) in rows for r in _rows(grid)):
                    return found, column
            return found, None
    return {}, None


def _rows(grid: Grid) -> range:
    return range(grid.origin.row, grid.bottom + 1)


def _first_keyed_row(grid: Grid, column: int | None, count: int) -> int:
    """Where the table of an issued sheet begins: a title above it may say what a label says."""
    if column is None:
        return 0
    keys = {row_key(drawn) for drawn in range(count)}
    texts = ((row, str(grid.value(row, column))) for row in _rows(grid))
    return next((row for row, text in texts if text in keys or is_row_key(text)), 0)


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
                column = table.columns.get(label.box.left, table.span.start)
                yield Problem("layout.label-missing", Cell(row, column), "", label.text)


def _moved(table: Table) -> Iterator[tuple[Block, Problem]]:
    """Labels that stand in another column or row than the hidden keys say."""
    for drawn, line in table.lines.items():
        row = table.keys.get(drawn, line.row)
        for label, cell in line.cells.items():
            there = Cell(row, table.columns.get(label.box.left, cell.column))
            if there != cell:
                yield label, Problem("layout.moved", cell, label.text, str(there))


def _twice(search: _Search, table: Table) -> Iterator[tuple[Block, Problem]]:
    """A whole line of labels that stands in two places where one belongs."""
    for drawn, line in table.lines.items():
        whole = len(search.labels.lines[drawn])
        for row in search.rows_with(drawn, table.top + 1, table.bottom + 1):
            if row == line.row or row in table.headings:
                continue
            again = search.match(drawn, row)
            same = [
                label
                for label, cell in again.items()
                if line.cells.get(label, cell).column == cell.column
            ]
            if len(same) == whole and not is_row_key(table.row_key(row)):
                label = next(iter(again))
                first = str(line.cells.get(label, ""))
                problem = Problem("layout.label-twice", again[label], label.text, first)
                yield from ((each, problem) for each in again)
