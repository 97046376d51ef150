"""A unit or a sign that waits for its number."""

import pytest

from xlperf.budget.target import Target
from xlperf.rules import indicator_number_missing

from .build import FORM, fields, project, row


@pytest.mark.parametrize(
    "target",
    [
        Target.parse("次"),
        Target.parse("≥ 次"),
        Target.of("≥", None, "次"),
        Target.of("≤", None, ""),
    ],
)
def test_a_unit_or_a_sign_alone(target: Target) -> None:
    found = list(indicator_number_missing.check(project(row(target=target)), FORM))
    assert fields(found, "indicators.number-missing") == ["indicators.0.value"]
    assert found[0].found


@pytest.mark.parametrize(
    "target",
    [
        Target.parse("≥12次"),
        Target.parse("次数"),
        Target.of("＝", None, "优"),
        Target.of("定性", None, "好"),
        Target(),
    ],
)
def test_a_number_words_and_a_blank(target: Target) -> None:
    assert not list(indicator_number_missing.check(project(row(target=target)), FORM))
