"""Addresses: cells as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.sheet.address import (
    LAST_COLUMN,
    LAST_ROW,
    Box,
    Cell,
    absolute,
    column_letters,
    parse_cell,
    quoted,
)

cells = st.builds(Cell, st.integers(0, LAST_ROW), st.integers(0, LAST_COLUMN))


@given(cells)
def test_a_cell_is_written_and_read(cell: Cell) -> None:
    assert parse_cell(str(cell)) == cell
    assert parse_cell(absolute(Box(*cell, *cell))) == cell


@pytest.mark.parametrize(
    ("number", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_columns_are_written_as_excel_does(number: int, letters: str) -> None:
    assert column_letters(number) == letters


@pytest.mark.parametrize("text", ["", "A", "1", "A0", "XFE1", "A1048577", "A1:B2", "R1C1", "甲1"])
def test_what_is_no_cell_says_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"cell address|outside a sheet"):
        parse_cell(text)


@given(cells, st.integers(0, 5), st.integers(0, 5))
def test_a_box_holds_its_corners_and_nothing_beside(cell: Cell, rows: int, columns: int) -> None:
    box = Box(*cell, cell.row + rows, cell.column + columns)
    assert box.holds(cell)
    assert box.holds(Cell(box.bottom, box.right))
    assert not box.holds(Cell(box.bottom + 1, box.right))
    assert box.is_merged is bool(rows or columns)
    assert box.moved(2, 3).first == Cell(cell.row + 2, cell.column + 3)


def test_a_sheet_is_quoted_with_its_quotes_doubled() -> None:
    assert quoted("1.it's") == "'1.it''s'"
    assert str(Box(0, 0, 1, 1)) == "A1:B2"
