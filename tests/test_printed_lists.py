"""What leaves the office can be read: its print, its order, its words, and where its pages end."""

import importlib
import importlib.util
import io
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from parts import real, samples
from parts.office import Office, stored_values
from test_adopted import FORM, MASTER, folder, run, unit
from test_consolidate import heading_row, table
from xlperf import consolidate
from xlperf.budget.nouns import Master, Unit, UnitBudget
from xlperf.excel.writing.charts import native_chart
from xlperf.issuing.generation import generate
from xlperf.reading.one_file import read
from xlperf.sheet import Box, Cell, Chart, Series, paper_for
from xlperf.summary.pages import Pages, breaks_above

__all__ = ["folder"]

pytestmark = pytest.mark.usefixtures("quick")

SMALLEST = 7.95
"""8 points, as a PDF rounds them."""
CODES = re.compile(
    r"\b(?:money|plan|goal|indicators?|master|unit|value|layout|form|issued|row)\.[a-z]"
)
KEYS = re.compile(r"\bR\d{3}\b")


@pytest.fixture(scope="module")
def summary(folder: Path) -> Path:
    """The summary of a round of eight units."""
    run("consolidate", "--round", folder, "--out", folder.parent / "s.xlsx", "--lang", "zh")
    return folder.parent / "s.xlsx"


@pytest.fixture(scope="module")
def standing(folder: Path) -> Path:
    """Its status, as a workbook."""
    run("status", "--round", folder, "--out", folder.parent / "t.xlsx", "--lang", "zh")
    return folder.parent / "t.xlsx"


def pages(libreoffice: Office, path: Path) -> list[tuple[float, float, list[float], str]]:
    """Width, height, sizes of print and text of each printed page."""
    if importlib.util.find_spec("pdfplumber") is None:
        real.missing("pdfplumber", "pip install pdfplumber")
    pdfplumber = importlib.import_module("pdfplumber")
    (printed,) = libreoffice.converted([path], "pdf")
    with pdfplumber.open(printed) as file:
        return [
            (
                float(page.width), float(page.height),
                [char["size"] for char in page.chars if char["text"].strip()],
                page.extract_text() or "",
            )
            for page in file.pages
        ]  # fmt: skip


def test_the_smallest_print_is_eight_points(
    summary: Path, standing: Path, libreoffice: Office
) -> None:
    for path in (summary, standing):
        for width, height, sizes, text in pages(libreoffice, path):
            assert width > height
            assert round(width) in (842, 1191)  # A4 or A3 on its side
            assert min(sizes) >= SMALLEST, (path.name, min(sizes), text[:200])


def test_no_paper_has_internal_codes(summary: Path, standing: Path) -> None:
    for path in (summary, standing):
        for sheet in openpyxl.load_workbook(path).worksheets:
            last = sheet.max_column if sheet.title == "问题清单" else 0
            for row in sheet.iter_rows():
                for cell in row:
                    said = str(cell.value or "")
                    if said.startswith("=") or cell.column == last:
                        continue
                    assert not CODES.search(said), (sheet.title, cell.coordinate, said)
                    assert not KEYS.search(said), (sheet.title, cell.coordinate, said)


def test_the_last_column_of_the_findings_has_their_codes(summary: Path) -> None:
    codes = [str(each["代码"]) for each in table(stored_values(summary), "问题清单")]
    assert {"project.blank", "plan.falls"} <= set(codes)


def test_the_findings_begin_with_their_counts_worst_first(
    summary: Path, libreoffice: Office
) -> None:
    stored = stored_values(summary)
    rows = table(stored, "问题清单")
    cells, heading = stored["问题清单"], heading_row(stored, "问题清单")
    lines = [
        (str(cells[f"A{row}"]), *(int(cells[f"{column}{row}"] or 0) for column in "DEFG"))  # type: ignore[arg-type]
        for row in range(3, heading)
        if isinstance(cells.get(f"D{row}"), int | float)
    ]
    kinds = [each for each in lines if not each[0].startswith("99")]
    units = [each for each in lines if each[0].startswith("99")]
    for found in (kinds, units):
        counts = [each[1:4] for each in found]
        assert counts == sorted(counts, reverse=True)
        assert sum(each[4] for each in found) == len(rows)
    assert dict.fromkeys(each[0] for each in units).keys() <= {
        str(each.unit) for each in MASTER.units
    }
    levels = Counter(str(each["级别"]) for each in rows)
    assert sum(each[1] for each in kinds) == levels["错误"] > 0
    computed = libreoffice.values(summary)["问题清单"]
    for row in range(3, heading):
        for column in "DEFG":
            at = f"{column}{row}"
            assert computed.get(at) == cells.get(at), at


def test_charts_name_units_and_count_in_whole_numbers(summary: Path, standing: Path) -> None:
    book = openpyxl.load_workbook(summary)["总览"]
    chart = book._charts[0]
    named = chart.series[0].cat.strRef or chart.series[0].cat.numRef
    column, first = re.findall(r"\$([A-Z]+)\$(\d+)", named.f)[0]
    assert "示例单位" in str(stored_values(summary)["总览"][f"{column}{first}"])
    for path, name in ((summary, "总览"), (standing, "收表情况")):
        counting = openpyxl.load_workbook(path)[name]._charts[-1]
        assert counting.y_axis.majorUnit == int(counting.y_axis.majorUnit) >= 1
        assert counting.y_axis.number_format.formatCode == "#,##0"


