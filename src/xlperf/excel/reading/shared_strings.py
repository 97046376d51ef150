"""The shared strings of a workbook: how many there are, and how long each is."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from ...findings import FileError
from ..packages import Limits
from .plain_texts import BETWEEN, texts_of
from .runs import odd_strings
from .safe_xml import Walk, has_asides, is_plain
from .sheet_by_pattern import STRING

_HEAD = re.compile(rb"(?:<\?xml[^<>]*\?>)?\s*<sst\b[^<>]*(?<!/)>")
_TAIL = b"</sst>"
_SHAPE = re.compile(rb"(?:<si>" + STRING + rb"</si>|<si/>)*+")
_ITEM = re.compile(rb"<si(?:/>|>(.*?)</si>)", re.DOTALL)
_ONE = re.compile(rb'<si><t(?: xml:space="(preserve)")?>([^<]*+)</t></si>')
_PIECE = re.compile(rb'<t(?: xml:space="(preserve)")?>([^<]++)')
_PARENTS: Mapping[str, frozenset[str]] = {
    "si": frozenset({"sst"}),
    "t": frozenset({"si", "r", "rPh"}),
    "r": frozenset({"si"}),
    "rPr": frozenset({"r"}),
    "rPh": frozenset({"si"}),
    "phoneticPr": frozenset({"si"}),
}


class SharedStrings(NamedTuple):
    """The shared strings of a workbook.

    Attributes:
        sizes: of each in bytes; of formatted ones, their format with it.
        texts: as the library reads them; None where only the library can tell.
        odd: the finding about each that is in part hidden or undone, by its number.
    """

    sizes: Sequence[int] = ()
    texts: Sequence[str] | None = ()
    odd: Mapping[int, str] = MappingProxyType({})


def scan_strings(content: bytes, part: str, file: str, limits: Limits) -> SharedStrings:
    """Look over the shared strings.

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
        found = _simple(items) or _usual(items)
        if found:
            _Strings(part, file, limits).run(head[0] + content[end:])
            rich = _rich(items) if b"<rPr>" in items else {}
            walked = b"".join((head[0], *rich.values(), content[end:]))
            odd = odd_strings(walked, part, file, limits)
            return found._replace(odd={[*rich][each]: told for each, told in odd.items()})
    walk = _Strings(part, file, limits)
    walk.run(content)
    return SharedStrings(walk.sizes, None, odd_strings(content, part, file, limits))


def _simple(items: bytes) -> SharedStrings | None:
    """Strings of one piece each, as most are written; None where one is not."""
    pieces = _ONE.split(items)
    if any(pieces[::3]):
        return None
    kept, texts = pieces[1::3], pieces[2::3]
    return SharedStrings(list(map(len, texts)), texts_of(BETWEEN.join(texts), kept))


def _usual(items: bytes) -> SharedStrings | None:
    """Strings in the usual shape, some of them in pieces; None where one is not."""
    if b"xmlns" in items or not _SHAPE.fullmatch(items):
        return None
    found = _ITEM.findall(items)
    return SharedStrings([len(each) for each in found], _joined(found))


def _rich(items: bytes) -> Mapping[int, bytes]:
    """By their numbers those in pieces that have a font of their own, each as it stands."""
    numbered = enumerate(_ITEM.findall(items))
    return {number: b"<si>%b</si>" % each for number, each in numbered if b"<rPr>" in each}


def _joined(items: Sequence[bytes]) -> Sequence[str] | None:
    """The text of each item: that of its pieces, one behind the other."""
    pieces = [_PIECE.findall(each) for each in items]
    joined = BETWEEN.join([text for each in pieces for _, text in each])
    read = texts_of(joined, [kept for each in pieces for kept, _ in each])
    if read is None:
        return None
    texts = iter(read)
    return ["".join(islice(texts, len(each))) for each in pieces]


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
