"""A workbook as parts that point to each other: looked up, replaced, added and taken out."""

import posixpath
from collections.abc import Iterable
from typing import NamedTuple

from ..packages import GENEROUS, listed, open_package, rebuilt
from .xml_in_place import Edit, Tag, escaped, inserted_last, nodes, prefixed, spliced

CONTENT_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{_RELATIONS}"></Relationships>'
).encode()


class Relation(NamedTuple):
    """One pointer: its id, the last word of its type, and the part; "" for an outside target."""

    id: str
    kind: str
    part: str


class PatchedPackage:
    """The parts of one workbook, with what has been changed in them so far.

    Attributes:
        workbook: the part all sheets are listed in.
        office: the namespace of its relations, which Strict files spell otherwise.

    Raises:
        FileError: it is no zip, or must not be opened.
        ValueError: the file is no package of a workbook.
    """

    def __init__(self, content: bytes) -> None:
        parts = listed(content, "", GENEROUS)
        self._came_as = open_package(content, "", parts, GENEROUS)
        self._spelled = {part.name.casefold(): part.name for part in parts}
        self._changed: dict[str, bytes | None] = {}
        self.workbook = self.target("", "officeDocument")
        if not self.has(self.workbook):
            raise ValueError("no workbook")
        self.office = self._type_of_workbook().rpartition("/")[0]

    def _type_of_workbook(self) -> str:
        types = (node.tag.get("Type") for node in nodes(self.read("_rels/.rels"), 1))
        return next(each for each in types if each.endswith("/officeDocument"))

    def names(self) -> list[str]:
        """All parts there are now."""
        there = self._spelled.values()
        kept = [name for name in there if self._changed.get(name, b"") is not None]
        return kept + [name for name in self._changed if name not in there and self.has(name)]

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        name = self._name(part)
        if name in self._changed:
            return self._changed[name] is not None
        return name in self._spelled.values()

    def read(self, part: str) -> bytes:
        """What a part holds now.

        Raises:
            ValueError: there is no such part, or it cannot be read.
        """
        if not self.has(part):
            raise ValueError(f"{part} is missing")
        name = self._name(part)
        changed = self._changed.get(name)
        return self._came_as.read(name) if changed is None else changed

    def write(self, part: str, content: bytes) -> None:
        """Put a part in, or replace it."""
        self._changed[self._name(part)] = content

    def free(self, name: str) -> str:
        """The first numbered name (`xl/comments{}.xml`) that no part has."""
        names = (name.format(number) for number in range(1, 100_000))
        return next(each for each in names if not self.has(each))

    def drop(self, part: str) -> None:
        """Take a part out, with its relations and its content type."""
        for each in (part, _relations_of(part)):
            if self.has(each):
                self._changed[self._name(each)] = None
        content = self.read(CONTENT_TYPES)
        gone = [n for n in nodes(content, 1) if n.tag.get("PartName").lstrip("/") == part]
        self._cut(CONTENT_TYPES, content, [Edit(n.tag.start, n.end, b"") for n in gone])

    def declare(self, part: str, content_type: str) -> None:
        """Say what a new part holds."""
        element = f'<Override PartName="/{part}" ContentType="{content_type}"/>'
        self._append(CONTENT_TYPES, self.read(CONTENT_TYPES), element)

    def relations(self, part: str) -> list[Relation]:
        """What a part points to."""
        name = _relations_of(part)
        if not self.has(name):
            return []
        folder = posixpath.dirname(part)
        return [_relation(folder, node.tag) for node in nodes(self.read(name), 1)]

    def target(self, part: str, kind: str) -> str:
        """The first part of a kind that a part points to; "" when there is none."""
        return next((each.part for each in self.relations(part) if each.kind == kind), "")

    def relate(self, part: str, id_: str, kind: str, target: str) -> None:
        """Let a part point to another, as Excel spells it: some readers know no other way."""
        name = _relations_of(part)
        content = self.read(name) if self.has(name) else _NO_RELATIONS
        kind = f"{self.office}/{kind}"
        way = escaped(posixpath.relpath(target, posixpath.dirname(part) or "."))
        element = f'<Relationship Id="{id_}" Type="{kind}" Target="{way}"/>'
        self._append(name, content, element)

    def unrelate(self, part: str, targets: Iterable[str]) -> None:
        """Let a part no longer point to some others; relations nobody needs are taken out."""
        gone = {each.id for each in self.relations(part) if each.part in set(targets)}
        name = _relations_of(part)
        if not gone:
            return
        content = self.read(name)
        found = [node for node in nodes(content, 1) if node.tag.get("Id") in gone]
        self._cut(name, content, [Edit(n.tag.start, n.end, b"") for n in found])
        if not self.relations(part):
            self._changed[self._name(name)] = None

    def content(self) -> bytes:
        """The whole file; the very bytes it came as when nothing is different."""
        came, there = self._came_as, set(self._spelled.values())
        changes = {
            name: content
            for name, content in self._changed.items()
            if (content is not None if name not in there else content != came.read(name))
        }
        if not changes:
            return came.content
        return rebuilt(came.content, tuple(came.parts.values()), changes)

    def _name(self, part: str) -> str:
        """A part as the zip spells it: its case does not count."""
        return self._spelled.get(part.casefold(), part)

    def _append(self, name: str, content: bytes, element: str) -> None:
        whole = next(nodes(content, 0))
        text = prefixed(element, whole.tag.prefix)
        self.write(name, spliced(content, [inserted_last(content, whole, text)]))

    def _cut(self, name: str, content: bytes, edits: list[Edit]) -> None:
        if edits:
            self.write(name, spliced(content, edits))


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relation(folder: str, tag: Tag) -> Relation:
    """One relation of a part in this folder."""
    inside = tag.get("TargetMode") != "External"
    kind = tag.get("Type").rpartition("/")[2]
    return Relation(tag.get("Id"), kind, _joined(folder, tag.get("Target")) if inside else "")


def _joined(folder: str, target: str) -> str:
    """A part as the part that points to it spells it, from its own folder or from the root."""
    target = target.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
