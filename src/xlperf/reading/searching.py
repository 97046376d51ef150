"""Looking for the labels of a drawing on a sheet, row by row in drawn order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from ..budget import heading
from ..form import LONGEST_LABEL, Block, Drawing, Form, column_key, is_row_key
from ..sheet import Cell, Grid
from .landmarks import Landmarks
from .side_headings import side_headings
from .table import Line

_IN_LINE = 1 / 1024
"""How much a label in its column counts beside one more label."""
_SEARCHED = 30
"""How many rows from the top the hidden keys of the columns may be in."""


_REMEMBERED = 4096
"""So many short texts are known for labels or for none: every sheet of a batch has the same."""
_folded = lru_cache(maxsize=_REMEMBERED)(heading)


class Labels:
    """The labels of a drawing, ready to be looked up as people write them."""

    def __init__(self, form: Form, drawing: Drawing) -> None:
        self.drawing = drawing
        self.title = form.title_pattern
        self.by_text: dict[str, list[Block]] = {}
        self.lines: dict[int, list[Block]] = {}
        self.aliases = form.aliases
        self.keys = frozenset((*map(column_key, range(drawing.columns)), *drawing.row_keys))
        for label in drawing.labels():
            if label in drawing.idle:
                continue
            self.lines.setdefault(label.box.top, []).append(label)
            for text in (label.text, *form.aliases.get(label.text, ())):
                self.by_text.setdefault(heading(text), []).append(label)

    def named(self, text: str) -> list[Block]:
        """The labels a text may be."""
        if len(text) > LONGEST_LABEL:
            return []
        return self.by_text.get(heading(text), [])

    def may_all_stand(self, words: frozenset[str]) -> bool:
        """Whether each label may be among the short texts of a sheet (`words_of`)."""
        return all(not words.isdisjoint(each) for each in self._spellings)

    @cached_property
    def _spellings(self) -> Sequence[frozenset[str]]:
        """How each label may be written, folded."""
        labels = (label for line in self.lines.values() for label in line)
        return [
            frozenset(map(heading, (each.text, *self.aliases.get(each.text, ()))))
            for each in labels
        ]

    def landmarks(self, grid: Grid) -> Landmarks:
        """What a table of the drawing may be found by on a sheet."""
        may_be = self._may_be_landmark
        marks = [
            (at, text)
            for at, text in grid.cells.items()
            if isinstance(text, str)
            and (may_be(text) if len(text) <= LONGEST_LABEL else is_row_key(text))
        ]
        return Landmarks(grid.origin, grid.bottom, tuple(grid.merges), tuple(marks))

    @cached_property
    def _may_be_landmark(self) -> Callable[[str], bool]:
        """Whether a text may be a label, a key, or the heading of a column beside the table."""
        words = self.by_text.keys() | {each for pair in side_headings() for each in pair}

        def may_be(text: str) -> bool:
            return text in self.keys or is_row_key(text) or heading(text) in words

        return lru_cache(maxsize=_REMEMBERED)(may_be)

    def spellings(self, text: str) -> frozenset[str]:
        """How the labels a text may be are spelled: as drawn, and as the form's aliases."""
        named = {label.text for label in self.named(text)}
        return frozenset(
            each
            for label in named
            for each in (label, *self.aliases.get(label, ()))
            if heading(each) == heading(text)
        )

    @property
    def count(self) -> int:
        """How many labels are drawn."""
        return sum(len(line) for line in self.lines.values())


