"""Every second level of the taxonomy has a row."""

from xlperf.findings.finding import Level
from xlperf.rules import indicator_level2_missing

from .build import CENTRAL, FORM, LAWFUL, empty_row, fields, project, row, spoken

CODE = "indicators.level2-missing"


def test_each_level_without_a_row() -> None:
    rows = [row(level2) for level2 in LAWFUL if level2 not in ("时效指标", "生态效益指标")]
    found = list(indicator_level2_missing.check(project(*rows), FORM))
    assert fields(found, CODE) == ["indicators", "indicators"]
    assert [each.values["level2"] for each in found] == ["时效指标", "生态效益指标"]


def test_a_row_left_as_issued_is_the_place_to_mend() -> None:
    rows = [empty_row(level2) if level2 == "成本指标" else row(level2) for level2 in LAWFUL]
    found = indicator_level2_missing.check(project(*rows), FORM)
    assert fields(found, CODE) == ["indicators.3.level3"]


def test_a_filler_row_is_told_of_elsewhere() -> None:
    filler = {"level3": "无", "description": "无", "value": "无", "basis": "无"}
    rows = [row(level2, **(filler if level2 == "成本指标" else {})) for level2 in LAWFUL]
    assert not list(indicator_level2_missing.check(project(*rows), FORM))


def test_widths_and_spaces_are_forgiven() -> None:
    rows = [row(level2, spelled=f" {level2} ") for level2 in LAWFUL]
    assert not list(indicator_level2_missing.check(project(*rows), FORM))


def test_a_form_may_only_hint() -> None:
    found = list(indicator_level2_missing.check(project(), CENTRAL))
    assert {spoken(each, CENTRAL).level for each in found} == {Level.INFO}
