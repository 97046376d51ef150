"""What the form itself asks to hold of its fields holds."""

from decimal import Decimal

from xlperf.findings import Level
from xlperf.rules import form_checks

from .scored import FORM, project


def test_a_check_that_fails_is_told_at_its_first_field_in_the_words_of_the_form() -> None:
    (found,) = form_checks.check(project(spent="10.01"), FORM)
    assert (found.code, found.field, found.values["names"]) == (
        "check.failed",
        "spent",
        "spent budget",
    )
    assert found.own
    assert found.own.says["zh"] == "支出超过预算"
    assert found.own.mend["zh"] == "请核对：支出、预算。"
    assert found.own.level is Level.WARNING


def test_a_check_of_a_row_is_held_in_every_row_and_says_itself_where_it_has_no_words() -> None:
    rows = project(("≥3 个", "3 个", "", None), ("≥3 个", "3 个", "", None))
    second = rows.indicators[1].model_copy(update={"weight": Decimal(0)})
    wrong = rows.model_copy(update={"indicators": (rows.indicators[0], second)})
    (found,) = form_checks.check(wrong, FORM)
    assert found.field == "indicators.1.weight"
    assert found.own
    assert (found.own.says["en"], found.own.level) == ("weight > 0", Level.ERROR)


def test_what_holds_and_what_lacks_a_figure_is_silent() -> None:
    assert not list(form_checks.check(project(spent="10"), FORM))
    assert not list(form_checks.check(project(), FORM))
