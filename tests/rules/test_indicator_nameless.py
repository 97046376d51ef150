"""A row that says anything has a name."""

from decimal import Decimal

from xlperf.rules import indicator_nameless, required_blank

from .build import FORM, empty_row, fields, project, row


def test_a_row_with_contents_and_no_name() -> None:
    nameless = project(row(), row(level3=""), row(level3=" ", description="", basis=""))
    found = indicator_nameless.check(nameless, FORM)
    assert fields(found, "indicators.nameless") == ["indicators.1.level3", "indicators.2.level3"]


def test_a_weight_alone_is_contents() -> None:
    weighed = empty_row("质量指标").model_copy(update={"weight": Decimal(10)})
    found = indicator_nameless.check(project(weighed), FORM)
    assert fields(found, "indicators.nameless") == ["indicators.0.level3"]


def test_a_row_left_as_issued_needs_none() -> None:
    assert not list(indicator_nameless.check(project(row(), empty_row("质量指标")), FORM))


def test_a_missing_name_is_told_of_once() -> None:
    assert FORM.project
    assert "level3" in FORM.project.required
    assert not list(required_blank.check(project(row(level3="")), FORM))
