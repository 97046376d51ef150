"""An .xlsx file as what it is: a zip of XML parts that point to each other."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Sheet:
    """One sheet as the workbook part lists it: its name, and the part its cells are in."""

    name: str
    part: str


@dataclass(frozen=True)
class Name:
    """One defined name; `sheet` is the number of the sheet it is local to, None for all."""

    name: str
    text: str
    sheet: int | None


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def size(text: str) -> int:
    """How long Excel finds a text: in UTF-16 units, with _x000a_ for one character."""
    return len(_ESCAPED.sub("x", text).encode("utf-16-le")) // 2


def all_text(element: Element) -> str:
    """The text of a string, over its runs, without the readings above it."""
    return "".join(
        each.text or ""
        for child in element
        if local(child) in {"t", "r"}
        for each in child.iter()
        if local(each) == "t"
    )


class Package:
    """A workbook opened for looking at its parts."""

    def __init__(self, source: Path | bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
        self.workbook_part = next(self.targets("", "/officeDocument"))
        self.workbook = self.tree(self.workbook_part)

    def tree(self, part: str) -> Element:
        """A small part, read whole."""
        found: Element = ElementTree.fromstring(self.zip.read(part))
        return found

    def stream(self, part: str) -> Iterator[tuple[str, Element]]:
        """A large part, element by element: ("start" or "end", element)."""
        with self.zip.open(part) as file:
            yield from _parsed(file)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part points to: id to (type, part)."""
        folder, name = posixpath.split(part)
        file = posixpath.join(folder, "_rels", f"{name}.rels")
        if file not in self.zip.namelist():
            return {}
        return {
            each.get("Id", ""): (each.get("Type", ""), _joined(folder, each.get("Target", "")))
            for each in self.tree(file)
        }

    def targets(self, part: str, kind: str) -> Iterator[str]:
        """The parts a part points to, of the kind whose name ends so."""
        yield from (path for type_, path in self.relations(part).values() if type_.endswith(kind))

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets in the order of their tabs."""
        relations = self.relations(self.workbook_part)
        return [
            Sheet(each.get("name", ""), relations[each.get(_RELATION, "")][1])
            for each in self.workbook.iter()
            if local(each) == "sheet"
        ]

    @property
    def names(self) -> list[Name]:
        """The defined names, in file order."""
        return [
            Name(each.get("name", ""), each.text or "", int(scope) if scope else None)
            for each in self.workbook.iter()
            if local(each) == "definedName"
            for scope in [each.get("localSheetId")]
        ]

    def strings(self) -> Iterator[str]:
        """The shared strings, by number."""
        for part in self.targets(self.workbook_part, "/sharedStrings"):
            for event, element in self.stream(part):
                if event == "end" and local(element) == "si":
                    yield all_text(element)
                    element.clear()


def _parsed(file: IO[bytes]) -> Iterator[tuple[str, Element]]:
    """Parse without ever holding the whole part; bombs and outside entities are refused."""
    events: Iterator[tuple[str, Element]] = ElementTree.iterparse(file, ("start", "end"))
    yield from events


def _joined(folder: str, target: str) -> str:
    """The name of a part from the folder of the part that points to it."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
