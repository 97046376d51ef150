"""Fields that a form declares, in the master budget: taken by kind, issued, held, reconciled."""

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from parts.drawn import workbook_of
from parts.ooxml import unseen_errors
from xlperf import Form, consolidate, generate, read, read_master, reconcile
from xlperf.budget import Master, Row, Target, Unit, UnitBudget, UnitPart
from xlperf.cli.program import cli
from xlperf.exchange import (
    filled_json,
    indicators_frame,
    master_from_frame,
    master_report_json,
    projects_frame,
    reconciliation_frame,
    reconciliation_json,
    tables_frame,
    units_frame,
)
from xlperf.findings import MasterError
from xlperf.master import MasterReport, Status, check_master, list_workbook
from xlperf.reading import Filled

STOCK = Form.parse("""
name    = "stock"
title   = "盘点表"
version = "1"
year    = 2026
money   = { unit = "万元", places = 2 }
rules   = []

[fields]
keeper      = { kind = "text", longest = 6 }
place       = "code"
counted     = "date"
spent       = { kind = "money", least = 0 }
carried     = "money"
share       = "percent"
people      = "count"
weightless  = "number"
state       = ["完好", "损坏"]
aim         = "target"
rate        = { kind = "percent", is = "spent / budget" }
"task.name" = "text"
"task.sum"  = "money"
seats       = "count"
rent        = "money"
since       = "date"

[project]
title = "盘点表 {name}"
rows  = { task = 2 }
drawing = '''
| 编码     | {code}    | 名称   | {name}    | 预算     | {budget}   |
| 保管人   | {keeper}  | 盘点日 | {counted} | 已支出   | {spent}    |
| 占比     | {share}   | 状态   | {state}   | 人数     | {people}   |
| 存放处   | {place}   | 系数   | {weightless} | 目标值 | {aim}      |
| 上年结转 | {carried} | 执行率 | {rate}    | 备注     |            |
| 任务     | 任务名称  | 任务名称 | 任务名称 | 任务金额 | 任务金额   |
| 任务     | [task.name] | [task.name] | [task.name] | [task.sum] | [task.sum] |
'''

[unit]
title = "单位情况"
drawing = '''
| 单位名称 | {unit.name} | {unit.name} | {unit.name} |
| 席位     | {seats}     | 年租金      | {rent}      |
| 成立     | {since}     | 说明        |             |
'''

[[checks]]
that = "spent <= budget"
zh   = "支出多于预算"
en   = "More was spent than there is"
""")
HEAD = "| 单位编码 | 单位名称 | 项目编码 | 项目名称 | 预算数（万元） "
ROW = "| '101     | 甲单位   | P1       | 甲项目   | 30             "


def checked(text: str, form: Form = STOCK, **how: object) -> MasterReport:
    """What is understood of a drawn list."""
    return check_master(workbook_of({"表": text}), form, **how)  # type: ignore[arg-type]


def listed(heading: str, value: str, **how: object) -> MasterReport:
    """A list of one project with one more column."""
    return checked(f"{HEAD}| {heading} |\n{ROW}| {value} |", **how)


def codes(report: MasterReport) -> list[str]:
    """What is told, with its cell; every text is there in both languages."""
    for each in report.findings:
        assert "{" not in each.message("zh") + each.fix("zh") + each.message("en") + each.fix("en")
    return [f"{each.code} {each.place.cell}" for each in report.findings]


def declared_of(report: MasterReport) -> Mapping[str, object]:
    """The declared values of the one project."""
    assert report.budget is not None, codes(report)
    ((_, project),) = report.budget.projects()
    return project.declared


@pytest.mark.parametrize(
    ("heading", "value", "field", "taken"),
    [
        ("保管人", "张三", "keeper", "张三"),
        ("keeper", "张三", "keeper", "张三"),
        ("Weightless", "-1.25", "weightless", Decimal("-1.25")),
        ("存放处", "'007", "place", "007"),
        ("存放处", "a 7", "place", "A7"),
        ("盘点日", "2026年3月1日", "counted", date(2026, 3, 1)),
        ("盘点日", "2026/3/1", "counted", date(2026, 3, 1)),
        ("已支出（万元）", "12.5", "spent", Decimal("12.5")),
        ("已支出（元）", "125000", None, None),
        ("占比", "85.3%", "share", Decimal("85.3")),
        ("占比", "'85.3%", "share", Decimal("85.3")),
        ("人数", "12", "people", Decimal(12)),
        ("系数", "-1.25", "weightless", Decimal("-1.25")),
        ("状态", " 完 好", "state", "完好"),
        ("目标值", "≥95 %", "aim", Target.parse("≥95 %")),
        ("上年结转（万元）", "0.5", "carried", Decimal("0.5")),
        ("其中：上年结转（万元）", "0.5", "carried", Decimal("0.5")),
    ],
)
def test_a_column_under_the_label_of_a_declared_field_is_taken_by_its_kind(
    heading: str, value: str, field: str | None, taken: object
) -> None:
    report = listed(heading, value)
    if field is None:  # two units of money in one list
        assert codes(report) == ["master.money-unit F1"]
        return
    assert codes(report) == []
    assert declared_of(report) == {field: taken}
    (used,) = [each for each in report.columns if each.field == field]
    assert (used.letters, used.label) == ("F", STOCK.label(str(field)))


