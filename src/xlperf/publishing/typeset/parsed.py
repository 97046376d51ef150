"""A PDF as typst writes it, taken apart into its objects: dictionaries in clear, streams behind."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(
    rb"\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*\)|<[0-9A-Fa-f\s]*>|\b(\d+) 0 R\b", re.DOTALL
)
"""A text, or a reference outside of one."""
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_STREAM = b"\nstream\n"
_ENTRY = 20


def put_references(text: bytes, moved: Callable[[int], int]) -> bytes:
    """The same with other numbers for what it refers to; what stands in texts is left alone."""
    return _TOKEN.sub(lambda m: b"%d 0 R" % moved(int(m[1])) if m[1] else m[0], text)


def in_utf16(text: str) -> bytes:
    """A text of any language, as PDF spells it."""
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().upper().encode()


@dataclass(frozen=True)
class PdfFile:
    """The objects of a file, and the numbers of those that stand once; 0 for none.

    Attributes:
        size: one more than the highest number.
        identity: the identity of the file, as its trailer says it.
        count: how many pages it has.
    """

    content: bytes
    places: Mapping[int, tuple[int, int]]
    size: int
    root: int
    info: int
    identity: bytes

    def numbers(self) -> Iterator[int]:
        """The numbers of all objects."""
        return iter(self.places)

    def text(self, number: int) -> bytes:
        """What an object says before its stream."""
        body = self._body(number)
        at = body.find(_STREAM)
        return body if at < 0 else body[:at]

    def stream(self, number: int) -> bytes:
        """The stream of an object, with all around it; nothing where it has none."""
        body = self._body(number)
        at = body.find(_STREAM)
        return b"" if at < 0 else body[at:]

    def _body(self, number: int) -> bytes:
        begin, end = self.places[number]
        return self.content[begin:end]

    @property
    def pages(self) -> int:
        """The root of its pages."""
        return self._in_root(b"Pages")

    @property
    def tags(self) -> int:
        """The root of its tags."""
        return self._in_root(b"StructTreeRoot")

    @property
    def outline(self) -> int:
        """The root of its outline."""
        return self._in_root(b"Outlines")

    @property
    def count(self) -> int:
        """How many pages it has."""
        return _number(rb"/Count (\d+)", self.text(self.pages))

    def items(self) -> tuple[int, int, int] | None:
        """The first and last item of its outline, and how many stand at the top."""
        if not self.outline:
            return None
        said = self.text(self.outline)
        first, last = _number(rb"/First (\d+)", said), _number(rb"/Last (\d+)", said)
        return (first, last, abs(_number(rb"/Count -?(\d+)", said))) if first else None

    def _in_root(self, key: bytes) -> int:
        return _number(rb"/%s (\d+) 0 R" % key, self.text(self.root))


def parsed(content: bytes) -> PdfFile:
    """Take a file apart by the table at its end.

    Raises:
        ValueError: it has no such table.
    """
    start = _START.search(content)
    if start is None or not content.startswith(b"xref", int(start[1])):
        raise ValueError("no table of objects")
    begin = int(start[1])
    head = re.compile(rb"xref\s+0 (\d+)\s+").match(content, begin)
    if head is None:
        raise ValueError("no table of objects")
    size = int(head[1])
    lines = (content[head.end() + n * _ENTRY :][:_ENTRY] for n in range(size))
    offsets = {n: int(line[:10]) for n, line in enumerate(lines) if line[17:18] == b"n"}
    trailer = content[head.end() + size * _ENTRY : start.start()]
    found = re.search(rb"/ID\s*\[.*?\]", trailer, re.DOTALL)
    return PdfFile(
        content, _bodies(content, offsets), size,
        _number(rb"/Root (\d+)", trailer), _number(rb"/Info (\d+)", trailer),
        found[0] if found else b"",
    )  # fmt: skip


def _bodies(content: bytes, offsets: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """Where each object's body begins and ends, in the order in which they stand."""
    found: dict[int, tuple[int, int]] = {}
    in_order = sorted(offsets, key=lambda number: offsets[number])
    ends = [*(offsets[number] for number in in_order[1:]), len(content)]
    for number, end in zip(in_order, ends, strict=True):
        begin = content.index(b"obj\n", offsets[number]) + len(b"obj\n")
        found[number] = (begin, content.rindex(b"\nendobj", begin, end))
    return found


def _number(pattern: bytes, text: bytes) -> int:
    """The number a pattern finds; 0 for none."""
    found = re.search(pattern, text)
    return int(found[1]) if found else 0
