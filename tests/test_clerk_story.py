"""A clerk's hour in a real LibreOffice: blank, pasted from last year's, filled, passed, printed."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pdfplumber
import pytest

from parts import samples
from parts.desk import Desk, Step
from parts.office import Office
from xlperf import Form, read
from xlperf.demo import demo
from xlperf.form import form_path
from xlperf.form.layout import Layout, lay_out
from xlperf.issuing import blank_workbook
from xlperf.sheet import MISSING, WRONG

pytestmark = pytest.mark.long
FORM = Form.load("hebei-2023")
SHEET = "1.居民技能培训"
GOAL = "一、全年培训居民一千人。\n二、群众满意度达到 95%。\n三、结业后就业率有所提高，按季度公开。"
LAST_YEAR = Path(__file__).with_name("issued") / "hebei-2023" / "filled.xlsx"
"""Issued by an earlier version, whose tables begin a row higher."""
THEIRS = "1.创建文明城市工作经费"


def layout_of(form: Form) -> Layout:
    """Where the cells of a blank project's sheet are."""
    assert form.project is not None
    drawing = form.entry(form.project)
    count = len(form.level2s) + 6
    return lay_out(drawing, dict.fromkeys(drawing.repeated_rows(), count))


LAYOUT = layout_of(FORM)


def at(field: str, number: int = 0) -> str:
    """The cell of a field."""
    return str(LAYOUT.cell(field, number))


def blank(folder: Path) -> Path:
    """The workbook as it is sent."""
    path = folder / "125001 发出.xlsx"
    path.write_bytes(samples.workbook(FORM, blank=True))
    return path


def pasted(path: Path, sheet: str, cells: str, to: str, *, values: bool = False) -> Step:
    """Cells of last year's workbook copied and pasted, with all they have or what they hold."""
    source: dict[str, str | int | bool] = {"path": str(path), "sheet": sheet, "cells": cells}
    return {"cell": to, "paste_from": {**source, "values": values}}


def test_blank_pasted_filled_passed_printed(
    desk: Desk, libreoffice: Office, tmp_path: Path
) -> None:
    rows = [str(row + 1) for row in LAYOUT.rows("level1")]
    steps: list[Step] = [
        pasted(LAST_YEAR, THEIRS, "B12:J20", at("level1"), values=True),
        {"cell": at("purpose"), "type": "场地、讲师和教材的费用。"},
        {"cell": at("goal"), "paste": GOAL},
        *(
            {"cell": at(f"plan.{date}"), "type": share}
            for date, share in zip(FORM.plan_dates, ("25%", "50%", "75%", "100%"), strict=True)
        ),
    ]
    for number in (3, 6):  # 成本 and 生态效益, which said 无 in four cells
        cleared = f"{at('level3', number)}:J{rows[number]}"
        steps += [
            {"cell": cleared, "command": "ClearContents"},
            {"cell": at("sign", number), "type": "不适用"},
        ]
    steps += [
        {"cell": at("level2", 4), "type": "数量指标"},  # of another first level
        {"cell": at("sign", 8), "type": "＞"},
        {"cell": "B4", "type": "x"},  # locked: what it says is looked at
        {"clipped": True},
    ]
    saved, seen = desk.filled(blank(tmp_path), [{"sheet": SHEET, **step} for step in steps])
    assert [each["changed"] for each in seen[-4:]] == [False, True, False, False]
    assert seen[-2]["text"] == FORM.word("check.passed-more")
    assert seen[-1]["text"] == "", "cells whose words are not seen whole"
    sheet = openpyxl.load_workbook(saved, data_only=True)[SHEET]
    hints = [sheet.cell(row, LAYOUT.hints + 1).value for row in range(5, LAYOUT.bottom + 2)]
    assert not any(hints), hints
    filled = read(saved)
    project = next(each for each in filled if each.code == samples.CODES[0])
    assert project.goal == GOAL
    assert [str(each.target) for each in project.indicators][3] == "不适用"
    asked = {"required.blank", "indicators.level2-missing", "indicators.nameless"}
    told = {each.code for each in filled.findings if each.place.sheet == SHEET}
    assert told.isdisjoint(asked), told
    (printed,) = libreoffice.converted([saved], "pdf")
    with pdfplumber.open(printed) as pdf:
        pages = [page for page in pdf.pages if "居民技能培训绩效目标表" in page.extract_text()]
        assert pages
        for page in pages:
            assert smallest(page) >= 8
            assert not fills(page) & {MISSING, WRONG}


def smallest(page: pdfplumber.page.Page) -> float:
    """The size of the smallest print on a page, in points."""
    return min(round(char["size"], 1) for char in page.chars if char["text"].strip())


def fills(page: pdfplumber.page.Page) -> set[str]:
    """The colours of what is filled on a page."""
    colours = (each["non_stroking_color"] for each in (*page.rects, *page.curves) if each["fill"])
    return {
        "".join(f"{round(part * 255):02X}" for part in colour)
        for colour in colours
        if colour is not None and len(colour) == 3
    }


def last_years_form() -> Form:
    """The form as it was: fewer units, other words for the levels of cost."""
    text = form_path("hebei-2023").read_text("utf-8")
    text = text.replace('"百分比", "%", "个", "次", ', '"百分比", ')
    return Form.parse(text.replace('"时效指标", "成本指标"]', '"成本指标", "时效指标"]'))