@pytest.mark.parametrize(
    ("heading", "value", "told"),
    [
        ("盘点日", "1/3/2026", "value.no-date F2"),
        ("盘点日", "46000", "value.no-date F2"),
        ("已支出（万元）", "三十", "master.figure F2"),
        ("已支出（万元）", "30元", "master.figure-unit F2"),
        ("已支出", "30", "master.no-money-unit F1"),
        ("已支出（万元）", "-1", "value.bounds F2"),
        ("已支出（万元）", "0.125", "value.places F2"),
        ("占比", "85.3", "value.percent F2"),
        ("人数", "1.5", "value.count F2"),
        ("人数", "十二", "master.figure F2"),
        ("系数", "TRUE", "master.figure F2"),
        ("状态", "还行", "choice.unknown F2"),
        ("保管人", "一二三四五六七", "text.too-long F2"),
        ("存放处", "Р7", "master.code-letters F2"),
        ("已支出（万元）", "31", "check.failed F2"),
    ],
)
def test_what_cannot_be_taken_is_a_mistake_with_its_cell(
    heading: str, value: str, told: str
) -> None:
    report = listed(heading, value)
    assert codes(report) == [told]
    assert report.budget is None


LABELS = Form.parse("""
name    = "labels"
title   = "表"
version = "1"
year    = 2026
money   = { unit = "万元", places = 2 }
[fields]
rest    = "money"
spent   = "money"
first   = "number"
second  = "number"
[project]
title = "表 {name}"
drawing = '''
| 编码     | {code}   | 名称         | {name}        |
| 预算数   | {budget} | 其他资金     | {rest}        |
| 财政资金 | {fiscal} | 财政拨款     | {spent}       |
| 数       | {first}  | 数           | {second}      |
'''
""")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("其他资金（万元）", "rest"),  # the list's own word, for a field the form does not ask
        ("财政资金（万元）", "fiscal"),  # the list's own word, for one it asks
        ("财政拨款（万元）", "spent"),  # an alias of the list, and the form's own word
        ("自筹资金（万元）", "other"),  # a fund, which no word of the form names
        ("数", ""),  # two fields bear it
    ],
)
def test_the_word_of_the_form_is_meant_where_the_list_has_it_too(heading: str, field: str) -> None:
    report = checked(f"{HEAD}| {heading} |\n{ROW}| 10 |", LABELS)
    assert (codes(report), report.columns[5].field) == ([], field)


def test_two_columns_of_one_declared_field_are_a_mistake() -> None:
    report = checked(f"{HEAD}| 人数 | 人数 |\n{ROW}| 1 | 2 |")
    assert codes(report) == ["master.column-twice G1"]


def test_a_blank_says_nothing_and_no_doubt_of_returns_is_forgotten() -> None:
    assert declared_of(listed("人数", "")) == {}
    merged = checked(
        f"{HEAD}| 人数 |\n{ROW}| 5 |\n{ROW.replace('P1', 'P2').replace('甲项目', '乙项目')}| ^ |"
    )
    assert codes(merged) == ["master.merged-figure F2"]


DOUBTS = [
    (12, "0!.0000", "value.not-as-shown F2"), (12, ";;;", "value.not-as-shown F2"),
    (12.4, "0", "value.rounded F2"), ("#N/A", "General", "master.error-cell F2"),
    ("=6+6", "General", "master.uncomputed F2"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "look", "told"), DOUBTS)
