"""Conditional formats of an .xls that change the number format: they count as in an .xlsx."""

import io
import struct

import olefile
import pytest
import xlsxwriter

from parts.office import Office
from xlperf.excel.reading.book import read_book
from xlperf.excel.reading.cell_styles import CellStyles
from xlperf.excel.reading.old_conditions import OldConditions
from xlperf.excel.reading.old_styles import OldStyles
from xlperf.sheet import Cell, Sight

NUMBERS, NOT_THEM = 1 << 25, 1 << 19
HEAD = bytes(4) + struct.pack("<4H", 0, 1, 0, 0)
"""The head of a record of later versions, with the range it is for: A1:A2."""
RANGES = struct.pack("<2H4HH4H4H", 1, 2, 0, 3, 0, 2, 2, 0, 1, 0, 0, 3, 3, 2, 2)
STYLES = OldStyles(CellStyles(), codes={164: "0.00,,"})


def look(number: int = 0, code: str = "", flags: int = NUMBERS) -> bytes:
    """A format with a number format: by its number, or written out."""
    if not code:
        return struct.pack("<LH2B", flags, 0, 0, number)
    text = struct.pack("<HB", len(code), 1) + code.encode("utf-16-le")
    return struct.pack("<LHH", flags, 1, len(text) + 2) + text


def rule(dxf: bytes) -> list[tuple[int, bytes]]:
    return [(0x01B0, RANGES), (0x01B1, struct.pack("<2B2H", 1, 5, 3, 0) + dxf)]


def later_rule(dxf: bytes) -> list[tuple[int, bytes]]:
    start = HEAD + struct.pack("<2B2HL", 1, 5, 3, 0, len(dxf))
    return [(0x0879, HEAD + RANGES), (0x087A, start + dxf)]


def beside(dxf: bytes) -> list[tuple[int, bytes]]:
    start = HEAD + struct.pack("<LHH2BH2BL", 0, 1, 0, 5, 0, 1, 1, 1, len(dxf))
    return [*rule(look(flags=NOT_THEM)), (0x087B, start + dxf)]


def changes(records: list[tuple[int, bytes]]) -> set[str]:
    conditions = OldConditions(STYLES)
    for kind, body in records:
        conditions.take(kind, body)
    ranges = {each for each, _ in conditions.changes}
    assert ranges in (set(), {"A1:A2", "C4:C4"}, {"A1:A2"})
    return {code for _, code in conditions.changes}


@pytest.mark.parametrize("written", [rule, later_rule, beside])
@pytest.mark.parametrize(
    ("dxf", "code"),
    [
        (look(9), "0%"), (look(164), "0.00,,"), (look(code='0"千"'), '0"千"'), (look(200), ""),
        (look(9, flags=NUMBERS | NOT_THEM), None), (look(9, flags=0), None),
    ],
)  # fmt: skip
def test_a_condition_that_changes_the_number_format_is_known(
    written: object, dxf: bytes, code: str | None
) -> None:
    assert callable(written)
    assert changes(written(dxf)) == (set() if code is None else {code})


def test_a_rule_that_is_cut_off_changes_the_format_to_none_known() -> None:
    assert changes([*rule(b"")[:1], (0x01B1, b"\x01\x05")]) == {""}


@pytest.fixture(scope="module")
def saved(libreoffice: Office, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two figures, one with a format, and a rule that makes them yellow."""
    path = tmp_path_factory.mktemp("conditions") / "表.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("表")
    sheet.write_number(0, 0, 30)
    sheet.write_number(1, 0, 30, book.add_format({"num_format": "0.00"}))
    sheet.write_number(2, 0, 30)
    yellow = book.add_format({"bg_color": "#FFFF00"})
    asked = {"type": "cell", "criteria": ">", "value": 1, "format": yellow}
    sheet.conditional_format("A1:A2", asked)
    book.close()
    return libreoffice.converted([path], "xls")[0].read_bytes()


def with_numbers(content: bytes, number: int) -> bytes:
    """The workbook in which the rule puts a number format there instead of a colour."""
    file = io.BytesIO(content)
    with olefile.OleFileIO(file, write_mode=True) as container:
        records = bytearray(container.openstream("Workbook").read())
        at = records.index(b"\xb1\x01") + 4 + 6
        (flags,) = struct.unpack_from("<L", records, at)
        struct.pack_into("<L", records, at, flags & ~NOT_THEM & ~(1 << 29) | NUMBERS)
        records[at + 6 : at + 8] = bytes((0, number))
        container.write_stream("Workbook", bytes(records))
        return file.getvalue()


@pytest.mark.parametrize(("number", "passes"), [(2, True), (9, False), (14, False)])
def test_a_figure_is_taken_where_every_format_shows_it(
    saved: bytes, number: int, passes: bool
) -> None:
    (grid,) = read_book(with_numbers(saved, number), "").grids
    for row in (0, 1):
        shown = grid.shown[Cell(row, 0)]
        assert (shown.kind is Sight.SAME) is passes
    assert Cell(2, 0) not in grid.shown or grid.shown[Cell(2, 0)].kind is Sight.SAME


def test_a_rule_that_only_colours_changes_nothing(saved: bytes) -> None:
    (grid,) = read_book(saved, "").grids
    assert {look.kind for look in grid.shown.values()} == {Sight.SAME}
