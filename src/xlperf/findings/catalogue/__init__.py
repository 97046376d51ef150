"""Every text the library says to a person, in Chinese and English, in one place.

A text is looked up by kind and code: `text("finding", "money.sum", "says", "zh")`. The texts
stand in the TOML files of this folder, one file for each room that speaks.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal

from ..spoken_nouns import nouns

Lang = Literal["zh", "en"]
Entry = Mapping[str, Any]


@cache
def entries(kind: str) -> Mapping[str, Entry]:
    """All entries of one kind (`finding`, `error`, `sheet`, `word`), by code, in file order."""
    found: dict[str, Entry] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            found |= tomllib.loads(file.read_text(encoding="utf-8")).get(kind, {})
    return found


def text(kind: str, code: str, part: str, lang: Lang, values: Mapping[str, object] = {}) -> str:
    """One text, with the values it speaks of put in.

    Raises:
        KeyError: the catalogue has no such text, or a value it speaks of was not given.
    """
    template: str = entries(kind)[code][part][lang]
    return _said(template, lang, values)


def word(code: str, lang: Lang = "zh", **values: object) -> str:
    """A heading, a label or a short sentence that stands on a sheet or is printed."""
    template: str = entries("word")[code][lang]
    return _said(template, lang, values)


def _said(template: str, lang: Lang, values: Mapping[str, object]) -> str:
    """A template with its values; where it names a unit or a project, with the form's noun."""
    if "{" not in template:
        return template
    if "{noun." in template:
        return template.format_map({**values, "noun": nouns(lang, values)})
    return template.format_map(values)
