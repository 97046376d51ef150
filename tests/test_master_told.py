"""What `master check` says of a list it could not read, of one whose unit nobody knows, and of
what was taken though an office should look at it once more."""

import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from click.testing import CliRunner

from parts.drawn import workbook_of
from xlperf import Form
from xlperf.cli.program import cli
from xlperf.findings import Level
from xlperf.master import MasterReport, check_master

FORM = "hebei-2023"
CODES = ("13081123P000109100016", "13081123P00011210001M")
NAMES = ("单位编码", "单位名称", "项目编码", "项目名称", "预算数", "财政资金", "其他资金")
HEAD = f"| {' | '.join(NAMES)} |\n"
ROWS = (
    f"| '125001 | 社区办 | {CODES[0]} | 甲项目 | 30 | 25 | 5 |\n"
    f"| '125001 | 社区办 | {CODES[1]} | 乙项目 | 60 | 60 | 0 |\n"
    "| 合计 | | | | 95 | 85 | 10 |\n"
)


def printed(folder: Path, sheets: dict[str, str], *more: str) -> str:
    """What `master check` prints of drawn sheets."""
    path = folder / "预算.xlsx"
    path.write_bytes(workbook_of(sheets))
    return CliRunner().invoke(cli, ["master", "check", str(path), "--form", FORM, *more]).output


@pytest.mark.parametrize(
    ("sheets", "more"),
    [
        ({"甲": HEAD + ROWS, "乙": HEAD + ROWS}, ()),
        ({"甲": HEAD + ROWS}, ("--sheet", "丙")),
        ({"甲": HEAD.replace("预算数", "数目") + ROWS}, ()),
        ({"甲": "| 事项 | 数目 |\n| 会议 | 3 |\n"}, ()),
    ],
)
def test_a_list_that_could_not_be_read_is_not_said_to_be_empty(
    tmp_path: Path, sheets: dict[str, str], more: tuple[str, ...]
) -> None:
    told = printed(tmp_path, sheets, *more)
    assert "项目一行也没有读" in told
    assert "项目 0 行" not in told
    assert "控制数" not in told
    found = json.loads(printed(tmp_path, sheets, *more, "--json"))
    assert (found["read"], found["ok"], found["rows"]["taken"]) == (False, False, 0)


def test_a_list_that_was_read_is_told_in_the_unit_it_is_in(tmp_path: Path) -> None:
    told = printed(tmp_path, {"甲": HEAD + ROWS}, "--money-unit", "万元")
    assert "控制数 90.00 万元" in told
    assert "项目一行也没有读" not in told


def test_no_amount_is_told_in_a_unit_that_nothing_says(tmp_path: Path) -> None:
    told = printed(tmp_path, {"甲": HEAD + ROWS})
    assert "金额单位：没有写明" in told
    assert "控制数 90.00 ?" in told
    assert "95.00 ?，而 2 个项目合计 90.00 ?" in told
    assert "90.00 万元" not in told
    other = printed(
        tmp_path, {"甲": "| 单位：元 | | | | | | |\n" + HEAD.replace("数", "数（万元）") + ROWS}
    )
    assert "控制数 90.00 元" in other
    assert "90.00 万元" not in other


def test_sheets_that_say_different_units_are_not_said_to_be_silent(tmp_path: Path) -> None:
    one, other = "| 单位：元 | | | | | | |\n", "| 单位：万元 | | | | | | |\n"
    told = printed(tmp_path, {"甲": one + HEAD + ROWS, "乙": other + HEAD + ROWS})
    assert "没有写明" not in told


# Formulas.


