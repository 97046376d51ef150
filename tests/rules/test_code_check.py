"""The check character of a project code."""

import pytest

from xlperf.findings.finding import Level
from xlperf.rules import code_check

from .build import CENTRAL, FORM, fields, project, spoken

REAL = (
    "13081123P000109100016", "13081123P00011210001M", "13081123P00011810001P",
    "13081123P000114100011", "13081123P00011610001C", "13081123P000111100010",
    "13081123P00011010001A", "13081123P000117100012", "13081123P00010810001G",
    "13081123P00011310001B", "13081123P00011510001N", "13081123P00010710001T",
    "13081123P00011910001D",
)  # fmt: skip
"""The codes of a published text."""


@pytest.mark.parametrize("code", REAL)
def test_every_known_code_agrees(code: str) -> None:
    assert not list(code_check.check(project(code=code), FORM))


@pytest.mark.parametrize("code", REAL)
@pytest.mark.parametrize("at", [0, 6, 12, 14, 19])
def test_any_one_digit_mistyped_is_seen(code: str, at: int) -> None:
    wrong = code[:at] + str((int(code[at]) + 1) % 10) + code[at + 1 :]
    assert fields(code_check.check(project(code=wrong), FORM), "code.check") == ["code"]


def test_two_digits_swapped_are_seen() -> None:
    wrong = project(code="13081123P000190100016")
    assert fields(code_check.check(wrong, FORM), "code.check") == ["code"]


def test_it_names_the_character_and_only_warns() -> None:
    (remark,) = code_check.check(project(code="13081123p00010910001 7"), FORM)
    made = spoken(remark)
    assert made.level is Level.WARNING
    assert "“7”，按校验规则应为“6”" in made.message("zh")


@pytest.mark.parametrize("code", ["", "13081123P00010910001", "13081123O000109100016"])
def test_what_cannot_be_worked_out_is_not_judged(code: str) -> None:
    assert not list(code_check.check(project(code=code), FORM))


def test_a_form_may_leave_it_off() -> None:
    assert FORM.code
    off = FORM.model_copy(update={"code": FORM.code.model_copy(update={"check": "off"})})
    wrong = project(code="13081123P000109100017")
    assert not list(code_check.check(wrong, off))
    assert not list(code_check.check(wrong, CENTRAL))
