"""Names inside other libraries, which they promise nobody: without them things are slower, only."""

import gc
import io
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xlperf.excel.packages import parts_of
from xlperf.excel.writing import (
    ListedRows,
    Writer,
    row_file,
    streamed_workbook,
    workbook_bytes,
    writer,
)
from xlperf.excel.writing.formulas_once import FormulasOnce, sheet_class
from xlperf.excel.writing.growing_rows import GrowingRows
from xlperf.sheet.styles import Style
from xlperf.sheet.workbook import Content, Sheet, Workbook

ROWS = 50
FORMULA = "IFERROR(CONCAT(A1,B1),0)"
"""CONCAT is one of the functions that XlsxWriter spells otherwise in the file."""


def book() -> Workbook:
    """A workbook whose rows have heights and a formula that has to be prepared."""
    contents = tuple(Content(row, 0, "plain", 1.0, FORMULA) for row in range(ROWS))
    return Workbook((Sheet("表", contents),), {"plain": Style()}, "表", datetime(2022, 11, 1))


def streamed() -> bytes:
    """The same rows one by one, each with a height, as lists are written."""
    described = book()
    target = io.BytesIO()
    with Writer(target, replace(described, sheets=()), streaming=True) as made:
        sheet = made.add(Sheet("表", ()))
        for each in described.sheets[0].contents:
            sheet.height(each.row, 30.0)
            sheet.write((each,))
    return target.getvalue()


def test_they_are_there_today() -> None:
    sheet = xlsxwriter.Workbook(io.BytesIO()).add_worksheet()
    assert sheet_class() is FormulasOnce
    for name in (*row_file._KNOWN_OF_ROWS, writer._ROWS_FILE, "constant_memory"):
        assert hasattr(sheet, name), name
    assert hasattr(xlsxwriter.Workbook(io.BytesIO()), "fileclosed")


def test_a_formula_prepared_otherwise_is_left_to_xlsxwriter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, prepare = workbook_bytes(book()), Worksheet._prepare_formula

    def otherwise(self: Worksheet, formula: str, expand: bool = False, more: int = 0) -> str:
        return str(prepare(self, formula, expand))

    monkeypatch.setattr(Worksheet, "_prepare_formula", otherwise)
    assert sheet_class() is GrowingRows
    assert workbook_bytes(book()) == before


@pytest.mark.parametrize(("room", "name"), [(row_file, "_KNOWN_OF_ROWS"), (writer, "_ROWS_FILE")])
def test_what_is_known_of_rows_may_be_called_otherwise(
    room: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = streamed()
    monkeypatch.setattr(room, name, type(getattr(room, name))("gone"))
    assert streamed() == before


def test_parts_are_packed_by_xlsxwriter_where_it_asks_nobody_to_pack(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = streamed()
    monkeypatch.delattr(streamed_workbook.StreamedWorkbook, "_get_packager")
    theirs = streamed()
    assert len(theirs) < len(ours)  # at level 6
    assert [*parts_of(theirs).items()] == [*parts_of(ours).items()]


@pytest.mark.parametrize("odd", [None, "a part", ("one", "two")])
def test_parts_are_packed_by_xlsxwriter_where_they_are_no_files(
    odd: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = streamed()
    is_file = streamed_workbook._is_file
    assert not is_file(odd)
    monkeypatch.setattr(streamed_workbook, "_is_file", lambda made: is_file(odd))
    assert [*parts_of(streamed()).items()] == [*parts_of(ours).items()]


def listed() -> tuple[bytes, bool]:
    """The rows of a list, and whether they may be spelled here at all."""
    target = io.BytesIO()
    with Writer(target, replace(book(), sheets=()), streaming=True) as made:
        sheet = made.add(Sheet("表", ()))
        rows = ListedRows(sheet, ["plain", "plain"])
        for row in range(ROWS):
            rows.write(row, 30.0, ("字", 1.5))
        is_known = sheet.rows_on_disk() is not None
    return target.getvalue(), is_known


@pytest.mark.parametrize("name", ["_write_single_row", "_check_dimensions"])
def test_rows_are_left_to_xlsxwriter_where_its_inside_is_another(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, was_known = listed()
    method = getattr(Worksheet, name)

    def otherwise(self: Worksheet, *rest: object, **more: object) -> object:
        return method(self, *rest, **more)

    monkeypatch.setattr(Worksheet, name, otherwise)
    assert was_known
    assert listed() == (before, False)


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # Python closes it, as XlsxWriter leaves it
def test_rows_on_disk_go_although_their_file_is_called_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer, "_ROWS_FILE", "gone")
    made = Writer(io.BytesIO(), book(), streaming=True)
    assert made._rows is not None
    folder = made._rows.name
    with pytest.raises(KeyError), made:
        made.add(Sheet("表", ())).write((Content(0, 0, "no such style", "字"),))
    assert not Path(folder).exists()
    del made
    gc.collect()
