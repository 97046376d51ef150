"""Whether a value is of a JSON Schema: of the words that ours have, and no others."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]
_KINDS: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,),
    "number": (int, float), "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
_KNOWN = {
    "$schema", "$defs", "definitions", "title", "description", "default", "$ref", "allOf", "anyOf",
    "type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum",
    "properties", "required", "additionalProperties", "items", "minItems", "maxItems",
    "uniqueItems",
}  # fmt: skip


def wrong(value: Any, schema: Json, root: Json | None = None, path: str = "") -> list[str]:
    """Where a value is not of a schema: paths, with the word of the schema that says so."""
    return [*_wrong(value, schema, root or schema, path)]


def _wrong(value: Any, schema: Json, root: Json, path: str) -> Iterator[str]:
    assert schema.keys() <= _KNOWN, schema.keys() - _KNOWN
    yield from _joined(value, schema, root, path)
    kinds = schema.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(value, each) for each in kinds):
        yield f"{path}: type"
    elif value not in schema.get("enum", [value]) or value != schema.get("const", value):
        yield f"{path}: enum"
    elif isinstance(value, str):
        yield from _text(value, schema, path)
    elif isinstance(value, int | float):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            yield f"{path}: bounds"
    elif isinstance(value, dict):
        yield from _table(value, schema, root, path)
    elif isinstance(value, list):
        yield from _list(value, schema, root, path)


def _joined(value: Any, schema: Json, root: Json, path: str) -> Iterator[str]:
    """What is said elsewhere, or in several ways."""
    if "$ref" in schema:
        there: Any = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            there = there[step]
        yield from _wrong(value, there, root, path)
    for each in schema.get("allOf", ()):
        yield from _wrong(value, each, root, path)
    ways = [wrong(value, each, root, path) for each in schema.get("anyOf", ())]
    if ways and all(ways):
        closest = sorted(ways, key=len)[0]
        yield f"{path}: anyOf ({'; '.join(closest)})"


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, _KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _text(value: str, schema: Json, path: str) -> Iterator[str]:
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield f"{path}: length"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{path}: pattern"


def _table(value: Any, schema: Json, root: Json, path: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (f"{path}.{name}: required" for name in schema.get("required", ())
                if name not in value)  # fmt: skip
    for name, each in value.items():
        inside = properties.get(name, schema.get("additionalProperties", True))
        if inside is False:
            yield f"{path}.{name}: unknown"
        elif inside is not True:
            yield from _wrong(each, inside, root, f"{path}.{name}")


def _list(value: Any, schema: Json, root: Json, path: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{path}: items"
    items = schema.get("items", {})
    for number, each in enumerate(value):
        inside = items[min(number, len(items) - 1)] if isinstance(items, list) else items
        yield from _wrong(each, inside, root, f"{path}[{number}]")