def test_pasted_rows_have_this_years_lists(desk: Desk, libreoffice: Office, tmp_path: Path) -> None:
    former = last_years_form()
    assert len(former.units) < len(FORM.units)
    path = tmp_path / "去年.xlsx"
    path.write_bytes(samples.workbook(former))
    first, last = LAYOUT.rows("level1")[0] + 1, LAYOUT.rows("level1")[8] + 1
    steps: list[Step] = [
        pasted(path, SHEET, f"B{first}:J{last}", at("level1", 2)),
        {"cell": at("level1", 7), "type": "满意度指标"},
        {"cell": at("level2", 7), "type": "数量指标"},
        {"cell": at("level2", 7), "type": "服务对象满意度指标"},
    ]
    sheet = [{"sheet": SHEET, **step} for step in steps]
    saved, seen = desk.filled(blank(tmp_path), sheet)
    assert [each["changed"] for each in seen] == [True, True, False, True]
    again, seen = desk.filled(
        saved,
        [
            {"sheet": SHEET, "cell": at("level1", 8), "type": "产出指标"},
            {"sheet": SHEET, "cell": at("level2", 8), "type": "经济效益指标"},
            {"sheet": SHEET, "cell": at("level2", 8), "type": "成本指标"},
        ],
    )
    assert [each["changed"] for each in seen][1:] == [False, True]
    book = openpyxl.load_workbook(again)
    limits = book[SHEET].data_validations.dataValidation
    lists = {each.formula1 for each in limits if each.type == "list"}
    assert lists
    assert all(each.startswith('INDIRECT("xlperf_') for each in lists), lists
    (printed,) = libreoffice.converted([again], "pdf")
    with pdfplumber.open(printed) as pdf:
        pages = [page for page in pdf.pages if "居民技能培训绩效目标表" in page.extract_text()]
        assert pages
        assert WRONG not in set().union(*map(fills, pages))
    with zipfile.ZipFile(io.BytesIO(again.read_bytes())) as package:
        assert not [name for name in package.namelist() if "externalLink" in name]


def test_the_filled_demo_shows_all_its_words_and_prints_them_large_enough(
    desk: Desk, libreoffice: Office, tmp_path: Path
) -> None:
    demo(tmp_path / "demo")
    paths = sorted((tmp_path / "demo").rglob("12500*.xlsx"))
    paths = [each for each in paths if "received" not in each.parts]
    assert len(paths) > 5
    jobs = []
    for path in paths:
        names = openpyxl.load_workbook(path, read_only=True).sheetnames
        seen = [name for name in names if name not in ("选项", "标识")]
        jobs.append((path, [{"sheet": name, "clipped": True} for name in seen]))
    for (path, _), (_, seen_sheets) in zip(jobs, desk.filled_all(jobs), strict=True):
        for each in seen_sheets:
            assert each["text"] == "", (path.name, each["sheet"])
    for path in libreoffice.converted(paths, "pdf"):
        with pdfplumber.open(path) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                assert smallest(page) >= 8, (path.name, number)


def test_words_that_do_not_fit_are_seen(desk: Desk, tmp_path: Path) -> None:
    long = {"sheet": SHEET, "cell": at("goal"), "paste": "很长的一段话，" * 120}
    _, seen = desk.filled(blank(tmp_path), [long, {"sheet": SHEET, "clipped": True}])
    assert seen[-1]["text"] == at("goal")


def test_rows_grow_where_no_cell_is_merged(desk: Desk, tmp_path: Path) -> None:
    form = Form.load("central-2021")
    layout = layout_of(form)
    path = tmp_path / "blank.xlsx"
    path.write_bytes(samples.workbook(form, blank=True))
    cell = str(layout.cell("level3", 1))
    steps: list[Step] = [
        {"sheet": SHEET, "cell": cell, "type": "一个很长很长的指标名称，" * 9},
        {"sheet": SHEET, "cell": str(layout.cell("level3", 2)), "type": "短名称"},
        {"sheet": SHEET, "clipped": True},
    ]
    saved, seen = desk.filled(path, steps)
    assert seen[-1]["text"] == ""
    heights = openpyxl.load_workbook(saved)[SHEET].row_dimensions
    row = layout.rows("level3")[1] + 1
    assert heights[row].height > 80
    issued = openpyxl.load_workbook(path)[SHEET].row_dimensions[row + 1].height
    assert issued >= 36
    assert heights[row + 1].height == pytest.approx(issued, abs=0.5)


@pytest.mark.parametrize(
    "name",
    ["hebei-2023", "central-2021", "monitor-2019", "selfeval-2020", "department-whole",
     "grant-return"],
)  # fmt: skip
def test_no_shipped_form_is_printed_too_small(
    name: str, libreoffice: Office, tmp_path: Path
) -> None:
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(blank_workbook(Form.load(name)))
    (printed,) = libreoffice.converted([path], "pdf")
    with pdfplumber.open(printed) as pdf:
        for page in pdf.pages:
            assert smallest(page) >= 8
            assert {round(page.width), round(page.height)} in ({595, 842}, {842, 1191})
