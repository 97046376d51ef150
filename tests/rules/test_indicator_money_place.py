"""Spending is neither an output nor a benefit."""

import pytest

from xlperf.rules import indicator_money_place

from .build import FORM, fields, project, row


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("数量指标", "使用金额", "≤120万元"),
        ("数量指标", "补助标准", "≥500元"),
        ("数量指标", "资金使用是否在范围内", "资金使用范围"),
        ("质量指标", "资金使用合规率", "100百分比"),
        ("经济效益指标", "资金使用规范性", "100百分比"),
        ("社会效益指标", "慰问金", "≥3亿元"),
    ],
)
def test_money_as_output_or_benefit(level2: str, name: str, value: str) -> None:
    found = indicator_money_place.check(project(row(level2, level3=name, value=value)), FORM)
    assert fields(found, "indicators.money-place") == ["indicators.0.level2"]


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("成本指标", "使用金额", "≤120万元"),
        ("经济效益指标", "带动居民增收", "≥1000元"),
        ("时效指标", "资金支付及时率", "100百分比"),
        ("数量指标", "资金互助社数量", "≥3个"),
    ],
)
def test_cost_gains_of_others_and_payment_in_time(level2: str, name: str, value: str) -> None:
    lawful = project(row(level2, level3=name, value=value))
    assert not list(indicator_money_place.check(lawful, FORM))
