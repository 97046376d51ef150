"""元 written for 万元, or the other way round."""

from decimal import Decimal

import pytest

from xlperf.rules import money_slip

from .build import FORM, fields, project


@pytest.mark.parametrize(
    ("budget", "fiscal"), [("300000", "30"), ("30.00", "300000"), ("1", "1E+4")]
)
def test_a_factor_of_ten_thousand(budget: str, fiscal: str) -> None:
    wrong = project(budget=Decimal(budget), fiscal=Decimal(fiscal), other=None)
    assert fields(money_slip.check(wrong, FORM), "money.slip") == ["budget"]


@pytest.mark.parametrize(
    ("budget", "fiscal"), [("30", "30"), ("30000", "30"), ("0", "0"), ("5", "0")]
)
def test_any_other_factor_is_no_slip(budget: str, fiscal: str) -> None:
    lawful = project(budget=Decimal(budget), fiscal=Decimal(fiscal), other=None)
    assert not list(money_slip.check(lawful, FORM))
