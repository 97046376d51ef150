"""`master check` and every command that takes a master: what is understood, told, and refused."""

import io
import json
import sys
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pytest
import xlsxwriter
from click.testing import CliRunner

from parts.drawn import workbook_of
from parts.grids import workbook_of_rows
from test_read import TABLE, rows_of
from xlperf import Form, MasterError, read, read_master
from xlperf.cli.program import cli, main
from xlperf.findings import Level
from xlperf.master import MasterReport, check_master
from xlperf.reading.filled import Filled

FORM = "hebei-2023"
CODES = ("13081123P000109100016", "13081123P00011210001M", "13081123P000114100011")
OFFICE = f"""
| 2023年部门预算项目支出表 | < | < | < | < | < | < | < |
| 编制单位：示例财政局 |  |  |  |  |  | 金额单位：人民币元 | 2022-11-01 |
| 序号 | 单位编码 | 单位名称 | 项目编码 | 项目名称 | 预算金额 | < | < |
| ^ | ^ | ^ | ^ | ^ | 小计 | 一般公共预算财政拨款 | 自筹资金 |
| 1 | '125001 | 社区办 | {CODES[0]} | 甲项目 | 300000 | 250000 | 50000 |
| 2 | ^ | ^ | {CODES[1]} | 乙项目 | 3997600 | 3997600 | |
| | 小计 | | | | 4297600 | 4247600 | 50000 |
| 3 | '125002 | 卫生站 | {CODES[2]} | 丙项目 | 36000 | 36000 | |
| | 小计 | | | | 36000 | 36000 | 0 |
| | 合计（3个） | | | | 4333600 | 4283600 | 50000 |
| 制表人：张三 | | | | 审核人：李四 | | | 2022年11月1日 |
"""


def run(*args: object) -> tuple[int, str]:
    """The exit code and what was printed."""
    done = CliRunner().invoke(cli, [str(each) for each in args])
    if done.exception and isinstance(done.exception, MasterError):
        return 2, done.exception.message("zh")
    return done.exit_code, done.output


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / "预算.xlsx"
    path.write_bytes(workbook_of({"预算": OFFICE}))
    return path


def test_an_offices_own_list_goes_from_check_to_distribute_in_two_runs(
    office: Path, tmp_path: Path
) -> None:
    code, told = run("master", "check", office, "--form", FORM)
    assert code == 0, told
    assert told.splitlines()[0] == (
        "主预算以元计（预算!G2 金额单位：人民币元），已准确换算为万元。"
    )
    for line in (
        "工作表：预算（可见）", "金额单位：元", "没有用的列：A 序号",
        "项目 3 行；不是项目而略过 4 行", "第 11 行　说明　制表人：张三",
        "433.36 万元，与 3 个项目的合计一致",
        "125001 社区办　项目 2 个　控制数 429.76 万元",
        "合计：2 个单位，3 个项目，控制数 433.36 万元",
    ):  # fmt: skip
        assert line in told
    round = tmp_path / "round"
    code, told = run(
        "distribute", "--form", FORM, "--master", office, "--due", "2099-11-30", "--round", round
    )
    assert code == 0, told
    first_line, second_line, *_ = told.splitlines()  # a form older than what is due comes first
    assert ("2099" in first_line, second_line.startswith("主预算以元计")) == (True, True)
    names = sorted(each.name for each in (round / "outbox").rglob("*.xlsx"))
    assert [name[:6] for name in names] == ["125001", "125002"]
    (first,) = (round / "outbox").rglob("125001*.xlsx")
    assert read(first, FORM).total == Decimal("429.76")


def test_json_says_the_same(office: Path) -> None:
    code, told = run("master", "check", office, "--form", FORM, "--json")
    found = json.loads(told)
    assert code == 0
    text = json.dumps(found, ensure_ascii=False)
    for each in ("预算!G2", "金额单位：人民币元", "433.36", "序号", "125001"):
        assert each in text


def test_exit_codes(tmp_path: Path, office: Path) -> None:
    assert run("master", "check", office, "--form", FORM, "--money-unit", "万元")[0] == 1
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    done = CliRunner().invoke(cli, ["master", "check", str(broken)])
    assert type(done.exception).__name__ == "FileError"
    with pytest.raises(SystemExit) as stopped:
        _main("master", "check", str(broken))
    assert stopped.value.code == 2


