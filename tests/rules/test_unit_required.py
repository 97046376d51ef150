"""What the form requires of the unit's own part."""

from xlperf.rules import unit_required

from .build import CENTRAL, FORM, fields, part, project, said, spoken

PROJECTS = (project(),)


def test_each_required_part_that_is_blank() -> None:
    blank = part(("居民技能培训", " "), overall=(), safeguards=("", " "))
    found = list(unit_required.check(blank, PROJECTS, FORM))
    assert fields(found, "unit.blank") == ["overall", "safeguards", "goals.0.text"]
    assert spoken(found[2]).message("zh") == "“居民技能培训 目标内容”为必填项，现为空白。"


def test_what_is_filled_and_entries_nobody_began() -> None:
    lawful = part(("居民技能培训", "培训一千人。"), ("", ""), overall=("", "提高技能。"))
    assert not list(unit_required.check(lawful, PROJECTS, FORM))


def test_another_form_requires_less() -> None:
    blank = part(("居民技能培训", ""), overall=(), safeguards=())
    found = unit_required.check(blank, PROJECTS, CENTRAL)
    assert said(found, CENTRAL) == [("unit.blank", "overall")]