def test_long_names_stand_in_a_chart_all_the_same(tmp_path: Path) -> None:
    budgets = [
        each.model_copy(update={"unit": Unit(code=each.unit.code, name="很长" * 12 + str(n))})
        for n, each in enumerate(MASTER.units)
    ]
    master = MASTER.model_copy(update={"units": tuple(budgets)})
    done = consolidate([], master, tmp_path / "s.xlsx", form=FORM)
    values = stored_values(done.path)["总览"]
    short = [str(text) for text in values.values() if str(text).endswith("…")]
    assert len(short) == 8
    assert all(text.startswith("很长很长") for text in short)


def many(count: int) -> Master:
    """The units of a long list, each with two projects."""
    return samples.master_of(FORM, *(unit(number) for number in range(1, count + 1)))


def test_long_lists_break_at_units(tmp_path: Path, libreoffice: Office) -> None:
    """Every page of a printed list begins with another unit than the page before it."""
    master = many(40)
    answers = {each.unit.code: filled(each) for each in master.units}
    made = [read(each.content, FORM) for each in generate(FORM, master, answers=answers)]
    done = consolidate(made, master, tmp_path / "s.xlsx", form=FORM)
    sheet = openpyxl.load_workbook(done.path)["指标明细"]
    codes = [None, *(cell.value for cell in sheet["A"])]
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert len(breaks) > 2
    assert all(codes[row] != codes[row + 1] for row in breaks)
    ends = []
    for _, _, _, text in pages(libreoffice, done.path):
        found = re.findall(r"^(990\d{3}) ", text, re.MULTILINE)
        if re.search(r"^指标明细\s*第", text, re.MULTILINE) and found:
            ends.append((found[0], found[-1]))
    assert len(ends) > 3
    assert all(before[1] < after[0] for before, after in pairwise(ends))


def filled(budget: UnitBudget) -> UnitBudget:
    number = int(budget.unit.code) - 990_000
    return unit(number)


@pytest.mark.parametrize(
    ("units", "breaks"),
    [
        ("aabbb", [2]),  # b would be cut: it begins the second page
        ("aabb", []),
        ("aabbcc", [4]),
        ("aaabbbb", [3]),  # what fills a page begins with it
        ("aaaaaaaaaaaa", [4, 8]),  # a unit longer than a page ends where the page does
        ("abbbbbbb", [1, 5]),
        ("aaaaaabb", [4]),
        ("aaaaaabbb", [4, 6]),
    ],
)
def test_pages_begin_with_a_unit_where_they_can(units: str, breaks: list[int]) -> None:
    pages = Pages(50, 0, 10)
    for row, of in enumerate(units):
        pages.add(row, 10, of)
    assert pages.breaks == breaks


def test_a_list_of_no_units_ends_its_pages_where_they_are_full() -> None:
    pages = Pages(50, 0, 10)
    for row in range(12):
        pages.add(row, 10, None)
    assert pages.breaks == []


@pytest.mark.parametrize(
    ("widths", "paper"),
    [([10.0] * 8, "A4"), ([10.0] * 13, "A4"), ([10.0] * 19, "A3"), ([10.0] * 60, "A3")],
)
def test_paper_is_chosen_by_what_must_stand_on_it(widths: list[float], paper: str) -> None:
    found = paper_for(widths)
    assert found.name == paper
    assert 77 <= found.scale <= 100


def test_no_page_is_left_to_the_title_alone() -> None:
    pages = Pages(50, 20, 10)
    for row in range(3, 7):  # the first unit fits on a page of its own, but not below the title
        pages.add(row, 10, "一")
    pages.add(7, 10, "二")
    assert pages.breaks == [5]


@pytest.mark.parametrize(
    ("most", "step"), [(0, 1), (1, 1), (5, 1), (6, 2), (11, 5), (26, 10), (133, 50), (999, 200)]
)
def test_an_axis_of_counts_goes_up_in_round_steps(most: int, step: int) -> None:
    box = Box(0, 0, 0, 1)
    chart = Chart("column", "个数", (Series("个数", "a", box, box),), Cell(0, 0), most=most)
    with xlsxwriter.Workbook(io.BytesIO()) as book:
        book.add_worksheet("a")
        made = native_chart(book, chart)
        assert made.y_axis["major_unit"] == step
        book.get_worksheet_by_name("a").insert_chart(0, 0, made)


@pytest.mark.parametrize(
    ("tall", "breaks"), [({}, []), ({6: 60}, [4]), ({9: 60}, [8]), ({6: 60, 9: 60}, [4, 8])]
)
def test_no_block_of_a_sheet_is_cut_by_a_page(tall: dict[int, float], breaks: list[int]) -> None:
    heights = {**dict.fromkeys(range(11), 10.0), **tall}
    assert breaks_above(((4, 8), (8, 11)), heights, 120) == breaks
