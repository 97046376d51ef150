"""What the form requires is filled in."""

import pytest

from xlperf.budget.target import Target
from xlperf.rules import required_blank

from .build import CENTRAL, FORM, empty_row, fields, plan, project, row, said, spoken


def test_blanks_of_the_project_in_drawn_order() -> None:
    blank = project(purpose="", goal=" ", plan=plan(25, 50, 75, None))
    found = list(required_blank.check(blank, FORM))
    assert fields(found, "required.blank") == ["purpose", "goal", "plan.dec"]
    assert spoken(found[0]).message("zh") == "“预算规模及资金用途”为必填项，现为空白。"


def test_blanks_of_a_row() -> None:
    wrong = row(level1="", spelled="", description="", basis="", value="")
    found = required_blank.check(project(row(), wrong), FORM)
    names = ("level1", "level2", "description", "value", "basis")
    assert fields(found, "required.blank") == [f"indicators.1.{name}" for name in names]


def test_another_form_requires_other_fields() -> None:
    found = required_blank.check(project(row(basis="", description="")), CENTRAL)
    assert said(found, CENTRAL) == [("required.blank", "indicators.0.weight")]


@pytest.mark.parametrize("something", ["无", "不适用", "0"])
def test_something_is_no_blank(something: str) -> None:
    lawful = project(row(basis=something, value=something), purpose=something)
    assert not list(required_blank.check(lawful, FORM))


def test_a_sign_alone_is_a_value_begun() -> None:
    begun = row(target=Target.of("≥", None, ""))
    assert not list(required_blank.check(project(begun), FORM))


def test_rows_that_other_rules_tell_of() -> None:
    rows = (
        row(level3=""),
        empty_row("质量指标"),
        row(level3="无", description="", value="无", basis=""),
    )
    assert not list(required_blank.check(project(*rows), FORM))
