"""The zip a workbook comes in, opened by us: bounded, and believing nothing it says of itself.

Parts are inflated up to a bound and not further, and what comes out is held against what the
directory says of it.
"""

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...findings import FileError
from .directory import DEFLATED, STORED, NameMismatchError, Part, directory_of
from .limits import Limits

_NOWHERE = re.compile(r"^$|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|\x00")


@dataclass(frozen=True, slots=True)
class Package:
    """A checked zip; parts are inflated when asked for.

    Attributes:
        name: how findings call the file.
        parts: what is in it, by name in small letters, as programs look names up.
        starts: where the packed bytes of each begin.
    """

    name: str
    content: bytes = field(repr=False)
    limits: Limits
    parts: Mapping[str, Part]
    starts: Mapping[str, int]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.parts

    def read(self, name: str, spent: int = 0) -> bytes:
        """Inflate a part; `spent` is how many bytes the parts before it took.

        Raises:
            FileError: it is not there, too large, or not what the directory says of it.
        """
        part = self.parts.get(name.lower())
        if part is None:
            raise FileError("file.broken", file=self.name, found=f"{name}: -")
        content = self._inflated(part, self.starts[part.name.lower()], spent)
        if len(content) != part.size or zlib.crc32(content) != part.checksum:
            raise FileError("file.broken", file=self.name, found=part.name)
        return content

    def refuse_large(self, names: Iterable[str], spent: int) -> None:
        """Refuse parts that say they are too large together, before any of them is inflated.

        Raises:
            FileError: with the first part that is too much.
        """
        for part in filter(None, (self.parts.get(name.lower()) for name in names)):
            spent += part.size
            if spent > self.limits.total_bytes:
                found = f"{part.name} > {self.limits.total_bytes:,}"
                raise FileError("file.too-large", file=self.name, found=found)

    def _inflated(self, part: Part, start: int, spent: int) -> bytes:
        limits = self.limits
        bound = min(limits.part_bytes, limits.total_bytes - spent)
        by_ratio = max(limits.ratio_from, limits.ratio * part.packed)
        if part.method not in (STORED, DEFLATED):
            found = f"{part.name}: {part.method}"
            raise FileError("file.compression", file=self.name, found=found)
        most = bound if part.method == STORED else min(bound, by_ratio)
        try:
            content, whole = part.inflated(self.content, start, most)
        except ValueError as error:
            raise FileError("file.broken", file=self.name, found=part.name) from error
        if len(content) > bound:
            broken = limits.part_bytes if bound == limits.part_bytes else limits.total_bytes
            raise FileError("file.too-large", file=self.name, found=f"{part.name} > {broken:,}")
        if len(content) > by_ratio:
            raise FileError("file.bomb", file=self.name, found=f"{part.name} > {limits.ratio} : 1")
        if not whole:
            raise FileError("file.broken", file=self.name, found=part.name)
        return content


def open_package(content: bytes, name: str, parts: tuple[Part, ...], limits: Limits) -> Package:
    """Check every entry of a zip.

    Raises:
        FileError: a name leads out of the file or is there twice, entries overlap, an entry is
            encrypted, or an entry is not where or what the directory says.
    """
    known: dict[str, Part] = {}
    for part in parts:
        _check_name(part, name)
        if part.is_secret:
            raise FileError("file.encrypted", file=name, found=part.name)
        if part.name.lower() in known:
            raise FileError("file.duplicate-part", file=name, found=part.name)
        known[part.name.lower()] = part
    starts: dict[str, int] = {}
    end = 0
    for part in sorted(parts, key=lambda each: each.offset):
        if part.offset < end:
            raise FileError("file.overlap", file=name, found=part.name)
        try:
            start = part.start(content)
        except NameMismatchError:
            raise FileError("file.name-mismatch", file=name, found=part.name) from None
        except ValueError as error:
            raise FileError("file.broken", file=name, found=part.name) from error
        starts[part.name.lower()] = start
        end = start + part.packed
    if end > directory_of(content, name).start:
        raise FileError("file.overlap", file=name, found="zip")
    return Package(name, content, limits, known, starts)


def _check_name(part: Part, file: str) -> None:
    if "\\" in part.name:
        raise FileError("file.backslash", file=file, found=part.name)
    if _NOWHERE.search(part.name):
        raise FileError("file.bad-name", file=file, found=part.name)
