"""A text is no longer than the form says."""

from xlperf.rules import declared_longest

from .build import fields
from .declared import FORM, part, project


def test_a_text_with_more_signs_than_it_may_have() -> None:
    (found,) = declared_longest.check(project(keeper="甲乙丙丁戊己"), FORM)
    assert fields([found], "text.too-long") == ["keeper"]
    assert (found.found, found.values["expected"]) == ("6", "5")


def test_in_the_unit_part_too() -> None:
    (found,) = declared_longest.check(part("李一", "王一二三"), FORM)
    assert fields([found], "text.too-long") == ["aid.1.name"]


def test_as_long_as_it_may_be() -> None:
    assert not list(declared_longest.check(project(keeper="甲乙丙丁戊"), FORM))
