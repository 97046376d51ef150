"""Spaces in plain text that no person typed: where lines of a cell were broken, between scripts.

A program that takes text out of a PDF may put a space where a line of a cell ended, or between
Han and digits. The labels the form draws tell: whatever space stands in one of them that is not
drawn was put there. Where the labels came out whole, spaces are what people typed.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from ...reading import Labels
from .pieces import TextCell, TextTable

_SPACES = re.compile(r"[ \u3000\xa0]+")
_WORD = re.compile(r"[0-9A-Za-z]")
BETWEEN_SIGNS, BETWEEN_SCRIPTS, IN_WORDS = "signs", "scripts", "words"


def extracted_kinds(tables: Iterable[TextTable], labels: Labels) -> frozenset[str]:
    """Between which kinds of signs the labels of some tables have spaces that are not drawn."""
    found: set[str] = set()
    for cell in (cell for table in tables for cell in table.cells):
        if labels.named(cell.text) and len(cell.text) < 60:
            drawn = labels.spellings(cell.text)
            if cell.text not in drawn:
                found |= set(_kinds(cell.text))
    return frozenset(found - {IN_WORDS})


def _kinds(text: str) -> Iterator[str]:
    for space in _SPACES.finditer(text.strip()):
        yield _kind(text.strip(), space)


def _kind(text: str, space: re.Match[str]) -> str:
    before, after = text[: space.start()][-1:], text[space.end() :][:1]
    words = sum(_WORD.fullmatch(each) is not None for each in (before, after))
    return (BETWEEN_SIGNS, BETWEEN_SCRIPTS, IN_WORDS)[words]


def without_extracted(cell: TextCell, kinds: Collection[str]) -> TextCell:
    """A cell without the spaces of those kinds."""
    text = cell.text
    if not kinds or not _SPACES.search(text):
        return cell
    made = _SPACES.sub(lambda space: "" if _kind(text, space) in kinds else space[0], text)
    return cell._replace(text=made)
