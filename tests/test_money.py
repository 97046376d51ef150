"""Money: exact decimals, or no number at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.money import MoneyUnit, number_from_float, parse_number, parse_percent


@pytest.mark.parametrize(
    ("text", "number"),
    [("30", "30"), ("30.50", "30.50"), ("1,038.03", "1038.03"), ("３０．５", "30.5"),
     ("－5", "-5"), ("\u22125", "-5"), ("+5", "5"), (" 7 ", "7"), ("1，234", "1234"), ("0", "0")],
)  # fmt: skip
def test_digits_as_people_type_them(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "三十", "30元", "3 0", "1,23", "1,2345", "12,34", "1.2.3", "①", "²", "٣٤", "1e5", "NaN",
     "inf", "0x10", "1_000", "--5", "5-", ".5", "5.", "(5)", "1234567890123456", "30 万"],
)  # fmt: skip
def test_nothing_else_is_guessed(text: str) -> None:
    assert parse_number(text) is None


@given(st.text())
def test_a_number_is_made_of_its_own_digits(text: str) -> None:
    number = parse_number(text)
    if number is not None:
        digits = "".join(c for c in text.translate(WIDE) if c.isdigit())
        assert f"{abs(number):f}".replace(".", "") == (digits.lstrip("0").rjust(1, "0")) or (
            Decimal(digits or 0) != 0
        )
        assert parse_number(f"{number:f}") == number


WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


@given(st.decimals(-(10**9), 10**9, places=4))
def test_what_is_printed_parses_to_itself(amount: Decimal) -> None:
    assert parse_number(f"{amount:f}") == amount
    assert parse_number(f"{amount:,f}") == amount


@pytest.mark.parametrize(("text", "number"), [("60%", "60"), ("60 ％", "60"), ("33.3%", "33.3")])
def test_percents_say_so(text: str, number: str) -> None:
    assert parse_percent(text) == Decimal(number)


@pytest.mark.parametrize("text", ["60", "%", "6 0%", "六成", "60%%"])
def test_what_does_not_say_percent_is_none(text: str) -> None:
    assert parse_percent(text) is None


@given(st.decimals(-(10**12), 10**12, places=2))
def test_what_a_sheet_stores_is_the_decimal_that_was_typed(amount: Decimal) -> None:
    assert number_from_float(float(amount)) == amount


def test_an_amount_is_printed_with_its_places_and_never_rounded() -> None:
    money = MoneyUnit()
    assert money.printed(Decimal("30")) == "30.00"
    assert money.printed(Decimal("30.125")) == "30.125"
    assert money.printed(None) == ""
    assert MoneyUnit(unit="元", places=0).printed(Decimal("5")) == "5"
