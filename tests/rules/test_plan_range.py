"""Every percent of a plan lies between 0 and 100."""

from xlperf.rules import plan_range

from .build import FORM, fields, plan, project


def test_below_nothing_and_above_everything() -> None:
    found = plan_range.check(project(plan=plan(-5, 50, "100.01", 399)), FORM)
    assert fields(found, "plan.range") == ["plan.mar", "plan.oct", "plan.dec"]


def test_both_ends_are_lawful() -> None:
    assert not list(plan_range.check(project(plan=plan(0, None, 100, 100)), FORM))
