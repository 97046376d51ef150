"""Fiscal and other money add up to the budget."""

from decimal import Decimal

import pytest

from xlperf.rules import money_sum

from .build import FORM, fields, project, spoken


def amounts(budget: str | None, fiscal: str | None, other: str | None) -> dict[str, Decimal | None]:
    given = {"budget": budget, "fiscal": fiscal, "other": other}
    return {field: None if each is None else Decimal(each) for field, each in given.items()}


@pytest.mark.parametrize(
    "wrong", [("30.00", "25.00", "3.00"), ("30.00", "25.00", None), ("30.00", None, "0")]
)
def test_parts_that_make_another_sum(wrong: tuple[str | None, ...]) -> None:
    found = money_sum.check(project(**amounts(*wrong)), FORM)
    assert fields(found, "money.sum") == ["budget"]


@pytest.mark.parametrize(
    "lawful",
    [
        ("30.00", "25", "5.0"),
        ("399.76", "399.76", None),
        ("30.00", None, None),
        (None, "30.00", None),
        ("0.30", "0.10", "0.20"),
    ],
)
def test_a_blank_counts_as_nothing_only_beside_a_figure(lawful: tuple[str | None, ...]) -> None:
    assert not list(money_sum.check(project(**amounts(*lawful)), FORM))


def test_the_sentence_names_every_figure() -> None:
    wrong = project(**amounts("30.00", "25.00", None))
    (remark,) = money_sum.check(wrong, FORM)
    message = spoken(remark).message("zh")
    assert message == (
        "预算数 30.00 万元，而财政资金 25.00、其他资金 —，合计 25.00 万元，相差 5.00 万元。"
    )
    assert not spoken(remark).justified("按实际").is_justified
