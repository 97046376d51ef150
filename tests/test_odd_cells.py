"""Odd cells refuse themselves and not the file, in every format; tabs and line ends stay."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import olefile
import openpyxl
import pytest

from parts.broken import with_parts
from parts.office import Office
from parts.package import Package
from parts.rounds import answered
from xlperf import read
from xlperf.reading.filled import Filled

RETURN = answered(1)
FIRST = read(RETURN).projects[0]
GOAL, MONEY = str(FIRST.where["goal"]), str(FIRST.where["budget"])


def typed(**values: object) -> bytes:
    """The return with cells of its first project typed anew."""
    book = openpyxl.load_workbook(io.BytesIO(RETURN))
    for cell, value in values.items():
        book[FIRST.sheet][cell].value = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.fixture(scope="module")
def as_ods(libreoffice: Office, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The return as .ods, with words in it that are easy to find."""
    source = tmp_path_factory.mktemp("odd") / "回.xlsx"
    source.write_bytes(typed(**{GOAL: "MARK"}))
    return libreoffice.converted([source], "ods")[0].read_bytes()


def ods_with(content: bytes, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read("content.xml").decode()
    assert old in xml
    return with_parts(content, {"content.xml": xml.replace(old, new).encode()})


def told(filled: Filled, cell: str) -> list[str]:
    """What is told of a cell of the first project."""
    sheet = filled.projects[0].sheet
    return [e.code for e in filled.findings if (e.place.sheet, e.place.cell) == (sheet, cell)]


def all_else_is_read(filled: Filled) -> None:
    project = filled.projects[0].project
    assert filled.unit.code == "990001"
    assert project.name == FIRST.project.name
    assert [row.level3 for row in project.indicators] == [
        row.level3 for row in FIRST.project.indicators
    ]


ASIDES = {
    "a section": "办<![CDATA[好 & 事]]>",
    "a comment": "办<!-- 好 -->事",
    "an instruction": "办<?x 好?>事",
}


@pytest.mark.parametrize("how", ASIDES)
def test_an_aside_in_an_ods_refuses_its_cell(as_ods: bytes, how: str) -> None:
    filled = read(ods_with(as_ods, "MARK", ASIDES[how]))
    assert told(filled, GOAL) == ["value.odd-cell"]
    assert filled.projects[0].project.goal == ""
    all_else_is_read(filled)


def test_an_aside_between_the_cells_of_an_ods_harms_nobody(as_ods: bytes) -> None:
    filled = read(ods_with(as_ods, "</table:table-row>", "</table:table-row><!-- x --><?y z?>"))
    assert told(filled, GOAL) == []
    assert filled.projects[0].project.goal == "MARK"
    all_else_is_read(filled)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("办<text:tab/>好", "办\t好"),
        ("办<text:line-break/>好", "办\n好"),
        ("办</text:p><text:p>好", "办\n好"),
        ('办<text:s text:c="3"/>好', "办   好"),
        ("办<text:tab/>好<text:line-break/>事", "办\t好\n事"),
        ("办好", "办好"),
    ],
)
def test_tabs_and_line_ends_of_an_ods_stay(as_ods: bytes, written: str, read_as: str) -> None:
    assert read(ods_with(as_ods, "MARK", written)).projects[0].project.goal == read_as


def cell_of(kind: str, value: str) -> Callable[[str], str]:
    """A cell of another kind in the place of a figure."""
    return lambda place: f'<c r="{place}" t="{kind}"><v>{value}</v></c>'


ODD: dict[str, tuple[Callable[[str], str], str]] = {
    "an error nobody knows": (cell_of("e", "#GETTING_DATA"), "value.error-cell"),
    "an error of tomorrow": (cell_of("e", "#TOMORROW!"), "value.error-cell"),
    "a day": (cell_of("d", "2022-11-26"), "value.date"),
    "a time": (cell_of("d", "T08:30:00"), "value.odd-cell"),
    "spaces around": (cell_of("n", " 3000 "), "value.odd-cell"),
    "a section": (cell_of("str", "<![CDATA[30]]>"), "value.odd-cell"),
}


def xlsx_with(place: str, cell: Callable[[str], str]) -> bytes:
    """The return with one cell of its first project written otherwise."""
    part = next(each.part for each in Package(RETURN).sheets if each.name == FIRST.sheet)
    with zipfile.ZipFile(io.BytesIO(RETURN)) as package:
        xml = package.read(part).decode()
    start = xml.index(f'<c r="{place}"')
    closed = xml.index(">", start) + 1
    end = closed if xml[closed - 2] == "/" else xml.index("</c>", start) + 4
    return with_parts(RETURN, {part: (xml[:start] + cell(place) + xml[end:]).encode()})


@pytest.mark.parametrize("how", ODD)
def test_an_odd_cell_of_an_xlsx_refuses_itself(how: str) -> None:
    cell, code = ODD[how]
    filled = read(xlsx_with(MONEY, cell))
    assert code in told(filled, MONEY)
    assert filled.projects[0].project.budget is None
    all_else_is_read(filled)


