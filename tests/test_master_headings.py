"""Headings of a master budget as offices write them: sums over their parts, years, units of money
in a row of their own, and rows that number the columns."""

import pytest

from parts.drawn import workbook_of
from xlperf.master import MasterReport, check_master

FORM = "hebei-2023"
CODES = ("13081123P000109100016", "13081123P00011210001M")
NAMING = ("单位编码", "单位名称", "项目编码", "项目名称")
FIRST = f"'125001 | 社区办 | {CODES[0]} | 甲项目"
SECOND = f"'125001 | 社区办 | {CODES[1]} | 乙项目"
LINE = "| 单位：万元 | | | | | | |\n"


def drawn(*rows: str) -> MasterReport:
    """What is understood of rows drawn without their strokes at either end."""
    text = LINE + "".join(f"| {row} |\n" for row in rows)
    return check_master(workbook_of({"预算": text}), FORM)


def listed(
    *headings: str, first: str = "30 | 25 | 5", second: str = "60 | 50 | 10"
) -> MasterReport:
    """The same of two projects under headings in one row; `first` and `second` are amounts."""
    return drawn(" | ".join((*NAMING, *headings)), f"{FIRST} | {first}", f"{SECOND} | {second}")


def codes(report: MasterReport) -> list[str]:
    return [f"{each.code} {each.place.cell}".strip() for each in report.findings]


def used(report: MasterReport, field: str) -> list[str]:
    return [each.letters for each in report.columns if each.field == field]


# 合计 over the parts of a budget.


def test_a_sum_beside_its_parts_is_the_budget() -> None:
    report = listed("合计", "财政资金", "其他资金")
    assert (codes(report), report.total, used(report, "budget")) == ([], 90, ["E"])
    over = drawn(
        " | ".join((*NAMING, "年度资金", "<", "<")), "^ | ^ | ^ | ^ | 小计 | 财政资金 | 其他资金",
        f"{FIRST} | 30 | 25 | 5",
    )  # fmt: skip
    assert (codes(over), over.total, used(over, "budget")) == ([], 30, ["E"])


def test_a_sum_that_does_not_add_up_its_parts_is_told() -> None:
    assert codes(listed("合计", "财政资金", "其他资金", first="31 | 25 | 5")) == ["money.sum E3"]


def test_a_sum_by_itself_two_of_them_and_one_of_another_year_are_no_budget() -> None:
    alone = listed("合计", first="30", second="60")
    assert codes(alone) == ["master.column"]
    twice = listed("合计", "小计", "财政资金", first="30 | 30 | 30", second="60 | 60 | 60")
    assert codes(twice) == ["master.column-twice F2"]
    other = drawn(
        " | ".join((*NAMING, "上年", "财政资金", "其他资金")), "^ | ^ | ^ | ^ | 合计 | ^ | ^",
        f"{FIRST} | 30 | 25 | 5",
    )  # fmt: skip
    assert "master.column" in codes(other)


def test_the_forms_own_word_wins_over_a_sum() -> None:
    report = listed("合计", "预算数", "财政资金", first="99 | 30 | 30", second="99 | 60 | 60")
    assert (codes(report), report.total, used(report, "budget")) == ([], 90, ["F"])


# The year of a heading; the form's is 2023.


def test_a_heading_may_begin_with_the_budgets_year() -> None:
    for heading in ("2023年预算数", "2023年度预算数", "2023预算数"):
        report = listed(heading, "2023年财政资金", "其他资金")
        assert (codes(report), report.total) == ([], 90), heading


def test_a_heading_of_another_year_is_not_meant() -> None:
    assert codes(listed("2022年预算数", first="30", second="60")) == ["master.column"]
    both = listed("2022年预算数", "2023年预算数", first="99 | 30", second="99 | 60")
    assert (codes(both), both.total, used(both, "budget")) == ([], 90, ["F"])
    group = (" | ".join((*NAMING, "2022年预算", "<", "2023年预算", "<")),
             "^ | ^ | ^ | ^ | 合计 | 财政资金 | 合计 | 财政资金")  # fmt: skip
    grouped = drawn(*group, f"{FIRST} | 9 | 9 | 30 | 30")
    assert (codes(grouped), grouped.total, used(grouped, "fiscal")) == ([], 30, ["H"])


