"""Money: exact decimals, or no number at all."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from xlperf.budget.money import MoneyUnit, is_exact, number_from_float


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


def test_an_amount_is_printed_in_full_however_many_places_it_has() -> None:
    money = MoneyUnit()
    assert money.printed(Decimal("30.12")) == "30.12"
    assert money.printed(Decimal("1E+3")) == "1000.00"
    assert money.printed(Decimal("0.0000001")) == "0.0000001"
    assert money.printed(Decimal("30.10000")) == "30.1"
    assert money.printed(Decimal("-0.005")) == "-0.005"
    assert MoneyUnit(unit="元", places=0).printed(Decimal("5.5")) == "5.5"


def test_fifteen_digits_are_the_number_and_no_more() -> None:
    assert str(number_from_float(0.1 + 0.2)) == "0.3"
    assert str(number_from_float(123456789012.345)) == "123456789012.345"
    assert number_from_float(1 / 3) == Decimal("0.333333333333333")
    assert is_exact(999_999_999_999_999)
    assert is_exact(-999_999_999_999_999)
    for beyond in (1e15, -1e15, float("inf"), float("nan")):
        assert not is_exact(beyond)
