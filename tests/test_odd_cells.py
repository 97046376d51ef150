"""Odd cells refuse themselves and not the file, in .xlsx and .ods; tabs and line ends stay."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

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
