"""A rate under a level where things are counted."""

import pytest

from xlperf.rules import indicator_rate_in_quantity

from .build import FORM, fields, project, row


@pytest.mark.parametrize(
    ("name", "value"),
    [("居民对楼长的知晓率", "≥95人"), ("覆盖范围", "100百分比"), ("覆盖范围", "≥95 ％")],
)
def test_a_rate_by_name_or_by_unit(name: str, value: str) -> None:
    found = indicator_rate_in_quantity.check(project(row(level3=name, value=value)), FORM)
    assert fields(found, "indicators.rate-in-quantity") == ["indicators.0.level2"]


def test_counting_is_lawful_here_and_rates_elsewhere() -> None:
    rows = (row(level3="开展效率提升培训", value="≥12次"), row("质量指标", level3="合格率"))
    assert not list(indicator_rate_in_quantity.check(project(*rows), FORM))
