"""Money that is all spent in the last period."""

import pytest

from xlperf.budget.nouns import Plan
from xlperf.rules import plan_last_period

from .build import FORM, fields, plan, project


@pytest.mark.parametrize("earlier", [(None, None, None), (0, 0, 0), (None, 0, None)])
def test_nothing_before_the_last_date(earlier: tuple[int | None, ...]) -> None:
    found = plan_last_period.check(project(plan=plan(*earlier, 100)), FORM)
    assert fields(found, "plan.last-period") == ["plan.dec"]


@pytest.mark.parametrize(
    "lawful", [plan(None, None, 10, 100), plan(0, 0, 0, 0), plan(None, None, None, None), Plan()]
)
def test_anything_earlier_or_nothing_at_all(lawful: Plan) -> None:
    assert not list(plan_last_period.check(project(plan=lawful), FORM))
