"""How the two columns beside a table are headed: hints, and the unit's justifications."""

from functools import cache

from ..budget import wording
from ..findings import LANGS, word


@cache
def side_headings() -> tuple[tuple[str, str], ...]:
    """Both headings in each language a workbook may be issued in, folded as headings are."""
    return tuple(
        (wording.heading(word("column.hints", lang)), wording.heading(word("column.reasons", lang)))
        for lang in LANGS
    )


@cache
def own_lines() -> frozenset[str]:
    """All that an issued workbook has beside the lines above a table, folded in the same way."""
    back = (wording.heading(word("line.back", lang)) for lang in LANGS)
    return frozenset((*(heading for pair in side_headings() for heading in pair), *back))
