"""Paragraphs get numbers in print and lose them on reading: never is a figure made of both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlperf.publishing.printed.numbering import numbered
from xlperf.publishing.texts.templates import without_numbers


@pytest.mark.parametrize(
    ("texts", "printed"),
    [
        (["办好", "建成"], ["1.办好", "2.建成"]),
        (["500万元用于维修", "5万元用于采购"], ["1、500万元用于维修", "2、5万元用于采购"]),
        (["２个站", "建成"], ["1、２个站", "2、建成"]),
        (["1.办好", "2.建成"], ["1.办好", "2.建成"]),
        (["1.5万元用于维修", "2.5万元用于采购"], ["1.5万元用于维修", "2.5万元用于采购"]),
    ],
)
def test_a_number_put_before_a_paragraph_makes_no_other_figure(
    texts: list[str], printed: list[str]
) -> None:
    assert numbered(texts) == printed


@given(
    st.lists(st.from_regex(r"[0-9]{1,3}(\.[0-9])?(万元|个|年)[甲乙]", fullmatch=True), max_size=4)
)
def test_paragraphs_that_begin_with_figures_come_back_as_they_were(texts: list[str]) -> None:
    assert without_numbers(numbered(texts)) == texts


@pytest.mark.parametrize("texts", [["1.5万元用于维修", "2.5万元用于采购"], ["1．5万元"]])
def test_what_may_be_a_figure_is_no_number_of_a_paragraph(texts: list[str]) -> None:
    assert without_numbers(texts) == texts


@pytest.mark.parametrize(
    ("texts", "rest"),
    [(["1.办好", "2.建成"], ["办好", "建成"]), (["1.2023年办好"], ["2023年办好"]),
     (["1. 5万元", "2. 6万元"], ["5万元", "6万元"])],
)  # fmt: skip
def test_numbers_of_paragraphs_are_taken_off(texts: list[str], rest: list[str]) -> None:
    assert without_numbers(texts) == rest
