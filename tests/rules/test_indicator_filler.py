"""A row of 无 is told of once, and by no other rule."""

import pytest

from xlperf.budget.target import Target
from xlperf.rules import check_project, indicator_filler

from .build import FORM, LAWFUL, empty_row, fields, project, row


def filled(*cells: str) -> dict[str, str]:
    return dict(zip(("level3", "description", "value", "basis"), cells, strict=True))


FILLERS = [
    ("无", "无", "无", "无"), ("无", "", "", ""), ("", "", "无", ""),
    ("—", "—", "—", "—"), ("不适用", "无", "不适用", ""), (" 无 ", "无", "无", "无"),
    ("待定", "待定", "", ""), ("N/A", "n/a", "———", "／"), ("不涉及", "暂 无", "", "不涉及"),
]  # fmt: skip


@pytest.mark.parametrize("cells", FILLERS)
def test_a_row_that_says_nothing(cells: tuple[str, ...]) -> None:
    found = indicator_filler.check(project(row(), row(**filled(*cells))), FORM)
    assert fields(found, "indicators.filler") == ["indicators.1.level3"]


@pytest.mark.parametrize("cells", FILLERS[:5])
def test_no_other_rule_speaks_of_it(cells: tuple[str, ...]) -> None:
    rows = [row(level2, **(filled(*cells) if level2 == "成本指标" else {})) for level2 in LAWFUL]
    found = check_project(project(*rows), FORM)
    assert fields(found, "indicators.filler") == ["indicators.3.level3"]


@pytest.mark.parametrize("word", ["不适用", "不涉及"])
def test_a_row_that_does_not_apply_is_lawful(word: str) -> None:
    not_applicable = filled(word, word, word, word)
    rows = [row(level2, **(not_applicable if level2 == "成本指标" else {})) for level2 in LAWFUL]
    assert not check_project(project(*rows), FORM)
    by_sign = row(
        "成本指标", level3="", description="", basis="", target=Target.of("不适用", None, "")
    )
    assert not list(indicator_filler.check(project(by_sign), FORM))


def test_a_row_left_as_issued_and_a_row_with_a_name_are_no_filler() -> None:
    rows = (empty_row("成本指标"), row(description="无", value="无", basis="无"))
    assert not list(indicator_filler.check(project(*rows), FORM))
