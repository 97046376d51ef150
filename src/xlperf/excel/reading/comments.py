"""Comments on cells (批注) as people write them, for those who carry them to a new workbook.

They are beside the figures, so nothing of them keeps a file from being read: a part that cannot
be walked holds none.
"""

import posixpath
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from ...findings import FileError
from ...sheet import Cell, Comment, parse_cell
from ..packages import Limits, Package
from .safe_xml import Walk, utf_8

_LARGEST = 2_000_000
_ELEMENTS = 50_000
Relations = Callable[[str], Mapping[str, tuple[str, str]]]


class _Comments(Walk):
    """The comments of one sheet: at each cell an author and a text."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.authors: list[str] = []
        self.found: list[tuple[str, str, str]] = []
        self.parser.CharacterDataHandler = self._text
        self._inside = ""

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An author, a comment, or a piece of its text begins."""
        if name == "author":
            self.authors.append("")
        elif name == "comment":
            self.found.append((attributes.get("ref", ""), attributes.get("authorId", ""), ""))
        self._inside = name

    def closed(self, name: str) -> None:
        """It ends."""
        self._inside = ""

    def _text(self, text: str) -> None:
        if self._inside == "author" and self.authors:
            self.authors[-1] += text
        elif self._inside == "t" and self.found:
            reference, author, before = self.found[-1]
            self.found[-1] = (reference, author, before + text)


def comments_of(package: Package, sheet: str, relations: Relations) -> Mapping[Cell, Comment]:
    """The comments on a sheet that are not ours, by their cells."""
    folder, name = posixpath.split(sheet)
    if posixpath.join(folder, "_rels", f"{name}.rels") not in package:
        return {}
    limits = replace(package.limits, part_bytes=_LARGEST, elements=_ELEMENTS)
    bounded = replace(package, limits=limits)
    found: dict[Cell, Comment] = {}
    try:
        for kind, part in relations(sheet).values():
            if kind == "comments" and part in package:
                walk = _Comments(part, package.name, limits)
                walk.run(utf_8(bounded.read(part), part, package.name))
                found |= _told(walk)
    except FileError:
        return found
    return found


def _told(walk: _Comments) -> dict[Cell, Comment]:
    authors = {str(number): author for number, author in enumerate(walk.authors)}
    found = {}
    for reference, number, text in walk.found:
        comment = Comment(authors.get(number, ""), text)
        if text.strip() and not comment.is_ours:
            with suppress(ValueError):  # a comment on no cell is nobody's
                found[parse_cell(reference)] = comment
    return found
