"""What people put over the cells of a sheet: text boxes, pictures, attached files, threads.

Nothing of it keeps a file from being read: a part that cannot be walked is told as an object.
"""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from ...findings import FileError
from ...sheet import Cell, Overlay, parse_cell
from ..packages import Limits, Package
from .safe_xml import Walk, utf_8

_LARGEST = 5_000_000
_ELEMENTS = 100_000
_LONGEST = 500
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_KINDS = {"sp": "shape", "cxnSp": "shape", "pic": "picture", "graphicFrame": "chart"}
_PARTS = {
    "oleObject": "object", "package": "object", "control": "control", "ctrlProp": "control",
    "image": "picture",
}  # fmt: skip
Relations = Callable[[str], Mapping[str, tuple[str, str]]]


def overlays_of(package: Package, sheet: str, relations: Relations) -> tuple[Overlay, ...]:
    """What lies over the cells of a sheet, in the order it is listed."""
    folder, name = posixpath.split(sheet)
    if posixpath.join(folder, "_rels", f"{name}.rels") not in package:
        return ()
    limits = replace(package.limits, part_bytes=_LARGEST, elements=_ELEMENTS)
    bounded = replace(package, limits=limits)
    try:
        listed = relations(sheet)
    except FileError:
        return (Overlay("object"),)
    return tuple(
        overlay for kind, part in listed.values() for overlay in _over(bounded, kind, part)
    )


def _over(package: Package, kind: str, part: str) -> Iterator[Overlay]:
    if kind in _PARTS:
        yield Overlay(_PARTS[kind])
        return
    walk: _Drawing | _Threads
    if kind == "drawing":
        walk = _Drawing(part, package.name, package.limits)
    elif kind == "threadedComment":
        walk = _Threads(part, package.name, package.limits)
    else:
        return
    try:
        walk.run(utf_8(package.read(part), part, package.name))
    except FileError:
        yield Overlay("object" if kind == "drawing" else "thread")
        return
    yield from walk.found


class _Drawing(Walk):
    """The shapes of one sheet, each with the cell it begins at and the words on it."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.found: list[Overlay] = []
        self._row = self._column = self._text = ""
        self._kind = ""
        self._inside = ""
        self.parser.CharacterDataHandler = self._words

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An anchor, a shape, or a piece of its place or words begins."""
        bare = name.rpartition(" ")[2]
        if bare in _ANCHORS:
            self._row = self._column = self._text = self._kind = ""
        elif bare in _KINDS and not self._kind:
            self._kind = _KINDS[bare]
        elif bare == "cNvSpPr" and attributes.get("txBox") in ("1", "true"):
            self._kind = "text-box"
        elif bare == "relIds" or (bare == "contentPart" and not self._kind):
            self._kind = "shape"
        self._inside = bare

    def closed(self, name: str) -> None:
        """An anchor ends: what it holds is known."""
        bare = name.rpartition(" ")[2]
        if bare in _ANCHORS and self._kind:
            kind = "text-box" if self._kind == "shape" and self._text.strip() else self._kind
            self.found.append(Overlay(kind, self._place(), self._text.strip()[:_LONGEST]))
        elif bare == "p" and self._text:
            self._text += "\n"
        self._inside = ""

    def _place(self) -> str:
        row, column = self._row.strip(), self._column.strip()
        if row.isdecimal() and column.isdecimal() and len(row + column) < 12:
            return str(Cell(int(row), int(column)))
        return ""

    def _words(self, text: str) -> None:
        if self._inside == "t":
            self._text += text
        elif self._inside == "row" and not self._row:
            self._row = text
        elif self._inside == "col" and not self._column:
            self._column = text


class _Threads(Walk):
    """The threads of one sheet, a remark each."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.found: list[Overlay] = []
        self._inside = False
        self.parser.CharacterDataHandler = self._words

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """A remark or its text begins."""
        bare = name.rpartition(" ")[2]
        if bare == "threadedComment":
            self.found.append(Overlay("thread", _cell(attributes.get("ref", ""))))
        self._inside = bare == "text"

    def closed(self, name: str) -> None:
        """It ends."""
        self._inside = False

    def _words(self, text: str) -> None:
        if self._inside and self.found:
            before = self.found[-1]
            self.found[-1] = before._replace(text=(before.text + text)[:_LONGEST])


def _cell(reference: str) -> str:
    try:
        return str(parse_cell(reference))
    except ValueError:
        return ""
