"""A figure without a sign."""

from decimal import Decimal

from xlperf.budget.target import Target
from xlperf.rules import indicator_sign_missing

from .build import FORM, fields, project, row, spoken


def test_a_figure_that_says_neither_floor_nor_ceiling() -> None:
    signless = row(target=Target.of("", Decimal(95), "百分比"))
    (remark,) = indicator_sign_missing.check(project(signless), FORM)
    assert fields([remark], "indicators.sign-missing") == ["indicators.0.value"]
    assert spoken(remark).fix("zh") == "请选择符号：≥ ≤ ＝ ＞ ＜。"


def test_a_printed_figure_is_exact_without_a_sign() -> None:
    rows = (row(value="100百分比"), row(target=Target.of("", None, "优")), row(value=""))
    assert not list(indicator_sign_missing.check(project(*rows), FORM))
