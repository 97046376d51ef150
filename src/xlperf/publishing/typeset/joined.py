"""PDFs of units joined into one, with all that makes them readable aloud, one in memory at a time.

Typst holds a whole document in memory, forty megabytes a unit: so each unit is set by itself,
and the objects of its file are numbered on behind those before. What stands once in a PDF
(catalogue, pages, outline, tree of tags) is made anew over those of the units.
"""

import re
from array import array
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from .parsed import PdfFile, in_utf16, parsed, put_references

_HEAD = b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"
_CATALOGUE, _PAGES, _TAGS, _OUTLINE, _DOCUMENT, _FIRST_FREE = range(1, 7)
"""The numbers of what stands once."""
_TAGGED = re.compile(rb"/(StructParents?) (\d+)")
_NAME = re.compile(rb"\((U\d+x\d+y\d+)\)")
_LIST = re.compile(rb"/(Nums|Names|K)\s*\[(.*?)\]", re.DOTALL)
_PAIR = re.compile(rb"(\d+|\(U\d+x\d+y\d+\))\s*(\d+) 0 R")


class _Unit(NamedTuple):
    """What the whole file must know of a unit: references already as they are in it."""

    title: str
    at: int
    pages: int
    sheets: int
    tags: bytes
    parents: tuple[int, int]
    names: tuple[bytes, bytes] | None
    items: tuple[int, int, int] | None