@pytest.mark.parametrize("heading", ["系数", "人数", "占比", "盘点日", "已支出（万元）"])
def test_what_is_stored_is_what_is_seen(heading: str, value: object, look: str, told: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of({"表": f"{HEAD}| {heading} |\n{ROW}| |"})))
    cell = book["表"]["F2"]
    cell.value, cell.number_format = value, look
    file = io.BytesIO()
    book.save(file)
    report = check_master(file.getvalue(), STOCK)
    if isinstance(value, int | float) and heading in ("占比", "盘点日"):
        assert codes(report)[0].endswith("F2"), "a plain figure is neither a percent nor a day"
        assert report.budget is None
    elif heading == "人数" and told.startswith("value.rounded"):
        assert codes(report) == ["value.count F2"]
    else:
        assert codes(report) == [told]
        assert (report.budget is None) == (told != "value.rounded F2")


def test_what_the_form_computes_or_asks_in_rows_is_taken_from_nobody() -> None:
    for heading in ("执行率", "任务金额"):
        report = listed(heading, "0.5")
        assert declared_of(report) == {}
        assert [each.heading for each in report.columns if not each.field] == [heading]


def test_a_column_is_chosen_by_a_declared_name_or_its_label() -> None:
    for name in ("people", "人数"):
        report = listed("编制", "9", columns={name: "编制"})
        assert declared_of(report) == {"people": Decimal(9)}
    report = listed("编制", "9", columns={"rate": "编制"})
    assert codes(report) == ["master.column-chosen "]
    assert "people" in report.findings[0].fix("zh")


def test_declared_amounts_are_converted_with_the_list() -> None:
    text = (
        HEAD.replace("（万元）", "") + "| 已支出 |\n" + ROW.replace("30 ", "300000 ") + "| 125000 |"
    )
    report = checked(text, money_unit="元")
    assert declared_of(report) == {"spent": Decimal("12.50")}
    odd = checked(text.replace("125000", "125001"), money_unit="元")
    assert codes(odd) == ["value.places F2"]


def test_a_total_adds_up_declared_amounts_too() -> None:
    row = ROW.replace("P1", "P2").replace("甲项目", "乙项目")
    text = f"{HEAD}| 已支出（万元） |\n{ROW}| 10 |\n{row}| 5 |\n| 合计 | | | | 60 | SUM |"
    assert codes(checked(text.replace("SUM", "15"))) == []
    assert codes(checked(text.replace("SUM", "16"))) == ["master.total-differs E4"]


# What belongs to the unit itself.

UNITS = """
| 单位编码 | 单位名称 | 项目编码 | 项目名称 | 预算数（万元） | 席位 | 年租金（万元） |
| '101     | 甲单位   | P1       | 甲项目   | 30             | 12   | 1.5            |
| '101     | 甲单位   | P2       | 乙项目   | 20             | ^    |                |
| '102     | 乙单位   | P3       | 丙项目   | 10             | 7    | 2              |
"""


def test_a_field_of_the_unit_stands_in_one_row_or_in_all_alike() -> None:
    report = checked(UNITS)
    assert codes(report) == []
    assert report.budget is not None
    parts = [each.part.declared for each in report.budget.units]
    assert parts == [
        {"seats": Decimal(12), "rent": Decimal("1.5")}, {"seats": Decimal(7), "rent": Decimal(2)},
    ]  # fmt: skip
    assert [project.declared for _, project in report.budget.projects()] == [{}, {}, {}]
    told = checked(UNITS.replace("20             | ^    |   ", "20             | ^    | 1.6"))
    assert codes(told) == ["master.unit-value G3"]


def test_a_figure_merged_over_two_units_is_nobodys() -> None:
    told = checked(UNITS.replace("| 7    |", "| ^    |"))
    assert codes(told) == ["master.merged-figure F2"]


# A list form with fields of its own.

TAKEN = Form.parse(STOCK.source.replace('"stock"', '"taken"'))
OWN_LIST = Form.parse("""
name = "own-list"
title = "List"
version = "1"
year = 2026
money = { unit = "万元", places = 2 }
[fields]
spent = "money"
stranger = "number"
[list]
title = "List"
required = ["unit.code", "unit.name", "code", "name", "budget", "spent"]
drawing = '''
| U | N | P | T | B | S | X |
| [unit.code] | [unit.name] | [code] | [name] | [budget] | [spent] | [stranger] |
'''
""")
OWN = """
| U    | N      | P  | T      | B  | S   | X |
| '101 | 甲单位 | P1 | 甲项目 | 30 | 2.5 | 4 |
"""


def test_a_list_form_may_draw_declared_fields_as_columns() -> None:
    report = checked(OWN, master_form=OWN_LIST)
    assert declared_of(report) == {"spent": Decimal("2.5"), "stranger": Decimal(4)}
    assert codes(checked(OWN.replace("2.5", ""), master_form=OWN_LIST)) == ["master.blank F2"]
    master = report.required()
    again = read_master(list_workbook(OWN_LIST, master), STOCK, master_form=OWN_LIST)
    assert again.units == master.units


