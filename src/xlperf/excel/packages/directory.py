"""What a zip lists of itself, read by us: nothing in it is believed before it was looked at.

A reader of zips takes sizes, counts and names as they are declared. Here the end record is
looked at before a list is made of it, and what the directory says of an entry is held against
what stands beside the entry itself.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ...findings import FileError
from .limits import Limits

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_LISTED = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 0xFFFF
_FULL = 0xFFFF_FFFF
_FULL_COUNT = 0xFFFF
_SECRET = 0x2041  # encrypted, strongly encrypted, directory encrypted
_UTF_8 = 0x800
STORED, DEFLATED = 0, 8


class NameMismatchError(ValueError):
    """The header before an entry has another name than the directory."""


class Directory(NamedTuple):
    """How many entries are listed, in how many bytes and from where on; the comment of the zip."""

    entries: int
    size: int
    start: int
    comment: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the zip, as its directory lists it.

    Attributes:
        record: what the directory says of it, byte for byte.
        extra: the field that programs put more into.
        modified: when it was last changed: date and time as a zip has them.
        packed, size: how many bytes it takes, and how many once it is inflated.
        offset: where the header before its bytes begins.
    """

    name: str
    raw_name: bytes
    record: bytes = field(repr=False)
    extra: bytes = field(repr=False)
    flags: int
    method: int
    modified: tuple[int, int]
    checksum: int
    packed: int
    size: int
    offset: int

    @property
    def is_secret(self) -> bool:
        """Whether it is encrypted."""
        return bool(self.flags & _SECRET)

    def start(self, content: bytes) -> int:
        """Where its bytes begin, after the header that stands before them.

        Raises:
            ValueError: what stands there is no such header; `name-mismatch`: of another entry.
        """
        try:
            header = _LOCAL.unpack_from(content, self.offset)
        except struct.error as error:
            raise ValueError(self.name) from error
        mark, flags, method, name_size, extra_size = (header[each] for each in (0, 2, 3, 9, 10))
        name_at = self.offset + _LOCAL.size
        if mark != b"PK\x03\x04":
            raise ValueError(self.name)
        if content[name_at : name_at + name_size] != self.raw_name:
            raise NameMismatchError(self.name)
        if flags & _SECRET or method != self.method:
            raise ValueError(self.name)
        return int(name_at + name_size + extra_size)

    def inflated(self, content: bytes, start: int, most: int) -> tuple[bytes, bool]:
        """Its bytes, up to one more than `most`, and whether they end where they should.

        Raises:
            ValueError: they are packed in another way, or damaged.
        """
        packed = memoryview(content)[start : start + self.packed]
        if self.method == STORED:
            return bytes(packed[: most + 1]), True
        if self.method != DEFLATED:
            raise ValueError(f"{self.name}: {self.method}")
        unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            inflated = unpacking.decompress(packed, most + 1)
        except zlib.error as error:
            raise ValueError(self.name) from error
        return inflated, unpacking.eof and not unpacking.unused_data


def listed(
    content: bytes, name: str, limits: Limits, misspelled: str = "strict"
) -> tuple[Part, ...]:
    """The entries of a zip as its directory lists them, nothing checked but their number.

    Args:
        misspelled: what becomes of a name that is not in the encoding it is said to be in, as
            Python has it for decoding: a damaged directory, unless something else is asked for.

    Raises:
        FileError: the end of the zip is missing, its directory is damaged, or there are too many.
    """
    count, size, start, _ = directory_of(content, name)
    if count > limits.parts:
        raise FileError("file.too-many-parts", file=name, found=f"{count:,} > {limits.parts:,}")
    try:
        parts = tuple(_entries(content, count, start, start + size, misspelled))
    except (struct.error, ValueError) as error:
        raise FileError("file.broken", file=name, found="zip") from error
    return parts


def directory_of(content: bytes, name: str) -> Directory:
    """Where the directory of a zip stands.

    Raises:
        FileError: the end of the zip is missing or damaged.
    """
    at = len(content)
    lowest = max(0, len(content) - _END.size - _LONGEST_COMMENT)
    while (at := content.rfind(b"PK\x05\x06", lowest, at)) >= 0:
        if at + _END.size > len(content):
            continue
        _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(content, at)
        if at + _END.size + comment != len(content):
            continue  # the four bytes stood in a comment, or the file goes on
        if _FULL_COUNT in (here, count) or _FULL in (size, start):
            at, here, count, size, start = _directory_64(content, at, name)
        if disk or first_disk or here != count or start + size != at:
            raise FileError("file.broken", file=name, found="zip")
        return Directory(count, size, start, content[len(content) - comment :])
    raise FileError("file.truncated", file=name)


def _directory_64(content: bytes, end: int, name: str) -> tuple[int, int, int, int, int]:
    """The same of a zip in the large form, which some writers use for small files too."""
    try:
        mark, _, at, _ = _LOCATOR_64.unpack_from(content, end - _LOCATOR_64.size)
        large, _, _, _, _, _, here, count, size, start = _END_64.unpack_from(content, at)
    except struct.error as error:
        raise FileError("file.broken", file=name, found="zip") from error
    if mark != b"PK\x06\x07" or large != b"PK\x06\x06":
        raise FileError("file.broken", file=name, found="zip")
    return at, here, count, size, start


def _entries(content: bytes, count: int, at: int, end: int, misspelled: str) -> Iterator[Part]:
    for _ in range(count):
        listed_at = at
        (mark, _, _, flags, method, time, date, checksum, packed, size, name_size, extra_size,
         comment_size, _, _, _, offset) = _LISTED.unpack_from(content, at)  # fmt: skip
        name_end = at + _LISTED.size + name_size
        raw_name = content[at + _LISTED.size : name_end]
        extra = content[name_end : name_end + extra_size]
        at = name_end + extra_size + comment_size
        if mark != b"PK\x01\x02" or at > end:
            raise ValueError("the directory is damaged")
        if _FULL in (packed, size, offset):
            size, packed, offset = _large(extra, [size, packed, offset])
        name = raw_name.decode("utf-8" if flags & _UTF_8 else "cp437", misspelled)
        yield Part(
            name, raw_name, content[listed_at:at], extra, flags, method, (date, time),
            checksum, packed, size, offset,
        )  # fmt: skip
    if at != end:
        raise ValueError("the directory holds more than it says")


def _large(extra: bytes, values: list[int]) -> list[int]:
    """Put in the 64-bit values that did not fit their 32-bit places."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            wide = iter(struct.unpack_from(f"<{size // 8}Q", extra, at + 4))
            return [next(wide, value) if value == _FULL else value for value in values]
        at += 4 + size
    return values
