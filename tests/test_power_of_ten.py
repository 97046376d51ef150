"""Whether most amounts changed by one and the same power of ten."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.budget.power_of_ten import common_power, power_in_words

AMOUNTS = st.decimals(min_value="0.01", max_value="99999", places=2)


def pairs(*given: tuple[str, str]) -> list[tuple[Decimal, Decimal]]:
    return [(Decimal(before), Decimal(after)) for before, after in given]


@pytest.mark.parametrize(
    ("given", "power"),
    [
        ([("30", "300000"), ("12.34", "123400")], 4),
        ([("305512", "30.55"), ("120000", "12.00")], -4),
        ([("30", "300"), ("12", "12")], 0),
        ([("30", "300"), ("12", "12"), ("5", "50")], 1),
        ([("30", "300"), ("12", "1200")], 0),
        ([("30", "90"), ("12", "36")], 0),
        ([("30", "30.1")], 0),
        ([("0", "10"), ("10", "0")], 0),
        ([("0", "0"), ("30", "300000")], 4),
        ([], 0),
    ],
    ids=["万元 as 元", "rounded", "half", "most", "two powers", "thrice", "a little", "zeros",
         "beside zeros", "nothing"],
)  # fmt: skip
def test_the_power_most_amounts_changed_by(given: list[tuple[str, str]], power: int) -> None:
    assert common_power(pairs(*given)) == power


@given(st.lists(AMOUNTS, min_size=1, max_size=9), st.integers(-6, 6))
def test_what_was_multiplied_is_told_and_what_was_not_is_not(
    amounts: list[Decimal], power: int
) -> None:
    assert common_power((each, each * Decimal(10) ** power) for each in amounts) == power


def test_a_power_is_told_as_a_factor() -> None:
    assert [power_in_words(each) for each in (4, -4, 1)] == ["10,000", "1/10,000", "10"]