def test_what_no_form_of_the_round_asks_is_not_issued() -> None:
    master = checked(OWN, master_form=OWN_LIST).required()
    (made,) = generate(STOCK, master)
    filled = read(made.content, STOCK)
    assert filled.projects[0].project.declared["spent"] == Decimal("2.5")
    assert "stranger" not in filled.projects[0].project.declared


# Issued, locked, reconciled.


def master_with(**declared: object) -> Master:
    master = checked(UNITS).required()
    first = master.units[0]
    project = first.projects[0].model_copy(update={"declared": declared})
    return Master(
        money=master.money, units=(first.model_copy(update={"projects": (project,)}),),
        declared=master.declared,
    )  # fmt: skip


def test_what_the_master_gives_is_issued_locked_and_comes_back() -> None:
    master = master_with(spent=Decimal("2.5"), keeper="张三", counted=date(2026, 3, 1))
    (made,) = generate(STOCK, master)
    filled = read(made.content, STOCK)
    project, part = filled.projects[0].project, filled.part
    assert part is not None
    assert {n: project.declared[n] for n in ("spent", "keeper", "counted")} == {
        "spent": Decimal("2.5"), "keeper": "张三", "counted": date(2026, 3, 1),
    }  # fmt: skip
    assert (part.part.declared["seats"], part.part.declared["rent"]) == (12, Decimal("1.5"))
    assert filled.identity is not None
    assert {"spent", "keeper", "counted"} <= filled.identity.locked("P1").keys()
    result = reconcile([filled], master)
    assert [each.status for each in result.comparisons] == [Status.EQUAL]
    assert (result.total.approved, result.total.difference) == (Decimal(30), Decimal(0))


def changed(filled: Filled, **declared: object) -> Filled:
    """A return whose project says something else."""
    (one,) = filled.projects
    values = {**one.project.declared, **declared}
    project = one.project.model_copy(update={"declared": values})
    return replace(filled, projects=(replace(one, project=project),))


def test_each_amount_that_master_and_form_share_is_reconciled() -> None:
    master = master_with(spent=Decimal("36.00"), people=Decimal(3))
    (made,) = generate(STOCK, master)
    filled = read(made.content, STOCK)
    other = changed(filled, spent=Decimal("63.00"), carried=Decimal(9), people=Decimal(4))
    result = reconcile([other], master)
    (told,) = result.findings
    assert (told.code, told.found, told.values["label"]) == (
        "master.amount-swapped", "63.00", "已支出",
    )  # fmt: skip
    assert told.place.cell == str(filled.projects[0].where["spent"])
    for lang in ("zh", "en"):
        assert "{" not in told.message(lang) + told.fix(lang)  # type: ignore[arg-type]
    assert result.comparisons[0].status is Status.DIFFERENT
    said = reconciliation_json(result, master.money)["projects"][0]
    assert said["approved"] == {
        "budget": "30.00", "fiscal": None, "other": None,
        "values": {"spent": "36.00", "carried": None},
    }  # fmt: skip
    assert said["returned"][0]["values"] == {"spent": "63.00", "carried": "9.00"}
    frame = reconciliation_frame(result)
    assert frame.iloc[0]["approved_spent"] == Decimal(36)
    assert frame.iloc[0]["returned_spent"] == Decimal(63)
    blank = reconcile([changed(filled, spent=None)], master)
    assert [each.code for each in blank.findings] == ["master.amount"]


def test_an_amount_that_could_not_be_read_is_not_accepted() -> None:
    master = master_with(spent=Decimal(2))
    (made,) = generate(STOCK, master)
    filled = read(made.content, STOCK)
    one = replace(filled.projects[0], refused=frozenset({"spent"}))
    result = reconcile([replace(filled, projects=(one,))], master)
    assert result.comparisons[0].status is Status.UNREADABLE
    other = replace(filled.projects[0], refused=frozenset({"keeper"}))
    result = reconcile([replace(filled, projects=(other,))], master)
    assert result.comparisons[0].status is Status.EQUAL


COMPUTED = Form.parse("""
name    = "computed"
title   = "表"
version = "1"
year    = 2026
money   = { unit = "万元", places = 2 }
rules   = []

[fields]
budget      = { kind = "money", is = "sum(task.sum)" }
"task.name" = "text"
"task.sum"  = "money"
aside       = "number"

[project]
title = "表 {name}"
rows  = { task = 2 }
drawing = '''
| 编码 | {code}      | 名称        | {name}     |
| 预算 | {budget}    | 说明        |            |
| 任务 | 任务名称    | 任务名称    | 金额       |
| 任务 | [task.name] | [task.name] | [task.sum] |
'''

[list]
title    = "清单"
required = ["unit.code", "unit.name", "code", "name", "budget"]
drawing  = '''
| 单位编码    | 单位名称    | 项目编码 | 项目名称 | 预算数   | 只在清单 |
| [unit.code] | [unit.name] | [code]   | [name]   | [budget] | [aside]  |
'''
""")


