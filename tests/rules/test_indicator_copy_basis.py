"""A basis that only copies name or description."""

from xlperf.rules import indicator_copy_basis

from .build import FORM, fields, project, row


def test_a_copy_names_what_it_copies() -> None:
    rows = (
        row(level3="服务次数", basis="服务次数"),
        row(description="答复的比例", basis="答复的比例"),
    )
    found = list(indicator_copy_basis.check(project(*rows), FORM))
    assert fields(found, "indicators.copy-basis") == ["indicators.0.basis", "indicators.1.basis"]
    assert [each.values["source"] for each in found] == ["三级指标", "绩效指标描述"]


def test_a_copy_of_both_is_told_once() -> None:
    same = row(level3="服务次数", description="服务次数", basis="服务次数")
    assert len(list(indicator_copy_basis.check(project(same), FORM))) == 1


def test_a_source_and_a_word_of_nothing_are_no_copies() -> None:
    rows = (
        row(basis="服务次数统计表"),
        row(description="无", basis="无"),
        row(description="", basis=""),
    )
    assert not list(indicator_copy_basis.check(project(*rows), FORM))
