"""A figure with a sentence for a unit."""

import pytest

from xlperf.rules import indicator_unit_sentence, indicator_whether

from .build import FORM, fields, project, row


@pytest.mark.parametrize(
    "value",
    ["12个卫生服务点是否全部开设服务", "≥80是否积极发展党员", "≥90党员参与活动的比例", "1是否"],
)
def test_what_is_too_much_for_a_unit(value: str) -> None:
    wrong = project(row(value=value))
    found = indicator_unit_sentence.check(wrong, FORM)
    assert fields(found, "indicators.unit-sentence") == ["indicators.0.value"]
    assert not list(indicator_whether.check(wrong, FORM))


@pytest.mark.parametrize(
    "value", ["≥95百分比", "≥3人次/年", "≥2平方公里/年", "是否全部开设", "100"]
)
def test_a_unit_however_long_its_name(value: str) -> None:
    assert not list(indicator_unit_sentence.check(project(row(value=value)), FORM))


def test_a_listed_unit_may_be_long() -> None:
    listed = FORM.model_copy(update={"units": (*FORM.units, "标准立方米每小时")})
    assert not list(indicator_unit_sentence.check(project(row(value="≥3标准立方米每小时")), listed))
