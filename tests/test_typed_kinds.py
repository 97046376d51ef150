"""Each kind of field as people type it: taken as what it means, or refused; never a third way."""

import io
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from parts.office import Office
from xlperf import Form, read
from xlperf.budget import FieldValue, Target
from xlperf.reading import Filled

FORM = Form.parse('''
name = "kinds"
title = "各类字段"
version = "1"
year = 2026
money = { unit = "万元", places = 2 }
rules = []

[fields]
text   = "text"
code1  = "code"
money1 = "money"
share  = "percent"
figure = "number"
people = "count"
day    = "date"
aim    = "target"
choice = ["是", "A b", "部分达成"]

[project]
title = "各类字段"
drawing = """
| 项目编码 | {code} | {code} | {code} | {code} | 项目名称 | {name} | {name} | {name} |
| 文字 | 编号 | 金额 | 比例 | 数 | 人数 | 日期 | 目标 | 选择 |
| [text] | [code1] | [money1] | [share] | [figure] | [people] | [day] | [aim] | [choice] |
"""
''')
COLUMNS = ("text", "code1", "money1", "share", "figure", "people", "day", "aim", "choice")
HEADINGS = ("文字", "编号", "金额", "比例", "数", "人数", "日期", "目标", "选择")
DAY = date(2026, 3, 1)
REFUSED = object()
"""Nothing is taken, and an error stands at the cell."""

# The column, what is in the cell, its number format, what is taken, what is told.
CASES: list[tuple[str, Any, str, Any, str]] = [
    ("day", DAY, "yyyy-mm-dd", DAY, ""),
    ("day", DAY, "yyyy/m/d", DAY, ""),
    ("day", DAY, 'yyyy"年"m"月"d"日"', DAY, ""),
    ("day", DAY, "d/m/yyyy", DAY, ""),
    ("day", DAY, "mmm d, yyyy", DAY, ""),
    ("day", "2026-03-01", "", DAY, ""),
    ("day", "2026/3/1", "", DAY, ""),
    ("day", "2026年3月1日", "", DAY, ""),
    ("day", "２０２６年３月１日", "", DAY, ""),
    ("day", " 2026-3-1 ", "", DAY, ""),
    ("day", date(1900, 3, 1), "yyyy-mm-dd", date(1900, 3, 1), ""),
    ("day", date(9999, 12, 31), "yyyy-mm-dd", date(9999, 12, 31), ""),
    ("day", datetime(2026, 3, 1, 10, 30), "yyyy-mm-dd hh:mm", REFUSED, "value.date-time"),
    ("day", time(10, 30), "hh:mm", REFUSED, ""),
    ("day", "1/3/2026", "", REFUSED, ""),
    ("day", "01.03.2026", "", REFUSED, ""),
    ("day", "3/1/26", "", REFUSED, ""),
    ("day", "2026-02-30", "", REFUSED, ""),
    ("day", "2026年3月", "", REFUSED, ""),
    ("day", 46082, "", REFUSED, ""),
    ("day", 46082, "0", REFUSED, ""),
    ("day", "46082", "", REFUSED, ""),
    ("day", "三月一日", "", REFUSED, ""),
    ("people", 3, "", Decimal(3), ""),
    ("people", 0, "", Decimal(0), ""),
    ("people", "1,038", "", Decimal(1038), "value.typed-as-text"),
    ("people", 3.5, "", REFUSED, "value.count"),
    ("people", "3.5", "", REFUSED, "value.count"),
    ("people", DAY, "yyyy-mm-dd", REFUSED, ""),
    ("people", "十人", "", REFUSED, ""),
    ("share", 0.6, "0%", Decimal(60), ""),
    ("share", 0.853, "0.0%", Decimal("85.3"), ""),
    ("share", 1.2, "0%", Decimal(120), ""),
    ("share", "60%", "", Decimal(60), "value.typed-as-text"),
    ("share", "６０％", "", Decimal(60), "value.typed-as-text"),
    ("share", 60, "", REFUSED, ""),
    ("share", 0.6, "", REFUSED, ""),
    ("share", "60", "", REFUSED, ""),
    ("share", "0.6", "", REFUSED, ""),
    ("share", "六成", "", REFUSED, ""),
    ("figure", 12.5, "", Decimal("12.5"), ""),
    ("figure", -3, "", Decimal(-3), ""),
    ("figure", "12.5", "", Decimal("12.5"), "value.typed-as-text"),
    ("figure", "12.5 项", "", REFUSED, ""),
    ("figure", DAY, "yyyy-mm-dd", REFUSED, ""),
    ("money1", 30, "#,##0.00", Decimal(30), ""),
    ("money1", "30万元", "", Decimal(30), "value.typed-as-text"),
    ("money1", "￥30万元", "", Decimal(30), "value.typed-as-text"),
    ("money1", "300000元", "", REFUSED, "value.money-unit"),
    ("money1", "无", "", REFUSED, ""),
    ("choice", "是", "", "是", ""),
    ("choice", "a B", "", "A b", "value.spelling"),
    ("choice", "Ａ　ｂ", "", "A b", "value.spelling"),
    ("choice", " 部分 达成 ", "", "部分达成", ""),
    ("choice", "基本达成", "", "基本达成", "choice.unknown"),
    ("code1", "0012", "", "0012", ""),
    ("code1", " p 01 ", "", "P01", ""),
    ("aim", "≥95 %", "", Target.parse("≥95 %"), ""),
    ("aim", "明显提升", "", Target.parse("明显提升"), ""),
    ("text", "=1+1", "", "=1+1", ""),
    ("text", "无", "", "无", ""),
    ("text", "0", "", "0", ""),
]  # fmt: skip