def test_an_ordinary_figure_in_its_place_is_read() -> None:
    filled = read(xlsx_with(MONEY, cell_of("n", "30")))
    assert filled.projects[0].project.budget == 30


def test_an_odd_cell_beside_the_table_refuses_nothing(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(RETURN))
    own = book.create_sheet("测算")
    own["A1"], own["B1"] = "单价", 1
    path = tmp_path / "回.xlsx"
    book.save(path)
    content = path.read_bytes()
    part = next(each.part for each in Package(content).sheets if each.name == "测算")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read(part).decode()
    odd = xml.replace('<c r="B1" t="n"><v>1</v></c>', '<c r="B1" t="e"><v>#GETTING_DATA</v></c>')
    assert odd != xml
    filled = read(with_parts(content, {part: odd.encode()}))
    assert "sheet.odd-cell" in {each.code for each in filled.findings}
    assert filled.projects[0].project.budget == FIRST.project.budget
    all_else_is_read(filled)


# Cells of an .ods whose kind and value do not agree.

FIGURE = 'office:value-type="{}" office:value="{}"'
ODD_IN_ODS = {
    "no figure": FIGURE.format("float", "NaN"),
    "no end": FIGURE.format("float", "INF"),
    "too large for a cell": FIGURE.format("float", "1e999"),
    "words": FIGURE.format("percentage", "许多"),
    "spaces around": FIGURE.format("float", " 30 "),
    "what only Python reads": FIGURE.format("float", "3_0"),
    "wide figures": FIGURE.format("currency", "３０"),
    "a kind of tomorrow": FIGURE.format("banana", "30"),
    "no kind": 'office:value="30"',
    "no value": 'office:value-type="float"',
    "a text with a figure": FIGURE.format("string", "77"),
    "a figure with a text": f'{FIGURE.format("float", "30")} office:string-value="77"',
    "a day with a figure": FIGURE.format("date", "44986"),
    "a day there is not": 'office:value-type="date" office:date-value="2023-02-31"',
    "a day too far": 'office:value-type="date" office:date-value="99999-01-01"',
    "a time that is none": 'office:value-type="time" office:time-value="PT8:30"',
    "neither true nor false": 'office:value-type="boolean" office:boolean-value="maybe"',
    "merged over no columns": f'{FIGURE.format("float", "30")} table:number-columns-spanned="0"',
    "merged over a word": f'{FIGURE.format("float", "30")} table:number-rows-spanned="x"',
}
LIKE_ALL = {
    "a figure": (FIGURE.format("float", "31"), "31"),
    "its currency": (f'{FIGURE.format("currency", "31")} office:currency="CNY"', "31"),
    "nothing": ('office:value-type="void"', None),
}


def money_in_ods(content: bytes, attributes: str) -> bytes:
    """The return with the budget of its first project written otherwise."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read("content.xml").decode()
    start = xml.index(f'office:value="{FIRST.project.budget:f}"', xml.index("MARK") - 20_000)
    start = xml.rindex("<table:table-cell", 0, start)
    tag = xml[start : xml.index(">", start)]
    style = re.search(r' table:style-name="[^"]*"', tag)
    assert style is not None
    new = f"<table:table-cell{style[0]} {attributes}"
    return with_parts(content, {"content.xml": xml.replace(tag, new, 1).encode()})


@pytest.mark.parametrize("how", ODD_IN_ODS)
def test_an_odd_cell_of_an_ods_refuses_itself(as_ods: bytes, how: str) -> None:
    filled = read(money_in_ods(as_ods, ODD_IN_ODS[how]))
    assert told(filled, MONEY) == ["value.odd-cell"]
    assert filled.projects[0].project.budget is None
    all_else_is_read(filled)


@pytest.mark.parametrize("how", LIKE_ALL)
def test_a_cell_like_all_others_is_read(as_ods: bytes, how: str) -> None:
    attributes, budget = LIKE_ALL[how]
    filled = read(money_in_ods(as_ods, attributes))
    assert "value.odd-cell" not in told(filled, MONEY)
    assert filled.projects[0].project.budget == (None if budget is None else Decimal(budget))


# Cells of an .xls that the reading library refuses a whole workbook for.

RARE = Decimal("30.123457")
Change = Callable[[bytearray, int], None]


@pytest.fixture(scope="module")
def as_xls(libreoffice: Office, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The return as .xls, with a budget that is easy to find."""
    source = tmp_path_factory.mktemp("odd") / "回.xlsx"
    source.write_bytes(typed(**{MONEY: float(RARE)}))
    return libreoffice.converted([source], "xls")[0].read_bytes()


