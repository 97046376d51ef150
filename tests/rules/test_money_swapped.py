"""A difference that 9 divides points to swapped digits."""

from decimal import Decimal

import pytest

from xlperf.rules import money_swapped

from .build import FORM, fields, project


@pytest.mark.parametrize(
    ("budget", "fiscal"), [("120.00", "102.00"), ("39.76", "39.67"), ("1038.03", "1083.03")]
)
def test_swapped_digits(budget: str, fiscal: str) -> None:
    wrong = project(budget=Decimal(budget), fiscal=Decimal(fiscal), other=None)
    assert fields(money_swapped.check(wrong, FORM), "money.swapped") == ["budget"]


@pytest.mark.parametrize(
    ("budget", "fiscal"),
    [("120", "120"), ("120", "101"), ("39.76", "39.66"), ("90", "0"), ("300000", "30")],
)
def test_equal_sums_other_differences_and_slips(budget: str, fiscal: str) -> None:
    other = project(budget=Decimal(budget), fiscal=Decimal(fiscal), other=None)
    assert not list(money_swapped.check(other, FORM))
