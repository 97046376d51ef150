"""An entry that names no project of the unit."""

from xlperf.rules import goal_entry_unknown

from .build import FORM, fields, part, project

PROJECTS = (project(),)


def test_a_stranger_and_an_entry_without_a_name() -> None:
    wrong = part(("居民技能培训", "一"), ("老旧小区改造", "二"), ("", "三"))
    found = goal_entry_unknown.check(wrong, PROJECTS, FORM)
    assert fields(found, "goals.unknown") == ["goals.1.project", "goals.2.project"]


def test_the_name_in_any_spelling_a_likely_name_and_a_blank_row() -> None:
    lawful = part(("居民 技能培训", "一"), ("居民技能培训", "二"), ("", " "))
    assert not list(goal_entry_unknown.check(lawful, PROJECTS, FORM))
    assert not list(goal_entry_unknown.check(part(("居民技能培训经费", "一")), PROJECTS, FORM))
