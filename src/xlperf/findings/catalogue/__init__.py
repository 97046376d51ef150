"""Every text the library says to a person, in Chinese and English, in one place.

A text is looked up by kind and code: `text("finding", "money.sum", "says", "zh")`. The texts
stand in the TOML files of this folder, one file for each room that speaks.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from ..spoken_nouns import nouns

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
Entry = Mapping[str, Any]
COMPILED = "texts.json"
"""Made of the files when the package is built (`.ci/build_texts.py`); a checkout has none."""


@cache
def entries(kind: str) -> Mapping[str, Entry]:
    """All entries of one kind (`finding`, `error`, `sheet`, `word`), by code, in file order."""
    found: Mapping[str, Entry] = _catalogue().get(kind, {})
    return found


@cache
def _catalogue() -> Mapping[str, Mapping[str, Entry]]:
    """Everything, by kind: as it was compiled when the package was built, else from the files."""
    folder = Path(__file__).parent
    compiled = folder / COMPILED
    if compiled.is_file():
        made: Mapping[str, Mapping[str, Entry]] = json.loads(compiled.read_bytes())
        return made
    return gathered(folder)


def gathered(folder: Path) -> dict[str, dict[str, Entry]]:
    """Everything that stands in the TOML files of a folder, by kind, in the order of the files."""
    import tomllib  # noqa: PLC0415 - what was compiled needs none

    found: dict[str, dict[str, Entry]] = {}
    for file in sorted(folder.glob("*.toml")):
        for kind, told in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found.setdefault(kind, {}).update(told)
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
