"""Two dates with the same percent."""

from xlperf.rules import plan_flat

from .build import FORM, fields, plan, project


def test_a_period_without_spending() -> None:
    found = plan_flat.check(project(plan=plan(None, 50, 50, 100)), FORM)
    assert fields(found, "plan.flat") == ["plan.oct"]


def test_nothing_yet_and_all_spent_repeat_for_good_reason() -> None:
    assert not list(plan_flat.check(project(plan=plan(0, 0, 100, 100)), FORM))
    assert not list(plan_flat.check(project(plan=plan(25, 50, 75, 100)), FORM))
