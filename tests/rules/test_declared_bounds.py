"""A figure is within the bounds of the form, and has no more decimals than it may have."""

from decimal import Decimal

import pytest

from xlperf.rules import declared_bounds

from .build import fields
from .declared import FORM, project, task


@pytest.mark.parametrize(
    ("share", "expected"), [("-0.1", "≥ 0%"), ("120.1", "≤ 120%")],
)  # fmt: skip
def test_a_figure_out_of_bounds_is_told_with_the_bound(share: str, expected: str) -> None:
    (found,) = declared_bounds.check(project(share=Decimal(share)), FORM)
    assert fields([found], "value.bounds") == ["share"]
    assert (found.found, found.values["expected"]) == (share, expected)


@pytest.mark.parametrize("share", ["0", "120", "60.5", "60.50"])
def test_the_bounds_themselves_are_lawful(share: str) -> None:
    assert not list(declared_bounds.check(project(share=Decimal(share)), FORM))


def test_in_a_row_too() -> None:
    (found,) = declared_bounds.check(project(task(), task(people=0)), FORM)
    assert fields([found], "value.bounds") == ["task.1.people"]


@pytest.mark.parametrize(
    ("name", "figure", "most"), [("spent", "1.255", "2"), ("share", "60.55", "1")],
)  # fmt: skip
def test_too_many_decimals(name: str, figure: str, most: str) -> None:
    (found,) = declared_bounds.check(project(**{name: Decimal(figure)}), FORM)
    assert fields([found], "value.places") == [name]
    assert found.values["expected"] == most


def test_zeros_behind_the_last_place_are_none() -> None:
    assert not list(declared_bounds.check(project(spent=Decimal("1.2500")), FORM))