def workbook() -> bytes:
    """A table somebody drew by hand, a row for each case."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        for column, text in ((0, "项目编码"), (1, "P1"), (5, "项目名称"), (6, "甲")):
            sheet.write_string(1, column, text)
        for column, text in enumerate(
            ["文字", "编号", "金额", "比例", "数", "人数", "日期", "目标", "选择"]
        ):
            sheet.write_string(2, column, text)
        for number, (name, value, code, _, _) in enumerate(CASES, 3):
            column, look = COLUMNS.index(name), book.add_format({"num_format": code or "General"})
            if isinstance(value, str):
                sheet.write_string(number, column, value, look)
            elif isinstance(value, int | float):
                sheet.write_number(number, column, value, look)
            else:
                sheet.write_datetime(number, column, value, look)
    return file.getvalue()


@pytest.fixture(scope="module")
def filled() -> Filled:
    return read(workbook(), FORM)


def holds(filled: Filled, number: int) -> str:
    """What is wrong with how a case was read; "" where nothing is."""
    name, _, _, wanted, code = CASES[number]
    (project,) = filled
    rows = project.rows["rows"]
    assert len(rows) == len(CASES)
    value: FieldValue = rows[number].values[name]
    told = {each.code: each.level.value for each in filled.findings
            if each.place.cell == f"{'ABCDEFGHI'[COLUMNS.index(name)]}{number + 4}"}  # fmt: skip
    if wanted is REFUSED:
        taken = value not in (None, "")
        return f"taken {value!r} {told}" if taken or "error" not in told.values() else ""
    if value != wanted or ("error" in told.values() and code != "choice.unknown"):
        return f"{value!r} for {wanted!r} {told}"
    return "" if not code or code in told else f"not told {code}: {told}"


@pytest.mark.parametrize("number", range(len(CASES)), ids=[str(each[:3]) for each in CASES])
def test_a_value_as_people_type_it(filled: Filled, number: int) -> None:
    assert holds(filled, number) == ""


@pytest.mark.long
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_formats_hold_the_same(libreoffice: Office, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(workbook())
    (saved,) = libreoffice.converted([path], suffix)
    filled = read(saved, FORM)
    wrong = {CASES[n][:3]: text for n in range(len(CASES)) if (text := holds(filled, n))}
    assert wrong == {}
