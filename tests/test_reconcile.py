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
from xlperf.form import Form
from xlperf.master.reconciliation import Reconciliation, Status
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
