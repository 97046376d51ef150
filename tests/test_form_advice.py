"""What `forms check` says to do is accepted by the next check; each mistake is one clear line."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from parts import here
from xlperf import Form, FormError
from xlperf.cli.program import cli
from xlperf.findings.catalogue import entries

FORM = '''name = "own"
title = "自定的表"
version = "1"
year = 2026
money = { unit = "元", places = 2 }
signs = ["≥"]

[fields]
spent = "money"
rate = { kind = "percent", is = "spent / budget" }
note = "text"
aim = "target"
done = "target"
points = { kind = "number", is = "score(aim, done, 10)" }
state = ["在用", "闲置"]
"task.name" = "text"
"task.cost" = "money"
"sum.cost" = { kind = "money", is = "sum(task.cost)" }

[project]
title = "{name}"
required = ["note"]
rows = { task = 4 }
split = { aim = ["aim.sign", "aim.number", "aim.unit"], done = ["done.number", "done.unit"] }
drawing = """
| 编码 | {code}   | 名称 | {name}  |
| 预算 | {budget} | 支出 | {spent} |
| 比率 | {rate}   | 说明 | {note}  |
| 目标 | {aim}    | 实际 | {done}  |
| 得分 | {points} | 状态 | {state} |
| 任务 | 金额     | 金额 | 金额    |
| [task.name] | [task.cost] | [task.cost] | [task.cost] |
| 合计 | {sum.cost} | {sum.cost} | {sum.cost} |
"""

[score]
signs = { "≥" = "ratio" }
'''
MORE = "| 再说 | {more} | {more} | {more} |\n| 任务 |"
"""A row drawn before the table of tasks."""
SECOND = "[task.a] | [task.b] | [task.c] | [task.d]"

LEVELS = "| 一级 | 二级 | 三级 | 描述 |\n| [level1] | [level2] | [level3] | [description] |\n"

# What is wrong: how to come to it, what is told, and what the advice comes to when it is followed.
MISTAKES: list[tuple[str, tuple[str, str], str, tuple[str, str]]] = [
    ("a cycle", ('"sum(task.cost)"', '"sum.cost + 1"'), "form.computed-cycle",
     ('"sum.cost + 1"', '"1"')),
    ("a computed cell of an unknown field", ("spent / budget", "spend / budget"),
     "form.computed-unknown", ("spend /", "spent /")),
    ("a sum of texts", ("sum(task.cost)", "sum(task.name)"), "form.computed-figure",
     ("sum(task.name)", "sum(task.cost)")),
    ("a column where a value is wanted", ("spent / budget", "spent / task.cost"),
     "form.computed-column", ("/ task.cost", "/ sum(task.cost)")),
    ("a choice without any", ('["在用", "闲置"]', "[]"), "form.value",
     ("state = []", 'state = ["是", "否"]')),
    ("a choice named by its kind", ('["在用", "闲置"]', '"choice"'), "form.value",
     ('"choice"', '["是", "否"]')),
    ("a choice with too many", ('["在用", "闲置"]', str([str(each) for each in range(1001)])),
     "form.value", (", '1000'", "")),
    ("a choice twice", ('"闲置"]', '"在 用"]'), "form.value", ('"在 用"]', '"闲置"]')),
    ("a choice too long", ('"闲置"]', f'"{"闲" * 256}"]'), "form.value", ("闲" * 256, "闲")),
    ("a field drawn twice", ("| 任务 |", MORE.replace("more", "spent")), "drawing.twice",
     (MORE.replace("more", "spent"), "| 任务 |")),
    ("a declared field never drawn", ('note = "text"', 'note = "text"\nmore = "text"'),
     "form.never-drawn", ("| 任务 |", MORE)),
    ("a score of targets not split", (', done = ["done.number", "done.unit"]', ""),
     "form.computed-unsplit", ('"aim.unit"]', '"aim.unit"], done = ["done.number", "done.unit"]')),
    ("a score that nobody says", ('[score]\nsigns = { "≥" = "ratio" }\n', ""),
     "form.computed-no-score",
     ("[project]", '[score]\nsigns = { "≥" = "ratio" }\n[project]')),
    ("a dotted name without quotes", ('"task.name" =', "task.name ="), "form.unquoted",
     ("task.name =", '"task.name" =')),
    ("a dotted name without quotes, with a table", ('"sum.cost" =', "sum.cost ="), "form.unquoted",
     ("sum.cost =", '"sum.cost" =')),
    ("a field that is not declared", ("| 任务 |", MORE), "form.unknown-field",
     ("[fields]", '[fields]\nmore = "text"')),
    ("a dotted one", ("| 任务 |", MORE.replace("more", "a.b")), "form.unknown-field",
     ("[fields]", '[fields]\n"a.b" = "text"')),
    ("a kind there is none of", ('note = "text"', 'note = "word"'), "form.value",
     ('"word"', '"text"')),
    ("no kind at all", ('note = "text"', "note = 3"), "form.value", ("note = 3", 'note = "text"')),
    ("what is required is not drawn", ('required = ["note"]', 'required = ["goal"]'),
     "form.not-drawn", ("| 任务 |", MORE.replace("more", "goal"))),
    ("what is computed is required", ('required = ["note"]', 'required = ["rate"]'),
     "form.required-computed", ('["rate"]', "[]")),
    ("rows of no table", ("rows = { task", "rows = { tasks"), "form.unknown-table",
     ("tasks", "task")),
    ("rows by a taxonomy", ("rows = { task = 4 }", 'rows = "taxonomy"'), "form.rows-of-taxonomy",
     ('rows = "taxonomy"', "rows = 6")),
    ("two tables of one name", ("| 合计 |", f"| 甲 | 乙 | 丙 | 丁 |\n| {SECOND} |\n| 合计 |"),
     "form.table-twice", (SECOND, SECOND.replace("task", "aims"))),
    ("a reason that is no field", ('"ratio" }', '"ratio" }\nreason = "why"'), "form.unknown-field",
     ("why", "note")),
    ("a band upside down", ('"ratio" }', '"ratio" }\nbands = { "好" = [80, 60] }'), "form.value",
     ("[80, 60]", "[60, 80]")),
    ("an amount without a unit", ('money = { unit = "元", places = 2 }\n', ""), "form.no-money",
     ("year = 2026\n", 'year = 2026\nmoney = { unit = "万元", places = 2 }\n')),
    ("a word of another kind", ("[fields]", '[fields]\nbudget = "text"'), "form.vocabulary-kind",
     ('budget = "text"', 'budget = "money"')),
    ("a name in capitals", ("note", "Note"), "form.field-name", ("Note", "note")),
    ("a check of one side", ("[score]", '[[checks]]\nthat = "spent - budget"\n[score]'),
     "form.computed-bracket", ("spent - budget", "spent <= budget")),
    ("a percent with its sign", ("spent / budget", "budget * 60%"), "form.computed-unknown-sign",
     ("60%", "0.6")),
    ("a text for a figure", ('"spent / budget"', "\"if(spent > 1, 'a', 'b')\""),
     "form.computed-result", ('kind = "percent", is = "if', 'kind = "text", is = "if')),
    ("a cell without a label", ("| 说明 | {note}  |", "|      | {note}  |"), "drawing.shared-label",
     ("|      | {note}  |", "| 说明 | {note}  |")),
    ("a row of other length", ("| 说明 | {note}  |", "| 说明 {note}  |"), "drawing.ragged",
     ("| 说明 {note}  |", "| 说明 | {note}  |")),
    ("no row of a table", ("| 比率 |", "比率 |"), "drawing.no-table", ("\n比率 |", "\n| 比率 |")),
    ("a field in a row that repeats", ("[task.cost] |\n", "{goal} |\n"), "drawing.mixed-row",
     ("{goal}", "[task.cost]")),
    ("labels spelled in two ways", ("| 任务 |", "| 支 出 | {purpose} | 另 | {goal} |\n| 任务 |"),
     "drawing.label-twice", ("支 出", "用途")),
    ("no label", ("| 任务 |", "|  | {goal} | {goal} | {goal} |\n| 任务 |"), "drawing.no-label",
     ("|  | {goal}", "| 目的 | {goal}")),
    ("a split of nothing", ("done = [", "dono = ["), "drawing.split-unknown",
     ("dono = [", "done = [")),
    ("a single field in square brackets", ("| 任务 |", MORE.replace("{more}", "[purpose]")),
     "form.bracket", ("[purpose]", "{purpose}")),
    ("a key spelled wrong", ("required =", "require ="), "form.unknown-key",
     ("require =", "required =")),
    ("a key that is missing", ('version = "1"\n', ""), "form.missing-key",
     ("year =", 'version = "1"\nyear =')),
    ("no quotes", ('name = "own"', "name = own"), "form.toml", ("name = own", 'name = "own"')),
    ("no name", ("{name}  |", "{goal}  |"), "form.missing-field", ("{goal}", "{name}")),
    ("a label too long", ("| 支出 |", f"| {'支' * 61} |"), "form.label-too-long",
     ("支" * 61, "支" * 60)),
    ("another unit in a label", ("| 预算 |", "| 预算（万元） |"), "form.label-unit",
     ("（万元）", "（元）")),
    ("another unit in the title", ('"{name}"', '"{name}（单位：万元）"'), "form.title-unit",
     ("（单位：万元）", "")),
    ("names too long", ('version = "1"', f'version = "{"版" * 30}"'), "form.names-too-long",
     ("版" * 30, "1")),
    ("an alias of no label", ("[score]", '[aliases]\n"花销" = ["开支"]\n[score]'),
     "form.unknown-label", ('"花销" =', '"支出" =')),
    ("an alias that is a label", ("[score]", '[aliases]\n"支出" = ["预算"]\n[score]'),
     "form.alias-twice", ('"支出" = ["预算"]', "")),
    ("a level of no finding", ("[score]", '[levels]\n"money.summ" = "off"\n[score]'),
     "form.unknown-finding", ("summ", "sum")),
    ("levels without a taxonomy", ("| 合计 |", f"{LEVELS}| 合计 |"), "form.no-taxonomy",
     ("[score]", '[taxonomy]\n"产出" = ["数量"]\n[score]')),
    ("an operator missing", ("spent / budget", "spent budget"), "form.computed-sign",
     ("spent budget", "spent / budget")),
    ("a bracket missing", ("spent / budget", "(spent / budget"), "form.computed-bracket",
     ("(spent / budget", "(spent / budget)")),
    ("an operand missing", ('"spent / budget"', '"spent /"'), "form.computed-operand",
     ('"spent /"', '"spent / budget"')),
    ("a sum of a product", ("spent / budget", "sum(2 * spent)"), "form.computed-name",
     ("2 * spent", "spent")),
    ("a quote left open", ("spent / budget", "if(state = '在用, 1, 0)"), "form.computed-quote",
     ("'在用,", "'在用',")),
    ("a function there is none of", ("spent / budget", "SUM(spent)"), "form.computed-function",
     ("SUM(", "sum(")),
    ("too few things", ("spent / budget", "if(spent > 1, 1)"), "form.computed-arguments",
     ("1, 1)", "1, 1, 0)")),
    ("too many digits", ("spent / budget", "spent * 0.1234567890123456"), "form.computed-digits",
     ("0.1234567890123456", "0.12345678901234")),
    ("a text asked whether it is more", ("spent / budget", "if(state > 1, 1, 0)"),
     "form.computed-unlike", ("state > 1", "state = '在用'")),
    ("compared with a blank", ("spent / budget", "if(state = '', 0, spent)"),
     "form.computed-blank", ("if(state = '', 0, spent)", "spent")),
    ("a text or a figure", ("spent / budget", "if(budget = 0, '无', 1)"), "form.computed-mixed",
     ("'无'", "''")),
    ("too long", ("spent / budget", "+".join(["spent"] * 200)), "form.computed-long",
     ("+".join(["spent"] * 200), "spent")),
]  # fmt: skip


def mistakes(text: str) -> tuple[FormError, ...]:
    """All that is told of a form's file."""
    try:
        Form.parse(text, "own.toml")
    except FormError as error:
        return error.mistakes
    return ()


