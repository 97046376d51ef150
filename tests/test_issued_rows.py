"""Indicator rows that were sent with content: gone, twice, moved whole, or cell by cell."""

from collections.abc import Callable

import pytest

from parts import samples
from parts.grids import read_sheets, swapped_rows, with_row, with_value, without_row
from xlperf.excel.reading.book import read_grids
from xlperf.findings.finding import Finding, Level
from xlperf.reading.filled import Filled
from xlperf.sheet.grid import Grid

FIRST = 12
"""The row of R001 on the first project's sheet; below it one row for each second level."""
NAME, BASIS, SIGN, NUMBER, UNIT, REASON = 3, 9, 6, 7, 8, 11
GRIDS = {blank: list(read_grids(samples.workbook(blank=blank), "")) for blank in (False, True)}
Change = Callable[[Grid], Grid]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Finding]]:
    """What is told of issued rows once the first project's sheet was changed."""

    def of(change: Change, *, blank: bool = False) -> list[Finding]:
        grids = [change(g) if g.name.startswith("1.") else g for g in GRIDS[blank]]
        filled: Filled = read_sheets(monkeypatch, grids)
        return [f for f in filled.findings if f.code.startswith("issued.")]

    return of


Told = Callable[..., list[Finding]]


def row_of(grid: Grid, row: int) -> list[object]:
    """The values of a row, from column A on."""
    return [grid.value(row, column) for column in range(grid.right + 1)]


def pushed_up(grid: Grid, row: int, column: int) -> Grid:
    """A cell deleted, those below it moved up."""
    for at in range(row, grid.bottom + 1):
        grid = with_value(grid, at, column, grid.value(at + 1, column))
    return grid


def pushed_down(grid: Grid, row: int, column: int) -> Grid:
    """A cell put in, those below it moved down."""
    for at in range(grid.bottom, row, -1):
        grid = with_value(grid, at, column, grid.value(at - 1, column))
    return with_value(grid, row, column, "")


def test_a_deleted_row_with_content_is_told(told: Told) -> None:
    (finding,) = told(lambda grid: without_row(grid, FIRST + 1))
    assert (finding.code, finding.level) == ("issued.row-gone", Level.WARNING)
    assert finding.project == samples.CODES[0]
    assert finding.place.sheet == "1.居民技能培训"
    assert "居民技能培训第2项" in finding.message()
    assert "质量指标" in finding.message()


def test_a_cleared_row_is_as_good_as_gone(told: Told) -> None:
    def clear(grid: Grid) -> Grid:
        for column in range(NAME, BASIS + 1):
            grid = with_value(grid, FIRST + 1, column, "")
        return grid

    assert [f.code for f in told(clear)] == ["issued.row-gone"]


def test_blank_rows_may_be_deleted(told: Told) -> None:
    def spare(grid: Grid) -> int:
        return max(row for row, column, text in grid.texts() if not column and text[:1] == "R")

    assert told(lambda grid: without_row(grid, spare(grid))) == []
    assert told(lambda grid: without_row(grid, FIRST), blank=True) == []


def test_without_keys_a_row_is_known_by_its_name(told: Told) -> None:
    def forget(grid: Grid) -> Grid:
        for row in range(FIRST, grid.bottom + 1):
            grid = with_value(grid, row, 0, "")
        return grid

    assert told(forget) == []
    assert [f.code for f in told(lambda g: forget(without_row(g, FIRST)))] == ["issued.row-gone"]


def test_a_copied_row_is_told_at_the_copy(told: Told) -> None:
    (finding,) = told(lambda grid: with_row(grid, FIRST + 2, row_of(grid, FIRST + 1)))
    assert (finding.code, finding.place.cell) == ("issued.row-twice", f"D{FIRST + 3}")
    assert f"D{FIRST + 2}" in finding.message()


def test_a_blank_row_may_be_copied_to_make_room(told: Told) -> None:
    def copy(grid: Grid) -> Grid:
        grid = with_row(grid, FIRST + 1, row_of(grid, FIRST))
        return with_value(with_value(grid, FIRST, NAME, "甲"), FIRST + 1, NAME, "乙")

    assert told(copy, blank=True) == []


def test_the_same_name_twice_under_one_key_is_told(told: Told) -> None:
    def copy(grid: Grid) -> Grid:
        grid = with_value(grid, FIRST, NAME, "甲")
        return with_row(grid, FIRST + 1, row_of(grid, FIRST))

    assert [f.code for f in told(copy, blank=True)] == ["issued.row-twice"]