def _main(*args: str) -> None:
    with patch.object(sys, "argv", ["xlperf", *args]):
        main()


# Tables drawn in the test.

HEAD = "| 单位编码 | 单位名称 | 项目编码 | 项目名称 | 预算数 | 财政资金 | 其他资金 |\n"
ROWS = (
    f"| '125001 | 社区办 | {CODES[0]} | 甲项目 | 30 | 25 | 5 |\n"
    f"| '125001 | 社区办 | {CODES[1]} | 乙项目 | 60 | 60 | |\n"
)


def checked(*lines: str, unit: str = "", **how: object) -> MasterReport:
    """What is understood of a drawn sheet."""
    source = workbook_of({"预算": "".join(lines)})
    return check_master(source, FORM, money_unit=unit, **how)  # type: ignore[arg-type]


def codes(report: MasterReport) -> list[str]:
    return [f"{each.code} {each.place.cell}" for each in report.findings]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：元", "元"), ("计量单位：千元", "千元"), ("金额单位:百元", "百元"),
        ("货币单位：百万元", "百万元"), ("币种：人民币万元", "万元"), ("（单位：亿元）", "亿元"),
        ("单位：元（人民币）", "元"), ("单位：RMB元", "元"), ("2022年11月1日 单位：元", "元"),
        ("部门预算表（万元）", "万元"), ("单 位：万 元", "万元"), ("单位：萬元", "万元"),
    ],
)  # fmt: skip
def test_the_unit_line_in_any_spelling(line: str, unit: str) -> None:
    report = checked(f"| {line} | | | | | | |\n", HEAD, ROWS)
    assert report.declared.unit == unit
    assert report.declared.where == "预算!A1"
    power = {"元": -4, "百元": -2, "千元": -1, "万元": 0, "百万元": 2, "亿元": 4}[unit]
    assert report.total == Decimal(90).scaleb(power)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("", "master.no-money-unit E1"),
        ("| 填报单位：元氏县某局 | | | | | | |\n", "master.no-money-unit E2"),
        ("| 单位：人民币 | | | | | | |\n", "master.no-money-unit E2"),
        ("| 金额单位：见附表 | | | | | | |\n", "master.money-unit-unclear A1"),
        ("| 单位：万美元 | | | | | | |\n", "master.money-unit A1"),
    ],
)
def test_a_unit_is_never_assumed(lines: str, code: str) -> None:
    report = checked(lines, HEAD, ROWS)
    assert codes(report) == [code]
    assert report.budget is None


def test_two_declarations_that_differ_refuse() -> None:
    line = "| 单位：元 | | | | | | |\n"
    assert codes(checked(line, HEAD.replace("预算数", "预算数（万元）"), ROWS)) == [
        "master.money-unit E2"
    ]
    assert codes(checked(line, HEAD, ROWS, unit="万元")) == ["master.money-unit A1"]
    assert checked(line, HEAD, ROWS, unit="人民币元").declared.by == "option"


def test_headings_say_the_unit_of_all_amounts() -> None:
    said = HEAD.replace("预算数", "预算数（万元）")
    assert checked(said, ROWS).total == 90  # the parts add up to it, so they are in the same
    other = ROWS.replace("| 25 | 5 |", "| 250000 | 50000 |")
    assert "master.no-money-unit F1" in codes(checked(said, other))
    every = said.replace("财政资金", "财政资金（元）").replace("其他资金", "其他资金(元)")
    assert codes(checked(every, ROWS)) == ["master.money-unit F1"]


def test_a_form_says_the_unit_only_when_it_is_named() -> None:
    source = workbook_of({"预算": HEAD + ROWS})
    assert read_master(source, FORM, master_form="master").total == 90
    assert read_master(source, "master").total == 90
    with pytest.raises(MasterError, match="--money-unit"):
        read_master(source, FORM)
    with pytest.raises(MasterError, match="--money-unit"):
        read_master(source)


