"""Masters as offices really send them (../shared/cases/masters), and what must come of each."""

from decimal import Decimal
from pathlib import Path

import pytest

from xlperf import MasterError, read_master
from xlperf.findings import Level
from xlperf.master import MasterReport, check_master

FORM = "hebei-2023"
TOTAL = Decimal("1168.13")
READ = {
    "m01-0.xlsx": [], "m01-1.xlsx": [], "m01-2.xlsx": [], "m01-3.xlsx": [], "m01-4.xlsx": [],
    "m01-8.xlsx": [], "m03-merged-units.xlsx": [], "m04-two-heads.xlsx": [],
    "m07-hidden-rows.xlsx": ["master.rows-hidden 预算!C20"],
    "m09-accounting.csv": [], "m09-apostrophe.csv": [], "m09-utf16.csv": [],
    "m10-unseen-code.xlsx": ["master.unseen 预算!C7"],
    "m10-unseen-unit.xlsx": ["master.unseen 预算!A18"],
    "m11-1.xlsx": [], "m11-2.xlsx": [], "m11-6.xlsx": [], "m11-7.xlsx": [], "m11-8.xlsx": [],
    "m11-9.xlsx": [], "m11-category.xlsx": [], "m11-note.xlsx": [], "m11-signed.xlsx": [],
    "m11-total-with-code.xlsx": [], "m12-unit-behind.xlsx": [], "m13-1-preface.xlsx": [],
    "m15-heads-again.xlsx": [],
}  # fmt: skip
"""Read with the whole total, and what is told of each."""
REFUSED = {
    "m05-two-years.xlsx": "master.sheets ",
    "m06-sheet-a-unit.xlsx": "master.sheets ",
    "m08-uncomputed-budget.xlsx": "master.uncomputed 预算!E4",
    "m08-uncomputed.xlsx": "master.uncomputed 预算!F4",
    "m09-scientific.csv": "master.code m09-scientific!C5",
    "m09-scientific-unit.csv": "master.code m09-scientific-unit!A15",
    "m09-yen.csv": "master.figure-unit m09-yen!E2",
    "m10-cyrillic.xlsx": "master.code-letters 预算!C7",
    "m14-does-not-add-up.xlsx": "money.sum 预算!E6",
    "m14-more-places.xlsx": "money.places 预算!E4",
    "m14-zero-lost.xlsx": "master.unit-codes-zeros 预算!A5",
    "m15-adjusted.xlsx": "master.column-twice 预算!F3",
    "m16-scaled-format.xlsx": "value.not-as-shown 部门预算!E4",
}
"""Refused, and the first mistake told of each."""
PASSED_OVER = {
    "m11-1.xlsx": ("total", 22), "m11-2.xlsx": ("total", 22), "m11-6.xlsx": ("total", 22),
    "m11-7.xlsx": ("total", 22), "m11-8.xlsx": ("total", 22), "m11-9.xlsx": ("total", 22),
    "m11-category.xlsx": ("note", 4), "m11-note.xlsx": ("note", 22),
    "m11-signed.xlsx": ("note", 22), "m11-total-with-code.xlsx": ("total", 22),
    "m15-heads-again.xlsx": ("heading", 13),
}  # fmt: skip


def checked(shared: Path, name: str, **how: object) -> MasterReport:
    """What is understood of a case; a .csv says no unit of money by itself."""
    unit = "万元" if name.endswith(".csv") else ""
    path = shared / "cases" / "masters" / name
    return check_master(path, FORM, **{"money_unit": unit, **how})  # type: ignore[arg-type]


def test_every_case_is_here(shared: Path) -> None:
    files = {each.name for each in (shared / "cases" / "masters").iterdir()}
    assert files == {*READ, *REFUSED}


@pytest.mark.parametrize("name", READ)
def test_a_case_that_is_read(shared: Path, name: str) -> None:
    report = checked(shared, name)
    assert [f"{each.code} {each.place}" for each in report.findings] == READ[name]
    assert report.required().total == report.total == TOTAL
    assert report.taken == 18
    passed = [(each.why, each.row) for each in report.passed_over]
    assert passed == ([PASSED_OVER[name]] if name in PASSED_OVER else [])
    assert all(each.agrees for each in report.totals)
    assert not [each for each in report.columns if not each.field]


@pytest.mark.parametrize("name", REFUSED)
def test_a_case_that_is_refused(shared: Path, name: str) -> None:
    report = checked(shared, name)
    assert report.budget is None
    errors = [each for each in report.findings if each.level is Level.ERROR]
    assert f"{errors[0].code} {errors[0].place}" == REFUSED[name]
    with pytest.raises(MasterError) as caught:
        report.required()
    assert caught.value.findings == report.findings


@pytest.mark.parametrize("name", [f"m01-{each}.xlsx" for each in (0, 1, 2, 3, 4, 8)])
def test_yuan_is_converted_and_it_is_said_where_they_are_declared(shared: Path, name: str) -> None:
    report = checked(shared, name)
    assert (report.is_converted, report.declared.unit) == (True, "元")
    assert report.declared.where == "预算!H2"
    with pytest.raises(MasterError, match="万元"):
        read_master(shared / "cases" / "masters" / name, FORM, money_unit="万元")


def test_several_sheets_are_chosen_or_taken_together(shared: Path) -> None:
    year = checked(shared, "m05-two-years.xlsx", sheets=("2022年",), money_unit="万元")
    assert year.total == Decimal("1051.31")
    units = ("125001", "125002", "125003")
    together = checked(shared, "m06-sheet-a-unit.xlsx", sheets=units, money_unit="万元")
    assert together.required().total == TOTAL
    assert [each.unit.code for each in together.units] == ["125002", "125003", "125001"]


def test_the_adjusted_budget_can_be_chosen(shared: Path) -> None:
    how = {"columns": {"budget": "调整后预算数"}, "money_unit": "万元"}
    report = checked(shared, "m15-adjusted.xlsx", **how)
    column = next(each for each in report.columns if each.field == "budget")
    assert column.heading == "调整后预算数"
    assert report.taken
