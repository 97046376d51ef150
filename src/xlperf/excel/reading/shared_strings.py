"""The shared strings of a workbook: how many there are, and how long each is."""

import re
from collections.abc import Mapping, Sequence

from ...findings import FileError
from ..packages import Limits
from .safe_xml import Walk, has_asides, is_plain
from .sheet_by_pattern import STRING

_HEAD = re.compile(rb"(?:<\?xml[^<>]*\?>)?\s*<sst\b[^<>]*(?<!/)>")
_TAIL = b"</sst>"
_SHAPE = re.compile(rb"(?:<si>" + STRING + rb"</si>|<si/>)*+")
_ITEM = re.compile(rb"<si(?:/>|>(.*?)</si>)", re.DOTALL)
_PARENTS: Mapping[str, frozenset[str]] = {
    "si": frozenset({"sst"}),
    "t": frozenset({"si", "r", "rPh"}),
    "r": frozenset({"si"}),
    "rPr": frozenset({"r"}),
    "rPh": frozenset({"si"}),
    "phoneticPr": frozenset({"si"}),
}


def scan_strings(content: bytes, part: str, file: str, limits: Limits) -> Sequence[int]:
    """The size of each shared string in bytes; of formatted ones, their format with it.

    Raises:
        FileError: there are too many, more are announced than may be, or one cannot be trusted to
            be read as it is written.
    """
    if content.count(b"<si") > limits.strings:
        raise FileError("file.too-many-strings", file=file, found=f"> {limits.strings:,}")
    head = _HEAD.match(content)
    end = content.rfind(_TAIL)
    if head and end >= head.end() and is_plain(content) and not has_asides(content):
        items = content[head.end() : end]
        if b"xmlns" not in items and _SHAPE.fullmatch(items):
            _Strings(part, file, limits).run(head[0] + content[end:])
            return [len(each) for each in _ITEM.findall(items)]
    walked = _Strings(part, file, limits)
    walked.run(content)
    return walked.sizes


class _Strings(Walk):
    """The same, element by element."""

    def __init__(self, part: str, file: str, limits: Limits) -> None:
        super().__init__(part, file, limits)
        self.sizes: list[int] = []
        self.above: list[str] = []
        self.parser.CharacterDataHandler = self._text

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Refuse what stands where a reader would take it for text."""
        if self.depth == 1:
            if name != "sst":
                raise self.broken(name)
            self._check_announced(attributes.get("uniqueCount", "0"))
        bare = name.rpartition(" ")[2]
        if bare in _PARENTS and (bare != name or self.above[-1] not in _PARENTS[bare]):
            raise self.broken(bare)
        if name == "si":
            self.sizes.append(0)
            if len(self.sizes) > self.limits.strings:
                found = f"> {self.limits.strings:,}"
                raise FileError("file.too-many-strings", file=self.file, found=found)
        self.above.append(name)

    def closed(self, name: str) -> None:
        """One level up again."""
        self.above.pop()

    def _check_announced(self, count: str) -> None:
        """A reader makes room for as many as are announced, before it has seen one."""
        if not count.isdecimal() or int(count[:20]) > self.limits.strings:
            raise FileError("file.bad-count", file=self.file, found=count[:20])

    def _text(self, text: str) -> None:
        if self.above[-1] == "t":
            self.sizes[-1] += len(text.encode())
        elif not text.isspace():
            raise self.broken(text[:20])
