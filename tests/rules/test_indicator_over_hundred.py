"""A percentage of a whole that is more than the whole."""

import pytest

from xlperf.rules import indicator_over_hundred

from .build import CENTRAL, FORM, fields, project, row

CODE = "indicators.over-hundred"
WHOLE = ("质量指标", "时效指标", "服务对象满意度指标")
OTHER = ("数量指标", "成本指标", "经济效益指标", "社会效益指标", "可持续影响指标")


@pytest.mark.parametrize("level2", WHOLE)
@pytest.mark.parametrize("value", ["≥120百分比", "101%", "100.5 ％"])
def test_no_more_than_all_of_it(level2: str, value: str) -> None:
    found = indicator_over_hundred.check(project(row(level2, value=value)), FORM)
    assert fields(found, CODE) == ["indicators.0.value"]


@pytest.mark.parametrize("level2", WHOLE)
@pytest.mark.parametrize("value", ["100百分比", "≥95%", "120分", "300天", "优"])
def test_all_of_it_and_other_units(level2: str, value: str) -> None:
    assert not list(indicator_over_hundred.check(project(row(level2, value=value)), FORM))


@pytest.mark.parametrize("level2", OTHER)
def test_growth_may_be_any_size(level2: str) -> None:
    rows = project(row(level2, value="≥120百分比"))
    assert not list(indicator_over_hundred.check(rows, FORM))


def test_the_levels_of_another_form() -> None:
    level2 = next(each for each in CENTRAL.level2s if "满意度" in each)
    rows = row("服务对象满意度指标", value="110%", spelled=level2)
    assert fields(indicator_over_hundred.check(project(rows), CENTRAL), CODE)


def test_the_first_level_says_it_too() -> None:
    rows = row("服务对象满意度指标", value="110%", spelled="服务对象")
    assert fields(indicator_over_hundred.check(project(rows), FORM), CODE)
