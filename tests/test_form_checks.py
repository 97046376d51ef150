"""Whatever is wrong in a form is told by its line, all of it at once, in the catalogue's words."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from xlperf import Form, FormError
from xlperf.cli.program import cli
from xlperf.form.lines import lines_of

DEFECTS = Path(__file__).parents[2] / "shared" / "forms" / "defects"
WHOLE = '''name = "own"
title = "自定的表"
version = "1"
year = 2026
order = "code"
signs = ["≥", "≤"]
units = ["次"]
placeholders = ["目标1"]
graded = ["好"]

[money]
unit = "元"
places = 2

[project]
title = "{name}表"
required = ["goal"]
rows = "taxonomy"
spare = 3
split = { value = ["sign", "number", "unit"] }
drawing = """
| 编码     | {code}   | 名称     | {name}  |
| 目标     | {goal}   | {goal}   | {goal}  |
| 一级     | 二级     | 三级     | 值      |
| [level1] | [level2] | [level3] | [value] |
"""

[project.widths]
level1 = 12

[unit]
title = "部门"
required = ["overall"]
rows = { overall = 3 }
drawing = """
| 总体 | [overall]       | [overall]    | [overall]    |
| 分项 | 项目            | 内容         | 内容         |
| 分项 | [goals.project] | [goals.text] | [goals.text] |
"""

[taxonomy]
"产出" = ["数量", "质量"]
"效益" = ["社会"]

[[weights]]
"产出" = 50

[aliases]
"编码" = ["代码"]

[code]
pattern = "[0-9]{21}"
shape = "21 位数字"
check = "off"

[library]
"数量" = ["人数"]

[levels]
"money.sum" = "warning"
'''
PATHS = lines_of(WHOLE)

NUMBERS = ["3", "3.5", "true", "-1"]
NO_TEXT = [*NUMBERS, "[]", '["a"]', "{ a = 1 }", "2026-01-01"]
NO_LIST = ['"甲"', *NUMBERS, "{ a = 1 }", "2026-01-01", "[3]", '["甲", 3]', '[["甲"]]']
NO_TABLE = ['"甲"', *NUMBERS, '["a"]', "2026-01-01"]
NO_WHOLE = ['"3"', "3.5", "3.0", "true", "[]", "{ a = 1 }", "2026-01-01", "nan", "inf"]
WRONG: dict[str, list[str]] = {
    "name": [*NO_TEXT, '""', '"a b"', '"a/b"', f'"{"甲" * 61}"', '"a\\n"'],
    "title": [*NO_TEXT, f'"{"甲" * 256}"'],
    "version": [*NO_TEXT, '""', '"  "', f'"{"1" * 41}"', f'"{"甲" * 40}"'],
    "year": [*NO_WHOLE, "26", "-2026", "2300", "0", "99999999999999999999999"],
    "order": [*NO_TEXT, '"size"', '""'],
    "signs": [*NO_LIST, '[""]', '["　"]'],
    "units": NO_LIST,
    "placeholders": [*NO_LIST, '[""]', json.dumps(["甲"] * 61), json.dumps(["甲" * 300] * 11)],
    "graded": [*NO_LIST, '[""]'],
    "money.unit": [*NO_TEXT, '""', '" "', '"万 元"', '"万元）"', '"元：元"', f'"{"元" * 13}"'],
    "money.places": [*NO_WHOLE, "-1", "7"],
    "project.title": NO_TEXT,
    "project.required": [*NO_LIST, '["gaol"]', '["budget"]', '[""]'],
    "project.rows": [
        "0", "3.5", "true", '"all"', '["level1"]', "{ level3 = 0 }", "{ level3 = -2 }",
        "{ level3 = 3.5 }", '{ level3 = "3" }', "{ level3 = true }", "{ level3 = 501 }",
        "{ weight = 3 }", "{ gaol = 3 }", "{ level3 = { a = 1 } }",
    ],
    "project.spare": [*NO_WHOLE, "-1", "501"],
    "project.split": [
        *NO_TABLE, '{ value = "sign" }', "{ value = [3] }", '{ valeu = ["sign"] }',
        '{ value = ["sign"] }', '{ value = [] }', '{ goal = ["sign", "number", "unit"] }',
        '{ value = ["sign", "number", "unit", "basis"] }', '{ value = ["sign", "sign", "unit"] }',
    ],
    "project.drawing": [*NO_TEXT, '""', '"""\n\n"""', '"| 甲 |"', '"编码"', '"| 甲 | {code} |"'],
    "project.widths.level1": ['"宽"', "true", "0", "-3", "256", "nan", "inf", "[]", "{ a = 1 }"],
    "unit.title": NO_TEXT,
    "unit.required": [*NO_LIST, '["goal"]', '["safeguards"]'],
    "unit.rows": ["0", '"taxonomy"', "{ overall = 0 }", "{ safeguards = 3 }"],
    "taxonomy.产出": [*NO_LIST, '["数量", "数 量"]', '[""]'],
    "taxonomy.效益": NO_LIST,
    "weights.0.产出": NO_WHOLE,
    "aliases.编码": [*NO_LIST, '["名称"]', '[""]', f'["{"甲" * 61}"]'],
    "code.pattern": [*NO_TEXT, '"["', '"("', '"*"', '"(?P<a"', '"[[a]"', '"a{99999999999999}"'],
    "code.shape": [*NO_TEXT, '""'],
    "code.check": [*NO_TEXT, '"mod97"'],
    "library.数量": [*NO_LIST, '[""]'],
    "levels.money.sum": [*NO_TEXT, '"loud"', '""'],
}  # fmt: skip
CASES = [(path, value) for path, values in WRONG.items() for value in values]
ENGLISH = re.compile(
    r"Input should|pydantic|validation error|XlsxWriter|Traceback|type=|Value error|valid (str|int)"
)


def with_value(path: str, value: str) -> str:
    """The form with another value for one key, which takes the lines it took before."""
    lines = WHOLE.splitlines()
    first, last = PATHS[path]
    head = lines[first - 1].partition("=")[0]
    return "\n".join([*lines[: first - 1], f"{head}= {value}", *lines[last:], ""])


def refused(text: str) -> FormError:
    with pytest.raises(FormError) as caught:
        Form.parse(text, "own.toml")
    return caught.value


def is_told(error: FormError) -> None:
    """Each mistake stands on a line of its own, in words of the catalogue and with its line."""
    for lang in ("zh", "en"):
        told = error.message(lang)  # type: ignore[arg-type]
        assert not ENGLISH.search(told), told
        assert len(told.splitlines()) == len(error.mistakes)
        begins = "own.toml 第" if lang == "zh" else "own.toml, line "
        assert all(line.startswith(begins) for line in told.splitlines()), told


def test_the_form_itself_is_whole() -> None:
    assert Form.parse(WHOLE).name == "own"
    keys = {path for path in PATHS if not re.search(r"\.\d+$", path)}
    tables = {"money", "project", "project.widths", "unit", "taxonomy", "weights", "aliases",
              "code", "library", "levels", "unit.drawing", "unit.rows.overall",
              "project.split.value"}  # fmt: skip
    assert {*WRONG} >= keys - tables


@pytest.mark.parametrize(("path", "value"), CASES, ids=lambda each: str(each)[:30])
def test_every_wrong_value_of_every_key_is_told_with_its_line(path: str, value: str) -> None:
    error = refused(with_value(path, value))
    is_told(error)
    first, last = PATHS[path]
    wrong_lines = {int(each.values["line"]) for each in error.mistakes}
    assert wrong_lines <= {*range(first, last + 1)} or len(error.mistakes) > 1, error.message("zh")
    assert first in wrong_lines or first + 1 in wrong_lines, error.message("zh")


@pytest.mark.parametrize(("path", "value"), CASES, ids=lambda each: str(each)[:30])
def test_in_a_dictionary_the_path_of_keys_is_told(path: str, value: str) -> None:
    table = tomllib.loads(with_value(path, value))
    with pytest.raises(FormError) as caught:
        Form.model_validate(table)
    for each in caught.value.mistakes:
        assert "line" not in each.values
        told = FormError.of([each]).message("zh")
        assert told.startswith("表单")
        assert not ENGLISH.search(told)
        top = each.values["path"].partition(".")[0]
        assert top in told
        assert top in Form.model_fields or each.code == "form.no-sheet"


@pytest.mark.parametrize("table", ["money", "project", "unit", "taxonomy", "aliases", "code",
                                   "library", "levels"])  # fmt: skip
@pytest.mark.parametrize("value", NO_TABLE)
def test_a_table_that_is_none_is_told(table: str, value: str) -> None:
    head, _, tail = WHOLE.partition(f"[{table}]\n")
    tail = tail[tail.index("\n[") :] if "\n[" in tail else ""
    tail = tail.replace(f"[{table}.widths]", "[code.widths]") if table == "project" else tail
    error = refused(f"{table} = {value}\n{head}{tail}")
    is_told(error)
    assert any(each.values["path"] == table for each in error.mistakes)
    assert any(each.values["line"] == "1" for each in error.mistakes)


@pytest.mark.parametrize("table", ["", "money", "project", "unit", "project.widths",
                                   "aliases", "code", "library", "levels"])  # fmt: skip
def test_a_key_that_is_none_is_told_where_it_stands(table: str) -> None:
    lines = WHOLE.splitlines()
    at = lines.index(f"[{table}]") + 1 if table else 0
    error = refused("\n".join([*lines[:at], 'titel = ["甲"]', *lines[at:]]))
    is_told(error)
    (mistake,) = error.mistakes
    assert int(mistake.values["line"]) == at + 1
    assert "titel" in error.message("zh")


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = WHOLE.replace("year = 2026", "year = 26").replace("places = 2", "places = -2")
    text = text.replace("level1 = 12", "level1 = -1\ngoal = 0\ngaol = 3")
    text = text.replace("{code}", "{code }").replace('"[0-9]{21}"', '"["')
    text = text.replace('"money.sum"', '"money.sums"').replace('version = "1"\n', "")
    error = refused(text)
    is_told(error)
    told = [(each.code, each.values["path"]) for each in error.mistakes]
    assert told == [
        ("form.value", "year"), ("form.value", "money.places"),
        ("drawing.bad-field", "project.drawing"),
        ("form.value", "project.widths.level1"), ("form.value", "project.widths.goal"),
        ("form.value", "code.pattern"), ("form.unknown-finding", "levels.money.sums"),
        ("form.missing-key", "version"),
    ]  # fmt: skip
    lines = [int(each.values["line"]) for each in error.mistakes[:-1]]
    assert lines == sorted(lines)


def test_what_is_missing_in_one_table_is_one_line() -> None:
    error = refused('name = "x"\n')
    (line,) = error.message("en").splitlines()
    assert "title, version, year, [project]" in line


def test_one_mistake_is_told_once_and_not_what_follows_from_it() -> None:
    for old, new, code in (
        ("{goal} ", "{gaol} ", "form.unknown-field"),
        ("version =", "versoin =", "form.unknown-key"),
        ('split = { value = ["sign", "number", "unit"] }', "split = 3", "form.value"),
        ('"产出" = ["数量", "质量"]\n"效益" = ["社会"]', '"产出" = 3', "form.value"),
        ("| [level1] |", "[level1] |", "drawing.no-table"),
    ):
        assert old in WHOLE
        assert [each.code for each in refused(WHOLE.replace(old, new)).mistakes] == [code]


DRAWN: list[tuple[str, str, str, int]] = [
    ("form.table-twice", "| [level1] | [level2] | [level3] | [value] |",
     "| [level1] | [level2] | [level3] | [value] |\n| 措施 | 措施 | 人 | 人 |\n"
     "| [description] | [description] | [basis] | [basis] |\n| 甲 | 甲 | 乙 | 乙 |\n"
     "| [extra.a] | [extra.a] | [extra.b] | [extra.b] |", 7),
    ("form.parts", "| [level3] | [value] |", "| [unit] | [sign] |", 3),
    ("form.bracket", "{goal}   | {goal}   | {goal}  |", "{goal} | 分 | {weight} |", 1),
    ("form.unknown-field", "{goal}   | {goal}   | {goal}  |", "{gaol} | {gaol} | {gaol} |", 1),
    ("drawing.bad-field", "{goal}   | {goal}   | {goal}  |", "{plan.a.b} | {plan.a.b} | 甲 |", 1),
    ("form.label-too-long", "| 目标     |", f"| {'甲' * 61} |", 1),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "row"), DRAWN, ids=lambda each: str(each)[:20])
def test_what_is_drawn_so_that_it_cannot_work_is_told_with_its_row(
    code: str, old: str, new: str, row: int
) -> None:
    assert old in WHOLE
    text = WHOLE.replace(old, new).replace('required = ["goal"]\n', "")
    if "value" not in new:
        text = text.replace('split = { value = ["sign", "number", "unit"] }\n', "")
    text = text.replace('rows = "taxonomy"\n', "")
    error = refused(text)
    is_told(error)
    (mistake,) = [each for each in error.mistakes if each.code == code]
    lines = text.splitlines()
    drawn = next(number for number, line in enumerate(lines) if line.startswith("| 编码"))
    assert int(mistake.values["line"]) == drawn + row + 1


def test_a_table_of_levels_alone_has_nothing_to_fill_in() -> None:
    rows = "| 一级 | 一级 | 二级 | 二级 |\n| [level1] | [level1] | [level2] | [level2] |"
    head, tail = WHOLE.partition("| 一级")[0], WHOLE.partition("[value] |")[2]
    text = f"{head}{rows}{tail}".replace('split = { value = ["sign", "number", "unit"] }\n', "")
    (mistake,) = refused(text.replace("level1 = 12\n", "level2 = 12\n")).mistakes
    assert (mistake.code, int(mistake.values["line"])) == ("form.only-levels", 24)


def test_a_second_level_stands_under_one_first_level() -> None:
    (mistake,) = refused(WHOLE.replace('"效益" = ["社会"]', '"效益" = ["社会", "数 量"]')).mistakes
    assert (mistake.code, mistake.values["path"]) == ("form.level2-twice", "taxonomy.效益.1")
    (mistake,) = refused(WHOLE.replace('"效益" =', '"产 出" =')).mistakes
    assert (mistake.code, mistake.values["path"]) == ("form.level1-twice", "taxonomy.产 出")


UNIT_PARTS = [
    ("form.rows-shared", "| 甲 | [overall] | 乙 | [safeguards] |"),
    ("form.entry-parts", "| 甲 | [goals.text] | [goals.text] | [goals.text] |"),
    ("form.entry-parts", "| 甲 | [goals.project] | [goals.project] | [goals.project] |"),
    ("form.narrow", "| 甲 | [overall] | [overall] |"),
    ("form.bracket", "| 甲 | {overall} | {overall} | {overall} |"),
    ("form.unknown-field", "| 甲 | [goal] | [goal] | [goal] |"),
]


@pytest.mark.parametrize(("code", "row"), UNIT_PARTS, ids=[each[1][:24] for each in UNIT_PARTS])
def test_lists_of_the_unit_part_have_rows_of_their_own(code: str, row: str) -> None:
    head, _, tail = WHOLE.partition("[unit]")
    tail = tail[tail.index("[taxonomy]") :]
    error = refused(f'{head}[unit]\ntitle = "部门"\ndrawing = """\n{row}\n"""\n\n{tail}')
    is_told(error)
    assert [(each.code, each.values["path"]) for each in error.mistakes] == [(code, "unit.drawing")]


def test_the_line_of_a_drawing_is_found_however_it_is_written() -> None:
    drawn = tomllib.loads(WHOLE)["project"]["drawing"].replace("{goal}", "{gaol}")
    tables = WHOLE.partition('drawing = """')
    rest = tables[2].partition('"""\n')[2]
    for text, line in (
        (f'drawing = """{drawn}"""\n', 22),
        (f"drawing = '''\n\n\n{drawn}'''\n", 25),
        (f"drawing = {json.dumps(drawn, ensure_ascii=False)}\n", 21),
    ):
        (mistake,) = refused(f"{tables[0]}{text}{rest}").mistakes
        assert (mistake.code, int(mistake.values["line"])) == ("form.unknown-field", line)


