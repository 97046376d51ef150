"""A value that only copies another cell of its row."""

import pytest

from xlperf.rules import indicator_copy_value

from .build import FORM, fields, project, row


@pytest.mark.parametrize(
    ("field", "label"),
    [("level3", "三级指标"), ("description", "绩效指标描述"), ("basis", "指标值确定依据")],
)
def test_a_copy_names_what_it_copies(field: str, label: str) -> None:
    copied = row(**{field: "增强系统配置"}, value="增强系统 配置")
    found = list(indicator_copy_value.check(project(copied), FORM))
    assert fields(found, "indicators.copy-value") == ["indicators.0.value"]
    assert found[0].values["source"] == label


def test_a_figure_and_words_of_its_own_are_no_copies() -> None:
    rows = (row(level3="12次", value="12次"), row(level3="就业能力", value="就业能力明显提升"))
    assert not list(indicator_copy_value.check(project(*rows), FORM))
