"""A form file that is no TOML: each kind of slip in our own words, at its line and column."""

import json
import tomllib

import pytest

from xlperf import Form
from xlperf.findings import FormError

SLIPS = [
    ("a = b", "value", 1, 5), ("a = ", "value", 1, 5), ("a = [1,,2]", "value", 1, 8),
    ("a = 1\na = 2\nb = 3", "twice", 2, 6), ("[a]\n[a]", "twice", 2, 3),
    ("a = {b=1, b=2}", "twice", 1, 14), ("[a]\nb = 1\n[a.b]\n", "twice", 3, 5),
    ("a = [1]\n[[a]]", "twice", 2, 4), ("a = {b=1}\n[a.c]", "twice", 2, 5),
    ("a 1", "equals", 1, 3), ("= 1", "statement", 1, 1), ("!", "statement", 1, 1),
    ("[表]", "key", 1, 2), ("a.表 = 1", "key", 1, 3),
    ("a = 1 2", "more", 1, 7), ('a = "x" b', "more", 1, 9), ("a = 01", "more", 1, 6),
    ("[a\n", "bracket", 1, 3), ("[[a]\n", "bracket", 1, 4),
    ("a = [1\n", "open", 2, 1), ("a = {b=1", "open", 1, 9), ("a = [\n1\n2]", "open", 3, 1),
    ('a = "x', "quote", 1, 7), ('a = "x\n', "quote", 1, 7), ("a = 'x\n'", "quote", 1, 7),
    ('a = """x', "quote", 1, 9), ("a = 'x", "quote", 1, 7), ("a = '''x", "quote", 1, 9),
    ('a = "\\q"', "escape", 1, 8), ('a = "\\u12"', "escape", 1, 8),
    ('a = "\\ud800"', "escape", 1, 12), ('a = "\x01"', "sign", 1, 6), ("# \x01", "sign", 1, 3),
]  # fmt: skip


def refused(text: str, file: str = "") -> FormError:
    with pytest.raises(FormError) as caught:
        Form.parse(text, file)
    return caught.value


def said(text: str) -> str:
    """What the library itself says of it."""
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    return str(caught.value).partition(" (at")[0]


@pytest.mark.parametrize(("text", "kind", "line", "column"), SLIPS)
def test_a_slip_is_told_in_our_words(text: str, kind: str, line: int, column: int) -> None:
    error = refused(text, "自己的.toml")
    assert (error.code, error.values["wanted"]) == ("form.toml", f"toml.{kind}")
    assert (error.values["line"], error.values["character"]) == (str(line), str(column))
    assert error.message("zh").startswith(f"自己的.toml 第 {line} 行第 {column} 个字符：")
    assert error.message("en").startswith(f"自己的.toml, line {line}, column {column}: ")
    for lang in ("zh", "en"):
        assert said(text) not in error.message(lang)  # type: ignore[arg-type]
        assert error.message(lang).count("\n") == 0  # type: ignore[arg-type]


def test_where_nobody_knows_the_place_none_is_told() -> None:
    deep, long = (
        refused("a = " + "[" * 9_000 + "]" * 9_000, "f.toml"),
        refused("a = " + "9" * 5_000),
    )
    assert deep.values["wanted"] == "toml.deep"
    assert deep.message("zh").startswith("f.toml：")
    assert long.values["wanted"] == "toml.value"
    assert "character" not in {**deep.values, **long.values}


def test_a_text_that_is_no_json_is_told_in_our_words() -> None:
    text = '{\n"a": }'
    with pytest.raises(json.JSONDecodeError) as library:
        json.loads(text)
    with pytest.raises(FormError) as caught:
        Form.model_validate_json(text)
    assert (caught.value.values["line"], caught.value.values["character"]) == ("2", "6")
    assert library.value.msg not in caught.value.message("en")


def test_a_pattern_that_is_none_is_told_with_its_place_alone() -> None:
    known = Form.load("hebei-2023").source
    broken = known.replace("pattern = ", "pattern = '[0-9' # ", 1)
    assert broken != known
    told = refused(broken).message("en")
    assert "fails at character 1" in told
    assert "unterminated" not in told
