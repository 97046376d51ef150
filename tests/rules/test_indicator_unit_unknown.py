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
