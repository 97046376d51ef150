"""Every project has an entry."""

from xlperf.rules import goal_missing

from .build import FORM, fields, part, project, spoken

PROJECTS = (project(), project(name="社区修缮项目", code="13081123P00010810001G"))


def test_a_project_that_no_entry_names() -> None:
    found = list(goal_missing.check(part(("居民技能培训", "培训一千人。")), PROJECTS, FORM))
    assert fields(found, "goals.missing") == ["goals"]
    assert "社区修缮项目（13081123P00010810001G）" not in spoken(found[0]).message("zh")
    assert "社区修缮项目”（13081123P00010810001G）" in spoken(found[0]).message("zh")


def test_an_entry_under_a_likely_name_is_an_entry() -> None:
    lawful = part(("居民技能 培训", "培训一千人。"), ("社区修缮工程项目", "完成修缮。"))
    assert not list(goal_missing.check(lawful, PROJECTS, FORM))


def test_a_form_without_entries_misses_none() -> None:
    assert not list(goal_missing.check(part(), PROJECTS, FORM.model_copy(update={"unit": None})))


def test_a_sheet_copied_inside_the_workbook_asks_for_no_entry_of_its_own() -> None:
    first, second = PROJECTS
    both = part(("居民技能培训", "培训一千人。"), ("社区修缮项目", "完成修缮。"))
    assert not list(goal_missing.check(both, (first, second, first.model_copy()), FORM))
    renamed = first.model_copy(update={"name": "另一个名称"})
    assert not list(goal_missing.check(both, (renamed, first, second), FORM))
    assert len(list(goal_missing.check(part(), (first, second, first.model_copy()), FORM))) == 2


def test_two_projects_of_one_name_want_two_entries() -> None:
    alike = (PROJECTS[0], PROJECTS[1].model_copy(update={"name": PROJECTS[0].name}))
    entry = (PROJECTS[0].name, "培训一千人。")
    assert len(list(goal_missing.check(part(entry), alike, FORM))) == 1
    assert not list(goal_missing.check(part(entry, entry), alike, FORM))
