"""A cumulative plan ends at 100 %."""

import pytest

from xlperf.budget.nouns import Plan
from xlperf.rules import plan_total

from .build import CENTRAL, FORM, fields, plan, project, spoken


@pytest.mark.parametrize("last", [90, 0, 1, "99.99", 120])
def test_a_last_date_that_is_not_a_hundred(last: int | str) -> None:
    found = list(plan_total.check(project(plan=plan(None, None, None, last)), FORM))
    assert fields(found, "plan.total") == ["plan.dec"]
    assert f"12月底的累计支出计划是 {last}%" in spoken(found[0]).message("zh")


def test_a_hundred_is_a_hundred_however_written() -> None:
    assert not list(plan_total.check(project(plan=plan(25, 50, 75, "100.00")), FORM))


def test_a_blank_is_not_a_figure() -> None:
    assert not list(plan_total.check(project(plan=plan(25, 50, 75, None)), FORM))
    assert not list(plan_total.check(project(plan=Plan()), FORM))


def test_a_form_without_a_plan_asks_nothing() -> None:
    assert not list(plan_total.check(project(plan=plan(25, 50, 75, 90)), CENTRAL))