def test_rows_sorted_whole_are_fine(told: Told) -> None:
    assert told(lambda grid: swapped_rows(grid, FIRST, FIRST + 3)) == []


def test_rows_sorted_without_their_keys_are_told_once(told: Told) -> None:
    def swap(grid: Grid) -> Grid:
        keys = grid.value(FIRST, 0), grid.value(FIRST + 3, 0)
        grid = swapped_rows(grid, FIRST, FIRST + 3)
        return with_value(with_value(grid, FIRST, 0, keys[0]), FIRST + 3, 0, keys[1])

    (finding,) = told(swap)
    assert (finding.code, finding.level) == ("issued.row-moved", Level.WARNING)
    assert f"D{FIRST + 1}、D{FIRST + 4}" in finding.message()


@pytest.mark.parametrize("push", [pushed_up, pushed_down])
@pytest.mark.parametrize("column", [NAME, NAME + 1, NUMBER, UNIT, BASIS])
def test_cells_pushed_up_or_down_are_told(
    told: Told, push: Callable[[Grid, int, int], Grid], column: int
) -> None:
    codes = {f.code for f in told(lambda grid: push(grid, FIRST, column))}
    assert codes == {"issued.cells-moved"}


def test_cells_that_moved_are_named(told: Told) -> None:
    (finding,) = told(lambda grid: pushed_up(grid, FIRST + 5, BASIS))
    assert finding.level is Level.ERROR
    assert finding.place.cell == f"J{FIRST + 6}"
    assert f"J{FIRST + 6}、J{FIRST + 7}、J{FIRST + 8}" in finding.message()
    assert "指标值确定依据" in finding.message()


def test_a_reason_beside_the_first_cell_is_kept(told: Told) -> None:
    def explained(grid: Grid) -> Grid:
        grid = pushed_up(grid, FIRST + 5, BASIS)
        return with_value(grid, FIRST + 5, REASON, "确实如此")

    (finding,) = told(explained)
    assert finding.is_justified


def test_edits_of_a_unit_are_no_moves(told: Told) -> None:
    def edit(grid: Grid) -> Grid:
        for at, number in enumerate((95.0, 100.0, 99.0)):
            grid = with_value(grid, FIRST + at, NUMBER, number)
        grid = with_value(grid, FIRST + 3, NAME, "改了名的指标")
        return with_value(grid, FIRST + 4, SIGN, "≥")

    assert told(edit) == []


def test_one_text_copied_down_is_no_move(told: Told) -> None:
    def copied(grid: Grid) -> Grid:
        for at in range(1, 4):
            grid = with_value(grid, FIRST + at, BASIS, grid.value(FIRST, BASIS))
        return grid

    assert told(copied) == []


def pushed_left(grid: Grid, row: int, column: int) -> Grid:
    """A cell deleted, those right of it moved left."""
    for at in range(column, REASON):
        grid = with_value(grid, row, at, grid.value(row, at + 1))
    return grid


def pushed_right(grid: Grid, row: int, column: int) -> Grid:
    """A cell put in, those right of it moved right."""
    for at in range(REASON, column, -1):
        grid = with_value(grid, row, at, grid.value(row, at - 1))
    return with_value(grid, row, column, "")


@pytest.mark.parametrize("push", [pushed_up, pushed_down, pushed_left, pushed_right])
@pytest.mark.parametrize("column", range(1, BASIS + 1))
def test_no_pushed_cell_goes_without_a_word(
    monkeypatch: pytest.MonkeyPatch, push: Callable[[Grid, int, int], Grid], column: int
) -> None:
    """Also on a workbook that was sent blank, where only the hole that is left gives it away."""
    sent = [GRIDS[True][n] if g.hidden else g for n, g in enumerate(GRIDS[False])]
    before = read_sheets(monkeypatch, sent)
    rows = before.projects[0].project.indicators
    for row in range(FIRST, FIRST + len(rows)):
        grids = [push(g, row, column) if g.name.startswith("1.") else g for g in sent]
        filled = read_sheets(monkeypatch, grids)
        if filled.projects[0].project.indicators != rows:
            assert weighty(filled) - weighty(before), row


def weighty(filled: Filled) -> set[tuple[str, str]]:
    """Every error and warning, with its cell."""
    heard = (Level.ERROR, Level.WARNING)
    return {(f.code, f.place.cell) for f in filled.findings if f.level in heard}
