"""No amount has more decimals than the form counts with."""

from decimal import Decimal

from xlperf.rules import money_places

from .build import FORM, fields, project, spoken


def test_each_amount_with_too_many_decimals() -> None:
    wrong = project(budget=Decimal("399.7625"), fiscal=Decimal("399.762"), other=Decimal("0.0005"))
    found = list(money_places.check(wrong, FORM))
    assert fields(found, "money.places") == ["budget", "fiscal", "other"]
    assert [each.found for each in found] == ["399.7625", "399.762", "0.0005"]
    assert "2 位" in spoken(found[0]).message("zh")


def test_zeros_behind_the_last_place_are_none() -> None:
    lawful = project(budget=Decimal("30.0000"), fiscal=Decimal("3E+1"), other=None)
    assert not list(money_places.check(lawful, FORM))
