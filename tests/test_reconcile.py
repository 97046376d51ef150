"""Reconcile: every project of the master gets one status, and nothing is counted twice."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlperf import reconcile
from xlperf.budget.amounts import hint
from xlperf.budget.money import MoneyUnit
from xlperf.budget.nouns import Master, Project, Unit, UnitBudget
from xlperf.findings.finding import Finding, Level
from xlperf.form import Form
from xlperf.master.reconciliation import Reconciliation, Status, Tally
from xlperf.reading.filled import Filled, FilledProject
from xlperf.sheet.address import Cell

FORM = Form.load("hebei-2023")
ONE, TWO = Unit(code="125001", name="社区办"), Unit(code="125002", name="卫生站")


def project(code: str = "A1", budget: str | None = "30.00", **more: object) -> Project:
    amount = None if budget is None else Decimal(budget)
    return Project.model_validate({"code": code, "name": f"项目{code}", "budget": amount, **more})


def master(*projects: Project, unit: Unit = ONE) -> Master:
    return Master(money=MoneyUnit(), units=(UnitBudget(unit=unit, projects=projects),))


def came_back(
    *projects: Project, unit: Unit = ONE, file: str = "甲.xlsx", refused: Sequence[str] = ()
) -> Filled:
    filled = tuple(
        FilledProject(each, f"表{n}", {"budget": Cell(5, 3)}, refused=frozenset(refused))
        for n, each in enumerate(projects)
    )
    return Filled(file, FORM, unit, filled)


def one(result: Reconciliation) -> tuple[Status, list[str]]:
    (comparison,) = result.comparisons
    for finding in result.findings:
        assert "{" not in finding.message("zh") + finding.message("en") + finding.fix("zh")
    return comparison.status, [finding.code for finding in result.findings]


def test_equal_to_the_last_decimal() -> None:
    assert one(reconcile([came_back(project())], master(project()))) == (Status.EQUAL, [])
    assert one(reconcile([came_back(project(budget="30"))], master(project())))[0] is Status.EQUAL
    off = came_back(project(budget="30.0000000001"))
    assert one(reconcile([off], master(project())))[0] is Status.DIFFERENT


def test_what_is_said_as_the_master_says_it_is_kept_once() -> None:
    """Thousands are kept: the figure, name and code themselves, and all else as it came."""
    known = project(budget="30.00", fiscal=Decimal("30.00"), other=Decimal(0))
    same, other = known.model_copy(deep=True), project(budget="30", name="另一个")
    (kept, told), (approved,) = (
        reconcile([came_back(same, other)], master(known)).comparisons[0].returned,
        master(known).units[0].projects,
    )
    assert (kept.amounts.budget, kept.amounts.fiscal) == (Decimal("30.00"), Decimal("30.00"))
    assert kept.amounts.budget is approved.budget
    assert kept.name is approved.name
    assert kept.cells is told.cells
    assert (str(told.amounts.budget), told.amounts.fiscal, told.name) == ("30", None, "另一个")


@pytest.mark.parametrize(
    ("approved", "returned", "code"),
    [
        ("30.00", "35.00", "master.budget"),
        ("30.00", "300000", "master.budget-slip"),
        ("300000", "30.00", "master.budget-slip"),
        ("36.00", "63.00", "master.budget-swapped"),
        ("1038.03", "1083.03", "master.budget-swapped"),
        ("30.00", None, "master.budget"),
        ("30.00", "3.00", "master.budget"),
    ],
)
def test_a_difference_and_what_may_lie_behind_it(
    approved: str, returned: str | None, code: str
) -> None:
    result = reconcile([came_back(project(budget=returned))], master(project(budget=approved)))
    assert one(result) == (Status.DIFFERENT, [code])
    (finding,) = result.findings
    assert (finding.place.file, finding.place.sheet, finding.place.cell) == ("甲.xlsx", "表0", "D6")
    (comparison,) = result.comparisons
    if returned is not None:
        assert comparison.difference == Decimal(returned) - Decimal(approved)


def test_hints_of_nothing() -> None:
    assert hint(Decimal(0), Decimal(0)) == "" or hint(Decimal(0), Decimal(0)) == "swapped"
    assert hint(Decimal("12.30"), Decimal("12.31")) == ""


@pytest.mark.parametrize(("approved", "returned"), [("0.30", "3.00"), ("0.05", "0.50")])
def test_a_point_that_slipped_is_no_pair_of_digits_swapped(approved: str, returned: str) -> None:
    assert hint(Decimal(approved), Decimal(returned)) == ""
    assert hint(Decimal(returned), Decimal(approved)) == ""


def test_an_amount_that_is_blank_counts_as_0_and_differs_from_any_other() -> None:
    for approved in ("1", "0.01", "-1"):
        result = reconcile([came_back(project(budget=None))], master(project(budget=approved)))
        assert one(result) == (Status.DIFFERENT, ["master.budget"])
    result = reconcile([came_back(project(budget=None))], master(project(budget="0")))
    assert one(result) == (Status.EQUAL, [])


def test_fiscal_and_other_are_compared_where_the_master_knows_them() -> None:
    known = project(fiscal=Decimal("25"))
    right = project(fiscal=Decimal("25"), other=Decimal("5"))
    wrong = project(fiscal=Decimal("20"), other=Decimal("10"))
    assert one(reconcile([came_back(right)], master(known)))[0] is Status.EQUAL
    assert one(reconcile([came_back(wrong)], master(known)))[1] == ["master.fiscal", "master.other"]
    assert one(reconcile([came_back(wrong)], master(project())))[0] is Status.EQUAL


def test_missing_extra_twice_and_in_another_units_file() -> None:
    assert one(reconcile([], master(project()))) == (Status.MISSING, ["master.missing"])
    result = reconcile([came_back(project("X9"))], master(project()))
    assert [c.status for c in result.comparisons] == [Status.MISSING, Status.EXTRA]
    twice = [came_back(project()), came_back(project(), file="乙.xlsx")]
    assert one(reconcile(twice, master(project()))) == (Status.TWICE, ["master.twice"])
    stray = came_back(project(), unit=TWO)
    assert one(reconcile([stray], master(project()))) == (Status.WRONG_UNIT, ["master.wrong-unit"])


def test_what_came_back_unreadable_is_not_missing() -> None:
    cases = [
        Filled("乱.xlsx", FORM, ONE, unreadable=("A1",)),
        Filled("125001 社区办.xlsx"),
        Filled("x.xlsx", unit=ONE),
        came_back(project(budget=None), refused=["budget"]),
        came_back(project("", name="项目A1"), refused=["code"]),
        came_back(project("", name="项目A1")),
    ]
    for case in cases:
        result = reconcile([case], master(project()))
        assert result.comparisons[0].status is Status.UNREADABLE, case.file
        assert (result.total.rejected, result.total.missing) == (1, 0)


def test_codes_are_compared_as_codes() -> None:
    result = reconcile([came_back(project("AB1"))], master(project("ａb 1")))
    assert one(result)[0] is Status.EQUAL
    broken = Filled("乱.xlsx", FORM, ONE, unreadable=("AB1",))
    assert one(reconcile([broken], master(project("ab1"))))[0] is Status.UNREADABLE


def test_a_name_that_differs_is_told_and_does_not_reject() -> None:
    result = reconcile([came_back(project(name="创建文明城市"))], master(project()))
    assert one(result) == (Status.EQUAL, ["master.name"])
    spaced = came_back(project(name="项目 Ａ1"))
    assert one(reconcile([spaced], master(project()))) == (Status.EQUAL, [])


@pytest.mark.parametrize("unit", [ONE, TWO])
def test_sums_by_unit_and_in_all(unit: Unit) -> None:
    both = Master(
        money=MoneyUnit(),
        units=(
            UnitBudget(unit=ONE, projects=(project("A1", "0.1"), project("A2", "0.2"))),
            UnitBudget(unit=TWO, projects=(project("B1", "1000000000.01"),)),
        ),
    )
    result = reconcile([came_back(project("A1", "0.1"), project("A2", "0.2"))], both)
    tally = next(each for each in result.units if each.unit == unit)
    assert tally.tally.accepted == (2 if unit is ONE else 0)
    assert tally.files == (("甲.xlsx",) if unit is ONE else ())
    assert result.total.approved == Decimal("1000000000.31")
    assert result.total.returned == Decimal("0.3")
    assert result.total.difference == Decimal("-1000000000.01")


codes = st.sampled_from(["A1", "A2", "A3", "B1", "B2", "X1", ""])
returned = st.builds(
    lambda code, budget, refused: (project(code, budget), refused),
    codes,
    st.sampled_from(["30.00", "35.00", "300000", None]),
    st.sampled_from([(), ("budget",), ("code",)]),
)
files = st.builds(
    lambda rows, unit, broken, readable: replace(
        Filled("表.xlsx", FORM if readable else None, unit, unreadable=tuple(broken)),
        projects=tuple(
            FilledProject(each, f"s{n}", {}, refused=frozenset(refused))
            for n, (each, refused) in enumerate(rows)
        ),
    ),
    st.lists(returned, max_size=4),
    st.sampled_from([ONE, TWO, Unit()]),
    st.lists(codes, max_size=2),
    st.booleans(),
)


@settings(deadline=None)
@given(st.lists(files, max_size=5))
def test_accepted_rejected_and_missing_are_all_that_was_issued(returns: list[Filled]) -> None:
    both = Master(
        money=MoneyUnit(),
        units=(
            UnitBudget(unit=ONE, projects=(project("A1"), project("A2"), project("A3"))),
            UnitBudget(unit=TWO, projects=(project("B1"), project("B2"))),
        ),
    )
    result = reconcile(returns, both)
    total = result.total
    assert total.accepted + total.rejected + total.missing == total.issued == 5
    assert sum((each.tally.accepted for each in result.units), 0) == total.accepted
    assert total.returned == 30 * total.accepted
    seen = {p.code for each in returns for p in each}
    for comparison in result.comparisons:
        if comparison.status is Status.MISSING:
            assert comparison.code not in seen
        if comparison.status is Status.EXTRA:
            assert comparison.code in {"X1", ""}


# What is told: where it stands, by how much it is off, and whose it is.

CELLS = {
    "code": Cell(0, 1), "name": Cell(0, 4), "budget": Cell(1, 2), "fiscal": Cell(1, 4),
    "other": Cell(1, 6),
}  # fmt: skip


def sheet_of(back: Project, refused: Sequence[str] = (), sheet: str = "表") -> FilledProject:
    """A project on a sheet where each of its fields has a cell of its own."""
    return FilledProject(back, sheet, CELLS, refused=frozenset(refused))


def file_of(*sheets: FilledProject, unit: Unit = ONE, file: str = "甲.xlsx") -> Filled:
    return Filled(file, FORM, unit, sheets)


def only(result: Reconciliation) -> Finding:
    (finding,) = result.findings
    return finding


def at(finding: Finding) -> tuple[str, str]:
    """The file a finding is about, and the place in it."""
    return finding.place.file, str(finding.place)


@pytest.mark.parametrize(
    ("approved", "returned", "difference"), [("30", "35.5", "5.50"), ("35.5", "30", "-5.50")]
)
def test_a_difference_is_returned_less_approved(
    approved: str, returned: str, difference: str
) -> None:
    result = reconcile(
        [file_of(sheet_of(project(budget=returned)))], master(project(budget=approved))
    )
    told = only(result)
    assert (told.code, told.level, told.project, at(told)) == (
        "master.budget", Level.ERROR, "A1", ("甲.xlsx", "表!C2")
    )  # fmt: skip
    assert told.found == MoneyUnit().printed(Decimal(returned))
    assert told.values == {
        "project": "A1", "name": "项目A1", "unit": "125001 社区办", "money": "万元",
        "expected": MoneyUnit().printed(Decimal(approved)), "difference": difference,
    }  # fmt: skip
    assert result.comparisons[0].difference == Decimal(difference)
    assert result.total.difference == -Decimal(approved)  # rejected: nothing of it counts


def test_each_amount_is_told_at_its_own_cell() -> None:
    known = project(fiscal=Decimal(25), other=Decimal(4))
    back = sheet_of(project(budget="31", fiscal=Decimal(24), other=Decimal(7)))
    result = reconcile([file_of(back)], master(known))
    told = [(each.code, each.place.cell, each.values["difference"]) for each in result.findings]
    assert told == [
        ("master.budget", "C2", "1.00"), ("master.fiscal", "E2", "-1.00"),
        ("master.other", "G2", "3.00"),
    ]  # fmt: skip


def test_a_return_that_names_no_unit_is_not_in_the_wrong_one() -> None:
    result = reconcile([came_back(project(), unit=Unit())], master(project()))
    assert one(result) == (Status.EQUAL, [])
    spelled = Unit(code="１２５００１", name="社区办")
    assert (
        one(reconcile([came_back(project(), unit=spelled)], master(project())))[0] is Status.EQUAL
    )


def test_a_project_in_another_units_file_names_both_units() -> None:
    told = only(reconcile([file_of(sheet_of(project()), unit=TWO)], master(project())))
    assert (told.code, told.project, at(told)) == ("master.wrong-unit", "A1", ("甲.xlsx", "表!B1"))
    assert (told.values["unit"], told.found) == ("125001 社区办", "125002 卫生站")


def test_a_project_that_came_back_twice_names_every_place() -> None:
    back = [file_of(sheet_of(project()), sheet_of(project(), sheet="另表")),
            file_of(sheet_of(project()), file="乙.xlsx")]  # fmt: skip
    result = reconcile(back, master(project()))
    assert only(result).found == "甲.xlsx 表!C2、甲.xlsx 另表!C2、乙.xlsx 表!C2"
    assert (at(only(result)), result.comparisons[0].difference) == (("甲.xlsx", "表!B1"), None)
    assert (result.total.rejected, result.total.returned) == (1, 0)


def test_a_missing_project_stands_nowhere() -> None:
    told = only(reconcile([], master(project())))
    assert (told.code, told.project, at(told), told.found) == ("master.missing", "A1", ("", ""), "")
    assert told.values == {"project": "A1", "name": "项目A1", "unit": "125001 社区办"}


def test_an_extra_one_belongs_to_the_unit_whose_file_it_stands_in() -> None:
    both = Master(
        money=MoneyUnit(),
        units=(UnitBudget(unit=ONE, projects=(project(),)), UnitBudget(unit=TWO, projects=())),
    )
    back = [
        file_of(sheet_of(project()), sheet_of(project("X1", "7"), sheet="多")),
        file_of(sheet_of(project("X2")), sheet_of(project("X3")), unit=TWO, file="乙.xlsx"),
    ]
    result = reconcile(back, both)
    assert [(each.tally.issued, each.tally.extra) for each in result.units] == [(1, 1), (0, 2)]
    assert (result.total.issued, result.total.extra, result.total.returned) == (1, 3, 30)
    assert [(each.code, each.project, *at(each), each.found) for each in result.findings][:2] == [
        ("master.extra", "X1", "甲.xlsx", "多!B1", "125001 社区办"),
        ("master.extra", "X2", "乙.xlsx", "表!B1", "125002 卫生站"),
    ]
    extra = result.comparisons[1]
    assert (extra.name, extra.approved, extra.difference) == ("项目X1", None, None)
    assert [each.amounts.budget for each in extra.returned] == [7]


def test_a_name_that_differs_is_told_at_the_name() -> None:
    back = sheet_of(project(name="创建文明城市"))
    told = only(reconcile([file_of(back)], master(project())))
    assert (told.code, told.level, told.project) == ("master.name", Level.WARNING, "A1")
    assert (at(told), told.found, told.values["name"]) == (
        ("甲.xlsx", "表!E1"), "创建文明城市", "项目A1"
    )  # fmt: skip


def test_an_amount_that_cannot_be_read_is_told_at_its_amounts() -> None:
    result = reconcile([file_of(sheet_of(project(budget=None), ["budget"]))], master(project()))
    assert (only(result).code, at(only(result))) == ("master.unreadable", ("甲.xlsx", "表!C2"))
    assert (result.comparisons[0].unreadable_file, result.unreadable_files) == ("", ())


def test_a_field_without_a_cell_is_told_at_its_sheet() -> None:
    bare = FilledProject(project(budget="31"), "表", {})
    told = only(reconcile([file_of(bare)], master(project())))
    assert (at(told), told.place.cell) == (("甲.xlsx", "表"), "")


def test_what_cannot_be_read_is_told_with_its_file() -> None:
    both = Master(
        money=MoneyUnit(),
        units=(
            UnitBudget(unit=ONE, projects=(project("A1"), project("A2"))),
            UnitBudget(unit=TWO, projects=(project("B1"),)),
        ),
    )
    back = [
        Filled("甲.xlsx", FORM, ONE, unreadable=("a 1",)),
        Filled("乙.xlsx", FORM, ONE, unreadable=("A2",)),
        Filled("交来/125002.xlsx"),
    ]
    result = reconcile(back, both)
    assert [(each.code, each.status, each.unreadable_file) for each in result.comparisons] == [
        ("A1", Status.UNREADABLE, "甲.xlsx"), ("A2", Status.UNREADABLE, "乙.xlsx"),
        ("B1", Status.UNREADABLE, "交来/125002.xlsx"),
    ]  # fmt: skip
    assert [at(each) for each in result.findings] == [
        ("甲.xlsx", ""), ("乙.xlsx", ""), ("交来/125002.xlsx", "")
    ]  # fmt: skip
    assert [each.found for each in result.findings] == ["", "", ""]
    assert result.unreadable_files == ("交来/125002.xlsx",)
    assert [each.files for each in result.units] == [("甲.xlsx", "乙.xlsx"), ()]


def test_a_broken_file_beside_a_good_one_is_not_the_projects() -> None:
    result = reconcile(
        [file_of(sheet_of(project())), Filled("125001 再报.xlsx")], master(project())
    )
    assert one(result) == (Status.EQUAL, [])
    assert result.comparisons[0].unreadable_file == ""
    assert result.unreadable_files == ("125001 再报.xlsx",)


@pytest.mark.parametrize(
    ("file", "status"),
    [("125001.xlsx", Status.UNREADABLE), ("125001 社区办 第二次.xlsx", Status.UNREADABLE),
     ("交来/１２５００１ 社区办.xlsx", Status.UNREADABLE), ("125002 卫生站.xlsx", Status.MISSING),
     ("社区办 125001.xlsx", Status.MISSING)],
)  # fmt: skip
def test_the_name_of_a_broken_file_begins_with_its_unit(file: str, status: Status) -> None:
    assert one(reconcile([Filled(file)], master(project())))[0] is status


def test_the_identity_of_a_broken_file_goes_before_its_name() -> None:
    other = Filled("125001 社区办.xlsx", unit=TWO)
    assert one(reconcile([other], master(project())))[0] is Status.MISSING


def test_only_a_lost_code_is_known_by_its_name() -> None:
    """A code typed as a number is refused, and its project is known by name; another is extra."""
    lost = file_of(sheet_of(project("13081123000000000000", name="项目A1"), ["code"]))
    statuses = [each.status for each in reconcile([lost], master(project())).comparisons]
    assert statuses == [Status.UNREADABLE, Status.EXTRA]
    other = file_of(sheet_of(project("X9", name="项目A1")))
    statuses = [each.status for each in reconcile([other], master(project())).comparisons]
    assert statuses == [Status.MISSING, Status.EXTRA]


def test_an_amount_nobody_approved_counts_nothing() -> None:
    result = reconcile([came_back(project(budget=None))], master(project(budget=None)))
    assert one(result) == (Status.EQUAL, [])
    assert result.comparisons[0].difference is None
    assert (result.total.approved, result.total.returned) == (0, 0)
    known = reconcile([came_back(project(budget="5"))], master(project(budget=None)))
    assert (known.total.approved, known.total.returned, known.total.difference) == (0, 5, 5)
    nothing = reconcile([], master()).total
    assert (nothing, type(nothing.returned), type(nothing.approved)) == (Tally(), Decimal, Decimal)


def test_a_tally_that_does_not_add_up_is_none() -> None:
    with pytest.raises(AssertionError, match=r"counted twice or not at all: Tally\(issued=2"):
        Tally(issued=2, accepted=1)
