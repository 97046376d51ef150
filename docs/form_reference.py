"""The parts of the form file's reference that are made: from its model and the catalogue.

A page is written by hand, in each language; what stands between `<!-- made: keys -->` and
`<!-- end -->` is made here.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from xlperf.budget import Holds, vocabulary_holds
from xlperf.findings.catalogue import entries
from xlperf.form import keys_of_forms

PAGES = {"form-file.zh-CN.md": "zh", "form-file.md": "en"}
_PART = re.compile(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_TABLES = {
    "sheet": ("[project] · [unit] · [list]",) * 2,
    "field": ("[fields] 的每一项", "each entry of [fields]"),
}
_WORDS = {
    "text": ("文字", "text"), "upto": ("，最多 {} 个字", ", at most {} characters"),
    "whole": ("整数", "whole number"), "number": ("数", "number"),
    "yes": ("true 或 false", "true or false"),
    "within": ("，{} 至 {}", ", {} to {}"), "least": ("，至少 {}", ", at least {}"),
    "list": ("一列：{}", "a list: {}"), "table": ("一个表", "a table"),
    "names": ("一个表：名称 = {}", "a table: name = {}"), "or": ("，或 ", ", or "),
    "must": ("必写", "must be there"), "none": ("不写：没有", "left out: none"),
    "else": ("不写：", "left out: "), "example": ("例", "Example"),
    "kinds": ("| 类型 | 是什么 | 单元格 | 怎样填、怎样读 | JSON | 汇总表 |",
              "| Kind | What it is | Cell | What may be typed | JSON | Summary |"),
    "fields": ("| 名称 | 类型 | 是什么 |", "| Name | Kind | What it is |"),
}  # fmt: skip


def page(path: Path, lang: str) -> str:
    """A page as it stands, with its made parts made anew."""

    def made(part: re.Match[str]) -> str:
        return f"{part[1]}{_PARTS[part[2]](lang)}{part[3]}"

    return _PART.sub(made, path.read_text(encoding="utf-8"))


def _word(name: str, lang: str) -> str:
    return _WORDS[name][lang == "en"]


def _keys(lang: str) -> str:
    lines: list[str] = []
    before = ""
    for path, schema, needed in keys_of_forms():
        table, _, key = path.rpartition(".")
        if table != before:
            title = _TABLES[table][lang == "en"] if table in _TABLES else f"[{table}]"
            lines += [f"### {title if table else '—'}", ""] if table else []
            before = table
        said = entries("key")[path]
        default = _word("must", lang) if needed else _default(schema, lang)
        lines += [f"#### `{key}`", "", f"{_kind(schema, lang)} · {default}", "", said[lang], ""]
        lines += ["```toml", said["example"], "```", ""]
    return "\n".join(lines)


def _default(schema: dict[str, Any], lang: str) -> str:
    said = schema.get("default")
    if said in (None, [], {}, ""):
        return _word("none", lang)
    return f"{_word('else', lang)}`{_toml(said)}`"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{name} = {_toml(each)}" for name, each in value.items())
        return f"{{ {inside} }}"
    return json.dumps(value, ensure_ascii=False)


def _kind(schema: dict[str, Any], lang: str) -> str:
    """What may stand at a key, in words."""
    if "anyOf" in schema:
        return _word("or", lang).join(dict.fromkeys(_kind(each, lang) for each in schema["anyOf"]))
    if "const" in schema or "enum" in schema:
        return " · ".join(f"`{each}`" for each in schema.get("enum", [schema.get("const")]))
    return _KINDS[schema.get("type", "object")](schema, lang)


def _text(schema: dict[str, Any], lang: str) -> str:
    most = schema.get("maxLength")
    return _word("text", lang) + (_word("upto", lang).format(most) if most else "")


def _list(schema: dict[str, Any], lang: str) -> str:
    items = schema.get("items", {})
    one = items[0] if isinstance(items, list) else items
    return _word("list", lang).format(_kind(one, lang))


def _names(schema: dict[str, Any], lang: str) -> str:
    one = schema.get("additionalProperties")
    if isinstance(one, dict) and "$ref" not in one:
        return _word("names", lang).format(_kind(one, lang))
    return _word("table", lang)


def _bounds(schema: dict[str, Any], lang: str) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    if most is not None:
        return _word("within", lang).format(f"{least:g}", f"{most:g}")
    return _word("least", lang).format(f"{least:g}") if least is not None else ""


def _kinds(lang: str) -> str:
    rows = ([f"`{each.value}`", *entries("kind")[each.value][lang]] for each in Holds)
    return _table(_word("kinds", lang), rows)


def _fields(lang: str) -> str:
    return _table(_word("fields", lang), _of_vocabulary(lang))


def _of_vocabulary(lang: str) -> Iterator[list[str]]:
    for name, said in entries("field").items():
        kind = vocabulary_holds(name)
        yield [f"`{name}`", f"`{kind.value}`" if kind else "", said[lang]]


def _table(head: str, rows: Iterator[list[str]]) -> str:
    line = "|".join(["", *(["---"] * (head.count("|") - 1)), ""])
    return "\n".join([head, line, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


_KINDS: dict[str, Callable[[dict[str, Any], str], str]] = {
    "string": _text,
    "boolean": lambda _, lang: _word("yes", lang),
    "integer": lambda schema, lang: _word("whole", lang) + _bounds(schema, lang),
    "number": lambda schema, lang: _word("number", lang) + _bounds(schema, lang),
    "array": _list,
    "object": _names,
}
_PARTS: dict[str, Callable[[str], str]] = {"keys": _keys, "kinds": _kinds, "fields": _fields}
