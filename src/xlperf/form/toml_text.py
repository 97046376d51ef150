"""A table as the text of a TOML file, for a form that came from no file."""

import json
from collections.abc import Iterable, Mapping
from typing import Any


def toml_text(table: Mapping[str, Any]) -> str:
    """Text from which `tomllib` reads the same table: of texts, numbers, lists and tables.

    Raises:
        TypeError: it holds something else.
    """
    plain = {name: each for name, each in table.items() if not isinstance(each, Mapping)}
    lines = [f"{name} = {_value(each)}\n" for name, each in plain.items()]
    for name, each in table.items():
        if isinstance(each, Mapping):
            inside = (f"{_text(key)} = {_value(value)}\n" for key, value in each.items())
            lines += [f"\n[{name}]\n", *inside]
    return "".join(lines)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _drawn(value) if value.endswith("\n") else _text(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_text(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {pairs} }}"
    if isinstance(value, Iterable):
        return f"[{', '.join(map(_value, value))}]"
    raise TypeError(f"no TOML for {value!r}")


def _text(value: str) -> str:
    """A text between quotes: what JSON escapes, TOML does too, and DEL besides."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")


def _drawn(value: str) -> str:
    """A text of lines, so that a drawing stays one."""
    lines = (_text(line)[1:-1] + "\n" for line in value.split("\n")[:-1])
    return f'"""\n{"".join(lines)}"""'
