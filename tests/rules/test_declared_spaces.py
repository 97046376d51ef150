"""No stray spaces stand in the texts of declared fields."""

import pytest

from xlperf.rules import declared_spaces

from .build import fields
from .declared import FORM, project, task


@pytest.mark.parametrize(
    ("text", "meant"), [("张 三", "张三"), ("张三 ", "张三"), ("张　三", "张三")]
)
def test_a_stray_space_is_told_with_what_was_meant(text: str, meant: str) -> None:
    (found,) = declared_spaces.check(project(keeper=text), FORM)
    assert fields([found], "text.spaces") == ["keeper"]
    assert found.values["meant"] == meant


def test_in_a_row_too() -> None:
    (found,) = declared_spaces.check(project(task(note="说 明")), FORM)
    assert fields([found], "text.spaces") == ["task.0.note"]


def test_a_space_between_latin_words_is_none() -> None:
    assert not list(declared_spaces.check(project(keeper="A B"), FORM))
