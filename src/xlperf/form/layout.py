"""Where a drawn sheet stands once its rows repeat so many times: every block gets its cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..sheet import Box, Cell
from .drawing import Block, Drawing, Kind
from .tables import DrawnTable, tables_of

TOP, LEFT = 4, 1
"""The table begins in B5: above it title, unit and check line, on its left the hidden keys."""
KEY_COLUMN = 0
KEY_ROW, TITLE_ROW, UNIT_ROW, LINE_ROW = 0, 1, 2, 3


class Placed(NamedTuple):
    """A block on its sheet.

    Attributes:
        number: counts the repetitions of a repeated cell.
        path: the path of the value that belongs in it; "" of a label.
    """

    box: Box
    kind: Kind
    text: str
    number: int = 0
    path: str = ""


class LaidTable(NamedTuple):
    """A table laid out: the rows of the sheet it takes."""

    table: DrawnTable
    rows: range


@dataclass(frozen=True)
class Layout:
    """A drawing laid out on a sheet, with so many rows for each repeated field.

    `keys` are the hidden keys of the drawn rows that the rows of the table are.
    """

    placed: tuple[Placed, ...]
    keys: tuple[str, ...]
    bottom: int
    right: int
    tables: tuple[LaidTable, ...] = ()

    @property
    def hints(self) -> int:
        """The column, right of the table, that says what is still to be done."""
        return self.right + 1

    @property
    def reasons(self) -> int:
        """The column for the unit's own justifications (审核说明)."""
        return self.right + 2

    @property
    def table(self) -> Box:
        """The whole table."""
        return Box(TOP, LEFT, self.bottom, self.right)

    def cell(self, field: str, number: int = 0) -> Cell | None:
        """The cell of a field (its top left one, if merged)."""
        cells = self.cells(field)
        return cells[number].box.first if number < len(cells) else None

    def cell_at(self, path: str) -> Cell | None:
        """The cell of a value, by its path."""
        return self._by_path.get(path)

    @cached_property
    def _by_path(self) -> Mapping[str, Cell]:
        return {each.path: each.box.first for each in self.placed if each.path}

    def cells(self, field: str) -> Sequence[Placed]:
        """Every cell of a field, from top to bottom; none of one that is not drawn."""
        return self._by_field.get(field, ())

    @cached_property
    def _by_field(self) -> Mapping[str, Sequence[Placed]]:
        found: dict[str, list[Placed]] = {}
        for each in self.placed:
            if each.kind is not Kind.LABEL:
                found.setdefault(each.text, []).append(each)
        return found

    def rows(self, field: str) -> Sequence[int]:
        """The rows a field stands in."""
        return [each.box.top for each in self.cells(field)]

    @property
    def indicators(self) -> LaidTable | None:
        """The table of indicators, if one is drawn."""
        return next((each for each in self.tables if each.table.is_indicators), None)

    @cached_property
    def indicator_rows(self) -> Sequence[int]:
        """The rows of the indicator table, whichever of its columns are drawn."""
        return self.indicators.rows if self.indicators else ()

    @cached_property
    def indicator_fields(self) -> Sequence[str]:
        """The columns of the indicator table, from left to right."""
        return self.indicators.table.fields if self.indicators else ()

    def heading(self, rows: range) -> range:
        """The rows of the heading over the rows of a table: one, or more where labels span more."""
        first = rows.start - 1
        asked = {each.box.bottom for each in self.placed if each.kind is not Kind.LABEL}
        tops = [e.box.top for e in self.placed if e.box.bottom == first and e.kind is Kind.LABEL]
        while first - 1 not in asked and any(top < first for top in tops):
            first -= 1
        return range(first, rows.start)


def lay_out(drawing: Drawing, repeats: Mapping[int, int]) -> Layout:
    """Lay a drawing out; `repeats` says how many rows each repeated drawn row becomes."""
    heights = [repeats.get(row, 1) for row in range(drawing.rows)]
    starts = [TOP + sum(heights[:row]) for row in range(drawing.rows + 1)]
    laid = tuple(
        LaidTable(table, range(starts[table.row], starts[table.row + 1]))
        for table in tables_of(drawing)
    )
    placed = [_once(block, starts) for block in drawing.blocks if block.kind is not Kind.REPEAT]
    for table, rows in laid:
        blocks = (block for block in drawing.repeats() if block.box.top == table.row)
        placed += [
            Placed(
                Box(row, block.box.left + LEFT, row, block.box.right + LEFT),
                block.kind, block.text, number, table.path(block.text, number),
            )
            for block in blocks
            for number, row in enumerate(rows)
        ]  # fmt: skip
    placed.sort(key=lambda each: (each.box.top, each.box.left))
    keys = tuple(drawing.row_key(row) for row, height in enumerate(heights) for _ in range(height))
    return Layout(tuple(placed), keys, starts[-1] - 1, LEFT + drawing.columns - 1, laid)


def _once(block: Block, starts: Sequence[int]) -> Placed:
    """A block that stands once: a label is as tall as the rows it is drawn over became."""
    box = block.box
    whole = Box(starts[box.top], box.left + LEFT, starts[box.bottom + 1] - 1, box.right + LEFT)
    path = "" if block.kind is Kind.LABEL else block.text
    return Placed(whole, block.kind, block.text, path=path)


def column_key(drawn: int) -> str:
    """The hidden key over a column: which column of the drawing it is."""
    return f"c{drawn}"
