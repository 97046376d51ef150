"""A value with neither a number nor wording whose degree can be told."""

import pytest

from xlperf.budget.target import Target
from xlperf.rules import check_project, indicator_value_vague

from .build import FORM, fields, project, row, said


@pytest.mark.parametrize(
    "value",
    [
        "整洁度",
        "让民兵心理上感受到温暖",
        "按要求对系统进行定期维护",
        "预算范围内资金",
        "无",
        "差旅",
        "工程合格率",
    ],
)
def test_vague_and_not_graded(value: str) -> None:
    found = indicator_value_vague.check(project(row(value=value)), FORM)
    assert fields(found, "indicators.value-vague") == ["indicators.0.value"]


@pytest.mark.parametrize(
    "value",
    ["明显改善", "工作效率有所提高", "提高居民幸福生活指数", "道路畅通", "优", "良及以上",
     "办公条件比以前好", "≥95百分比", "3-5个", "每月一次", "实现全覆盖", "零事故", "不适用", ""],
)  # fmt: skip
def test_a_degree_a_quantity_or_a_lawful_word(value: str) -> None:
    assert not list(indicator_value_vague.check(project(row(value=value)), FORM))


def test_qualitative_without_words_is_vague() -> None:
    found = indicator_value_vague.check(project(row(target=Target.of("定性", None, ""))), FORM)
    assert fields(found, "indicators.value-vague") == ["indicators.0.value"]
    graded = row(target=Target.of("定性", None, "良好以上，较好"))
    assert not list(indicator_value_vague.check(project(graded), FORM))


def test_a_form_without_graded_words_cannot_judge() -> None:
    free = FORM.model_copy(update={"graded": ()})
    assert not list(indicator_value_vague.check(project(row(value="整洁度")), free))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("次", "indicators.number-missing"),
        ("是否按时发放", "indicators.whether"),
        ("服务质量的好坏", "indicators.bare-word"),
        ("一年中举办的培训", "indicators.copy-value"),
    ],
)
def test_a_more_exact_finding_stands_alone(value: str, code: str) -> None:
    found = said(check_project(project(row(value=value)), FORM))
    assert [each for each in found if each[1] == "indicators.0.value"] == [
        (code, "indicators.0.value")
    ]
