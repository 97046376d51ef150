"""Returns saved as .xls and .ods: the same values as the .xlsx, and word of what is not checked."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parts import hostile, samples
from parts.desk import Desk
from parts.grids import workbook_of_rows
from parts.office import Office
from xlperf import Form, read
from xlperf.cli.program import cli
from xlperf.excel.reading import old_workbook
from xlperf.excel.reading.book import read_grids
from xlperf.findings.catalogue import text
from xlperf.findings.errors import FileError
from xlperf.findings.finding import Level
from xlperf.reading.filled import Filled
from xlperf.sheet.address import Cell
from xlperf.sheet.grid import Read

SUFFIXES = ("xls", "ods")
SHEET = "1.居民技能培训"
BUDGET, FISCAL, NUMBER, PURPOSE = "D6", "F6", "H13", "C7"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
PAGE = '<table:table table:name="表">{}</table:table>'
VALUE = '<table:table-cell office:value-type="float" office:value="1"{}/>'
END, LISTED = 0x0A, 0x85
MILLION = ' table:number-rows-repeated="1000000"'


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The filled workbook of each form."""
    folder = tmp_path_factory.mktemp("issued")
    found = {name: folder / f"{name}.xlsx" for name in samples.PROJECT_FORMS}
    for name, path in found.items():
        path.write_bytes(samples.workbook(name))
    return found


@pytest.fixture(scope="module")
def saved(libreoffice: Office, issued: dict[str, Path]) -> dict[str, dict[str, Path]]:
    """The same workbooks by suffix and form, as LibreOffice saves them."""
    paths = list(issued.values())
    return {
        suffix: dict(zip(issued, libreoffice.converted(paths, suffix), strict=True))
        for suffix in SUFFIXES
    }


def told(filled: Filled) -> set[str]:
    """The codes of what there is to tell, but for what the rules say of the contents."""
    rooms = ("file", "layout", "value", "sheet", "issued", "identity", "seal", "form", "plan")
    return {f.code for f in filled.findings if f.code.startswith(rooms)}


def errors(filled: Filled) -> set[tuple[str, str, str]]:
    """Every error with its sheet and cell."""
    found = (f for f in filled.findings if f.level is Level.ERROR)
    return {(f.code, f.place.sheet, f.place.cell) for f in found}


@pytest.mark.long
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
def test_every_value_equals_that_of_the_xlsx(
    issued: dict[str, Path], saved: dict[str, dict[str, Path]], form: str, suffix: str
) -> None:
    wanted, got = read(issued[form]), read(saved[suffix][form])
    assert list(got) == list(wanted) == list(samples.filled_unit(Form.load(form)).projects)
    assert [each.where for each in got.projects] == [each.where for each in wanted.projects]
    assert (got.part and got.part.part) == (wanted.part and wanted.part.part)
    assert (got.unit, got.identity, got.total) == (wanted.unit, wanted.identity, wanted.total)
    assert told(got) == {f"file.{suffix}"}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_merged_ranges_and_hidden_sheets_are_those_of_the_xlsx(
    issued: dict[str, Path], saved: dict[str, dict[str, Path]], suffix: str
) -> None:
    wanted = list(read_grids(issued["hebei-2023"], ""))
    got = list(read_grids(saved[suffix]["hebei-2023"], ""))
    for one, other in zip(got, wanted, strict=True):
        assert (one.name, one.hidden, {*one.merges}) == (
            other.name, other.hidden, {*other.merges},
        )  # fmt: skip


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_both_say_what_is_protected_and_which_cells_are_formulas(
    issued: dict[str, Path], saved: dict[str, dict[str, Path]], suffix: str
) -> None:
    wanted = list(read_grids(issued["hebei-2023"], ""))
    for one, other in zip(read_grids(saved[suffix]["hebei-2023"], ""), wanted, strict=True):
        assert (one.protected, one.formulas) == (other.protected, other.formulas)


