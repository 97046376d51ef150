"""Forms: the shipped ones load, and every mistake of a form file says where and how to mend it."""

import io
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parts import samples
from xlperf import Form, read
from xlperf.findings import Level
from xlperf.findings.errors import FormError
from xlperf.form.file import shipped_forms

GOOD = '''name = "own"
title = "自定的表"
version = "1"
year = 2026
money = { unit = "元", places = 2 }

[project]
title = "{name}"
required = ["goal"]
split = { value = ["sign", "number", "unit"] }
widths = { level1 = 12 }
drawing = """
| 编码     | {code}   | 名称     | {name}  |
| 目标     | {goal}   | {goal}   | {goal}  |
| 一级     | 二级     | 三级     | 值      |
| [level1] | [level2] | [level3] | [value] |
"""

[taxonomy]
"产出" = ["数量", "质量"]

[aliases]
"编码" = ["代码"]
'''


def load(tmp_path: Path, text: str) -> Form:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return Form.load(path)


@pytest.mark.parametrize("name", sorted(shipped_forms()))
def test_every_shipped_form_loads_under_its_own_name(name: str) -> None:
    form = Form.load(name)
    assert form.name == name
    assert Form.load(form) is form
    assert Form.load(shipped_forms()[name]) == form


def test_there_are_the_forms_the_readme_speaks_of() -> None:
    assert {"hebei-2023", "central-2021", "master"} <= set(shipped_forms())


def test_a_form_by_path_answers_for_its_labels(tmp_path: Path) -> None:
    form = load(tmp_path, GOOD)
    assert form.label("code") == "编码"
    assert form.label("sign") == "值"
    assert form.label("nothing") == "nothing"
    assert form.level2s == ("数量", "质量")
    assert form.parents["质量"] == "产出"
    assert form.asks("number")
    assert not form.asks("weight")
    assert form.level2_of(" 数 量") == "数量"
    assert form.plan_dates == ()


