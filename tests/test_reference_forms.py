"""The forms of the reference, used as somebody would who knows nothing else of the library."""

import io
import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from xlperf import Form, consolidate, generate, read
from xlperf.budget import Master, Project, Unit, UnitBudget
from xlperf.cli.program import cli
from xlperf.findings import Level

DOCS = Path(__file__).parents[1] / "docs"


def drawn(page: str) -> Form:
    """The whole form that a page of the reference begins with."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.search(r"```toml\n(.+?)```", text, re.DOTALL)
    assert found
    return Form.parse(found[1])


def issued(form: Form) -> tuple[Master, bytes]:
    """The workbook of one unit with one project."""
    project = Project(code="K001", name="东库")
    unit = UnitBudget(unit=Unit(code="S01", name="第一小学"), projects=(project,))
    master = Master(money=form.money, units=(unit,))
    (made,) = generate(form, master)
    return master, made.content


def filled(content: bytes, beside: Mapping[str, Any], rows: Mapping[str, tuple[Any, ...]]) -> bytes:
    """The workbook, with answers typed beside labels, and below headings."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        for cell in cells:
            if cell.value in beside:
                sheet.cell(cell.row, cell.column + 1).value = beside[cell.value]
            for number, value in enumerate(rows.get(cell.value, ())):
                sheet.cell(cell.row + 1 + number, cell.column).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def tabs(content: bytes) -> list[str]:
    """The names of a workbook's sheets."""
    return openpyxl.load_workbook(io.BytesIO(content)).sheetnames


def test_a_stock_list(tmp_path: Path) -> None:
    form = drawn("form-file.zh-CN.md")
    master, blank = issued(form)
    returned = filled(
        blank,
        {"保管人": "张三", "盘点日期": "2026年11月3日"},
        {"资产编号": ("0001", "0002"), "名称": ("课桌", "电脑"), "账面数": (40, 10),
         "实盘数": (41, 8), "金额": (120, 4200.5), "状态": ("在用", "报废")},
    )  # fmt: skip
    result = read(returned, form)
    assert {each.code for each in result.findings if each.level is not Level.INFO} == {
        "check.failed"
    }
    project = result.projects[0].project
    assert project.declared["keeper"] == "张三"
    assert str(project.declared["checked"]) == "2026-11-03"
    assert project.declared["sum.price"] == Decimal("4320.5")
    first, second = project.rows["asset"][:2]
    assert first.key == "asset/R001"
    assert (first.values["code"], first.values["gap"]) == ("0001", Decimal(1))
    assert (second.values["state"], second.values["gap"]) == ("报废", Decimal(-2))
    (tmp_path / "S01.xlsx").write_bytes(returned)
    summary = summed_up(form, master, tmp_path)
    assert "盘点表" in tabs(summary)


def test_a_grant_claim(tmp_path: Path) -> None:
    form = drawn("form-file.md")
    master, blank = issued(form)
    returned = filled(
        blank,
        {"Organisation": "Youth Trust", "Claimed on": "2026-04-03", "Quarter": "Q1",
         "Granted": "£1,000.00"},
        {"Item": ("Rent", "Printing"), "Paid on": ("2026/3/1", "03/04/2026"),
         "Cost": (100, 50.25), "Share": (0.5, "100%")},
    )  # fmt: skip
    result = read(returned, form)
    told = {each.code for each in result.findings if each.level is not Level.INFO}
    assert told == {"value.no-date"}
    project = result.projects[0].project
    assert project.declared["granted"] == Decimal(1000)
    assert project.declared["sum.claim"] == Decimal("100.25")
    assert [row.values["date"] for row in project.rows["item"][:2]][1] is None
    (tmp_path / "S01.xlsx").write_bytes(returned)
    assert summed_up(form, master, tmp_path)


def summed_up(form: Form, master: Master, folder: Path) -> bytes:
    """The summary of the returns in a folder."""
    target = folder / "summary.xlsx"
    consolidate([read(folder / "S01.xlsx", form)], master, target, form=form)
    return target.read_bytes()


@pytest.mark.parametrize(("second", "wanted"), [(True, {"Item", "Output"}), (False, {"Claim"})])
def test_lists_of_several_tables_are_told_apart_by_their_headings(
    tmp_path: Path, second: bool, wanted: set[str]
) -> None:
    more = "| Output | Goal | Goal | Done |\n| [out.a] | [out.b] | [out.b] | [out.c] |\n"
    form = Form.parse(
        f"""name = "two"
title = "Two"
version = "1"
year = 2026
rules = []
[fields]
"item.a" = "text"
"item.b" = "count"
{'"out.a" = "text"' if second else ""}
{'"out.b" = "count"' if second else ""}
{'"out.c" = "count"' if second else ""}
[project]
title = "Claim {{name}}"
rows = 2
drawing = '''
| Code | {{code}} | Name | {{name}} |
| Item | Number | Number | Number |
| [item.a] | [item.b] | [item.b] | [item.b] |
{more if second else ""}'''
"""
    )
    master, blank = issued(form)
    (tmp_path / "S01.xlsx").write_bytes(filled(blank, {}, {"Item": ("a",), "Output": ("b",)}))
    assert wanted <= set(tabs(summed_up(form, master, tmp_path)))


def test_the_list_of_forms_says_what_there_is_a_sheet_for() -> None:
    ran = CliRunner().invoke(cli, ["forms", "list", "--lang", "en"])
    kinds = {line.split()[0]: line.rpartition("(")[2].strip(")\n") for line in
             ran.output.splitlines()}  # fmt: skip
    assert kinds["department-whole"] == "a sheet for each unit"
    assert kinds["monitor-2019"] == "a sheet for each project"
    assert kinds["master"] == "a list"
