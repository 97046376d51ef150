"""A Word file as a package: its parts by what they are, and what it brings besides text."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...excel.packages import GENEROUS, Package, listed, open_package
from ...excel.reading import Walk, utf_8
from ...findings import FileError
from .pieces import Told

_BESIDE = ("header", "footer", "footnotes", "endnotes")
_NOT_READ = ("aFChunk", "subDocument", "chart", "chartEx", "diagramData")


@dataclass(frozen=True)
class WordParts:
    """The parts of a Word file that hold text.

    Attributes:
        main: the name of its main part.
        beside: the names of headers, footers and notes, each with its kind.
        told: what it brings besides, and what it points at outside; nothing of that is opened.
    """

    package: Package
    main: str
    beside: Sequence[tuple[str, str]]
    told: tuple[Told, ...]

    def contents(self) -> Iterator[tuple[str, str, bytes]]:
        """Every part with its name and kind, the main one first, within the bounds of the gate.

        Raises:
            FileError: a part is damaged, too large, or more than is read.
        """
        spent = 0
        for name, kind in ((self.main, "main"), *self.beside):
            content = utf_8(self.package.read(name, spent), name, self.package.name)
            spent += len(content)
            yield name, kind, content


def word_parts(content: bytes, name: str) -> WordParts:
    """Open a Word file as far as it may be opened.

    Raises:
        FileError: it is damaged, encrypted, a bomb, carries macros, or has no main part.
    """
    package = open_package(content, name, listed(content, name, GENEROUS), GENEROUS)
    if any(part.endswith("vbaproject.bin") for part in package.parts):
        raise FileError("text.macros", file=name)
    top = _relations(package, "_rels/.rels", "")
    main = next((each.target for each in top if each.kind == "officeDocument"), "")
    if main not in package:
        raise FileError("file.broken", file=name, found="word/document.xml: -")
    folder, _, base = main.rpartition("/")
    own = _relations(package, f"{folder}/_rels/{base}.rels", folder)
    beside = [
        (each.target, each.kind)
        for each in own
        if each.kind in _BESIDE and not each.is_outside and each.target in package
    ]
    told = (*_told([*top, *own]), *_comments(package, own))
    return WordParts(package, main, [*dict.fromkeys(beside)], told)


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str
    is_outside: bool


def _told(relations: Sequence[_Relation]) -> Iterator[Told]:
    outside = sorted({each.target for each in relations if each.is_outside})
    if outside:
        yield Told("text.outside", "、".join(outside[:3]) + (" …" if len(outside) > 3 else ""))
    inside = [each for each in relations if each.kind in _NOT_READ and not each.is_outside]
    yield from (Told("text.part-unread", each.target) for each in inside)


def _comments(package: Package, relations: Sequence[_Relation]) -> Iterator[Told]:
    """How many comments there are; a part for them may be there without any."""
    count = 0
    for part in {each.target for each in relations if each.kind == "comments"}:
        if part in package:
            walk = _Comments(part, package.name, GENEROUS)
            walk.run(utf_8(package.read(part), part, package.name))
            count += walk.comments
    if count:
        yield Told("text.note", str(count))


def _relations(package: Package, part: str, folder: str) -> list[_Relation]:
    if part not in package:
        return []
    walk = _Relations(part, package.name, folder)
    walk.run(utf_8(package.read(part), part, package.name))
    return walk.found


class _Relations(Walk):
    """What a part points at: a link a person may click is no part of the text."""

    def __init__(self, part: str, file: str, folder: str) -> None:
        super().__init__(part, file, GENEROUS)
        self.folder = folder
        self.found: list[_Relation] = []

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """One relation."""
        kind = attributes.get("Type", "").rpartition("/")[2]
        target, is_outside = (
            attributes.get("Target", ""),
            attributes.get("TargetMode") == "External",
        )
        if not kind or (is_outside and kind == "hyperlink"):
            return
        if not is_outside:
            path = target if target.startswith("/") else posixpath.join(self.folder, target)
            target = posixpath.normpath(path).lstrip("/")
        self.found.append(_Relation(kind, target, is_outside))


class _Comments(Walk):
    """Counts the comments in their part."""

    comments = 0

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """One comment, or what stands in it."""
        self.comments += name.rpartition(" ")[2] == "comment"
