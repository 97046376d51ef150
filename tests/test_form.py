"""Forms: the shipped ones load, and every mistake of a form file says where and how to mend it."""

from pathlib import Path

import pytest

from xlperf import Form
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
    ("form.missing-field", "{code}", "{budget}", "code"),
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