def test_money_in_rows_counts_through_a_computed_sum() -> None:
    text = """
    | 单位编码 | 单位名称 | 项目编码 | 项目名称 | 预算数 | 只在清单 |
    | '1       | 甲       | P1       | 项       | 30     | 4        |
    """
    master = checked(text, COMPUTED).required()
    ((unit, project),) = master.projects()
    assert (project.budget, project.declared) == (Decimal(30), {"aside": Decimal(4)})

    def came_back(*sums: int) -> Filled:
        rows = tuple(Row(values={"name": "甲", "sum": Decimal(each)}) for each in sums)
        answer = project.model_copy(update={"rows": {"task": rows}, "declared": {}})
        answers = {unit.code: UnitBudget(unit=unit, projects=(answer,))}
        (made,) = generate(COMPUTED, master, answers=answers)
        filled = read(made.content, COMPUTED)
        assert [each.code for each in filled.findings] == [], "nothing computed was issued"
        assert filled.projects[0].project.budget == sum(sums)
        return filled

    assert reconcile([came_back(20, 10)], master).total.difference == 0
    result = reconcile([came_back(20, 11)], master)
    assert [each.code for each in result.findings] == ["master.budget"]
    assert result.comparisons[0].difference == 1


# A form that asks for units alone.

SEATS = Form.parse("""
name    = "seats"
title   = "单位情况表"
version = "1"
year    = 2026
money   = { unit = "万元", places = 2 }

[fields]
seats = "count"
rent  = "money"
head  = "text"
paid  = "money"
"room.name" = "text"
"room.size" = "number"

[unit]
title = "单位情况表"
rows  = { room = 2 }
drawing = '''
| 单位名称 | {unit.name} | {unit.name} | {unit.name} |
| 席位     | {seats}     | 年租金      | {rent}      |
| 负责人   | {head}      | 已付        | {paid}      |
| 房间     | 房号        | 房号        | 面积        |
| 房间     | [room.name] | [room.name] | [room.size] |
'''

[[checks]]
that = "paid <= rent"
zh   = "付得太多"
en   = "Too much was paid"
""")
PLAIN_UNITS = """
| 单位编码 | 单位名称 | 席位 | 年租金（万元） | 负责人 |
| '101     | 甲单位   | 12   | 1.50           | 张三   |
| '102     | 乙单位   | 7    | 2              |        |
"""


def of_units(text: str, **how: object) -> MasterReport:
    return checked(text, SEATS, **how)


def test_a_list_of_units_needs_their_code_and_name_alone() -> None:
    report = of_units("| 单位编码 | 单位名称 |\n| '101 | 甲单位 |\n| '102 | 乙单位 |")
    assert codes(report) == []
    assert [str(each.unit) for each in report.units] == ["101 甲单位", "102 乙单位"]
    assert (report.total, report.taken) == (None, 2)
    assert report.required().units[0].projects == ()
    told = of_units("| 单位编码 | 名字 |\n| '101 | 甲单位 |")
    assert codes(told) == ["master.column "]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("| 合计 | | 19 | 3.5 | |", "total"),
        ("| | 合计 | 19 | 3.5 | |", "total"),
        ("| 合计 | | | | |", "total"),
        ("| 注：租金含税 | | | | |", "note"),
        ("| 制表人 | 李四 | | | |", "note"),
        ("| '102 | 小计 | 19 | 3.50 | |", "total"),
    ],
)
def test_a_row_that_is_no_unit_is_passed_over_and_told(row: str, why: str) -> None:
    report = of_units(PLAIN_UNITS + row)
    assert codes(report) == []
    assert [each.why for each in report.passed_over] == [why]
    assert len(report.units) == 2


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("| '103 | | | | |", "master.blank B4"),
        ("| | 丙单位 | | | |", "master.blank A4"),
        ("| | | | 9 | |", "master.figures-of-nobody A4"),
        ("| '103 | 小计 | | | |", "master.total-or-unit A4"),
        ("| 合计 | | | 9 | |", "master.total-differs D4"),
        ("| '102 | 丙单位 | | | |", "master.unit-name B4"),
        ("| '101 | 甲单位 | 13 | | |", "master.unit-value C4"),
    ],
)
def test_a_row_that_may_be_a_unit_is_told(row: str, told: str) -> None:
    assert codes(of_units(PLAIN_UNITS + row)) == [told]


