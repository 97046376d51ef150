"""A unit that is not on the form's list."""

import pytest

from xlperf.rules import indicator_unit_unknown

from .build import FORM, fields, project, row, spoken


def test_a_unit_of_ones_own_and_what_comes_close() -> None:
    (remark,) = indicator_unit_unknown.check(project(row(value="≥12人/次")), FORM)
    assert fields([remark], "indicators.unit-unknown") == ["indicators.0.value"]
    assert "人次" in spoken(remark).fix("zh")
    (far,) = indicator_unit_unknown.check(project(row(value="≥12趟")), FORM)
    assert "百分比" in spoken(far).fix("zh")


@pytest.mark.parametrize(
    "value", ["≥95％", "≥95 %", "≥12次", "12个卫生服务点是否全部开设", "12", "趟"]
)
def test_listed_units_in_any_width_and_what_others_tell_of(value: str) -> None:
    assert not list(indicator_unit_unknown.check(project(row(value=value)), FORM))


def test_a_form_without_a_list_takes_any_unit() -> None:
    free = FORM.model_copy(update={"units": ()})
    assert not list(indicator_unit_unknown.check(project(row(value="≥12趟")), free))


DAILY = (
    "亩", "批次", "头", "处", "座", "辆", "名", "吨", "所", "元/平方米", "场次", "课时", "学时",
    "人天", "千克", "公斤", "升", "千瓦时", "度", "本", "张", "幅", "部", "盏", "根", "片",
    "眼", "口", "艘", "架", "桶", "瓶", "袋", "箱", "盒", "支", "剂", "人份", "例", "床位",
    "班", "立方米", "百分点", "万亩", "万人次", "万吨", "千人", "亿元", "万元/公里", "元/亩",
    "元/吨", "元/月", "元/人", "次/月", "个/年", "人次/天", "小时/天",
)  # fmt: skip


@pytest.mark.parametrize("unit", DAILY)
def test_units_of_daily_use_need_no_list(unit: str) -> None:
    assert not list(indicator_unit_unknown.check(project(row(value=f"≥12{unit}")), FORM))


@pytest.mark.parametrize(
    "unit", ["趟", "人/次", "万趟", "元/趟", "趟/年", "万", "元/", "亩/亩", "次/"]
)
def test_what_only_looks_like_one_is_told(unit: str) -> None:
    found = list(indicator_unit_unknown.check(project(row(value=f"≥12{unit}")), FORM))
    assert fields(found, "indicators.unit-unknown") == ["indicators.0.value"]