def changed(text: str, change: tuple[str, str]) -> str:
    """A text in which something stands for something else."""
    assert change[0] in text, change[0]
    return text.replace(*change)


def with_declared(text: str) -> str:
    """The columns of the second table declared, so that its name alone is wrong."""
    names = sorted(set(re.findall(r"\[((?:task|aims)\.[abcd])\]", text)))
    return changed(
        text, ("[fields]", "[fields]\n" + "".join(f'"{each}" = "text"\n' for each in names))
    )


def test_the_form_is_good() -> None:
    assert mistakes(FORM) == ()


@pytest.mark.parametrize(
    ("wrong", "code", "advice"), [each[1:] for each in MISTAKES], ids=[each[0] for each in MISTAKES]
)
def test_a_mistake_is_one_line_and_its_advice_is_accepted(
    wrong: tuple[str, str], code: str, advice: tuple[str, str]
) -> None:
    text = with_declared(changed(FORM, wrong))
    found = mistakes(text)
    assert {each.code for each in found} in ({code}, {code, "drawing.bad-field"})
    for each in found:
        for lang in ("zh", "en"):
            (line,) = FormError.of([each]).lines(lang)  # type: ignore[arg-type]
            assert re.match(r"own\.toml( 第 \d+ 行|, line \d+)", line), line
    assert mistakes(with_declared(changed(changed(FORM, wrong), advice))) == ()


