"""Weights add up to what one of the form's tables gives each first level."""

from decimal import Decimal

import pytest

from xlperf.budget.nouns import Project
from xlperf.rules import indicator_weights

from .build import CENTRAL, FORM, project, row, said, spoken


def weighed(**sums: str) -> Project:
    """A project with one weighed row for each sum; several sums are joined with +."""
    return project(
        *(
            row(level1=level1, weight=Decimal(each))
            for level1, points in sums.items()
            for each in points.split("+")
        )
    )


@pytest.mark.parametrize(
    "lawful",
    [
        weighed(成本指标="20", 产出指标="10+20+10", 效益指标="20", 满意度指标="10"),
        weighed(产出指标="25.5+24.5", 效益指标="30", 满意度指标="10"),
    ],
)
def test_either_table_is_lawful(lawful: Project) -> None:
    assert not list(indicator_weights.check(lawful, CENTRAL))


def test_each_first_level_that_is_off() -> None:
    wrong = weighed(成本指标="20", 产出指标="20+15", 效益指标="25", 满意度指标="10")
    found = list(indicator_weights.check(wrong, CENTRAL))
    assert said(found, CENTRAL) == [
        ("indicators.weights", "indicators.1.weight"),
        ("indicators.weights", "indicators.3.weight"),
    ]
    assert spoken(found[0]).message("zh").startswith("“产出指标”的分值权重合计 35，应为 40（")


def test_the_table_that_fits_best_is_the_measure() -> None:
    (remark,) = indicator_weights.check(
        weighed(产出指标="50", 效益指标="20", 满意度指标="10"), CENTRAL
    )
    assert (remark.values["level1"], remark.values["expected"]) == ("效益指标", "30")


def test_a_first_level_without_any_weight() -> None:
    wrong = weighed(产出指标="50", 效益指标="30")
    assert said(indicator_weights.check(wrong, CENTRAL), CENTRAL) == [
        ("indicators.weights", "indicators")
    ]


def test_no_weights_yet_and_forms_without() -> None:
    assert not list(indicator_weights.check(project(), CENTRAL))
    assert not list(indicator_weights.check(weighed(产出指标="7"), FORM))
