"""An entry that promises money by quarter, and a plan that waits."""

from xlperf.rules import goal_against_plan

from .build import CENTRAL, FORM, fields, part, plan, project

LATE = project(name="三线铁路民兵补贴", plan=plan(None, None, None, 100))
STEADY = project(name="楼长工作经费")


def test_the_promise_and_the_plan_of_its_own_project() -> None:
    wrong = part(("楼长工作经费", "按季度发放。"), ("三线铁路民兵补贴", "依据文件按季度及时发放。"))
    found = list(goal_against_plan.check(wrong, (LATE, STEADY), FORM))
    assert fields(found, "plan.text") == ["goals.1.text"]
    assert found[0].found == "按季度"


def test_no_promise_and_no_project() -> None:
    lawful = part(("三线铁路民兵补贴", "年底发放。"), ("老旧小区改造", "按季度发放。"))
    assert not list(goal_against_plan.check(lawful, (LATE, STEADY), FORM))


def test_a_form_without_a_plan_asks_nothing() -> None:
    promise = part(("三线铁路民兵补贴", "按季度发放。"))
    assert not list(goal_against_plan.check(promise, (LATE,), CENTRAL))