@dataclass(frozen=True)
class Search:
    """The search for one drawing on one sheet.

    Attributes:
        hits: in each row, the columns of texts that are labels, and which they may be.
        columns: the column of each drawn column, by the hidden keys; empty without them.
        key_column: the column of the hidden keys beside the rows.
        hints, reasons: the columns beside the table, when the sheet has them.
    """

    grid: Grid
    labels: Labels
    hits: Mapping[int, Sequence[tuple[int, list[Block]]]]
    columns: Mapping[int, int]
    key_column: int | None
    hints: int | None = None
    reasons: int | None = None

    def match(self, drawn: int, row: int) -> dict[Block, Cell]:
        """The labels of a drawn row found on a sheet row, from left to right."""
        found: dict[Block, Cell] = {}
        after = -1
        for label in self.labels.lines[drawn]:
            hits = (column for column, blocks in self.hits.get(row, ()) if label in blocks)
            columns = [column for column in hits if column > after]
            keyed = self.columns.get(label.box.left)
            if keyed is not None and label in self.labels.drawing.alike:
                columns = [column for column in columns if column == keyed]
            if columns:
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
                score += _IN_LINE * self._is_keyed_so(drawn, row)
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

    def _is_keyed_so(self, drawn: int, row: int) -> bool:
        """Whether a row has the key of a drawn one: values may say what its labels say."""
        return self.key_column is not None and (
            self.grid.value(row, self.key_column) == self.labels.drawing.row_key(drawn)
        )

    def starts(self) -> list[int]:
        """The rows on which a table may begin: several tables may stand on one sheet."""
        drawn = min(self.labels.lines)
        whole = self.labels.lines[drawn]
        drawing = self.labels.drawing
        if len(whole) < 2 or drawing.alike.issuperset(whole) or drawing.is_mixed:
            return [0]
        found = [row for row in sorted(self.hits) if len(self.match(drawn, row)) == len(whole)]
        above = [row for row in self.hits if found and row < found[0]]
        return [0, *found] if above or not found else found


def words_of(grid: Grid) -> frozenset[str]:
    """The texts of a sheet that are short enough for a label, folded."""
    return frozenset([_folded(text) for _, _, text in grid.texts() if len(text) <= LONGEST_LABEL])


def search_for(labels: Labels, grid: Grid) -> Search:
    """Every text on a sheet that may be one of some labels, and its hidden keys."""
    columns, key_column = _column_keys(grid, labels.drawing)
    pairs = side_headings()
    sides = {each for pair in pairs for each in pair}
    hits: dict[int, list[tuple[int, list[Block]]]] = {}
    beside: dict[int, list[tuple[str, int]]] = {}
    first = _first_keyed_row(grid, key_column, labels.drawing)
    for row, column, text in (each for each in grid.texts() if len(each[2]) <= LONGEST_LABEL):
        folded = _folded(text)
        if row >= first and (named := labels.by_text.get(folded)):
            hits.setdefault(row, []).append((column, named))
        elif folded in sides:
            beside.setdefault(row, []).append((folded, column))
    lines = [each[-2:] for each in beside.values() if tuple(text for text, _ in each[-2:]) in pairs]
    hints, reasons = (column for _, column in lines[-1]) if lines else (None, None)
    return Search(grid, labels, hits, columns, key_column, hints, reasons)


def _column_keys(grid: Grid, drawing: Drawing) -> tuple[dict[int, int], int | None]:
    """The hidden keys over the columns, and the column of the keys beside the rows."""
    count = drawing.columns
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
            for column in range(grid.origin.column, min(found.values())):
                keys = (str(grid.value(row, column)) for row in rows_of_sheet(grid))
                if not drawing.row_keys.keys().isdisjoint(keys):
                    return found, column
            return found, None
    return {}, None


def rows_of_sheet(grid: Grid) -> range:
    """The rows of a sheet that hold something, and those between."""
    return range(grid.origin.row, grid.bottom + 1)


def _first_keyed_row(grid: Grid, column: int | None, drawing: Drawing) -> int:
    """Where the table of an issued sheet begins: a title above it may say what a label says."""
    if column is None:
        return 0
    texts = ((row, str(grid.value(row, column))) for row in rows_of_sheet(grid))
    return next((row for row, text in texts if text in drawing.row_keys or is_row_key(text)), 0)
