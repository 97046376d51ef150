"""What `read --json` prints as a JSON Schema, so that other programs know what they get."""

from typing import Any

from ..budget import MONEY
from ..findings import Level

Json = dict[str, Any]
SCHEMA = 2
"""The number that stands under `schema` in what is printed."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"
_TEXT: Json = {"type": "string"}
_AMOUNT: Json = {
    "type": ["string", "null"], "pattern": _DECIMAL,
    "description": "金额，小数文字，以表单的金额单位计；空白为 null。\n\n"
    "An amount as decimal text, in the form's unit of money; null where blank.",
}  # fmt: skip
_NUMBER: Json = {"type": ["number", "null"]}
_WHERE: Json = {
    "type": "object", "additionalProperties": _TEXT,
    "description": "每个值在哪一格：路径 → 表!格。\n\nWhere each value stands: path → sheet!cell.",
}  # fmt: skip


def read_schema() -> Json:
    """A JSON Schema of the JSON that `read --json` prints."""
    return {
        "$schema": DIALECT,
        "title": "xlperf read --json",
        **_table({"schema": {"const": SCHEMA}, "files": _list(_reference("file"))}),
        "$defs": {
            "file": _file(), "project": _project(), "part": _part(), "finding": _finding(),
            "indicator": _indicator(), "values": _values(), "tables": _tables(),
        },
    }  # fmt: skip


def _file() -> Json:
    return _table(
        {
            "file": _TEXT,
            "unit": _table({"code": _TEXT, "name": _TEXT}),
            "form": {"type": ["string", "null"]},
            "projects": _list(_reference("project")),
            "part": {"anyOf": [_reference("part"), {"type": "null"}]},
            "findings": _list(_reference("finding")),
        }
    )


def _project() -> Json:
    always = {
        "code": _TEXT, "name": _TEXT, **dict.fromkeys(MONEY, _AMOUNT),
        "purpose": _TEXT, "goal": _TEXT,
        "plan": {"type": "object", "additionalProperties": _NUMBER},
        "indicators": _list(_reference("indicator")), "where": _WHERE,
    }  # fmt: skip
    return _table(always, extra={"type": "object", "additionalProperties": _TEXT}, **_own())


def _indicator() -> Json:
    names = ("level1", "level2", "level3", "description", "value", "basis")
    return _table(dict.fromkeys(names, _TEXT), weight=_NUMBER, key=_TEXT)


def _part() -> Json:
    always = {
        "overall": _list(_TEXT), "goals": _list(_table({"project": _TEXT, "text": _TEXT})),
        "safeguards": _list(_TEXT), "where": _WHERE,
    }  # fmt: skip
    return _table(always, **_own())


def _finding() -> Json:
    names = (
        "code", "file", "sheet", "cell", "project", "found", "message", "fix", "opinion",
        "justification",
    )  # fmt: skip
    level = {"enum": [each.value for each in Level]}
    return _table({**dict.fromkeys(names, _TEXT), "level": level})


def _own() -> Json:
    """What is there of every file whose form is known."""
    return {"values": _reference("values"), "tables": _reference("tables")}


def _values() -> Json:
    return {
        "type": "object",
        "additionalProperties": {"type": ["string", "null"]},
        "description": "字段 → 值。金额、数、个数、百分数（85.3 即 85.3 %）为小数文字，日期为 "
        '2026-03-01，目标值为原文；空白的数和日期为 null，空白的文字为 ""。\n\n'
        "Field → value. Amounts, numbers, counts and percents (85.3 for 85.3 %) are decimal texts, "
        'days 2026-03-01, targets their raw text; blank figures and days are null, blank texts "".',
    }


def _tables() -> Json:
    row = _table({"key": _TEXT, "values": _reference("values")})
    return {
        "type": "object",
        "additionalProperties": _list(row),
        "description": "表名 → 各行。\n\nTable → its rows.",
    }


def _table(always: Json, **sometimes: Json) -> Json:
    return {
        "type": "object", "properties": {**always, **sometimes},
        "required": [*always], "additionalProperties": False,
    }  # fmt: skip


def _list(each: Json) -> Json:
    return {"type": "array", "items": each}


def _reference(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}
