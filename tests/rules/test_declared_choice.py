"""What is chosen is one of the choices of the form, as people read them."""

import pytest

from xlperf.rules import declared_choice

from .build import fields
from .declared import FORM, part, project


def test_what_is_none_of_the_choices_is_told_with_all_of_them() -> None:
    (found,) = declared_choice.check(project(state="还行"), FORM)
    assert fields([found], "choice.unknown") == ["state"]
    assert (found.found, found.values["expected"]) == ("还行", "完好、损坏")


@pytest.mark.parametrize("text", ["完好", "损 坏", "完好 ", "", "  "])
def test_a_choice_is_known_however_it_is_spaced_and_a_blank_is_none(text: str) -> None:
    assert not list(declared_choice.check(project(state=text), FORM))
    assert not list(declared_choice.check(part("李"), FORM))
