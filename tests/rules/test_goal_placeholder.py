"""A goal that is still the form's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.budget import wording
from xlperf.rules import goal_placeholder

from .build import FORM, fields, project


@pytest.mark.parametrize("goal", ["目标内容1", "1.目标内容 1", " 目标内容１"])
def test_the_placeholder_in_any_spelling(goal: str) -> None:
    assert fields(goal_placeholder.check(project(goal=goal), FORM), "goal.placeholder") == ["goal"]


@pytest.mark.parametrize("goal", ["目标内容1：完成装修", "完成各社区办公用房修缮", ""])
def test_a_goal_of_its_own_and_a_blank(goal: str) -> None:
    assert not list(goal_placeholder.check(project(goal=goal), FORM))


PIECES = (
    "目标",
    "内容",
    "1",
    "2",
    "１",
    ".",
    " ",
    "\u200b",
    "e\u0301",
    "Ａ",
    "ﬁ",
    "完成",
    "⽬",
    "\ufe0f",
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join))
def test_a_long_goal_is_none_without_being_folded(goal: str) -> None:
    folded = wording.plain(goal)
    assert FORM.is_placeholder(goal) == (folded in set(map(wording.plain, FORM.placeholders)))
    for signs in (0, 1, 5, len(folded)):
        assert not wording.is_longer(goal, signs) or len(folded) > signs


def test_a_goal_of_some_length_is_known_at_a_glance() -> None:
    assert wording.is_longer("完成各社区办公用房修缮", 6)
    assert wording.is_longer("Repair 12 offices", 6)
