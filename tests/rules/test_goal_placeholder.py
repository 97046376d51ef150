"""A goal that is still the form's own words."""

import pytest

from xlperf.rules import goal_placeholder

from .build import FORM, fields, project


@pytest.mark.parametrize("goal", ["目标内容1", "1.目标内容 1", " 目标内容１"])
def test_the_placeholder_in_any_spelling(goal: str) -> None:
    assert fields(goal_placeholder.check(project(goal=goal), FORM), "goal.placeholder") == ["goal"]


@pytest.mark.parametrize("goal", ["目标内容1：完成装修", "完成各社区办公用房修缮", ""])
def test_a_goal_of_its_own_and_a_blank(goal: str) -> None:
    assert not list(goal_placeholder.check(project(goal=goal), FORM))
