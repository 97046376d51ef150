"""A day that Excel stored for an amount."""

from decimal import Decimal

import pytest

from xlperf.budget.money import MoneyUnit
from xlperf.rules import money_date

from .build import FORM, fields, project, spoken


@pytest.mark.parametrize(
    ("amount", "day"),
    [("46085", "2026-03-04"), ("46447.00", "2027-03-01"), ("42005", "2015-01-01")],
)
def test_the_number_of_a_day_is_doubted(amount: str, day: str) -> None:
    (found,) = money_date.check(project(budget=Decimal(amount)), FORM)
    assert fields([found], "money.date") == ["budget"]
    assert day in spoken(found).message("zh")


@pytest.mark.parametrize("amount", ["46085.5", "42004", "53328", "30", "-46085", "0"])
def test_any_other_amount_is_none(amount: str) -> None:
    lawful = project(budget=Decimal(amount), fiscal=None, other=None)
    assert not list(money_date.check(lawful, FORM))


def test_in_yuan_such_amounts_are_everyday_ones() -> None:
    yuan = FORM.model_copy(update={"money": MoneyUnit(unit="元", places=2)})
    assert not list(money_date.check(project(budget=Decimal(46085)), yuan))
