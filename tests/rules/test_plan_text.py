"""A text that promises money by quarter or month, and a plan that waits."""

import pytest

from xlperf.rules import plan_text

from .build import FORM, fields, plan, project, spoken

LATE = plan(None, None, None, 100)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("补贴按季度发放", "按季度"), ("每季度支付一次", "每季度"), ("每个月发放补贴", "每个月"),
     ("分季支付", "分季"), ("逐月发放", "逐月")],
)  # fmt: skip
def test_a_rhythm_that_the_plan_does_not_have(text: str, phrase: str) -> None:
    (remark,) = plan_text.check(project(purpose=text, plan=LATE), FORM)
    assert (remark.field, remark.found) == ("purpose", phrase)
    assert "12月底" in spoken(remark).message("zh")


def test_the_goal_is_asked_too() -> None:
    found = plan_text.check(project(goal="按月足额发放", plan=LATE), FORM)
    assert fields(found, "plan.text") == ["goal"]


@pytest.mark.parametrize("text", ["按季节更换绿植", "部分月份停工", "年底一次发放", ""])
def test_words_that_promise_nothing(text: str) -> None:
    assert not list(plan_text.check(project(purpose=text, plan=LATE), FORM))


def test_a_plan_by_quarter_keeps_the_promise() -> None:
    assert not list(plan_text.check(project(purpose="补贴按季度发放"), FORM))