def test_a_form_file_from_windows_loads(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert Form.load(str(path)).name == "own"


MISTAKES = [
    ("form.toml", 'name = "own"', "name = own", "1"),
    ("form.unknown-key", 'version = "1"', 'versoin = "1"', "3"),
    ("form.unknown-key", 'required = ["goal"]', 'require = ["goal"]', "9"),
    ("form.missing-key", 'version = "1"\n', "", "version"),
    ("form.missing-key", 'title = "{name}"\n', "", "project.title"),
    ("form.value", "year = 2026", "year = 26", "4"),
    ("form.value", 'name = "own"', 'name = "a/b"', "1"),
    ("form.value", 'unit = "元", places = 2', 'unit = "元", places = "二"', "places"),
    ("form.unknown-field", "{goal} ", "{gaol} ", "gaol"),
    ("form.unknown-field", 'required = ["goal"]', 'required = ["gaol"]', "9"),
    ("form.not-drawn", 'required = ["goal"]', 'required = ["budget"]', "9"),
    ("form.not-drawn", "level1 = 12", "weight = 12", "11"),
    ("form.missing-field", "{name}", "{budget}", "name"),
    ("form.no-taxonomy", '[taxonomy]\n"产出" = ["数量", "质量"]\n', "", "16"),
    ("form.level2-twice", '"质量"]', '"数量"]', "20"),
    ("form.unknown-label", '"编码" = ["代码"]', '"编号" = ["代码"]', "23"),
    ("form.alias-twice", '"编码" = ["代码"]', '"编码" = ["名称"]', "名称"),
    ("drawing.ragged", "| 目标     | {goal}   | {goal}   | {goal}  |", "| 目标 | {goal} |", "14"),
    ("drawing.no-table", "| 目标     | {goal}", "目标     | {goal}", "14"),
    ("drawing.no-rectangle", "| 一级     | 二级     ", "| 一级     | {goal}   ", "14"),
    ("drawing.twice", "| {name}  |", "| {code}  |", "13"),
    ("drawing.bad-field", "{goal}   | {goal}   | {goal} ", "{目标}   | {目标}   | {目标} ", "14"),
    ("drawing.label-twice", "| 三级     |", "| 编码     |", "15"),
    ("drawing.split-unknown", "split = { value", "split = { valeu", "10"),
]


@pytest.mark.parametrize(("code", "old", "new", "named"), MISTAKES, ids=lambda each: str(each)[:24])
def test_a_mistake_names_file_and_line_and_how_to_mend_it(
    tmp_path: Path, code: str, old: str, new: str, named: str
) -> None:
    assert old in GOOD
    with pytest.raises(FormError) as caught:
        load(tmp_path, GOOD.replace(old, new))
    assert caught.value.code == code
    for lang in ("zh", "en"):
        message = caught.value.message(lang)  # type: ignore[arg-type]
        assert str(tmp_path / "own.toml") in message
        assert named in message, message
        assert "{file}" not in message


def test_a_mistake_is_told_in_chinese_unless_asked_otherwise() -> None:
    with pytest.raises(FormError) as caught:
        Form.parse("")
    assert str(caught.value) == caught.value.message() == caught.value.message("zh")
    assert caught.value.message("zh") != caught.value.message("en")


def test_fields_stand_once_or_repeat_as_they_must(tmp_path: Path) -> None:
    for old, new, wanted in (
        (
            "| 目标     | {goal}   | {goal}   | {goal}  |",
            "| 目标 | {goal} | 分 | {weight} |",
            "[weight]",
        ),
        ("| [level3] | [value] |", "| [goalx]  | [value] |", ""),
    ):
        with pytest.raises(FormError) as caught:
            load(tmp_path, GOOD.replace(old, new))
        assert wanted in caught.value.message("en")
    one = GOOD.replace("| 三级     | 值      |", "| 三级     | 名字    |").replace(
        "[value]", "[purpose]"
    )
    with pytest.raises(FormError) as caught:
        load(tmp_path, one.replace('split = { value = ["sign", "number", "unit"] }\n', ""))
    assert caught.value.code == "form.bracket"
    assert "{purpose}" in caught.value.message("zh")


def test_a_finding_that_is_none_cannot_get_a_level(tmp_path: Path) -> None:
    with pytest.raises(FormError) as caught:
        load(tmp_path, GOOD + '\n[levels]\n"money.sums" = "off"\n')
    assert caught.value.code == "form.unknown-finding"
    assert "money.sum?" in caught.value.message("en")
    with pytest.raises(FormError) as caught:
        load(tmp_path, GOOD + '\n[levels]\n"money.sum" = "loud"\n')
    assert caught.value.code == "form.value"


def test_libraries_and_weights_speak_of_the_taxonomy(tmp_path: Path) -> None:
    with pytest.raises(FormError) as caught:
        load(tmp_path, GOOD + '\n[library]\n"数两" = ["人数"]\n')
    assert caught.value.code == "form.unknown-level2"
    with pytest.raises(FormError) as caught:
        load(tmp_path, GOOD + '\n[[weights]]\n"产除" = 50\n')
    assert caught.value.code == "form.unknown-level1"


def test_a_form_draws_a_project_or_a_list(tmp_path: Path) -> None:
    head = GOOD.partition("[project]")[0]
    with pytest.raises(FormError) as caught:
        load(tmp_path, head)
    assert caught.value.code == "form.no-sheet"


def test_what_is_no_form_says_so(tmp_path: Path) -> None:
    with pytest.raises(FormError) as caught:
        Form.load("hebei-2032")
    assert "hebei-2023" in caught.value.message("zh")
    path = tmp_path / "gbk.toml"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(FormError) as caught:
        Form.load(path)
    assert caught.value.code == "form.not-utf8"
    with pytest.raises(FormError) as caught:
        Form.load(tmp_path)
    assert caught.value.code == "form.not-found"


# A form from elsewhere than a file.

SHIPPED = sorted(shipped_forms())


def table() -> dict[str, Any]:
    """The form above, as somebody writes it in Python."""
    made: dict[str, Any] = tomllib.loads(GOOD)
    return made


@pytest.mark.parametrize("name", SHIPPED)
def test_a_form_crosses_json_whole(name: str) -> None:
    form = Form.load(name)
    crossed = Form.model_validate_json(form.model_dump_json())
    assert crossed == form
    assert crossed.source == form.source
    assert crossed.model_dump_json() == form.model_dump_json()
    assert Form.model_validate(form.model_dump()) == form
    for sheet, other in zip(
        (form.project, form.unit, form.list),
        (crossed.project, crossed.unit, crossed.list),
        strict=True,
    ):
        assert (sheet and sheet.entry) == (other and other.entry)


@pytest.mark.parametrize("name", [*SHIPPED, "own"])
def test_a_form_without_a_file_can_be_written_down(name: str) -> None:
    form = Form.load(name) if name in SHIPPED else Form.parse(GOOD)
    fields = {key: value for key, value in form.model_dump().items() if key != "source"}
    again = Form.model_validate(fields)
    assert again == form
    assert again.source != form.source
    assert Form.parse(again.source) == form


def test_a_form_is_made_of_a_dictionary() -> None:
    form = Form.model_validate(table())
    assert form == Form.parse(GOOD)
    assert form.label("code") == "编码"
    assert Form(**table()) == form


def test_a_form_that_crossed_json_reads_a_workbook_the_same() -> None:
    form = Form.load("hebei-2023")
    content = samples.workbook(form)
    crossed = Form.model_validate_json(form.model_dump_json())
    assert read(content, form=crossed) == read(content, form=form)
    assert samples.workbook(crossed) == content


def test_a_text_that_says_something_else_than_the_fields_is_let_go() -> None:
    told = json.loads(Form.parse(GOOD).model_dump_json())
    changed = Form.model_validate(told | {"money": {"unit": "万元", "places": 4}})
    assert changed.money.unit == "万元"
    assert Form.parse(changed.source) == changed
    for source in ("name = ", "", 3, None):
        assert Form.model_validate(told | {"source": source}) == Form.parse(GOOD)


def test_a_file_cannot_bring_a_text_of_its_own() -> None:
    with pytest.raises(FormError) as caught:
        Form.parse('source = "x"\n' + GOOD)
    assert caught.value.code == "form.unknown-key"


def test_a_form_is_read_from_bytes_and_from_an_open_file(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert Form.load(content) == Form.parse(GOOD)
    assert Form.load(io.BytesIO(content)) == Form.parse(GOOD)
    path = tmp_path / "own.toml"
    path.write_bytes(b"name = ")
    with path.open("rb") as file, pytest.raises(FormError) as caught:
        Form.load(file)
    assert str(path) in caught.value.message("zh")


def test_levels_are_given_as_plain_words() -> None:
    form = Form.model_validate(table() | {"levels": {"money.sum": "warning"}})
    assert form.levels == {"money.sum": Level.WARNING}
    assert Form.parse(form.source) == form


def test_two_forms_that_ask_the_same_are_equal_however_they_are_written() -> None:
    form = Form.parse(GOOD)
    assert Form.parse("# 备注\n" + GOOD) == form
    assert Form.parse(GOOD.replace("2026", "2027")) != form
    assert form != GOOD


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("form.unknown-key", {"titel": "表"}, "titel", "title"),
    ("form.value", {"year": 26}, "year", "1990"),
    ("form.value", {"year": "二〇二六"}, "year", "整数"),
    ("form.value", {"year": None}, "year", "整数"),
    ("form.value", {"name": "a/b"}, "a/b", "字母"),
    ("form.value", {"title": 3}, "title", "文字"),
    ("form.value", {"order": "size"}, "order", "'code'"),
    ("form.value", {"levels": {"money.sum": "loud"}}, "levels.money.sum", "'warning'"),
    ("form.value", {"levels": ["money.sum"]}, "levels", "一个表"),
    ("form.value", {"signs": 5}, "signs", "一列"),
    ("form.value", {"project": "一张表"}, "project", "一个表"),
    ("form.value", {"project": {**table()["project"], "rows": 0}}, "project.rows", "1"),
    ("form.value", {"project": {**table()["project"], "drawing": 3}}, "project.drawing", "文字"),
    ("form.value", {"project": {**table()["project"], "widths": {"goal": "宽"}}}, "goal", "数字"),
    ("form.missing-key", {"project": {"title": "{name}"}}, "project.drawing", "补上"),
    ("form.no-sheet", {"project": None}, "own", "[list]"),
    ("form.unknown-finding", {"levels": {"money.sums": "off"}}, "money.sums", "money.sum"),
    ("form.no-taxonomy", {"taxonomy": {}}, "own", "[taxonomy]"),
    ("drawing.ragged", {"project": {"title": "t", "drawing": "| 甲 | {a} |\n| 乙 |"}}, "own", "2"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change", "named", "wanted"), WRONG, ids=lambda x: str(x)[:24])
def test_a_mistake_in_a_dictionary_is_told_as_in_a_file(
    code: str, change: dict[str, Any], named: str, wanted: str
) -> None:
    with pytest.raises(FormError) as caught:
        Form.model_validate(table() | change)
    assert caught.value.code == code
    told = caught.value.message("zh")
    assert told.startswith("表单")
    assert named in told, told
    assert wanted in told, told
    for lang in ("zh", "en"):
        message = caught.value.message(lang)  # type: ignore[arg-type]
        assert "Input should" not in message
        assert "pydantic" not in message
        assert not re.search(r"line \d|第 \d+ 行：", message)  # there are none
    with pytest.raises(FormError):
        Form.model_validate_json(json.dumps(table() | change))
    with pytest.raises(FormError):
        Form(**(table() | change))


@pytest.mark.parametrize("nonsense", [3, "own", [], None])
def test_what_is_no_table_is_no_form(nonsense: Any) -> None:
    with pytest.raises(FormError) as caught:
        Form.model_validate(nonsense)
    assert "pydantic" not in caught.value.message("en")
    with pytest.raises(FormError):
        Form.model_validate_json(json.dumps(nonsense))


def test_what_is_no_json_is_told() -> None:
    with pytest.raises(FormError) as caught:
        Form.model_validate_json("{")
    assert caught.value.code == "form.json"


@given(
    title=st.text(),
    units=st.lists(st.text(), max_size=4),
    weights=st.lists(st.dictionaries(st.just("产出"), st.integers()), max_size=2),
    widths=st.dictionaries(st.sampled_from(["level1", "goal"]), st.floats(1, 90)),
)
def test_whatever_a_form_says_is_written_down_as_it_is(
    title: str, units: list[str], weights: list[dict[str, int]], widths: dict[str, float]
) -> None:
    said = table() | {"title": title, "units": units, "weights": weights}
    said["project"]["widths"] = widths
    form = Form.model_validate(said)
    assert Form.parse(form.source) == form
    assert Form.model_validate_json(form.model_dump_json()) == form


def test_a_copy_of_a_form_that_asks_for_more_knows_nothing_of_the_one_before() -> None:
    form = Form.load("hebei-2023")
    assert form.level2s
    assert form.project
    bare = form.project.model_copy(update={"required": frozenset()})
    other = form.model_copy(update={"taxonomy": {"甲": ("乙",)}, "project": bare})
    assert other.level2s == ("乙",)
    assert other.project_sheet == bare
