"""An entry that names its project in other words."""

from xlperf.rules import goal_entry_name

from .build import FORM, fields, part, project, spoken

CITY = project(name="创建文明城市工作经费")
SERVICE = project(name="社区党组织服务群众工作经费")
PARTY = project(name="社区党组织工作经费")


def test_the_likely_project_is_named() -> None:
    wrong = part(("创建文明城市工作项目经费", "一"))
    (remark,) = goal_entry_name.check(wrong, (CITY, SERVICE, PARTY), FORM)
    assert fields([remark], "goals.name") == ["goals.0.project"]
    assert spoken(remark).fix("zh") == "请改为“创建文明城市工作经费”。"


def test_two_projects_with_much_the_same_name_are_two() -> None:
    lawful = part(("社区党组织工作经费", "一"), ("社区党组织服务群众工作经费", "二"))
    assert not list(goal_entry_name.check(lawful, (CITY, SERVICE, PARTY), FORM))


def test_a_project_that_is_named_exactly_is_not_guessed_again() -> None:
    entries = part(("社区党组织工作经费", "一"), ("社区党组织活动工作经费", "二"))
    (remark,) = goal_entry_name.check(entries, (SERVICE, PARTY), FORM)
    assert remark.values["name"] == "社区党组织服务群众工作经费"


def test_a_stranger_is_told_of_elsewhere() -> None:
    assert not list(goal_entry_name.check(part(("老旧小区改造", "一")), (CITY,), FORM))
