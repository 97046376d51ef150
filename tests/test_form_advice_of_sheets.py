"""The other mistakes of a form: each is told, its advice is accepted, and none hides another.

Those of a whole sheet, which take more than one change to come to and to mend.
"""

import re
from collections.abc import Sequence

import pytest

from test_form_advice import FORM, LEVELS, MISTAKES, MORE, changed, mistakes
from xlperf import FormError
from xlperf.findings.catalogue import entries

Change = tuple[str, str]
LONG = "长" * 256
DRAWN = FORM[FORM.index('"""') + 4 : FORM.rindex('"""')]
SHEET = FORM[FORM.index("[project]") : FORM.index("[score]")]
TAXONOMY = ("[score]", '[taxonomy]\n"产出" = ["数量", "质量"]\n"效果" = ["满意"]\n[score]')
WITH_LEVELS = ("| 合计 |", f"{LEVELS}| 合计 |")
UNIT = (
    "[score]",
    '''[unit]
title = "单位"
drawing = """
| 总目标 | [overall] | [overall] | [overall] |
| 项目 | 目标 | 目标 | 目标 |
| [goals.project] | [goals.text] | [goals.text] | [goals.text] |
"""
[score]''',
)
ENTRY = """| 项目 | 目标 | 目标 | 目标 |
| [goals.project] | [goals.text] | [goals.text] | [goals.text] |"""
SIGN = [WITH_LEVELS, TAXONOMY, ("| 描述 |", "| 符号 |"), ("[description]", "[sign]")]
ONLY_NAMES = [
    (DRAWN, "| 编码 | {code} |\n| 名称 | {name} |\n"),
    (FORM[FORM.index("[fields]") : FORM.index("[project]")], ""),
    (SHEET[SHEET.index("required") : SHEET.index("drawing")], ""),
    ('\n[score]\nsigns = { "≥" = "ratio" }\n', ""),
]
SAMPLES = ", ".join(f'"样例{number}"' for number in range(61))

# What is wrong: how to come to it, what is told, and what the advice comes to when it is followed.
OF_SHEETS: dict[str, tuple[Sequence[Change], str, Sequence[Change]]] = {
    "a text too long": (
        [("[fields]", "[fields]\n"
          f"more = {{ kind = 'text', is = \"if(spent > 1, '{LONG}', 'a')\" }}"),
         ("| 任务 |", MORE)],
        "form.computed-text", [(LONG, LONG[1:])],
    ),
    "a library of no level": (
        [WITH_LEVELS, TAXONOMY, ("[taxonomy]", '[library]\n"品质" = ["a"]\n[taxonomy]')],
        "form.unknown-level2", [("品质", "质量")],
    ),
    "weights of no level": (
        [WITH_LEVELS, TAXONOMY, ("[taxonomy]", '[[weights]]\n"产物" = 50\n[taxonomy]')],
        "form.unknown-level1", [("产物", "产出")],
    ),
    "a second level twice": (
        [WITH_LEVELS, TAXONOMY, ('["满意"]', '["数量"]')],
        "form.level2-twice", [('"效果" = ["数量"]', '"效果" = ["满意"]')],
    ),
    "a first level twice": (
        [WITH_LEVELS, TAXONOMY, ('"效果"', '"产 出"')],
        "form.level1-twice", [('"产 出" = ["满意"]\n', "")],
    ),
    "a split in one": (
        [('done = ["done.number", "done.unit"]', 'done = ["done.number"]'),
         ("score(aim, done, 10)", "1 + 1")],
        "form.split", [('["done.number"]', '["done.number", "done.unit"]')],
    ),
    "a sign without its number, split": (
        SIGN, "form.parts",
        [("| 符号 |", "| 值 |"), ("[sign]", "[value]"),
         ("split = { aim", 'split = { value = ["sign", "number", "unit"], aim')],
    ),
    "a sign without its number, all drawn": (
        SIGN, "form.parts",
        [("| 一级 | 二级 | 三级 | 符号 |", "| 三级 | 符号 | 数 | 计量 |"),
         ("| [level1] | [level2] | [level3] | [sign] |",
          "| [level3] | [sign] | [number] | [unit] |")],
    ),
    "a sign without its number, no sign": (
        SIGN, "form.parts",
        [("| 一级 | 二级 | 三级 | 符号 |", "| 一级 | 三级 | 数 | 计量 |"),
         ("| [level1] | [level2] | [level3] | [sign] |",
          "| [level1] | [level3] | [number] | [unit] |")],
    ),
    "on two sheets": (
        [UNIT, (f"{ENTRY}\n", f"| 备注 | {{note}} | {{note}} | {{note}} |\n{ENTRY}\n")],
        "form.on-two-sheets",
        [("{note} | {note} | {note}", "{remark} | {remark} | {remark}"),
         ("[fields]", '[fields]\nremark = "text"')],
    ),
    "too narrow": (
        ONLY_NAMES, "form.narrow",
        [("| {code} |", "| {code} | {code} | {code} |"),
         ("| {name} |", "| {name} | {name} | {name} |")],
    ),
    "too large": (
        [(DRAWN, DRAWN.replace("| 任务 |", "| 空 | 空 | 空 | 空 |\n" * 500 + "| 任务 |"))],
        "form.too-large", [("| 空 | 空 | 空 | 空 |\n" * 500, "")],
    ),
    "nothing but levels": (
        [("| 合计 |", f"{LEVELS}| 合计 |"), TAXONOMY, ("三级 | 描述", "二级 | 二级"),
         ("[level3] | [description]", "[level2] | [level2]")],
        "form.only-levels",
        [("| 二级 | 二级 | 二级 |", "| 二级 | 三级 | 三级 |"),
         ("[level2] | [level2] | [level2]", "[level2] | [level3] | [level3]")],
    ),
    "paragraphs share a row": (
        [UNIT, ("| 总目标 | [overall] | [overall] | [overall] |",
                "| 总目标 | 总目标 | 保障 | 保障 |\n"
                "| [overall] | [overall] | [safeguards] | [safeguards] |")],
        "form.rows-shared",
        [("| 总目标 | 总目标 | 保障 | 保障 |\n"
          "| [overall] | [overall] | [safeguards] | [safeguards] |",
          "| 总目标 | [overall] | [overall] | [overall] |\n"
          "| 保障 | [safeguards] | [safeguards] | [safeguards] |")],
    ),
    "an entry without its text": (
        [UNIT, (ENTRY, "| 项目 | [goals.project] | [goals.project] | [goals.project] |")],
        "form.entry-parts",
        [("| 项目 | [goals.project] | [goals.project] | [goals.project] |", ENTRY)],
    ),
    "too many placeholders": (
        [("year = 2026", f"year = 2026\nplaceholders = [{SAMPLES}]")],
        "form.too-many", [(', "样例60"', "")],
    ),
    "nothing drawn": ([(DRAWN, "")], "drawing.empty", [('"""\n"""', f'"""\n{DRAWN}"""')]),
    "no rectangle": (
        [("| 比率 | {rate}   | 说明 | {note}  |",
          "| 比率 | {rate} | {note} | {note} |\n| 说明 | {note} | {note} | {note} |")],
        "drawing.no-rectangle", [("{rate} | {note} | {note}", "{rate} | {rate} | {rate}")],
    ),
    "a bad field": ([("{note}", "{备注}")], "drawing.bad-field", [("{备注}", "{note}")]),
    "no sheet at all": ([(SHEET, "")], "form.no-sheet", [("[score]", f"{SHEET}[score]")]),
    "rows where none repeat": (
        [(DRAWN[DRAWN.index("| 任务") : DRAWN.index("| 合计")], ""),
         ('"task.name" = "text"\n"task.cost" = "money"\n', ""), ("sum(task.cost)", "sum(spent)")],
        "form.unknown-table", [("rows = { task = 4 }\n", "")],
    ),
}  # fmt: skip
ELSEWHERE = {
    "form.not-utf8", "form.json",
    "form.two-tables", "form.group-place", "form.group-project", "form.group-field",
    "form.group-title", "form.group-no-rows", "form.group-row",
}  # fmt: skip
"""In test_not_toml.py, test_form.py and test_grouped_lists.py."""
UNREACHED = {"form.computed-formula"}
"""A text of its greatest length gives no formula that is too long: a guard all the same."""


