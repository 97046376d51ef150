"""Archives of returns: what is in a zip, one level, under the names it came with.

Nothing a zip says of itself is believed: parts are inflated up to a bound and not further, and
names are labels, never places. What cannot be taken out is told, and stops nothing else.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from ...excel.reading import Limits, Part, listed
from ...findings import FileError

_ZIP = b"PK\x03\x04"
LARGEST = 400_000_000
"""Bytes of an archive that is opened; a larger one is told to be unpacked."""
LIMITS = Limits(parts=10_000, part_bytes=100_000_000, total_bytes=2_000_000_000)
_OWN = frozenset({"[content_types].xml", "content.xml", "mimetype", "ofd.xml"})
"""A zip that holds one of these is a workbook or a document, not an archive of returns."""
_UTF_8 = 0x800
_SECRET = 0x2041
_LISTED_FLAGS, _LOCAL_FLAGS = 8, 6
"""Where a member's flags stand in the directory and before the member itself."""
_UNICODE_NAME = 0x7075
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LONGEST = 120
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of an archive, or why it could not be taken out."""

    name: str
    modified_at: datetime | None = None
    content: bytes = b""
    error: FileError | None = None


def archive_bytes(path: Path) -> bytes | None:
    """The bytes of an archive of returns; None for anything else, which is read as it is.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        if file.read(len(_ZIP)) != _ZIP or path.stat().st_size > LARGEST:
            return None
        file.seek(0)
        content = file.read(LARGEST)
    try:
        names = {part.name.lower() for part in _listed(content, path.name)}
    except FileError as error:
        return content if error.code == "file.too-many-parts" else None
    return None if names & _OWN else content


def members(content: bytes, name: str, zone: tzinfo | None) -> Iterator[Member]:
    """What an archive holds, one by one; what cannot be taken out comes with its reason.

    Args:
        zone: whose clock the archive's times are by; a zip does not say.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(_readable(content, name)))
    except FileError as error:
        yield Member("", error=error)
        return
    except _DAMAGED as error:
        yield Member("", error=FileError("file.broken", file=name, found=error))
        return
    spent = 0
    with archive:
        for info in archive.infolist():
            label, changed = _label(_name(info)), _changed(info, zone)
            if not label:  # a folder
                continue
            try:
                inflated = _inflated(archive, info, label, spent)
            except FileError as error:
                yield Member(label, error=error)
                if error.code == "file.archive-total":
                    return
            else:
                spent += len(inflated)
                yield Member(label, changed, inflated)


def _listed(content: bytes, name: str) -> tuple[Part, ...]:
    return listed(content, name, LIMITS, "replace")


def _readable(content: bytes, name: str) -> bytes:
    """An archive that says of no name it is UTF-8 when it is not: one such name would close it.

    Some programs of China set the mark and write the name in GB18030 all the same.

    Raises:
        FileError: it is no zip, or holds too much.
    """
    wrong = [part for part in _listed(content, name) if _is_mislabelled(part)]
    if not wrong:
        return content
    mended = bytearray(content)
    for part in wrong:
        for mark, start, at in (
            (b"PK\x01\x02", part.listed_at, part.listed_at + _LISTED_FLAGS),
            (b"PK\x03\x04", part.offset, part.offset + _LOCAL_FLAGS),
        ):
            if mended[start : start + 4] == mark and at + 2 <= len(mended):
                flags = struct.unpack_from("<H", mended, at)[0]
                struct.pack_into("<H", mended, at, flags & ~_UTF_8)
    return bytes(mended)


def _is_mislabelled(part: Part) -> bool:
    try:
        part.raw_name.decode("utf-8")
    except UnicodeDecodeError:
        return bool(part.flags & _UTF_8)
    return False


def _inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, spent: int) -> bytes:
    """The bytes of a member.

    Raises:
        FileError: it is encrypted, damaged, or more than any return is.
    """
    if info.flag_bits & _SECRET:
        raise FileError("file.encrypted", file=label, found="")
    if info.compress_type not in _PACKED:
        raise FileError("file.compression", file=label, found=info.compress_type)
    bound = min(LIMITS.part_bytes, LIMITS.total_bytes - spent)
    by_ratio = max(LIMITS.ratio_from, LIMITS.ratio * info.compress_size)
    try:
        with archive.open(info) as packed:
            content = packed.read(min(bound, by_ratio) + 1)
            more = packed.read(1)  # the end is where the checksum is held against it
    except _DAMAGED as error:
        raise FileError("file.broken", file=label, found=str(error)[:_LONGEST]) from error
    if len(content) > by_ratio:
        raise FileError("file.bomb", file=label, found=f"> {LIMITS.ratio} : 1")
    if len(content) > LIMITS.part_bytes:
        raise FileError("file.too-large", file=label, found=f"> {LIMITS.part_bytes:,}")
    if len(content) > bound or more:
        raise FileError("file.archive-total", file=label, found=f"> {LIMITS.total_bytes:,}")
    return content


def _label(name: str) -> str:
    """The last part of a member's name, whichever strokes it is written with; "" for a folder."""
    return name.replace("\\", "/").rpartition("/")[2]


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name: zip programs of China write it in GB18030, and say nothing of it."""
    if info.flag_bits & _UTF_8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", errors="replace")
    return _by_extra_field(info.extra, raw) or decoded(raw)


def decoded(raw: bytes) -> str:
    """A file name whose encoding nobody told: UTF-8 if it can be, else that of China."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _by_extra_field(extra: bytes, raw: bytes) -> str:
    """The name as Info-ZIP writes it beside the old one, if it belongs to that one."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        body = extra[at + 4 : at + 4 + size]
        at += 4 + size
        is_whole = kind == _UNICODE_NAME and len(body) == size > 5 and body[0] == 1
        if is_whole and int.from_bytes(body[1:5], "little") == zlib.crc32(raw):
            return body[5:].decode("utf-8", errors="ignore")
    return ""


def _changed(info: zipfile.ZipInfo, zone: tzinfo | None) -> datetime | None:
    """When a member was last changed; None where what stands there is no time."""
    try:
        return datetime(*info.date_time, tzinfo=zone)
    except ValueError:
        return None
