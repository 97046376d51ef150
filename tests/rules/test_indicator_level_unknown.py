"""The levels of an indicator are levels of the taxonomy."""

from xlperf.rules import indicator_level_unknown

from .build import FORM, fields, project, row, spoken

CODE = "indicators.level-unknown"


def test_each_unknown_level() -> None:
    wrong = row(level1="产出", spelled="产出数量")
    found = list(indicator_level_unknown.check(project(row(), wrong), FORM))
    assert fields(found, CODE) == ["indicators.1.level1", "indicators.1.level2"]
    assert "产出指标、效益指标、满意度指标" in spoken(found[0]).fix("zh")


def test_blanks_and_spaces_are_no_other_level() -> None:
    rows = (row(level1=""), row(level1="产出 指标"), row(spelled=""), row(spelled="数量指标 "))
    assert not list(indicator_level_unknown.check(project(*rows), FORM))


def test_a_form_without_taxonomy_knows_no_strangers() -> None:
    free = FORM.model_copy(update={"taxonomy": {}})
    assert not list(indicator_level_unknown.check(project(row(level1="产出")), free))
