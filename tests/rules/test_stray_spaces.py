"""Spaces around texts, and between Chinese characters."""

import pytest

from xlperf.rules import stray_spaces

from .build import FORM, fields, project, row, spoken


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("卫生服务点 开设数量", "卫生服务点开设数量"),
        (" 服务次数", "服务次数"),
        ("服务\u3000次数\xa0", "服务次数"),
    ],
)
def test_a_name_with_stray_spaces(text: str, meant: str) -> None:
    (remark,) = stray_spaces.check(project(row(level3=text)), FORM)
    assert fields([remark], "text.spaces") == ["indicators.0.level3"]
    assert f"“{meant}”" in spoken(remark).fix("zh")


def test_every_text_is_looked_at() -> None:
    cells = {"description": "甲 乙", "value": "≥3甲 乙", "basis": "甲 乙", "level3": "甲 乙"}
    wrong = project(row(**cells), name="甲 乙", purpose="甲 乙", goal="甲\n乙 丙")
    names = ("level3", "description", "value", "basis")
    found = fields(stray_spaces.check(wrong, FORM), "text.spaces")
    assert found == ["name", "purpose", "goal", *(f"indicators.0.{name}" for name in names)]


def test_spaces_that_belong() -> None:
    lawful = project(
        row(level3="PM2.5 达标天数", value="≥95 百分比", basis="GB 3095 标准"),
        goal="\u3000\u3000完成装修。\n\u3000\u3000保障办公。",
    )
    assert not list(stray_spaces.check(lawful, FORM))