@pytest.mark.parametrize("name", OF_SHEETS)
def test_a_mistake_of_a_sheet_is_told_alone_and_its_advice_is_accepted(name: str) -> None:
    wrong, code, advice = OF_SHEETS[name]
    text = FORM
    for each in wrong:
        text = changed(text, each)
    found = mistakes(text)
    assert {each.code for each in found} == {code}
    for error in found:
        (line,) = FormError.of([error]).lines("zh")
        assert re.match(r"own\.toml 第 \d+ 行", line), line
    for each in advice:
        text = changed(text, each)
    assert mistakes(text) == ()


def test_every_mistake_of_a_form_has_been_made_and_mended() -> None:
    all_told = entries("error").items()
    codes = {name for name, each in all_told if name.startswith(("form.", "drawing."))
             and "{where}" in str(each)}  # fmt: skip
    tried = {each[2] for each in MISTAKES} | {each[1] for each in OF_SHEETS.values()}
    assert codes - tried - ELSEWHERE - UNREACHED == set()


BROKEN = {
    "ragged": ("| 说明 | {note}  |", "| 说明 {note}  |"),
    "no-rectangle": OF_SHEETS["no rectangle"][0][0],
    "empty": (DRAWN, ""),
    "bad-field": ("{note}", "{备注}"),
    "twice": ("| 任务 |", MORE.replace("more", "spent")),
}
COMPUTED = {
    "form.computed-cycle": ('"sum(task.cost)"', '"sum.cost + 1"'),
    "form.computed-unknown": ("spent / budget", "spend / budget"),
    "form.computed-figure": ("sum(task.cost)", "sum(task.name)"),
    "form.computed-operand": ("spent / budget", "spent /"),
    "form.computed-unlike": ("spent / budget", "if(state > 1, 1, 0)"),
    "form.computed-result": ('"spent / budget"', "\"if(spent > 1, 'a', 'b')\""),
    "form.value": ('["在用", "闲置"]', "[]"),
}


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("code", COMPUTED)
def test_a_broken_drawing_hides_no_mistake_of_what_is_computed(broken: str, code: str) -> None:
    found = mistakes(changed(changed(FORM, COMPUTED[code]), BROKEN[broken]))
    assert {each.code for each in found} == {code, f"drawing.{broken}"}


def test_a_broken_drawing_alone_is_told_alone() -> None:
    for broken, change in BROKEN.items():
        assert [each.code for each in mistakes(changed(FORM, change))] == [f"drawing.{broken}"]


def test_a_column_is_no_mistake_where_the_drawing_is_broken() -> None:
    text = changed(FORM, ("spent / budget", "sum(task.cost) / budget"))
    assert [each.code for each in mistakes(changed(text, BROKEN["ragged"]))] == ["drawing.ragged"]


@pytest.mark.parametrize("broken", ["ragged", "no-rectangle", "twice"])
def test_a_broken_drawing_hides_no_field_that_is_never_drawn(broken: str) -> None:
    text = changed(FORM, ("[fields]", '[fields]\nmore = "text"'))
    found = mistakes(changed(text, BROKEN[broken]))
    assert {each.code for each in found} == {"form.never-drawn", f"drawing.{broken}"}
