"""The zip a workbook comes in, opened by us: bounded, and believing nothing it says of itself.

A reader of zips takes sizes, counts and names as they are declared. Here the end record is
looked at before a list is made of it, parts are inflated up to a bound and not further, and what
the directory says is held against what stands beside the part itself.
"""

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ...findings import FileError

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
_STORED, _DEFLATED = 0, 8
_NOWHERE = re.compile(r"^$|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|\x00")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a returned workbook may hold: generous for a form, far from what does harm.

    Attributes:
        parts: entries of the zip, read or not.
        part_bytes: one part, inflated.
        total_bytes: all parts that are read, inflated.
        ratio: inflated against packed, for parts above `ratio_from` bytes.
        cells: cells of all sheets that hold something.
        blank_cells: cells of all sheets that hold nothing but a format.
        area: rows times columns one sheet's values span.
        merges: merged ranges of one sheet.
        strings: shared strings.
        text_bytes: text of all cells, a shared string counted once for each cell that shows it.
        depth: how deep elements stand inside each other.
        elements: elements of one part that has to be looked at one by one.
    """

    parts: int = 2_000
    part_bytes: int = 40_000_000
    total_bytes: int = 50_000_000
    ratio: int = 200
    ratio_from: int = 1_000_000
    cells: int = 400_000
    blank_cells: int = 4_000_000
    area: int = 4_000_000
    merges: int = 20_000
    strings: int = 400_000
    text_bytes: int = 20_000_000
    depth: int = 64
    elements: int = 2_000_000


GENEROUS = Limits()


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the zip, as its directory lists it, which it does at `listed_at`."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    offset: int
    listed_at: int

    @property
    def is_secret(self) -> bool:
        """Whether it is encrypted."""
        return bool(self.flags & _SECRET)


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
        start = self.starts[part.name.lower()]
        packed = memoryview(self.content)[start : start + part.packed]
        content = self._inflated(part, packed, spent)
        if len(content) != part.size or zlib.crc32(content) != part.checksum:
            raise FileError("file.broken", file=self.name, found=part.name)
        return content

    def _inflated(self, part: Part, packed: memoryview, spent: int) -> bytes:
        limits = self.limits
        bound = min(limits.part_bytes, limits.total_bytes - spent)
        by_ratio = max(limits.ratio_from, limits.ratio * part.packed)
        if part.method == _STORED:
            content, whole = bytes(packed[: bound + 1]), True
        elif part.method == _DEFLATED:
            unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
            try:
                content = unpacking.decompress(packed, min(bound, by_ratio) + 1)
            except zlib.error as error:
                raise FileError("file.broken", file=self.name, found=part.name) from error
            whole = unpacking.eof and not unpacking.unused_data
        else:
            found = f"{part.name}: {part.method}"
            raise FileError("file.compression", file=self.name, found=found)
        if len(content) > bound:
            raise FileError("file.too-large", file=self.name, found=f"{part.name} > {bound:,}")
        if len(content) > by_ratio:
            raise FileError("file.bomb", file=self.name, found=f"{part.name} > {limits.ratio} : 1")
        if not whole:
            raise FileError("file.broken", file=self.name, found=part.name)
        return content


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
    count, size, start = _directory(content, name)
    if count > limits.parts:
        raise FileError("file.too-many-parts", file=name, found=f"{count:,} > {limits.parts:,}")
    try:
        parts = tuple(_entries(content, count, start, start + size, misspelled))
    except (struct.error, ValueError) as error:
        raise FileError("file.broken", file=name, found="zip") from error
    return parts


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
        start = _start(content, part, name)
        starts[part.name.lower()] = start
        end = start + part.packed
    if end > _directory(content, name)[2]:
        raise FileError("file.overlap", file=name, found="zip")
    return Package(name, content, limits, known, starts)


def _check_name(part: Part, file: str) -> None:
    if "\\" in part.name:
        raise FileError("file.backslash", file=file, found=part.name)
    if _NOWHERE.search(part.name):
        raise FileError("file.bad-name", file=file, found=part.name)


def _directory(content: bytes, name: str) -> tuple[int, int, int]:
    """Number of entries, size and start of the directory."""
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
        return count, size, start
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
        (mark, _, _, flags, method, _, _, checksum, packed, size, name_size, extra_size,
         comment_size, _, _, _, offset) = _LISTED.unpack_from(content, at)  # fmt: skip
        name_end = at + _LISTED.size + name_size
        raw_name = content[at + _LISTED.size : name_end]
        at = name_end + extra_size + comment_size
        if mark != b"PK\x01\x02" or at > end:
            raise ValueError("the directory is damaged")
        if _FULL in (packed, size, offset):
            extra = content[name_end : name_end + extra_size]
            size, packed, offset = _large(extra, [size, packed, offset])
        name = raw_name.decode("utf-8" if flags & _UTF_8 else "cp437", misspelled)
        yield Part(name, raw_name, flags, method, checksum, packed, size, offset, listed_at)
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


def _start(content: bytes, part: Part, name: str) -> int:
    """Where the bytes of a part begin, after the header that stands before them."""
    try:
        header = _LOCAL.unpack_from(content, part.offset)
    except struct.error as error:
        raise FileError("file.broken", file=name, found=part.name) from error
    mark, flags, method, name_size, extra_size = (header[each] for each in (0, 2, 3, 9, 10))
    name_at = part.offset + _LOCAL.size
    if mark != b"PK\x03\x04":
        raise FileError("file.broken", file=name, found=part.name)
    if content[name_at : name_at + name_size] != part.raw_name:
        raise FileError("file.name-mismatch", file=name, found=part.name)
    if flags & _SECRET or method != part.method:
        raise FileError("file.broken", file=name, found=part.name)
    return int(name_at + name_size + extra_size)