def test_more_places_than_the_form_has_after_conversion_is_a_mistake_with_its_cell() -> None:
    rows = ROWS.replace("| 30 | 25 | 5 |", "| 300001 | 250001 | 50000 |")
    report = checked("| 单位：元 | | | | | | |\n", HEAD, rows)
    assert {"money.places E3", "money.places F3"} <= set(codes(report))
    assert report.mistakes[0].found == "30.0001"


def test_all_mistakes_at_once_each_with_its_cell() -> None:
    rows = (
        f"| '125001 | 社区办 | {CODES[0]} | 甲项目 | 三十 | 25 | 5 |\n"
        f"| '125001 | 社区办 | {CODES[0]} | 乙项目 | 60 | 50 | |\n"
        f"| '125002 | 卫生站 | {CODES[2]} | | -4 | -4 | |\n"
    )
    found = codes(checked(HEAD, rows, unit="万元"))
    assert {
        "master.figure E2", "master.listed-twice C3", "money.sum E3", "master.blank D4",
        "master.negative E4", "master.negative F4",
    } <= set(found)  # fmt: skip
    with pytest.raises(MasterError) as caught:
        checked(HEAD, rows, unit="万元").required()
    told = caught.value.message("zh")
    assert all(f"预算!{each}" in told for each in ("E2", "C3", "E3", "D4", "E4", "F4"))


def test_the_forms_level_holds_at_the_door() -> None:
    form, rows = Form.load(FORM), ROWS.replace("| 30 |", "| 31 |")
    source = workbook_of({"预算": HEAD + rows})
    for level, stops, told in (("error", True, 1), ("warning", False, 1), ("off", False, 0)):
        levels = {**form.levels, "money.sum": Level(level)}
        report = check_master(source, form.model_copy(update={"levels": levels}), money_unit="万元")
        assert (report.budget is None, len(report.findings)) == (stops, told)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("'125001 | 社区办 | " + CODES[1], "125001 | 社区办 | " + CODES[1],
         ["master.unit-codes-type A3"]),
        ("'125001 | 社区办 | " + CODES[1], "'0125001 | 社区办 | " + CODES[1],
         ["master.unit-codes-zeros A3"]),
        ("'125001 | 社区办 | " + CODES[1], "'125009 | 社区办 | " + CODES[1],
         ["master.unit-codes A3"]),
        ("乙项目", "甲项目", ["master.project-codes C3"]),
        (CODES[1], CODES[1].replace("P", "\u0420"), ["master.code-letters C3"]),
        (CODES[1], CODES[1][:9] + "\u200b" + CODES[1][9:], ["master.unseen C3"]),
        (CODES[1], CODES[1][:9] + "\ufe0f" + CODES[1][9:], ["master.unseen C3"]),
        (CODES[1], CODES[1][:9] + "\u3164" + CODES[1][9:], ["master.unseen C3"]),
        (CODES[1], CODES[1].lower(), []),
    ],
)  # fmt: skip
def test_codes_that_look_equal(old: str, new: str, code: list[str]) -> None:
    assert codes(checked(HEAD, ROWS.replace(old, new), unit="万元")) == code


@pytest.mark.parametrize(
    ("row", "sort"),
    [
        ("| 全区汇总 | | | | 90 | 85 | 5 |\n", "total"),
        ("| | | 2 | | 90 | 85 | 5 |\n", "total"),
        ("| 一、本级项目 | | | | | | |\n", "note"),
        (HEAD, "heading"),
    ],
)
def test_a_row_that_is_no_project_is_passed_over_and_counted(row: str, sort: str) -> None:
    report = checked(HEAD, ROWS, row, unit="万元")
    assert [(each.row, each.why) for each in report.passed_over] == [(4, sort)]
    assert (report.findings, report.total) == ((), 90)


def test_a_total_that_is_not_the_sum_is_told() -> None:
    report = checked(HEAD, ROWS, "| 合计 | | | | 99 | | |\n", unit="万元")
    assert codes(report) == ["master.total-differs E4"]
    assert report.required().total == 90


@pytest.mark.parametrize(
    "row",
    [
        "| '125001 | 社区办 | | 丙项目 | 7 | 7 | |\n",
        "| '125001 | 社区办 | 18 | 丙项目 | 7 | 7 | |\n",
        "| | | 18 | 丙项目 | 7 | 7 | |\n",
    ],
)
def test_anything_else_with_amounts_is_refused(row: str) -> None:
    report = checked(HEAD, ROWS, row, unit="万元")
    assert [each.place.cell for each in report.mistakes] == ["C4"]


