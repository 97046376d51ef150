"""A sheet that is known cell by cell is the sheet that is known row by row."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from xlperf.sheet import Box, Cell, CellDoubt, CellRows, Grid, Read

_VALUES = st.one_of(
    st.just(""),
    st.just(""),
    st.sampled_from([" ", "\u200b", "甲", "0"]),
    st.floats(0, 9),
    st.booleans(),
)


@st.composite
def grids(draw: st.DrawFn) -> tuple[Grid, Grid]:
    """One and the same sheet as rows and as cells, with merges, errors and doubts."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    rows = draw(st.lists(st.lists(_VALUES, min_size=width, max_size=width),
                         min_size=height, max_size=height))  # fmt: skip
    top, left = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    corners = st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 2), st.integers(0, 2))
    boxes = [Box(a, b, a + c, b + d) for a, b, c, d in draw(st.lists(corners, max_size=2))]
    down, across = st.integers(top, top + height - 1), st.integers(left, left + width - 1)
    cells = st.builds(Cell, down, across)
    errors = draw(st.dictionaries(cells, st.just("#N/A"), max_size=2))
    by_rows = Grid(
        "甲", rows, Cell(top, left), boxes, errors,
        doubts=draw(st.dictionaries(cells, st.just(CellDoubt("x", "")), max_size=2)),
    )  # fmt: skip
    stored = by_rows.stored
    area = Box(top, left, top + height - 1, left + width - 1)
    return by_rows, replace(by_rows, rows=CellRows([*stored], [*stored.values()], area))


def told(grid: Grid) -> object:
    """Everything that is asked of a sheet."""
    rows = range(-1, grid.bottom + 3)
    return (
        [list(row) for row in grid.rows], len(grid.rows), grid.bottom, grid.right,
        list(grid.stored.items()), list(grid.cells.items()), grid.covered, list(grid.texts()),
        list(grid.filled(0, grid.bottom + 1)), list(grid.filled(0, 9, {Cell(1, 1)})),
        [list(grid.filled(row, row + 1)) for row in rows],
        [[grid.is_blank(row, column) for column in range(9)] for row in rows],
        [grid.merged(row, column) for row in rows for column in range(9)],
    )  # fmt: skip


@given(grids())
def test_nothing_can_tell_them_apart(both: tuple[Grid, Grid]) -> None:
    by_rows, by_cells = both
    assert told(by_rows) == told(by_cells)
    assert by_cells.rows == by_rows.rows
    assert by_cells.rows[0] == by_rows.rows[0]
    assert by_cells.rows[:2] == by_rows.rows[:2]


@given(grids(), st.data())
def test_texts_are_put_in_alike(both: tuple[Grid, Grid], data: st.DataObject) -> None:
    by_rows, by_cells = both
    filled = [*by_rows.stored]
    chosen = data.draw(st.lists(st.sampled_from(filled), unique=True)) if filled else []
    texts = {cell: data.draw(st.sampled_from(["", "乙"])) for cell in chosen}
    before = told(by_rows)
    changed = by_rows.with_texts(texts)
    assert told(changed) == told(by_cells.with_texts(texts))
    for cell, text in texts.items():
        assert changed.value(*cell) == text or cell in changed.covered
    assert told(by_rows) == told(by_cells) == before


def test_a_sheet_without_a_cell_has_no_row() -> None:
    none: list[Read] = []
    grid = Grid("甲", CellRows([], none, None))
    assert told(grid) == told(Grid("甲", []))
    assert not grid.rows


def test_cells_that_are_not_blank_are_listed_once_by_row() -> None:
    rows: list[list[Read]] = [["甲", " ", 1.0], ["", "", ""], ["", "", "乙"]]
    grid = Grid("甲", rows, errors={Cell(2, 0): "#N/A"}, doubts={Cell(0, 1): CellDoubt("x", "")})
    assert list(grid.filled(0, 3)) == [Cell(0, 0), Cell(0, 1), Cell(0, 2), Cell(2, 0), Cell(2, 2)]
    assert list(grid.filled(0, 3, {Cell(0, 1), Cell(2, 2)})) == [Cell(0, 0), Cell(0, 2), Cell(2, 0)]
    assert list(grid.filled(0, 1, {Cell(0, 0)})) == [Cell(0, 1), Cell(0, 2)]
    assert list(grid.filled(1, 2)) == []
