"""What stays in sight on a laptop, and the way back to the contents."""

import io
from collections.abc import Iterator

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from parts import samples
from xlperf import Form, generate, read
from xlperf.budget.nouns import Master, Project, UnitBudget
from xlperf.findings import word
from xlperf.issuing import blank_workbook

_PIXELS, _WINDOW = 7, 1310
FORMS = ("hebei-2023", "central-2021", "monitor-2019", "selfeval-2020", "grant-return")


def entry_sheets(content: bytes) -> Iterator[Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        if str(sheet["A1"].value or "").startswith("xlperf|"):
            yield sheet


@pytest.mark.parametrize("name", FORMS)
def test_hints_and_reasons_are_on_a_screen_of_1366_pixels(name: str) -> None:
    for sheet in entry_sheets(blank_workbook(Form.load(name))):
        widths = [each.width for each in sheet.column_dimensions.values() if not each.hidden]
        zoom = (sheet.sheet_view.zoomScale or 100) / 100
        assert 0.7 <= zoom <= 1
        if zoom > 0.7:  # wider forms are read by moving
            assert sum(width * _PIXELS + 5 for width in widths) * zoom <= _WINDOW


@pytest.mark.parametrize("name", FORMS)
def test_each_sheet_leads_back_to_the_contents_and_reads_as_if_it_did_not(name: str) -> None:
    form = Form.load(name)
    content = blank_workbook(form)
    contents = form.word("sheet.contents")
    for sheet in entry_sheets(content):
        links = [c for row in sheet.iter_rows() for c in row if c.hyperlink]
        assert [c.hyperlink.location for c in links] == [f"'{contents}'!A1"]
        assert [c.value for c in links] == [word("line.back", form.lang)]
    told = {each.code for each in read(content, form).findings}
    assert not {code for code in told if code.startswith(("layout.", "sheet.", "row.", "column."))}


def test_the_names_of_columns_stay_above_the_rows() -> None:
    (sheet, *_) = (s for s in entry_sheets(samples.workbook()) if s.title.startswith("1."))
    assert sheet.freeze_panes == "A5"
    shown = [cell.number_format for cell in sheet[1] if cell.number_format.startswith(";;;")]
    names = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "符号", "数值"]
    assert [each[4:-1] for each in shown if each[4:-1] in names] == names
    area = str(sheet.print_area).split("!")[1]
    assert area.startswith("$B$2:")  # they are not printed


def test_the_number_on_a_tab_is_the_number_in_the_contents() -> None:
    form = Form.load("hebei-2023")
    names = ("特色", "阅览", "安保", "采购")
    projects = tuple(
        Project(code=f"13081123P00010910001{at}", name=name) for at, name in enumerate(names)
    )
    budget = UnitBudget(unit=samples.UNIT, projects=projects)
    (made,) = generate(form, Master(money=form.money, units=(budget,)))
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    tabs = [sheet.title for sheet in book.worksheets if sheet.title[0].isdigit()]
    assert tabs == [f"{at}.{name}" for at, name in enumerate(names, 1)]  # the office's order
    rows = [(row[0].value, row[2].value) for row in book["目录"].iter_rows(min_row=4, max_row=8)]
    assert rows == [(None, "部门整体绩效目标"), *((at, n) for at, n in enumerate(names, 1))]


def test_other_orders_stay_to_be_asked_for() -> None:
    form = Form.load("hebei-2023")
    drawn = Form.parse(form.source.replace('"master" ', '"name" ', 1))
    names = ("特色", "阅览", "安保")
    projects = tuple(
        Project(code=f"13081123P00010910001{at}", name=name) for at, name in enumerate(names)
    )
    budget = UnitBudget(unit=samples.UNIT, projects=projects)
    (made,) = generate(drawn, Master(money=form.money, units=(budget,)))
    book = openpyxl.load_workbook(io.BytesIO(made.content))
    tabs = [sheet.title for sheet in book.worksheets if sheet.title[0].isdigit()]
    assert tabs == ["1.安保", "2.特色", "3.阅览"]
