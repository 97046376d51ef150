"""Money: exact decimals, or no number at all."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from xlperf.budget.money import MoneyUnit, number_from_float


@given(st.decimals(-(10**12), 10**12, places=2))
def test_what_a_sheet_stores_is_the_decimal_that_was_typed(amount: Decimal) -> None:
    assert number_from_float(float(amount)) == amount


def test_an_amount_is_printed_with_its_places_and_never_rounded() -> None:
    money = MoneyUnit()
    assert money.printed(Decimal("30")) == "30.00"
    assert money.printed(Decimal("30.125")) == "30.125"
    assert money.printed(None) == ""
    assert MoneyUnit(unit="元", places=0).printed(Decimal("5")) == "5"


def test_there_is_no_negative_zero() -> None:
    assert str(number_from_float(-0.0)) == "0"
