"""The line that says what money is counted in, with the currency before or behind it."""

import io

import openpyxl
import pytest

from parts.rounds import answered
from xlperf import read
from xlperf.reading.filled import Filled

RETURN = answered(1)
FIRST = read(RETURN).projects[0]


def with_line(text: str) -> Filled:
    """The return with another line over the table of its first project."""
    book = openpyxl.load_workbook(io.BytesIO(RETURN))
    sheet = book[FIRST.sheet]
    (cell,) = (
        cell for row in sheet.iter_rows() for cell in row
        if str(cell.value).endswith("单位：万元")
    )  # fmt: skip
    cell.value = text
    kept = io.BytesIO()
    book.save(kept)
    return read(kept.getvalue())


@pytest.mark.parametrize(
    "text",
    [
        "单位：人民币万元",
        "金额单位：人民币 万元",
        "单位：万元（人民币）",
        "单位：RMB万元",
        "单位:cny万元",
        "单位：万\u200b元",
        "（单位：万元）",
    ],
)
def test_the_forms_own_unit_in_any_spelling(text: str) -> None:
    filled = with_line(text)
    assert filled.projects[0].project.budget == FIRST.project.budget
    assert "money.unit-line" not in {each.code for each in filled.findings}


@pytest.mark.parametrize(
    "text", ["单位：人民币元", "单位：元（人民币）", "单位：RMB千元", "单位：亿元"]
)
def test_another_unit_gives_no_amounts(text: str) -> None:
    filled = with_line(text)
    assert filled.projects[0].project.budget is None
    assert "money.unit-line" in {each.code for each in filled.findings}


@pytest.mark.parametrize(("above", "is_told"), [("单位：元", True), ("单位：万元", False)])
def test_two_lines_that_contradict_each_other_give_no_amounts(above: str, is_told: bool) -> None:
    book = openpyxl.load_workbook(io.BytesIO(RETURN))
    sheet = book[FIRST.sheet]
    (line,) = (
        cell for row in sheet.iter_rows() for cell in row
        if str(cell.value).endswith("单位：万元")
    )  # fmt: skip
    (over,) = (each for each in sheet.merged_cells.ranges if each.min_row == line.row - 1)
    sheet.unmerge_cells(str(over))
    sheet.cell(line.row - 1, line.column).value = above
    kept = io.BytesIO()
    book.save(kept)
    filled = read(kept.getvalue())
    assert ("money.unit-line" in {each.code for each in filled.findings}) is is_told
    assert (filled.projects[0].project.budget is None) is is_told