def test_a_list_of_projects_gives_its_units() -> None:
    report = of_units(UNITS + "| 合计 | | | | 60 | | |")
    assert codes(report) == []
    master = report.required()
    assert [each.unit.code for each in master.units] == ["101", "102"]
    assert [each.projects for each in master.units] == [(), ()]
    assert master.units[0].part.declared == {"seats": Decimal(12), "rent": Decimal("1.5")}
    assert [each.heading for each in report.columns if not each.field] == [
        "项目编码", "项目名称", "预算数（万元）",
    ]  # fmt: skip


def test_checks_whose_fields_the_master_gives_hold_at_its_door() -> None:
    text = PLAIN_UNITS.replace("负责人", "已付（万元）").replace("张三", "PAID")
    assert codes(of_units(text.replace("PAID", "1.4"))) == []
    report = of_units(text.replace("PAID", "1.6"))
    assert codes(report) == ["check.failed E2"]
    assert report.findings[0].message("zh") == "付得太多"


THREE = Form.parse("""
name    = "three"
title   = "表"
version = "1"
year    = 2026
money   = { unit = "万元", places = 2 }
[fields]
carried = "money"
[project]
title = "表 {name}"
drawing = '''
| 编码     | {code}   | 名称     | {name}    |
| 预算数   | {budget} | 财政资金 | {fiscal}  |
| 其他资金 | {other}  | 上年结转 | {carried} |
'''
[[checks]]
that = "budget = fiscal + carried + other"
zh   = "三项合计不等于预算数"
en   = "The three do not add up"
""")


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ("30 | 20 | 4 | 6", []),  # the vocabulary's own sum would not have it
        ("30 | 20 | 4 | 7", ["check.failed E2"]),
        ("30 | 20 | 10 | ", []),  # what is not given waits for the unit
        ("30 | -20 | 44 | 6", ["master.negative F2"]),
    ],
)
def test_a_check_that_says_the_budget_is_asked_in_place_of_the_sum(
    amounts: str, told: list[str]
) -> None:
    head = HEAD.replace("（万元）", "")
    named = ROW.rpartition("|")[0]
    text = f"{head}| 财政资金 | 其他资金 | 上年结转 |\n{named}| {amounts} |"
    report = checked(text, THREE, money_unit="万元")
    assert codes(report) == told


def returned_units(master: Master) -> list[Filled]:
    return [read(each.content, SEATS) for each in generate(SEATS, master)]


def test_units_come_back_and_are_compared() -> None:
    master = of_units(PLAIN_UNITS).required()
    filled = returned_units(master)
    result = reconcile(filled, master)
    assert [(each.code, each.status) for each in result.comparisons] == [
        ("101", Status.EQUAL), ("102", Status.EQUAL),
    ]  # fmt: skip
    assert (result.total.issued, result.total.accepted, result.total.approved) == (2, 2, None)
    part = filled[0].part
    assert part is not None
    values = {**part.part.declared, "rent": Decimal("1.60"), "head": "王五"}
    other = replace(filled[0], part=replace(
        part, part=part.part.model_copy(update={"declared": values})))  # fmt: skip
    told = reconcile([other], master, SEATS)
    assert [(each.code, each.place.cell) for each in told.findings] == [
        ("master.amount", str(part.where["rent"])), ("master.value", str(part.where["head"])),
        ("master.unit-missing", ""),
    ]  # fmt: skip
    said = reconciliation_json(told, master.money)
    assert said["projects"] == []
    assert [each["status"] for each in said["units"]] == ["different", "missing"]
    assert said["units"][0]["values"]["rent"] == "1.50"
    assert said["units"][0]["returns"][0]["values"]["rent"] == "1.60"
    assert said["total"]["approved"] is said["total"]["difference"] is None
    assert json.dumps(said)


def test_units_twice_strange_or_unreadable() -> None:
    master = of_units(PLAIN_UNITS).required()
    first, second = returned_units(master)
    twice = reconcile([first, first, second], master)
    assert [each.status for each in twice.comparisons] == [Status.TWICE, Status.EQUAL]
    short = Master(money=master.money, units=master.units[:1])
    extra = reconcile([first, second], short)
    assert [each.code for each in extra.findings] == ["master.unit-extra"]
    assert (extra.total.issued, extra.total.extra) == (1, 1)
    lost = reconcile([replace(first, part=None), second], master)
    assert [each.status for each in lost.comparisons] == [Status.UNREADABLE, Status.EQUAL]
    nothing = reconcile([], master, SEATS)
    assert nothing.total.missing == 2


