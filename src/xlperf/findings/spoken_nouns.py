"""What a text calls a unit and a project: the form's own nouns, else those of its language.

A text of the catalogue says `{noun.unit}`, `{noun.Units}` or `{noun.a_project}`; which it is
comes with its values (`words.unit`, `words.projects`), as a form names them. Chinese has one
form of a noun, English has several.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_IRREGULAR = re.compile(r"(?:s|x|z|ch|sh)$")
_VOWEL = re.compile(r"(?!uni|use|eu|one)[aeiou]", re.IGNORECASE)
_SPOKEN_WITH_VOWEL = "AEFHILMNORSX"
"""Letters whose own name begins with a vowel."""
_DEFAULTS = {
    "zh": {"unit": "单位", "project": "项目"},
    "en": {"unit": "unit", "project": "project"},
}


@dataclass(frozen=True, slots=True)
class Nouns:
    """The nouns as a text takes them: in a sentence, at its beginning, with an article."""

    unit: str
    units: str
    project: str
    projects: str
    Unit: str
    Units: str
    Project: str
    Projects: str
    a_unit: str
    a_project: str


def nouns(lang: str, values: Mapping[str, object] = {}) -> Nouns:
    """The nouns in one language; `values` may name them (`words.unit`, `words.units`, …)."""
    made: dict[str, str] = {}
    for name, usual in _DEFAULTS[lang].items():
        own = values.get(f"words.{name}")
        noun = str(own) if own else usual
        many = str(values.get(f"words.{name}s") or (noun if lang == "zh" else _plural(noun)))
        inside = [noun, many] if lang == "zh" else [_inside(noun), _inside(many)]
        made |= {name: inside[0], f"{name}s": inside[1]}
        made |= {name.capitalize(): _begun(noun), f"{name}s".capitalize(): _begun(many)}
        made[f"a_{name}"] = inside[0] if lang == "zh" else f"{_article(noun)} {inside[0]}"
    return Nouns(**made)


def _plural(noun: str) -> str:
    """The plural by the rules of English."""
    if noun.endswith("y") and noun[-2:-1].lower() not in (*"aeiou", ""):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if _IRREGULAR.search(noun) else f"{noun}s"


def _inside(noun: str) -> str:
    """A noun inside a sentence: `Authority` is `authority` there, `NHS trust` stays."""
    return noun[0].lower() + noun[1:] if noun[1:2].islower() else noun


def _begun(noun: str) -> str:
    return noun[0].upper() + noun[1:]


def _article(noun: str) -> str:
    """`an` before what begins with a vowel as it is spoken: an authority, an NHS trust."""
    is_spelled = noun[:2].isupper() and len(noun) > 1
    return "an" if (noun[0] in _SPOKEN_WITH_VOWEL if is_spelled else _VOWEL.match(noun)) else "a"
