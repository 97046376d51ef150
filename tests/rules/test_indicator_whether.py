"""A name or a value that asks a question."""

from xlperf.rules import indicator_whether

from .build import FORM, fields, project, row, spoken


def test_questions_in_name_and_value() -> None:
    asking = row(level3="补贴是否按时发放", value="能否按时发放")
    found = list(indicator_whether.check(project(row(), asking), FORM))
    assert fields(found, "indicators.whether") == ["indicators.1.level3", "indicators.1.value"]
    assert "补贴是否按时发放" in spoken(found[0]).message("en")


def test_a_question_elsewhere_is_an_explanation() -> None:
    lawful = row(description="针对问题整改是否及时", basis="居民是否满意的调查")
    assert not list(indicator_whether.check(project(lawful), FORM))