class Joined:
    """A PDF that is written unit by unit, and is whole once `finish` was called."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places = array("Q", [0] * _FIRST_FREE)
        self._units: list[_Unit] = []
        self._tagged, self._at = 0, 0
        self._catalogue, self._info, self._id = b"", 0, b""
        self._write(_HEAD)

    @property
    def pages(self) -> int:
        """How many pages it has so far."""
        return sum(each.sheets for each in self._units)

    def add(self, pdf: bytes, title: str) -> None:
        """Put a unit's PDF behind those before.

        Raises:
            ValueError: it is no PDF as typst writes them.
        """
        file = parsed(pdf)
        base = len(self._places)
        self._places.extend([0] * file.size)
        leaves = (len(self._places), len(self._places) + 1)
        self._places.extend([0, 0])
        moved = self._moved(file, base)
        for number in file.numbers():
            if number not in (file.root, file.tags, file.outline):
                self._object(base + number, self._body(file, number, base, moved))
        self._units.append(self._unit(file, title, base, leaves, moved))
        if not self._catalogue:
            top = {file.pages: _PAGES, file.tags: _TAGS, file.outline: _OUTLINE}
            said = file.text(file.root)
            self._catalogue = put_references(said, lambda n: top.get(n, base + n))
            self._info, self._id = base + file.info, file.identity

    def finish(self) -> None:
        """Write what stands once, and where everything is."""
        for each in self._outline():
            self._object(*each)
        self._object(_CATALOGUE, self._catalogue)
        kids = b" ".join(b"%d 0 R" % each.pages for each in self._units)
        self._object(_PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (self.pages, kids))
        self._object(_TAGS, self._tag_root())
        tops = b" ".join(each.tags for each in self._units)
        said = b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (_TAGS, tops)
        self._object(_DOCUMENT, said)
        begin = self._at
        self._write(b"xref\n0 %d\n0000000000 65535 f\r\n" % len(self._places))
        for place in self._places[1:]:
            self._write(b"%010d 00000 %s\r\n" % (place, b"n" if place else b"f"))
        self._write(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R%s>>\nstartxref\n%d\n%%%%EOF"
            % (len(self._places), _CATALOGUE, self._info, self._id, begin)
        )

    def _moved(self, file: PdfFile, base: int) -> Callable[[int], int]:
        """What a reference of a unit's file is in the whole."""
        once = {file.root: _CATALOGUE, file.tags: _DOCUMENT}
        if file.outline:
            once[file.outline] = base
        return lambda number: once.get(number, base + number)

    def _body(self, file: PdfFile, number: int, base: int, moved: Callable[[int], int]) -> bytes:
        """An object with its references, its tags and the names of its cells moved on."""
        text = put_references(file.text(number), moved)
        text = _TAGGED.sub(lambda m: b"/%s %d" % (m[1], int(m[2]) + self._tagged), text)
        text = _NAME.sub(lambda m: b"(%s)" % self._named(m[1]), text)
        if number == file.pages:
            text = text.replace(b"/Type/Pages", b"/Type/Pages/Parent %d 0 R" % _PAGES, 1)
        return text + file.stream(number)

    def _named(self, name: bytes) -> bytes:
        return b"N%06d%s" % (len(self._units), name)

    def _unit(
        self, file: PdfFile, title: str, base: int, leaves: tuple[int, int],
        moved: Callable[[int], int],
    ) -> _Unit:  # fmt: skip
        """What is left of a unit's tree of tags, its leaves written."""
        lists = {match[1]: match[2] for match in _LIST.finditer(file.text(file.tags))}
        numbers = [
            (int(key) + self._tagged, moved(int(value)))
            for key, value in _PAIR.findall(lists.get(b"Nums", b""))
        ]
        least, most = (numbers[0][0], numbers[-1][0]) if numbers else (self._tagged, self._tagged)
        said = b" ".join(b"%d %d 0 R" % pair for pair in numbers)
        self._object(leaves[0], b"<</Limits[%d %d]/Nums[%s]>>" % (least, most, said))
        names = self._names(lists.get(b"Names", b""), leaves[1], moved)
        self._tagged = most + 1
        items = file.items()
        return _Unit(
            title, base, moved(file.pages), file.count,
            put_references(lists.get(b"K", b""), moved), (leaves[0], leaves[1]), names,
            (moved(items[0]), moved(items[1]), items[2]) if items else None,
        )  # fmt: skip

    def _names(
        self, said: bytes, leaf: int, moved: Callable[[int], int]
    ) -> tuple[bytes, bytes] | None:
        """The names of header cells, under which the cells below find them."""
        pairs = [
            (self._named(key.strip(b"()")), moved(int(value))) for key, value in _PAIR.findall(said)
        ]
        if not pairs:
            return None
        first, last = pairs[0][0], pairs[-1][0]
        listed = b"".join(b"(%s)%d 0 R" % pair for pair in pairs)
        self._object(leaf, b"<</Limits[(%s)(%s)]/Names[%s]>>" % (first, last, listed))
        return first, last

    def _tag_root(self) -> bytes:
        numbers = b" ".join(b"%d 0 R" % each.parents[0] for each in self._units)
        named = b" ".join(b"%d 0 R" % each.parents[1] for each in self._units if each.names)
        return (
            b"<</Type/StructTreeRoot%s/K[%d 0 R]/ParentTree<</Kids[%s]>>/IDTree<</Kids[%s]>>"
            b"/ParentTreeNextKey %d>>" % (self._roles, _DOCUMENT, numbers, named, self._tagged)
        )

    _roles = b"/RoleMap<</Datetime/Span/Terms/Part/Title/P/Strong/Span/Em/Span>>"

    def _outline(self) -> Iterator[tuple[int, bytes]]:
        """An entry of the outline for each unit, over those of its own."""
        units = [each for each in self._units if each.items]
        for number, each in enumerate(units):
            first, last, count = each.items or (0, 0, 0)
            before = b"/Prev %d 0 R" % units[number - 1].at if number else b""
            after = b"/Next %d 0 R" % units[number + 1].at if number + 1 < len(units) else b""
            yield each.at, (
                b"<</Title%s/Parent %d 0 R%s%s/First %d 0 R/Last %d 0 R/Count -%d"
                b"/Dest[%d 0 R/Fit]>>"
                % (
                    in_utf16(each.title), _OUTLINE, before, after, first, last, count,
                    each.pages,
                )
            )  # fmt: skip
        ends = (units[0].at, units[-1].at, len(units)) if units else (0, 0, 0)
        yield _OUTLINE, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % ends

    def _object(self, number: int, body: bytes) -> None:
        self._places[number] = self._at
        self._write(b"%d 0 obj\n" % number + body + b"\nendobj\n\n")

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._at += len(content)
