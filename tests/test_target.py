"""Targets: sign, number and unit in one cell, taken apart without losing a letter."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parts.anything import something
from xlperf.budget.target import Target


@pytest.mark.parametrize(
    ("raw", "sign", "number", "unit", "text"),
    [
        ("≥95 百分比", "≥", "95", "百分比", ""),
        ("100 百分比", "＝", "100", "百分比", ""),
        ("≥500 次", "≥", "500", "次", ""),
        ("≤120 万元", "≤", "120", "万元", ""),
        ("12 个卫生服务点是否全部开设服务", "＝", "12", "个卫生服务点是否全部开设服务", ""),
        ("次", "", None, "", "次"),
        ("整洁度", "", None, "", "整洁度"),
        ("无", "", None, "", "无"),
        (">=95%", "≥", "95", "%", ""),
        ("＞1,038.03元", "＞", "1038.03", "元", ""),
        ("１００％", "＝", "100", "％", ""),
        ("", "", None, "", ""),
    ],
)
def test_values_of_real_tables(
    raw: str, sign: str, number: str | None, unit: str, text: str
) -> None:
    target = Target.parse(raw)
    assert (target.sign, target.unit, target.text) == (sign, unit, text)
    assert target.number == (None if number is None else Decimal(number))
    assert str(target) == raw


@pytest.mark.parametrize(
    "raw",
    ["95-100%", "≥95 -100", "10～20", "95 99", "12.5.3", "3/4", "12:30", "95，其中", "1,23", "±5",
     "5×10", "≥≥5", "٣٤人", "①个", "9—12月", "95 至 100"],
)  # fmt: skip
def test_what_holds_two_figures_or_none_is_text_and_no_figure(raw: str) -> None:
    target = Target.parse(raw)
    assert target.number is None
    assert target.text == raw


@given(st.text())
def test_any_text_prints_back_as_it_was(raw: str) -> None:
    assert str(Target.parse(raw)) == raw


@given(st.sampled_from("≥≤＝＞＜"), st.decimals(0, 10**9, places=3), something)
def test_three_cells_print_and_parse_to_themselves(sign: str, number: Decimal, words: str) -> None:
    made = Target.of(sign, number, words)
    again = Target.parse(made.raw)
    assert again.raw == made.raw
    if again.number is not None:  # a unit may begin so that the whole is no figure any more
        assert (again.sign, again.number) == (made.sign, made.number)


def test_a_word_for_a_sign_is_kept_beside_the_words() -> None:
    target = Target.of("定性", None, "显著提高")
    assert (target.sign, target.text, str(target)) == ("定性", "显著提高", "显著提高")
    assert str(Target.of("不适用", None, "")) == "不适用"
    assert not target.is_blank
    assert Target.of("", None, "").is_blank
    assert not Target.parse("无").is_blank


def test_spellings_of_signs_are_one() -> None:
    assert {Target.of(each, Decimal(1), "").sign for each in (">=", "≧", "⩾", "＞＝")} == {"≥"}
    assert Target.parse("≥95百分比").same_parts(Target.parse(">= 95 百分比"))