STEPS: Sequence[dict[str, str | int]] = (
    {"sheet": SHEET, "cell": NUMBER, "paste": "2027-03-01"},
    {"sheet": SHEET, "cell": "H14", "paste": "12.345"},
    {"sheet": SHEET, "cell": "H15", "paste": "=1/0"},
    {"sheet": SHEET, "cell": "H17", "paste": "=20+10"},
    {"sheet": SHEET, "cell": "C9", "type": "30%"},
    {"sheet": SHEET, "insert_row": 16},
)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_was_typed_is_read_or_told(desk: Desk, issued: dict[str, Path], suffix: str) -> None:
    path, _ = desk.filled(issued["hebei-2023"], STEPS, f".{suffix}")
    filled = read(path)
    first = filled.projects[0].project
    numbers = [each.target.number for each in first.indicators]
    assert numbers[:3] == [None, Decimal("12.345"), None]
    assert numbers[4] == Decimal(30)
    assert [point.percent for point in first.plan] == [30, 50, 75, 100]
    assert ("value.date", SHEET, NUMBER) in errors(filled)
    at_error = {code for code, _, cell in errors(filled) if cell in ("H15", "I15")}
    assert at_error == {"value.error-cell"}
    assert "value.formula" in told(filled)
    assert filled.projects[1].project == samples.filled_unit(Form.load("hebei-2023")).projects[1]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_text_numbers_and_dates_of_any_table_are_those_of_the_xlsx(
    libreoffice: Office, tmp_path: Path, suffix: str
) -> None:
    rows = [["0012", "一行\n两行", "  前后  ", 0.1, 30.05, 1e11, -5, 123456789.25, True, "=1"]]
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook_of_rows([("表", rows)]))
    (wanted,) = read_grids(path, "")
    (got,) = read_grids(libreoffice.converted([path], suffix)[0], "")
    assert [list(row) for row in got.rows] == [list(row) for row in wanted.rows]


# Files that mean harm, and those that are something else.


def ods(inside: str, **parts: bytes) -> bytes:
    """An .ods with this in its spreadsheet."""
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}">'
        f"<office:body><office:spreadsheet>{inside}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    held = {"mimetype": MIMETYPE, "content.xml": content.encode(), **parts}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, each in held.items():
            package.writestr(name, each)
    return file.getvalue()


def row(cells: str, more: str = "") -> str:
    """A row of cells."""
    return f"<table:table-row{more}>{cells}</table:table-row>"


