"""A cumulative plan never falls."""

from xlperf.rules import plan_falls

from .build import FORM, fields, plan, project, spoken


def test_each_fall_is_told_where_it_happens() -> None:
    found = list(plan_falls.check(project(plan=plan(60, 40, 90, 80)), FORM))
    assert fields(found, "plan.falls") == ["plan.jun", "plan.dec"]
    assert "6月底" in spoken(found[0]).message("zh")


def test_a_fall_over_a_blank_is_a_fall() -> None:
    found = plan_falls.check(project(plan=plan(60, None, 40, 100)), FORM)
    assert fields(found, "plan.falls") == ["plan.oct"]


def test_rising_and_resting_is_lawful() -> None:
    assert not list(plan_falls.check(project(plan=plan(None, 50, 50, 100)), FORM))
