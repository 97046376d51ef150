"""A project code has the shape of the form's scheme."""

import pytest

from xlperf.rules import code_shape

from .build import CENTRAL, FORM, fields, project, spoken


@pytest.mark.parametrize(
    "wrong", ["13081123P00010910001", "1308112300001091000166", "1.3081123E+20", "无", ""]
)
def test_a_code_of_another_shape(wrong: str) -> None:
    found = list(code_shape.check(project(code=wrong), FORM))
    assert fields(found, "code.shape") == ["code"]
    assert "21 位" in spoken(found[0]).message("zh")


@pytest.mark.parametrize(
    "lawful", ["13081123P000109100016", "13081123P0001121000 1M", "１３081123p00011210001m"]
)
def test_spaces_widths_and_small_letters_are_forgiven(lawful: str) -> None:
    assert not list(code_shape.check(project(code=lawful), FORM))


def test_a_form_without_a_scheme_takes_any_code() -> None:
    assert not list(code_shape.check(project(code="A-1"), CENTRAL))