FAR = '<table:table-cell table:number-columns-repeated="9999"/>' + VALUE.format("")
HOSTILE = {
    "a million rows": (ods(PAGE.format(row(VALUE.format(""), MILLION))), "file.too-many-cells"),
    "far away": (
        ods(PAGE.format(row("", MILLION) + row(FAR))),
        "file.too-wide",
    ),
    "a count that is none": (ods(PAGE.format(row("", MILLION.replace("1", "-")))), "file.broken"),
    "a table in a cell": (
        ods(PAGE.format(row(f"<table:table-cell>{PAGE.format('')}</table:table-cell>"))),
        "file.broken",
    ),
    "two of a name": (ods(PAGE.format("") * 2), "file.broken"),
    "a text in two kinds": (ods(PAGE.format(row("<a>1<![CDATA[2]]></a>"))), "file.broken"),
    "macros": (ods(PAGE.format(""), **{"Basic/x.xml": b""}), "file.macros"),
    "locked": (
        ods("", **{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
        "file.encrypted",
    ),
    "entities": (
        ods("", **{"content.xml": b"<!DOCTYPE x><x/>"}),
        "file.doctype",
    ),
    "no xls at all": (hostile.stream("Workbook"), "file.broken"),
    "xls with macros": (hostile.stream("Workbook") + hostile.stream("_VBA_PROJECT"), "file.macros"),
    "large xls": (hostile.stream("Workbook") + bytes(20_000_000), "file.too-large"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_means_harm_is_refused(name: str) -> None:
    content, code = HOSTILE[name]
    with pytest.raises(FileError) as caught:
        read(content)
    assert caught.value.code == code


def test_spans_formulas_and_errors_of_repeated_cells_are_known() -> None:
    formula = ' table:formula="of:=1" table:number-columns-repeated="2"'
    unstored = '<table:table-cell table:formula="of:=A1"/>'
    spanned = VALUE.format(' table:number-rows-spanned="2"')
    (grid,) = read_grids(ods(PAGE.format(row(VALUE.format(formula) + unstored + spanned))), "")
    assert grid.formulas == {Cell(0, 0), Cell(0, 1), Cell(0, 2)}
    assert grid.unstored == {Cell(0, 2)}
    assert [str(box) for box in grid.merges] == ["D1:D2"]
    assert not grid.protected


@pytest.fixture(scope="module")
def two_cells(libreoffice: Office, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An .xls of eight sheets, each with its first and its last cell: nine kilobytes."""
    path = tmp_path_factory.mktemp("far") / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for _ in range(8):
            sheet = book.add_worksheet()
            sheet.write(0, 0, 1)
            sheet.write(65_535, 255, 1)
    (made,) = libreoffice.converted([path], "xls")
    return made.read_bytes()


def test_what_an_xls_spans_is_told_before_room_is_made_for_it(two_cells: bytes) -> None:
    tracemalloc.start()
    with pytest.raises(FileError) as caught:
        read(two_cells)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert caught.value.code == "file.too-wide"
    assert peak < 5_000_000


def test_a_span_that_an_xls_only_claims_is_refused(saved: dict[str, dict[str, Path]]) -> None:
    content = saved["xls"]["hebei-2023"].read_bytes()
    at = content.index(b"\x00\x02\x0e\x00", content.index(b"\x09\x08", 4_096))
    claimed = struct.pack("<2L2H", 0, 0xFFFF_FFFF, 0, 0xFFFF)
    with pytest.raises(FileError) as caught:
        read(content[: at + 4] + claimed + content[at + 16 :])
    assert caught.value.code == "file.too-wide"


def test_sheets_of_an_xls_that_share_their_records_are_refused(
    saved: dict[str, dict[str, Path]],
) -> None:
    content = saved["xls"]["hebei-2023"].read_bytes()
    stream = old_workbook._stream(content)
    listed, at, kind = [], 0, 0
    while kind != END:
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == LISTED:
            listed.append(stream[at : at + 4 + length])
        at += 4 + length
    start = listed[3][4:8]  # that of a project, the longest
    for each in listed:
        assert content.count(each) == 1
        content = content.replace(each, each[:4] + start + each[8:])
    with pytest.raises(FileError) as caught:
        read(content)
    assert caught.value.code == "file.broken"


def all_values(content: bytes) -> list[tuple[str, list[list[Read]]]]:
    """Every value of every sheet, when it is let through."""
    return [(grid.name, [list(row) for row in grid.rows]) for grid in read_grids(content, "")]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_damaged_xls_is_refused_or_read_and_never_more(
    saved: dict[str, dict[str, Path]], data: st.DataObject
) -> None:
    content = bytearray(saved["xls"]["hebei-2023"].read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(8, len(content) - 1) | st.integers(8, 600))
        content[position] = data.draw(st.integers(0, 255))
    with suppress(FileError):
        all_values(bytes(content))


def test_a_torn_xls_is_refused(saved: dict[str, dict[str, Path]]) -> None:
    content = saved["xls"]["hebei-2023"].read_bytes()
    for length in range(0, len(content) - 2_000, len(content) // 40):
        with pytest.raises(FileError):
            all_values(content[:length])


def test_a_table_of_wps_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "甲.et"
    path.write_bytes(hostile.stream("Workbook"))
    with pytest.raises(FileError) as caught:
        read(path)
    assert caught.value.code == "file.et"
    assert ".xlsx" in text("finding", "file.et", "mend", "zh")


def test_an_ods_cannot_be_marked_but_stops_no_other(
    saved: dict[str, dict[str, Path]], issued: dict[str, Path], tmp_path: Path
) -> None:
    arguments = ["read", saved["ods"]["hebei-2023"], issued["central-2021"], "--annotate", tmp_path]
    ran = CliRunner().invoke(cli, [str(each) for each in arguments])
    assert isinstance(ran.exception, SystemExit | None)
    assert [path.name for path in tmp_path.iterdir()] == ["central-2021.xlsx"]
    assert "不能在原件上标注" in ran.output
