"""A figure without a unit."""

from decimal import Decimal

from xlperf.budget.target import Target
from xlperf.rules import indicator_unit_missing

from .build import FORM, fields, project, row


def test_ninety_five_of_what() -> None:
    found = indicator_unit_missing.check(project(row(target=Target.of("≥", Decimal(95), ""))), FORM)
    assert fields(found, "indicators.unit-missing") == ["indicators.0.value"]


def test_a_unit_of_any_kind_and_words() -> None:
    rows = (row(value="≥12次"), row(value="≥12趟"), row(value="明显提升"))
    assert not list(indicator_unit_missing.check(project(*rows), FORM))


def test_a_form_without_units_asks_for_none() -> None:
    free = FORM.model_copy(update={"units": ()})
    assert not list(indicator_unit_missing.check(project(row(value="≥95")), free))
