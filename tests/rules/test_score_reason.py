"""A target that was missed, or passed by far, has a reason beside it."""

import pytest

from xlperf.rules import score_reason

from .build import fields
from .scored import FORM, project


@pytest.mark.parametrize(
    ("target", "actual"), [("≥3 个", "2 个"), ("≥3 个", "10 个"), ("明显提高", "未达成")]
)
def test_a_reason_that_is_due_and_blank(target: str, actual: str) -> None:
    found = list(score_reason.check(project((target, actual, " ", None)), FORM))
    assert fields(found, "score.reason") == ["indicators.0.reason"]
    assert not list(score_reason.check(project((target, actual, "晚了", None)), FORM))


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥3 个", "3 个"), ("≥3 个", "9 个"), ("明显提高", "达成"), ("≥3 个", "")],
)
def test_a_target_that_was_met_needs_none(target: str, actual: str) -> None:
    assert not list(score_reason.check(project((target, actual, "", None)), FORM))