def test_the_guide_of_a_workbook_shows_what_its_form_has() -> None:
    master = of_units(PLAIN_UNITS).required()
    (first, _) = generate(SEATS, master)
    book = openpyxl.load_workbook(io.BytesIO(first.content))
    said = " ".join(
        str(cell.value) for name in ("填报说明", "目录")
        for row in book[name].iter_rows() for cell in row if cell.value
    )  # fmt: skip
    for word in ("控制数", "项目", "二级指标", "符号", "金额"):
        assert word not in said
    assert "单位情况表" in said
    assert not unseen_errors(first.content)


def test_a_summary_of_units_holds_their_tables_and_no_totals(tmp_path: Path) -> None:
    master = of_units(PLAIN_UNITS).required()
    first, second = returned_units(master)
    part = second.part
    assert part is not None
    rows = {"room": (Row(key="room/R001", values={"name": "甲", "size": Decimal(9)}),)}
    values = {**part.part.declared, "rent": Decimal(3)}
    said = part.part.model_copy(update={"rows": rows, "declared": values})
    other = replace(second, part=replace(part, part=said))
    done = consolidate([first, other], master, tmp_path / "汇总.xlsx", form=SEATS)
    assert done.reconciliation.total.approved is None
    assert [each.status for each in done.reconciliation.comparisons] == [
        Status.EQUAL, Status.DIFFERENT,
    ]  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx")
    shown = {
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    }
    assert any("年租金" in each and "2.00" in each for each in shown)
    assert {"101", "批复：年租金", "报来：年租金", "差额：年租金"} <= shown
    assert "批复：预算数" not in shown
    assert {"单位核对不符", "应报单位", "单位个数"} <= shown


def test_a_summary_shows_declared_amounts_beside_the_three(tmp_path: Path) -> None:
    master = master_with(spent=Decimal("36.00"))
    (made,) = generate(STOCK, master)
    other = changed(read(made.content, STOCK), spent=Decimal("63.00"))
    consolidate([other], master, tmp_path / "汇总.xlsx", form=STOCK)
    sheet = openpyxl.load_workbook(tmp_path / "汇总.xlsx")["核对"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=4)]
    said = dict(zip(*rows, strict=True))
    assert (said["批复：已支出"], said["报来：已支出"]) == (36, 63)
    assert (said["批复：预算数"], said["报来：预算数"]) == (30, 30)
    assert said["差额提示"]


@pytest.mark.long
def test_a_round_of_units_runs_through(tmp_path: Path) -> None:
    form, listed, place = tmp_path / "seats.toml", tmp_path / "m.xlsx", tmp_path / "r"
    form.write_text(SEATS.source, encoding="utf-8")
    listed.write_bytes(workbook_of({"表": PLAIN_UNITS}))

    def run(*arguments: object) -> tuple[int, str]:
        done = CliRunner().invoke(cli, [str(each) for each in arguments], catch_exceptions=False)
        assert "项目" not in done.output, "a round of units speaks of no projects"
        return done.exit_code, done.output

    code, said = run("master", "check", listed, "--form", form)
    assert (code, "2 个单位" in said, "席位" in said) == (0, True, True)
    asked = ("--form", form, "--master", listed, "--due", "2999-12-15")
    code, said = run("distribute", *asked, "--round", place)
    assert (code, "控制数" in said, "2 个" in said) == (0, False, True)
    code, said = run("generate", "--form", form, "--master", listed, "--out", tmp_path / "out")
    assert (code, "控制数" in said) == (0, False)
    first = next((place / "outbox").glob("101*.xlsx"))
    run("collect", first, "--round", place)
    code, said = run("status", "--round", place)
    assert "应交 2 个单位" in said
    code, said = run("reconcile", "--round", place)
    assert (code, "批复" in said, "102 乙单位 没有报来" in said) == (1, False, True)
    code, said = run("reconcile", "--round", place, "--json")
    told = json.loads(said)
    assert (told["total"]["issued"], told["total"]["approved"], told["projects"]) == (2, None, [])
    code, said = run("consolidate", "--round", place, "--out", tmp_path / "s.xlsx")
    assert (code, (tmp_path / "s.xlsx").exists()) == (1, True)
    code, said = run("read", first, "--form", form)
    assert (code, "甲单位" in said) == (0, True)