def test_two_headings_of_the_same_year_are_two() -> None:
    twice = listed("预算数", "2023年预算数", first="9 | 30", second="9 | 60")
    assert codes(twice) == ["master.column-twice F2"]


# A row under the headings.


@pytest.mark.parametrize("unit", ["元", "（元）", "人民币元"])
def test_units_of_money_may_stand_in_a_row_under_the_headings(unit: str) -> None:
    heads = " | ".join((*NAMING, "预算数", "财政资金"))
    row = f"| | | | {unit} | {unit}"
    text = "".join(f"| {each} |\n" for each in (heads, row[2:], f"{FIRST} | 300000 | 300000"))
    report = check_master(workbook_of({"预算": text}), FORM)
    assert codes(report) == []
    assert (report.total, report.declared.unit, report.taken) == (30, "元", 1)


def test_a_unit_in_that_row_that_differs_from_the_line_refuses() -> None:
    heads = " | ".join((*NAMING, "预算数"))
    assert codes(drawn(heads, " | | | | 元", f"{FIRST} | 30")) == ["master.money-unit E3"]


@pytest.mark.parametrize(
    "row",
    [
        "1 | 2 | 3 | 4 | 5 | 6 | 7", "'1 | '2 | '3 | '4 | '5=6+7 | '6 | '7",
        "甲 | 乙 | 丙 | 丁 | 1 | 2 | 3", "A | B | C | D | E=F+G | F | G",
        "栏次 | 1 | 2 | 3 | 4 | 5 | 6", "（1） | （2） | （3） | （4） | （5） | （6） | （7）",
    ],
)  # fmt: skip
def test_a_row_that_numbers_the_columns_is_passed_over(row: str) -> None:
    heads = " | ".join((*NAMING, "预算数", "财政资金", "其他资金"))
    report = drawn(heads, row, f"{FIRST} | 30 | 25 | 5", heads, row, f"{SECOND} | 60 | 50 | 10")
    assert (codes(report), report.total) == ([], 90)
    assert [(each.row, each.why) for each in report.passed_over] == [
        (3, "numbering"), (5, "heading"), (6, "numbering"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        "1 | 2 | 3 | 4 | 5 | 6 | 8", "1 | 社区办 | 3 | 4 | 5 | 6 | 7", " | | | | 1 | 2 | ",
        "'125001 | 社区办 | 3 | 丙项目 | 5 | 6 | 7",
    ],
)  # fmt: skip
def test_anything_else_under_the_headings_is_no_such_row(row: str) -> None:
    heads = " | ".join((*NAMING, "预算数", "财政资金", "其他资金"))
    assert drawn(heads, row, f"{FIRST} | 30 | 25 | 5").mistakes


def test_the_same_row_further_down_is_refused() -> None:
    heads = " | ".join((*NAMING, "预算数", "财政资金", "其他资金"))
    row = "1 | 2 | 3 | 4 | 5 | 6 | 7"
    assert drawn(heads, f"{FIRST} | 30 | 25 | 5", row).mistakes


@pytest.mark.parametrize("year", ["上年预算", "2022年", "2022年度预算执行情况"])
def test_a_year_over_the_amounts_counts_though_all_headings_stand_below(year: str) -> None:
    heads = " | ".join((*NAMING, "预算数", "财政资金"))
    merged = drawn(f" | | | | {year} | <", heads, f"{FIRST} | 30 | 30")
    alone = drawn(f" | | | | {year} | ", heads, f"{FIRST} | 30 | 30")
    assert (codes(merged), codes(alone)) == (["master.column"], ["master.column"])
    own = drawn(" | | | | 2023年预算 | <", heads, f"{FIRST} | 30 | 30")
    assert (codes(own), own.total) == ([], 30)


def test_a_title_over_the_whole_list_may_name_any_year() -> None:
    heads = " | ".join((*NAMING, "预算数", "财政资金"))
    over = drawn("2022年部门预算项目支出表 | < | < | < | < | <", heads, f"{FIRST} | 30 | 30")
    assert (codes(over), over.total) == ([], 30)