def nested(deep: int) -> str:
    return "name = " + "[" * deep + "]" * deep


@pytest.mark.parametrize("text", ["name = ", "name = 'a", nested(9000), f"year = {'9' * 5000}"],
                         ids=["cut", "open", "deep", "long"])  # fmt: skip
def test_what_is_no_toml_is_told(text: str) -> None:
    assert refused(text).code == "form.toml"


def test_json_that_is_too_deep_is_told() -> None:
    with pytest.raises(FormError) as caught:
        Form.model_validate_json("[" * 99_999 + "]" * 99_999)
    assert caught.value.code in ("form.json", "form.value", "form.missing-key")


@pytest.mark.parametrize(
    ("name", "code", "line"),
    [("narrow", "form.narrow", 11)],
)  # fmt: skip
def test_forms_that_were_called_good_and_went_wrong(name: str, code: str, line: int) -> None:
    path = DEFECTS / f"{name}.toml"
    if not path.is_file():
        pytest.skip("the shared forms are not here")
    with pytest.raises(FormError) as caught:
        Form.load(path)
    (mistake,) = caught.value.mistakes
    assert (mistake.code, int(mistake.values["line"])) == (code, line)


def test_the_command_says_each_on_a_line_and_in_json(tmp_path: Path) -> None:
    path = tmp_path / "f.toml"
    text = WHOLE.replace("year = 2026", "year = 26").replace("places = 2", "places = -2")
    path.write_text(text, encoding="utf-8")
    ran = CliRunner().invoke(cli, ["forms", "check", str(path), "--json"])
    assert isinstance(ran.exception, FormError)
    told = json.loads(ran.stdout)
    assert told["ok"] is False
    assert [(each["code"], each["line"], each["path"]) for each in told["mistakes"]] == [
        ("form.value", 4, "year"), ("form.value", 13, "money.places"),
    ]  # fmt: skip
    assert [each["message"]["zh"] for each in told["mistakes"]] == ran.exception.message(
        "zh"
    ).splitlines()


def flat(table: Any, inside: str = "") -> Iterator[str]:
    pairs = table.items() if isinstance(table, dict) else enumerate(table)
    for key, each in pairs:
        path = f"{inside}.{key}" if inside else str(key)
        yield path
        if isinstance(each, dict | list):
            yield from flat(each, path)


@pytest.mark.parametrize("text", [
    WHOLE, WHOLE.replace("\n", "\r\n"), "a.b . 'c d'.\"e\\u4e00\" = 1\n",
    "a = [1, # x\n [2, 3],]\n",
    'a = """x\\""""\nb = 1', "a = ''''x'''''\nb = {c=[{d=1}], 'e'=2}", '"\\"" = 1 # a = 2',
    "[[a]]\nb=1\n[[a]]\nc=2\n[a.d]\ne=3\n",
])  # fmt: skip
def test_lines_know_every_key_that_toml_reads(text: str) -> None:
    table = tomllib.loads(text)
    found = lines_of(text)
    if "[[a]]" in text:  # what stands under the last of a repeated table is its own
        assert found["a.1.c"].first == 5 - 1
        return
    assert {*found} == {*flat(table)}
