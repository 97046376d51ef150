"""Units as people call them: by their code, by their name, or by a part of it."""

from collections.abc import Iterable

from . import wording
from .nouns import Unit


def units_named(units: Iterable[Unit], text: str) -> list[Unit]:
    """The units that may be meant, each once: one where it is clear.

    The code comes first, then the whole name, then a part of the name.
    """
    every = list(dict.fromkeys(units))
    code, name = wording.code(text), wording.plain(text)
    named = [(each, wording.plain(each.name)) for each in every] if name else []
    by_code = [each for each in every if code and wording.code(each.code) == code]
    whole = [each for each, known in named if known == name]
    return by_code or whole or [each for each, known in named if name in known]
