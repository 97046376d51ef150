"""The form file as a JSON Schema, so that editors complete its keys and check it."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..findings import catalogue
from .declared import DECLARED
from .drawn_form import DrawnForm

Json = dict[str, Any]
DIALECT = "http://json-schema.org/draft-07/schema#"
"""The one that editors with TOML support know."""
_PREFIXES = {
    "SheetForm": "sheet.", "DeclaredField": "field.", "MoneyUnit": "money.", "CodeScheme": "code.",
    "ScoreForm": "score.", "FormCheck": "checks.", "Words": "words.",
    "PublishForm": "publish.", "Margins": "publish.margins.", "Fonts": "publish.fonts.",
    "Sizes": "publish.sizes.", "Lines": "publish.lines.",
}  # fmt: skip
"""What the keys of a table are called in the catalogue, by its record."""
_DRAFT_7: Mapping[str, str] = {"$defs": "definitions", "prefixItems": "items"}
_NAME = r'^[^\s/\\:*?"<>|]+$'
"""Not every reader of patterns knows that a Chinese sign is a letter."""
_BY_TABLE = ("rows", "spare", "widths")
"""Keys that name fields: TOML takes a dotted name without quotes as a table in a table."""


def form_schema() -> Json:
    """A JSON Schema (draft 7) of the form file, made of the records it is read into.

    The texts beside the keys are in both languages, Chinese first. What passes may still be
    refused by `forms check`, which knows the drawing too.
    """
    made = DrawnForm.model_json_schema()
    records = {name: each for name, each in made["$defs"].items() if name in _PREFIXES}
    told = {name: _table(each, _PREFIXES[name]) for name, each in records.items()}
    enums = {name: each for name, each in made["$defs"].items() if "enum" in each}
    _take_short_forms(told)
    root = _table(made, "")
    root["properties"]["name"]["pattern"] = _NAME
    plain = _plain({**root, "$defs": told}, enums)
    return {"$schema": DIALECT, "title": "xlperf form", **_renamed(plain)}


def keys_of_forms() -> Iterator[tuple[str, Json, bool]]:
    """Every key of the form file: its name in the catalogue, its schema, whether it must be.

    First those that stand in no table, then table by table.
    """
    schema = form_schema()
    yield from _keys(schema, "")
    for name, prefix in _PREFIXES.items():
        if name in schema["definitions"]:
            yield from _keys(_objects(schema["definitions"][name]), prefix)


def _objects(schema: Json) -> Json:
    """The table among the ways in which something may be written."""
    return next((each for each in schema.get("anyOf", ()) if "properties" in each), schema)


def _keys(table: Json, prefix: str) -> Iterator[tuple[str, Json, bool]]:
    for name, each in table["properties"].items():
        yield f"{prefix}{name}", each, name in table.get("required", ())


def _table(schema: Json, prefix: str) -> Json:
    """A table with the texts of the catalogue beside its keys."""
    properties = {}
    for name, each in schema["properties"].items():
        properties[name] = {**each, "description": _told(f"{prefix}{name}")}
    kept = {key: each for key, each in schema.items() if key not in ("description", "title")}
    return {**kept, "properties": properties}


def _take_short_forms(tables: Mapping[str, Json]) -> None:
    """What the file may say in other words than the records have."""
    sheet = tables["SheetForm"]["properties"]
    sheet["drawing"] = {"type": "string", "description": sheet["drawing"]["description"]}
    for key in _BY_TABLE:
        for each in (sheet[key], *sheet[key].get("oneOf", ()), *sheet[key].get("anyOf", ())):
            if "additionalProperties" in each:
                one = each["additionalProperties"]
                nested = {"type": "object", "additionalProperties": one}
                each["additionalProperties"] = {"anyOf": [one, nested]}
    check = tables["FormCheck"]["properties"]
    text = {"type": "string", "maxLength": 255}
    both = {"type": "object", "properties": {"zh": text, "en": text}, "additionalProperties": False}
    check["text"] = {"anyOf": [text, both], "description": _told("checks.text")}
    whole = {**tables["DeclaredField"]}
    tables["DeclaredField"].clear()
    kind = {"type": "string", "enum": [*DECLARED], "description": _told("field.kind")}
    choices = {
        "type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1},
        "description": _told("field.choices"),
    }  # fmt: skip
    whole["properties"]["choices"] = choices
    tables["DeclaredField"]["anyOf"] = [kind, choices, whole]


def _told(key: str) -> str:
    said = catalogue.entries("key")[key]
    return f"{said['zh']}\n\n{said['en']}"


def _plain(value: Any, enums: Mapping[str, Json]) -> Any:
    """Without what editors have no use for: titles, nulls (TOML has none); enums in their place."""
    if isinstance(value, list):
        return [_plain(each, enums) for each in value]
    if not isinstance(value, dict):
        return value
    enum = enums.get(str(value.get("$ref", "")).rpartition("/")[2])
    if enum:
        rest = {key: each for key, each in value.items() if key != "$ref"}
        value = {"type": "string", "enum": enum["enum"], **rest}
    value = _without_null(value)
    return {
        key: _without_none(each) if key == "default" else _plain(each, enums)
        for key, each in value.items()
        if not (key in ("title", "discriminator", "default") and _is_idle(key, each))
    }


def _is_idle(key: str, said: Any) -> bool:
    """Whether it is pydantic's own word, and no key of a form that is called so."""
    return said is None if key == "default" else not isinstance(said, dict) or "mapping" in said


def _without_none(default: Any) -> Any:
    if not isinstance(default, dict):
        return default
    return {key: each for key, each in default.items() if each is not None}


def _without_null(value: Json) -> Json:
    """What may be null may be left out, and is not written as null."""
    for word in ("anyOf", "oneOf"):
        if word in value:
            rest = {key: each for key, each in value.items() if key != word}
            left = [each for each in value[word] if each != {"type": "null"}]
            value = {**left[0], **rest} if len(left) == 1 else {**rest, "anyOf": left}
    return value


def _renamed(value: Any) -> Any:
    """In the words of draft 7; a reference with texts beside it is wrapped."""
    if isinstance(value, list):
        return [_renamed(each) for each in value]
    if not isinstance(value, dict):
        return value
    made: Json = {_DRAFT_7.get(key) or key: _renamed(each) for key, each in value.items()}
    if "$ref" in made:
        reference = {"$ref": made.pop("$ref").replace("$defs", "definitions")}
        made = {"allOf": [reference], **made} if made else reference
    return made
