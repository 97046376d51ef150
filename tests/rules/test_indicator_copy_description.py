"""A description that only copies the name."""

from xlperf.rules import indicator_copy_description

from .build import FORM, fields, project, row

CODE = "indicators.copy-description"


def test_a_copy_in_any_spelling() -> None:
    rows = (
        row(level3="群众满意度", description="群众满意度"),
        row(level3="群众 满意度", description="群众满意度 "),
        row(level3="PM2.5浓度", description="ＰＭ2.5浓度"),
    )
    found = indicator_copy_description.check(project(*rows), FORM)
    assert fields(found, CODE) == [f"indicators.{at}.description" for at in range(3)]


def test_one_word_more_is_no_copy() -> None:
    rows = (
        row(level3="群众满意度", description="群众满意度的比例"),
        row(level3="", description=""),
    )
    assert not list(indicator_copy_description.check(project(*rows), FORM))