def xls_with(content: bytes, change: Change) -> bytes:
    """The workbook with the record of its budget changed in place."""
    file = io.BytesIO(content)
    with olefile.OleFileIO(file, write_mode=True) as container:
        records = bytearray(container.openstream("Workbook").read())
        number = rb"\x03\x02\x0e\x00.{6}" + re.escape(struct.pack("<d", float(RARE)))
        (found,) = re.finditer(number, records, re.DOTALL)
        change(records, found.start())
        container.write_stream("Workbook", bytes(records))
        return file.getvalue()


def truth_or_error(value: int, is_error: int) -> Change:
    """A record of a truth or an error, and one nobody reads for what is left."""

    def change(records: bytearray, at: int) -> None:
        struct.pack_into("<HH", records, at, 0x0205, 8)
        records[at + 10 : at + 12] = bytes((value, is_error))
        struct.pack_into("<HH", records, at + 12, 0x00EF, 2)

    return change


def figure(value: float) -> Change:
    return lambda records, at: struct.pack_into("<d", records, at + 10, value)


ODD_IN_XLS: dict[str, tuple[Change, str]] = {
    "an error there is": (truth_or_error(0x2A, 1), "#N/A"),
    "an error of later years": (truth_or_error(0x2B, 1), "#GETTING_DATA"),
    "an error nobody knows": (truth_or_error(0xFF, 1), "0xFF"),
    "neither truth nor error": (truth_or_error(1, 7), "0x07"),
}


@pytest.mark.parametrize("how", ODD_IN_XLS)
def test_an_odd_error_of_an_xls_refuses_its_cell(as_xls: bytes, how: str) -> None:
    change, found = ODD_IN_XLS[how]
    filled = read(xls_with(as_xls, change))
    (error,) = [each for each in filled.findings if each.code == "value.error-cell"]
    assert (error.place.cell, error.found) == (MONEY, found)
    assert filled.projects[0].project.budget is None
    all_else_is_read(filled)


@pytest.mark.parametrize("value", [1e308, -1e200, float("nan"), float("inf"), 1e27])
def test_a_figure_nobody_can_mean_refuses_its_cell(as_xls: bytes, value: float) -> None:
    filled = read(xls_with(as_xls, figure(value)))
    assert filled.projects[0].project.budget is None
    assert told(filled, MONEY)
    all_else_is_read(filled)


def test_an_ordinary_figure_of_an_xls_is_read(as_xls: bytes) -> None:
    assert read(xls_with(as_xls, figure(31.5))).projects[0].project.budget == Decimal("31.5")


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_days_no_calendar_has_refuse_their_cells(
    libreoffice: Office, tmp_path: Path, suffix: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(RETURN))
    sheet = book[FIRST.sheet]
    dressed = {
        "budget": (1e9, "[h]:mm"),
        "fiscal": (2_958_466, "yyyy-mm-dd"),
        "other": (-1e9, "yyyy;0.00"),
        "plan.mar": (-5e8, "m/d/yy h:mm"),
    }
    for field, (value, code) in dressed.items():
        cell = sheet[str(FIRST.where[field])]
        cell.value, cell.number_format = value, code
    path = tmp_path / "回.xlsx"
    book.save(path)
    filled = read(path if suffix == "xlsx" else libreoffice.converted([path], suffix)[0])
    project = filled.projects[0].project
    assert (project.budget, project.fiscal, project.other) == (None, None, None)
    assert project.plan.points[0].percent is None
    assert all(told(filled, str(FIRST.where[field])) for field in dressed)
    all_else_is_read(filled)


@pytest.mark.parametrize("code", ["0.00", "[Red]0.00", '"日"0', '0"month"', "#,##0.00_);(0)"])
def test_a_large_amount_under_a_format_of_figures_is_no_day(code: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(RETURN))
    cell = book[FIRST.sheet][MONEY]
    cell.value, cell.number_format = 3_000_000, code
    kept = io.BytesIO()
    book.save(kept)
    filled = read(kept.getvalue())
    assert "value.odd-cell" not in told(filled, MONEY)
    is_seen = not set(code) & set("日m")
    assert filled.projects[0].project.budget == (3_000_000 if is_seen else None)


@pytest.mark.parametrize("odd", ["#GETTING_DATA", "#REF!", ""])
def test_a_sheet_with_nothing_but_an_odd_cell_is_told(odd: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(RETURN))
    book.create_sheet("测算")["B1"] = 1
    kept = io.BytesIO()
    book.save(kept)
    content = kept.getvalue()
    part = next(each.part for each in Package(content).sheets if each.name == "测算")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = package.read(part).decode()
    figure = '<c r="B1" t="n"><v>1</v></c>'
    assert figure in xml
    cell = f'<c r="B1" t="e"><v>{odd}</v></c>' if odd else ""
    filled = read(with_parts(content, {part: xml.replace(figure, cell).encode()}))
    found = [each.code for each in filled.findings if each.place.sheet == "测算"]
    is_odd = odd == "#GETTING_DATA"
    assert found == ["sheet.odd-cell"] * is_odd + ["sheet.unplaced"] * bool(odd)
    all_else_is_read(filled)
