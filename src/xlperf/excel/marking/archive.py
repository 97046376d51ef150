"""A zip whose untouched entries are copied as they stand: headers, compressed bytes, order.

Python's `zipfile` reads entries and cannot copy them: whatever it writes is compressed anew.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_ZIP64 = 0xFFFFFFFF
_MOST_ENTRIES = 0xFFFE
_DEFLATE, _VERSION, _UTF8 = 8, 20, 0x800
_NEW_YEAR_1980 = 0x21  # the earliest day a zip knows, so that equal input gives equal bytes


class _Entry(NamedTuple):
    """One entry: its record in the directory, and where its header and data stand."""

    record: bytes
    start: int
    end: int


class Archive:
    """A zip held in memory.

    Raises:
        ValueError: it is no zip, or one whose entries cannot be copied as they stand.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise ValueError(str(error)) from error
        self._entries = self._directory()

    def _directory(self) -> dict[str, _Entry]:
        infos, at = self._zip.infolist(), self._zip.start_dir
        starts = sorted({info.header_offset for info in infos} | {at})
        ends = dict(pairwise(starts))
        found = {}
        for info in infos:
            fields = _CENTRAL.unpack_from(self._content, at)
            size = _CENTRAL.size + sum(fields[10:13])
            if fields[0] != b"PK\x01\x02" or fields[-1] != info.header_offset:
                raise ValueError("zip64 or a zip behind other data")
            start = info.header_offset
            found[info.filename] = _Entry(self._content[at : at + size], start, ends[start])
            at += size
        if len(found) != len(infos):
            raise ValueError("two entries of one name")
        return found

    @property
    def names(self) -> list[str]:
        """The entries, in the order of the directory."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """What an entry holds.

        Raises:
            KeyError: there is no such entry.
            ValueError: it cannot be read.
        """
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
            raise ValueError(f"{name}: {error}") from error

    def rebuilt(self, changes: Mapping[str, bytes | None]) -> bytes:
        """The zip with some entries replaced, taken out (None), or added at the end."""
        data, records = bytearray(), {}
        for name in sorted(self._entries, key=lambda each: self._entries[each].start):
            entry = self._entries[name]
            if name not in changes:
                records[name] = _at(entry.record, len(data))
                data += self._content[entry.start : entry.end]
            elif (content := changes[name]) is not None:
                records[name] = _put(data, entry.record, content)
        for name, content in changes.items():
            if name not in self._entries and content is not None:
                records[name] = _put(data, _new_record(name), content)
        order = [*self._entries, *(name for name in changes if name not in self._entries)]
        directory = b"".join(records[name] for name in order if name in records)
        return bytes(data) + directory + self._end(len(records), len(directory), len(data))

    def _end(self, count: int, size: int, start: int) -> bytes:
        if count > _MOST_ENTRIES or start + size >= _ZIP64:
            raise ValueError("too large")
        comment = self._zip.comment
        return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, len(comment)) + comment


def _at(record: bytes, start: int) -> bytes:
    """The record of an entry that has moved."""
    return record[:42] + struct.pack("<L", start) + record[46:]


def _new_record(name: str) -> bytes:
    """The record of an entry that was not there."""
    spelled = name.encode("utf-8")
    flags = 0 if name.isascii() else _UTF8
    sizes = (0, 0, 0, len(spelled), 0, 0, 0, 0, 0, 0)
    head = (b"PK\x01\x02", _VERSION, _VERSION, flags, _DEFLATE, 0, _NEW_YEAR_1980)
    return _CENTRAL.pack(*head, *sizes) + spelled


def _put(data: bytearray, record: bytes, content: bytes) -> bytes:
    """Write an entry with its old name, time and attributes; its new record is given."""
    fields = list(_CENTRAL.unpack_from(record))
    name = record[_CENTRAL.size : _CENTRAL.size + fields[10]]
    comment = record[len(record) - fields[12] :] if fields[12] else b""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    flags, times = fields[3] & _UTF8, fields[5:7]
    sizes = (zlib.crc32(content), len(packed), len(content), len(name))
    start = len(data)
    data += _LOCAL.pack(b"PK\x03\x04", _VERSION, flags, _DEFLATE, *times, *sizes, 0)
    data += name + packed
    fields[2:11] = [_VERSION, flags, _DEFLATE, *times, *sizes]
    fields[11], fields[-1] = 0, start  # what its extra field said of sizes holds no more
    return _CENTRAL.pack(*fields) + name + comment
