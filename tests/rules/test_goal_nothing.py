"""A goal that says nothing."""

import pytest

from xlperf.rules import goal_nothing

from .build import FORM, fields, project


@pytest.mark.parametrize("goal", ["无", "—", " 待定 ", "不适用", "N/A"])
def test_nothing_is_no_goal(goal: str) -> None:
    assert fields(goal_nothing.check(project(goal=goal), FORM), "goal.nothing") == ["goal"]


@pytest.mark.parametrize("goal", ["无障碍设施改造全部完成", "目标内容1", ""])
def test_a_goal_the_placeholder_and_a_blank(goal: str) -> None:
    assert not list(goal_nothing.check(project(goal=goal), FORM))