def test_a_project_is_never_taken_for_a_total_by_its_purpose_or_its_sum() -> None:
    head = HEAD.replace("| 其他资金 |", "| 其他资金 | 资金用途 |")
    rows = ROWS.replace("|\n", "| 合计 |\n") + (
        f"| '125002 | 卫生站 | {CODES[2]} | 丙项目 | 90 | 85 | 5 | 小计 |\n"
    )
    report = checked(head, rows, unit="万元")
    assert (report.taken, report.findings) == (3, ())


# What is stored is what is seen, as in a return.


def styled(format: dict[str, object], value: object, column: int = 4) -> MasterReport:
    """A list whose one cell has a look of its own."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("预算")
    sheet.write_row(0, 0, [each.strip() for each in HEAD.strip().strip("|").split("|")])
    sheet.write_row(1, 0, ["125001", "社区办", CODES[0], "甲项目", 30, 30])
    sheet.write(1, column, value, book.add_format(format))
    book.close()
    return check_master(file.getvalue(), FORM, money_unit="万元")


@pytest.mark.parametrize(
    ("column", "format", "value", "code"),
    [
        (4, {"num_format": "#,##0.00"}, 30, []),
        (4, {"num_format": '0.00"万元"'}, 30, []),
        (4, {"num_format": "0!.0000"}, 30, ["value.not-as-shown E2"]),
        (4, {"num_format": "0.00,"}, 30, ["value.not-as-shown E2"]),
        (4, {"num_format": "¥0.00"}, 30, ["master.figure-unit E2"]),
        (4, {"num_format": "0%"}, 30, ["value.not-as-shown E2"]),
        (4, {"num_format": "yyyy-mm-dd"}, 30, ["master.figure E2"]),
        (4, {"font_strikeout": True}, 30, ["value.struck E2"]),
        (0, {"num_format": "000000"}, 25001, []),
        (0, {"num_format": "#,##0"}, 125001, ["value.not-as-shown A2"]),
    ],
)
def test_a_cell_is_worth_what_it_shows_or_refused(
    column: int, format: dict[str, object], value: object, code: list[str]
) -> None:
    report = styled(format, value, column)
    assert codes(report) == code
    if column == 0 and not code:
        assert report.units[0].unit.code == "025001"


# A return that was made by hand.


def by_hand(*above: str) -> Filled:
    """A printed table of one project, with what stands above it."""
    table = TABLE.format(mar="", jun="", oct="", dec="100%", value="无")
    rows = [*([each] for each in above), *rows_of(workbook_of({"表": table}))]
    return read(workbook_of_rows([("表", rows)]), FORM)


@pytest.mark.parametrize(
    ("above", "code", "budget"),
    [
        (("单位：万元",), "", 30), (("金额单位：人民币万元",), "", 30), (("（万元）",), "", 30),
        ((), "money.unit-silent", 30), (("编制单位：示例中心",), "money.unit-silent", 30),
        (("货币单位：人民币元",), "money.unit-line", None),
        (("单位：千元",), "money.unit-line", None),
        (("金额单位：见附表",), "money.unit-unclear", None),
    ],
)  # fmt: skip
def test_a_hand_made_return_says_its_unit(
    above: tuple[str, ...], code: str, budget: int | None
) -> None:
    filled = by_hand(*above)
    assert [f.code for f in filled.findings if f.code.startswith("money.unit")] == (
        [code] if code else []
    )
    assert filled.projects[0].project.budget == budget


def test_a_wrong_heading_hides_neither_the_unit_of_money_nor_that_it_is_missing() -> None:
    twice = HEAD.replace("预算数", "年初预算数").replace("其他资金", "调整后预算数")
    silent = checked(twice, ROWS)
    assert codes(silent) == ["master.column-twice G1", "master.no-money-unit E1"]
    said = checked("| 单位：万元 | | | | | | |\n", twice, ROWS)
    assert codes(said) == ["master.column-twice G2"]
    assert (said.declared.unit, said.declared.where) == ("万元", "预算!A1")
