"""Grids as people leave them: rows and columns put in, with the merged cells growing along."""

import io
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest
import xlsxwriter

from xlperf import Form, read
from xlperf.excel.reading.book import Book, read_grids
from xlperf.reading.filled import Filled
from xlperf.sheet import Box, Cell, Grid, Read

Change = Callable[[Grid], Grid]
FORGOTTEN: dict[str, Any] = {"formulas": frozenset(), "unstored": frozenset()}
"""Our own formulas stand beside the table, and are not followed when cells move."""


def with_row(grid: Grid, row: int, cells: Sequence[Read] = ()) -> Grid:
    """The sheet with a row put in above `row`, as Excel does it: merged ranges over it grow."""
    rows = _whole(grid)
    rows += [[""] for _ in range(row - len(rows))]
    rows.insert(row, list(cells))
    merges = [_grown(box, row, along_rows=True) for box in grid.merges]
    moved = _moved(grid, lambda cell: Cell(cell.row + (cell.row >= row), cell.column))
    return replace(moved, rows=rows, merges=merges)


def with_column(grid: Grid, column: int, text: Read = "") -> Grid:
    """The sheet with a column put in on the left of `column`."""
    rows = [
        [*row[:column], text, *row[column:]] if len(row) > column else row for row in _whole(grid)
    ]
    merges = [_grown(box, column, along_rows=False) for box in grid.merges]
    moved = _moved(grid, lambda cell: Cell(cell.row, cell.column + (cell.column >= column)))
    return replace(moved, rows=rows, merges=merges)


def with_value(grid: Grid, row: int, column: int, value: Read) -> Grid:
    """The sheet with one cell changed."""
    rows = _whole(grid)
    rows += [[] for _ in range(row + 1 - len(rows))]
    rows[row] = [*rows[row], *[""] * (column + 1 - len(rows[row]))]
    rows[row][column] = value
    changed = Cell(row, column)
    return replace(_moved(grid, lambda cell: None if cell == changed else cell), rows=rows)


def without_row(grid: Grid, row: int) -> Grid:
    """The sheet with a row deleted: merged ranges over it shrink."""
    rows = _whole(grid)
    del rows[row : row + 1]
    merges = []
    for box in grid.merges:
        top = box.top - (box.top > row)
        bottom = box.bottom - (box.bottom >= row)
        if bottom >= top:
            merges.append(Box(top, box.left, bottom, box.right))
    moved = _moved(
        grid,
        lambda cell: None if cell.row == row else Cell(cell.row - (cell.row > row), cell.column),
    )
    return replace(moved, rows=rows, merges=[box for box in merges if box.is_merged])


def swapped_rows(grid: Grid, one: int, other: int) -> Grid:
    """The sheet with two rows in each other's place, as sorting leaves them."""
    rows = _whole(grid)
    rows[one], rows[other] = rows[other], rows[one]
    turned = {one: other, other: one}
    moved = _moved(grid, lambda cell: Cell(turned.get(cell.row, cell.row), cell.column))
    return replace(moved, rows=rows)


def _moved(grid: Grid, move: Callable[[Cell], Cell | None]) -> Grid:
    """The sheet from A1 on, with all that is known of single cells at their new places."""
    errors = {new: text for cell, text in grid.errors.items() if (new := move(cell)) is not None}
    doubts = {new: each for cell, each in grid.doubts.items() if (new := move(cell)) is not None}
    return replace(
        grid,
        origin=Cell(0, 0),
        errors=errors,
        doubts=doubts,
        formulas=frozenset(new for cell in grid.formulas if (new := move(cell)) is not None),
        unstored=frozenset(new for cell in grid.unstored if (new := move(cell)) is not None),
    )


def read_changed(
    monkeypatch: pytest.MonkeyPatch,
    source: bytes,
    change: Change,
    name: str = "",
    form: Form | None = None,
) -> Filled:
    """Read a workbook whose sheets were changed once they were opened; `name` picks one."""
    grids = list(read_grids(source, ""))
    changed = [change(g) if name in ("", g.name) else g for g in grids]
    return read_sheets(monkeypatch, changed, form)


def read_sheets(
    monkeypatch: pytest.MonkeyPatch, grids: Sequence[Grid], form: Form | None = None
) -> Filled:
    """Read sheets as if they had just been opened."""
    with monkeypatch.context() as patch:
        patch.setattr(
            sys.modules["xlperf.reading.one_file"], "read_book", lambda *_: Book(tuple(grids))
        )
        return read(b"", form)


def places_of(grid: Grid, text: str) -> list[Cell]:
    """Where a text stands."""
    return [Cell(row, column) for row, column, found in grid.texts() if found == text]


def workbook_of_rows(sheets: Iterable[tuple[str, Sequence[Sequence[Read]]]]) -> bytes:
    """A plain workbook from rows of values, with nothing else in it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}
    ) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    else:
                        sheet.write(number, column, value)
    return file.getvalue()


def _whole(grid: Grid) -> list[list[Read]]:
    """All rows from A1 on, as lists."""
    above: list[list[Read]] = [[] for _ in range(grid.origin.row)]
    left: list[Read] = [""] * grid.origin.column
    return above + [[*left, *row] for row in grid.rows]


def _grown(box: Box, at: int, *, along_rows: bool) -> Box:
    if along_rows:
        return Box(box.top + (box.top >= at), box.left, box.bottom + (box.bottom >= at), box.right)
    return Box(box.top, box.left + (box.left >= at), box.bottom, box.right + (box.right >= at))
