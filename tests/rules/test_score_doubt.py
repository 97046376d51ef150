"""A score can be worked out, and what was given by hand lies where its answer allows."""

import pytest

from xlperf.rules import score_doubt

from .build import fields
from .scored import FORM, project


@pytest.mark.parametrize(
    ("target", "actual", "given", "code"),
    [("＜3 个", "2 个", None, "score.sign"), ("≥3 个", "3 次", None, "score.units"),
     ("≥0 个", "3 个", None, "score.zero"), ("明显提高", "还行", 8, "score.band"),
     ("明显提高", "达成", 7, "score.given"), ("≥3 个", "3 个", 8, "score.needless")],
)  # fmt: skip
def test_each_doubt_is_told_at_the_score(
    target: str, actual: str, given: int | None, code: str
) -> None:
    found = list(score_doubt.check(project((target, actual, "", given)), FORM))
    assert fields(found, code) == ["indicators.0.score"]


@pytest.mark.parametrize(
    ("target", "actual", "given"),
    [("≥3 个", "3 个", None), ("≤3 个", "4 个", None), ("明显提高", "达成", 8),
     ("≥3 个", "", None)],
)  # fmt: skip
def test_a_score_that_is_sound_or_still_blank_is_silent(
    target: str, actual: str, given: int | None
) -> None:
    assert not list(score_doubt.check(project((target, actual, "", given)), FORM))