def test_all_mistakes_are_printed_each_on_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    text = changed(FORM, ("spent / budget", "spend / budget"))
    text = changed(text, ("sum(task.cost)", "sum(task.name)"))
    path.write_text(changed(text, ('note = "text"', 'note = "text"\nmore = "text"')), "utf-8")
    done = here.run(["forms", "check", path])
    lines = [line for line in str(done[2]).splitlines() if line]
    assert len(lines) == 3
    assert all("own.toml" in line and "行" in line for line in lines)
    told = CliRunner().invoke(cli, ["forms", "check", str(path), "--json"]).output
    assert told.count('"code": ') == 3


def test_a_wrong_drawing_does_not_hide_what_is_wrong_elsewhere() -> None:
    text = changed(FORM, ("{note} ", "{支出}"))
    text = changed(text, ("spent / budget", "spent / budgte"))
    text = changed(text, ("sum(task.cost)", "sum(task.cost"))
    text = changed(text, ('money = { unit = "元", places = 2 }\n', ""))
    text += '[[checks]]\nthat = "spent <= bugdet"\n'
    assert {each.code for each in mistakes(text)} == {
        "drawing.bad-field", "form.computed-unknown", "form.computed-bracket", "form.no-money",
    }  # fmt: skip
    assert sum(each.code == "form.computed-unknown" for each in mistakes(text)) == 2
    assert [each.code for each in mistakes(changed(FORM, ("{note} ", "{支出}")))] == [
        "drawing.bad-field"
    ]


def test_every_word_of_what_is_wanted_is_in_the_catalogue() -> None:
    source = Path(__file__).parents[1] / "src" / "xlperf"
    spelled = {
        name
        for path in source.rglob("*.py")
        for name in re.findall(r'ValueError\(f?"(wanted\.[a-z-]+)', path.read_text("utf-8"))
    }
    assert spelled
    assert spelled <= entries("word").keys()
