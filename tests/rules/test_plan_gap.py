"""A plan has no blank once it has begun; a blank before that is only a hint."""

from xlperf.findings.finding import Level
from xlperf.rules import plan_gap

from .build import FORM, plan, project, said, spoken


def test_a_blank_behind_a_figure() -> None:
    found = plan_gap.check(project(plan=plan(25, None, None, 100)), FORM)
    assert said(found) == [("plan.gap", "plan.jun"), ("plan.gap", "plan.oct")]


def test_blanks_before_the_first_figure_are_one_hint() -> None:
    (remark,) = plan_gap.check(project(plan=plan(None, None, 60, 100)), FORM)
    made = spoken(remark)
    assert (made.code, made.field, made.level) == ("plan.late-start", "plan.mar", Level.INFO)
    assert made.message("zh").startswith("3月底、6月底的支出计划空白，10月底才有")


def test_a_zero_is_a_figure() -> None:
    assert not list(plan_gap.check(project(plan=plan(0, 30, 60, 100)), FORM))


def test_what_other_rules_tell_of() -> None:
    only_the_last = project(plan=plan(None, None, None, 100))
    required_last = project(plan=plan(25, 50, 75, None))
    nothing_at_all = project(plan=plan(None, None, None, None))
    for each in (only_the_last, required_last, nothing_at_all):
        assert not list(plan_gap.check(each, FORM))
