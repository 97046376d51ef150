"""Names and values that are bare words."""

import pytest

from xlperf.rules import indicator_bare_word

from .build import FORM, fields, project, row

CODE = "indicators.bare-word"


@pytest.mark.parametrize("name", ["质量", "及时性", "工作质量", "服务质量的好坏"])
def test_a_name_that_fits_any_project(name: str) -> None:
    found = indicator_bare_word.check(project(row(level3=name)), FORM)
    assert fields(found, CODE) == ["indicators.0.level3"]


@pytest.mark.parametrize(
    "name", ["居民认可程度", "楼道畅通情况", "培训质量达标率", "业务处理及时性"]
)
def test_a_name_that_says_of_what(name: str) -> None:
    assert not list(indicator_bare_word.check(project(row(level3=name)), FORM))


@pytest.mark.parametrize(
    "value",
    [
        "质量",
        "完成时效",
        "满意程度",
        "畅通情况",
        "服务质量的好坏",
        "生活指数",
        "工作效率",
        "康复时间",
    ],
)
def test_a_value_that_names_a_scale_and_no_place_on_it(value: str) -> None:
    assert fields(indicator_bare_word.check(project(row(value=value)), FORM), CODE) == [
        "indicators.0.value"
    ]


@pytest.mark.parametrize(
    "value", ["提高居民幸福生活指数", "提升服务水平", "质量合格", "12月底完成时间", "≥95百分比", ""]
)
def test_a_value_that_names_a_degree(value: str) -> None:
    assert not list(indicator_bare_word.check(project(row(value=value)), FORM))