def test_answers_of_a_unit_that_is_not_listed_are_not_lost() -> None:
    master = of_units(PLAIN_UNITS).required()
    stranger = UnitBudget(
        unit=Unit(code="109", name="己单位"), projects=(), part=UnitPart(declared={"head": "张三"})
    )
    with pytest.raises(MasterError) as caught:
        list(generate(SEATS, master, answers={"109": stranger}))
    assert caught.value.code == "answers.homeless-unit"
    assert "109 己单位" in caught.value.message("zh") + caught.value.message("en")
    blank = stranger.model_copy(update={"part": UnitPart()})
    assert len(list(generate(SEATS, master, answers={"109": blank}))) == 2


# Frames.


def test_frames_hold_declared_columns_tables_and_parts() -> None:
    master = of_units(PLAIN_UNITS).required()
    filled = returned_units(master)
    units = units_frame(filled)
    assert list(units["seats"]) == [12, 7]
    part = filled[0].part
    assert part is not None
    row = Row(key="room/R001", values={"name": "甲", "size": Decimal(9)})
    rows = {"room": (row,)}
    full = replace(filled[0], part=replace(part, part=part.part.model_copy(update={"rows": rows})))
    frame = tables_frame([full], "room")
    assert list(frame[["unit_code", "key", "name", "size"]].iloc[0]) == ["101", row.key, "甲", 9]
    stock = master_with(spent=Decimal(2), aim=Target.parse("≥3 个"))
    (made,) = generate(STOCK, stock)
    projects = projects_frame([read(made.content, STOCK)])
    assert (projects.iloc[0]["spent"], projects.iloc[0]["aim"]) == (2, "≥3 个")
    assert indicators_frame([read(made.content, STOCK)]).empty


def test_a_frame_may_give_declared_columns_by_name_or_label() -> None:
    table = pd.DataFrame({
        "unit.code": ["101"], "unit.name": ["甲单位"], "code": ["P1"], "name": ["甲项目"],
        "budget": [30.0], "spent": [2.5], "人数": [3], "counted": [pd.Timestamp("2026-03-01")],
    })  # fmt: skip
    master = master_from_frame(table, STOCK, money_unit="万元")
    ((_, project),) = master.projects()
    assert project.declared == {
        "spent": Decimal("2.5"), "people": Decimal(3), "counted": date(2026, 3, 1),
    }  # fmt: skip
    with pytest.raises(MasterError):
        master_from_frame(table.assign(人数=[3.5]), STOCK, money_unit="万元")


def test_the_report_of_a_list_of_units_in_json() -> None:
    said = master_report_json(of_units(PLAIN_UNITS))
    assert (said["total"], [each["total"] for each in said["units"]]) == (None, [None, None])
    fields = [each["field"] for each in said["columns"]]
    assert fields == ["unit.code", "unit.name", "seats", "rent", "head"]


def test_the_english_list_goes_with_the_english_form(shared: Path) -> None:
    forms = shared / "forms"
    master = read_master(
        forms / "master-en.csv", "grant-return", master_form=forms / "master-en.toml"
    )
    (first, second, third) = (project for _, project in master.projects())
    assert first.declared == {"grant": Decimal("1000000.00"), "match": Decimal("250000.00")}
    assert (second.declared, third.budget) == ({"grant": Decimal("480000.00")}, Decimal("90000.00"))
    filled = [read(each.content, "grant-return") for each in generate("grant-return", master)]
    result = reconcile(filled, master)
    assert {each.status for each in result.comparisons} == {Status.EQUAL}
    assert result.total.approved is None
    assert filled_json(filled[0], master.money)["projects"][0]["values"]["grant"] == "1000000.00"


def test_the_english_list_needs_but_the_unit_of_its_money(shared: Path) -> None:
    master = read_master(shared / "forms" / "master-en.csv", "grant-return", money_unit="£")
    (first, _, _) = (project for _, project in master.projects())
    assert first.declared == {"grant": Decimal("1000000.00"), "match": Decimal("250000.00")}
    assert first.budget == Decimal("1250000.00")


@pytest.mark.parametrize("name", ["master-wan.csv", "master-whole.csv", "master-budget-only.csv"])
@pytest.mark.parametrize("form", ["monitor-2019", "selfeval-2020", "department-whole"])
def test_every_shared_list_goes_with_every_shipped_form(shared: Path, name: str, form: str) -> None:
    master = read_master(shared / "forms" / name, form)
    filled = [read(each.content, form) for each in generate(form, master)]
    result = reconcile(filled, master)
    assert {each.status for each in result.comparisons} == {Status.EQUAL}
    assert (result.total.approved is None) == (form == "department-whole")