def computed(result: object, column: int = 4) -> MasterReport:
    """A list of three projects, one column of which is formulas but in its first row."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("预算")
        sheet.write_row(0, 0, NAMES)
        for row in range(1, 4):
            code = f"13081123P00010910001{row}"
            sheet.write_row(row, 0, ["125001", "社区办", code, f"项目{row}", 30, 25, 5])
            if row > 1:
                sheet.write_formula(row, column, f"=F{row + 1}+G{row + 1}", None, result)
        sheet.write(4, 0, "合计")
        sheet.write_formula(4, 4, "=SUM(E2:E4)", None, 90)
    return check_master(file.getvalue(), FORM, money_unit="万元")


def test_results_of_formulas_are_taken_and_told_once_for_a_column() -> None:
    report = computed(30)
    (told,) = [each for each in report.findings if each.code == "master.formulas"]
    assert (told.level, str(told.place), told.found) == (Level.INFO, "预算!E3", "2")
    assert told.values == {"column": "预算数", "rows": "3–4"}
    assert report.required().total == 90


def test_a_formula_without_a_result_or_with_an_error_is_refused_and_not_told_as_taken() -> None:
    for result in ("", "#REF!"):
        report = computed(result)
        assert report.budget is None
        assert "master.formulas" not in {each.code for each in report.findings}


def test_typed_figures_and_formulas_nobody_took_are_no_news() -> None:
    assert "master.formulas" not in {each.code for each in computed(30, column=9).findings}


# What belongs to the file, whichever sheet the list stands on.


KIND = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
LINK = b'<Relationship Id="rId99" Type="%b" Target="externalLinks/1.xml"/>' % KIND


def test_what_is_odd_of_the_file_is_told_though_the_list_stands_on_another_sheet() -> None:
    plain = workbook_of({"说明": "| 关于预算 |\n", "预算": HEAD + ROWS})
    relations, linked = "xl/_rels/workbook.xml.rels", io.BytesIO()
    with ZipFile(io.BytesIO(plain)) as before, ZipFile(linked, "w") as after:
        for each in before.namelist():
            part = before.read(each)
            after.writestr(each, part.replace(b"</R", LINK + b"</R") if each == relations else part)
    found = check_master(linked.getvalue(), FORM, money_unit="万元").findings
    assert [each.place.sheet for each in found if each.code == "file.external-link"] == ["说明"]
    without = check_master(plain, FORM, money_unit="万元").findings
    assert "file.external-link" not in {each.code for each in without}


# What a form may turn down.


def test_what_lies_under_a_merge_costs_no_project_where_the_form_only_warns_of_it() -> None:
    merges = {"预算": ["B2:B3"]}
    source = workbook_of(
        {"预算": HEAD + ROWS.replace("社区办 | " + CODES[1], f"旧名 | {CODES[1]}")}, merges
    )
    strict = check_master(source, FORM, money_unit="万元")
    assert strict.budget is None
    form = Form.load(FORM)
    levels = {**form.levels, "cell.covered": Level.WARNING}
    mild = check_master(source, form.model_copy(update={"levels": levels}), money_unit="万元")
    assert [each.code for each in mild.findings][:1] == ["cell.covered"]
    assert [each.name for each in mild.required().units[0].projects] == ["甲项目", "乙项目"]


# What every workbook is known by.

OWN = """
name = "own"
title = "清单"
version = "1"
year = 2023
money = {{ unit = "万元", places = 2 }}
[list]
title = "清单"
required = []
drawing = \"\"\"
| {names} |
| {fields} |
\"\"\"
"""
FIELDS = dict(
    zip(NAMES, ("unit.code", "unit.name", "code", "name", "budget", "fiscal", "other"), strict=True)
)


@pytest.mark.parametrize("left_out", ["单位编码", "项目编码"])
@pytest.mark.parametrize("is_there", [False, True])
def test_codes_are_asked_for_whatever_a_list_form_requires(left_out: str, is_there: bool) -> None:
    fields = " | ".join(f"[{each}]" for each in FIELDS.values())
    form = Form.parse(OWN.format(names=" | ".join(NAMES), fields=fields))
    row = dict(zip(NAMES, ("'125001", "社区办", CODES[0], "甲项目", "30", "25", "5"), strict=True))
    whole = {name: row[name] for name in NAMES}
    assert _of(whole, form).required().total == 30
    row[left_out] = ""
    some = {name: text for name, text in row.items() if text or is_there}
    assert _of(some, form).budget is None


def _of(row: dict[str, str], form: Form) -> MasterReport:
    text = f"| {' | '.join(row)} |\n| {' | '.join(row.values())} |\n"
    return check_master(workbook_of({"预算": text}), FORM, master_form=form)
