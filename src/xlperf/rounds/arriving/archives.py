"""Archives of returns and mails: what is in them, one level, under the names it came with.

Nothing a zip says of itself is believed: parts are inflated up to a bound and not further, and
names are labels, never places. What cannot be taken out is told, and stops nothing else.
"""

import struct
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from ...excel.packages import DEFLATED, STORED, Limits, Part, listed
from ...excel.reading import Attachment, attachments, is_mail
from ...findings import FileError, one_file

_ZIP = b"PK\x03\x04"
LARGEST = 400_000_000
"""Bytes of an archive that is opened; a larger one is told to be unpacked."""
LIMITS = Limits(parts=10_000, part_bytes=100_000_000, total_bytes=2_000_000_000)
_OWN = frozenset({"[content_types].xml", "content.xml", "mimetype", "ofd.xml"})
"""A zip that holds one of these is a workbook or a document, not an archive of returns."""
_OF_NUMBERS = ".iwa"
_UNICODE_NAME = 0x7075
_OLD = b"\xd0\xcf\x11\xe0"
_RETURNS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".et", ".zip", ".rar", ".7z", ".csv")
_HEAD = 4_096
_PARTS_OF_BOOK = "[content_types].xml"


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of an archive, or why it could not be taken out."""

    name: str
    modified_at: datetime | None = None
    content: bytes = field(default=b"", repr=False)
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
    return content if _is_archive(content, path.name) else None


def _is_archive(content: bytes, name: str) -> bool:
    """Whether a zip holds returns, and is not itself a workbook or a document."""
    try:
        names = {part.name.lower() for part in _listed(content, name)}
    except FileError as error:
        return error.code == "file.too-many-parts"
    return not (names & _OWN or any(each.endswith(_OF_NUMBERS) for each in names))


def mail_bytes(path: Path) -> bytes | None:
    """The bytes of a mail something is attached to that may be a return; None for anything else.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if not is_mail(path.name.lower(), head) or path.stat().st_size > LIMITS.part_bytes:
            return None
        content = head + file.read(LIMITS.part_bytes)
    return content if any(map(_may_be_return, attachments(content))) else None


def mailed(content: bytes, name: str, zone: tzinfo | None) -> Iterator[Member]:
    """What may be a return of what is attached to a mail; an archive as what is in it."""
    return _or_why(_attached(content, zone), name)


def _attached(content: bytes, zone: tzinfo | None) -> Iterator[Member]:
    for each in attachments(content):
        if each.content.startswith(_ZIP) and _is_archive(each.content, each.name):
            yield from members(each.content, each.name, zone)
        elif _may_be_return(each):
            yield Member(each.name, None, each.content)


def _may_be_return(each: Attachment) -> bool:
    """Whether an attachment is a workbook by its name or beginning, or an archive."""
    is_named = each.name.lower().endswith(_RETURNS)
    return is_named or each.content.startswith((_ZIP, _OLD))


def members(content: bytes, name: str, zone: tzinfo | None) -> Iterator[Member]:
    """What an archive holds, one by one; what cannot be taken out comes with its reason.

    Args:
        zone: whose clock the archive's times are by; a zip does not say.
    """
    return _or_why(_taken_out(content, name, zone), name)


def _or_why(found: Iterator[Member], name: str) -> Iterator[Member]:
    """What is found; last, where something goes wrong on the way, what did."""
    try:
        with one_file(name):
            yield from found
    except FileError as error:
        yield Member("", error=error)


def _taken_out(content: bytes, name: str, zone: tzinfo | None) -> Iterator[Member]:
    parts = _listed(content, name)
    spent = 0
    taken_apart = {_folder(part) for part in parts if _label(part.name).lower() == _PARTS_OF_BOOK}
    for folder in sorted(taken_apart):
        yield Member(folder, error=FileError("file.unpacked", file=folder, found=""))
    for part in parts:
        label, changed = _label(_name(part)), _changed(part, zone)
        if not label or _is_inside(part, taken_apart):  # a folder, or a piece of a workbook
            continue
        try:
            inflated = _inflated(content, part, label, spent)
        except FileError as error:
            yield Member(label, error=error)
            if error.code == "file.archive-total":
                return
        else:
            spent += len(inflated)
            yield Member(label, changed, inflated)


def _listed(content: bytes, name: str) -> tuple[Part, ...]:
    return listed(content, name, LIMITS, "replace")


def _inflated(content: bytes, part: Part, label: str, spent: int) -> bytes:
    """The bytes of a member.

    Raises:
        FileError: it is encrypted, damaged, or more than any return is.
    """
    if part.is_secret:
        raise FileError("file.encrypted", file=label, found="")
    if part.method not in (STORED, DEFLATED):
        raise FileError("file.compression", file=label, found=part.method)
    bound = min(LIMITS.part_bytes, LIMITS.total_bytes - spent)
    by_ratio = max(LIMITS.ratio_from, LIMITS.ratio * part.packed)
    try:
        inflated, is_whole = part.inflated(
            content, part.start(content), min(bound, by_ratio, part.size)
        )
    except ValueError as error:
        raise FileError("file.broken", file=label, found=part.name) from error
    if len(inflated) > by_ratio:
        raise FileError("file.bomb", file=label, found=f"> {LIMITS.ratio} : 1")
    if len(inflated) > LIMITS.part_bytes:
        raise FileError("file.too-large", file=label, found=f"> {LIMITS.part_bytes:,}")
    if len(inflated) > bound:
        raise FileError("file.archive-total", file=label, found=f"> {LIMITS.total_bytes:,}")
    if not is_whole or len(inflated) != part.size or zlib.crc32(inflated) != part.checksum:
        raise FileError("file.broken", file=label, found=part.name)
    return inflated


def _label(name: str) -> str:
    """The last part of a member's name, whichever strokes it is written with; "" for a folder."""
    return name.replace("\\", "/").rpartition("/")[2]


def _folder(part: Part) -> str:
    return _name(part).replace("\\", "/").rpartition("/")[0]


def _is_inside(part: Part, folders: Collection[str]) -> bool:
    """Whether a member lies in one of some folders, at any depth."""
    if not folders:
        return False
    inside = f"{_folder(part)}/"
    return any(inside.startswith(f"{folder}/") for folder in folders)


def _name(part: Part) -> str:
    """A member's name: zip programs of China write it in GB18030, and say nothing of it.

    Some say it is UTF-8 and write it in GB18030 all the same.
    """
    return _by_extra_field(part.extra, part.raw_name) or decoded(part.raw_name)


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


def _changed(part: Part, zone: tzinfo | None) -> datetime | None:
    """When a member was last changed; None where what stands there is no time."""
    date, time = part.modified
    day = (date >> 9) + 1980, date >> 5 & 0xF, date & 0x1F
    try:
        return datetime(*day, time >> 11, time >> 5 & 0x3F, (time & 0x1F) * 2, tzinfo=zone)
    except ValueError:
        return None
