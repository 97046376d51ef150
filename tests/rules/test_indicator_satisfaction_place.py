"""Satisfaction stands under its own first level."""

from xlperf.rules import indicator_satisfaction_place

from .build import FORM, fields, project, row, spoken


def test_satisfaction_under_a_benefit() -> None:
    wrong = row("生态效益指标", level3="工作人员的满意度")
    (remark,) = indicator_satisfaction_place.check(project(row(), wrong), FORM)
    assert fields([remark], "indicators.satisfaction-place") == ["indicators.1.level1"]
    assert "满意度指标" in spoken(remark).fix("zh")
    assert spoken(remark).opinion == "一级指标类型错误"


def test_satisfaction_at_home_and_another_benefit() -> None:
    rows = (row("服务对象满意度指标"), row("社会效益指标", level3="居民认可度"))
    assert not list(indicator_satisfaction_place.check(project(*rows), FORM))


def test_a_form_without_such_a_level_has_no_place_for_it() -> None:
    output = FORM.model_copy(update={"taxonomy": {"产出指标": ("数量指标",)}})
    lawful = project(row(level3="居民满意度"))
    assert not list(indicator_satisfaction_place.check(lawful, output))
