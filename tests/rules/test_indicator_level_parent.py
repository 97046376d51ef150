"""A second level stands under its own first level."""

from xlperf.rules import indicator_level_parent

from .build import FORM, fields, project, row, spoken


def test_a_second_level_under_the_wrong_first() -> None:
    (remark,) = indicator_level_parent.check(project(row(), row(level1="效益指标")), FORM)
    assert fields([remark], "indicators.level-parent") == ["indicators.1.level1"]
    assert spoken(remark).message("zh") == "“数量指标”列在“效益指标”下，它属于“产出指标”。"


def test_unknown_and_blank_levels_are_told_of_elsewhere() -> None:
    rows = (row(level1="产出"), row(level1=""), row(spelled="速度指标"), row(level1="产出 指标"))
    assert not list(indicator_level_parent.check(project(*rows), FORM))
