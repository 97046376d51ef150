"""A zip made anew with some entries changed; all others are copied as they stand.

Headers, compressed bytes and their order stay: Python's `zipfile` reads entries and cannot copy
them, whatever it writes is compressed anew.
"""

import struct
import zlib
from collections.abc import Mapping, Sequence
from itertools import pairwise

from .directory import DEFLATED, Part, directory_of
from .packing import LEVEL

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_ZIP64 = 0xFFFFFFFF
_MOST_ENTRIES = 0xFFFE
_USUAL_LEVEL = 6
_VERSION, _UTF8 = 20, 0x800
_NEW_YEAR_1980 = 0x21  # the earliest day a zip knows, so that equal input gives equal bytes


def rebuilt(content: bytes, parts: Sequence[Part], changes: Mapping[str, bytes | None]) -> bytes:
    """The zip with some entries replaced, taken out (None), or added at the end.

    Args:
        parts: its entries, in the order of the directory.

    Raises:
        FileError: it has no directory.
        ValueError: it is in the large form, or would have to be.
    """
    directory = directory_of(content, "")
    if any(_CENTRAL.unpack_from(part.record)[-1] != part.offset for part in parts):
        raise ValueError("zip64")
    ends = dict(pairwise(sorted({part.offset for part in parts} | {directory.start})))
    data, records = bytearray(), dict[str, bytes]()
    for part in sorted(parts, key=lambda each: each.offset):
        if part.name not in changes:
            records[part.name] = _at(part.record, len(data))
            data += content[part.offset : ends[part.offset]]
        elif (changed := changes[part.name]) is not None:
            records[part.name] = _put(data, part.record, changed, _level_of(content, part))
    there = {part.name for part in parts}
    added = [name for name in changes if name not in there]
    for name in added:
        if (new := changes[name]) is not None:
            records[name] = _put(data, _new_record(name), new, LEVEL)
    order = [*(part.name for part in parts), *added]
    listed = b"".join(records[name] for name in order if name in records)
    end = _end(len(records), len(listed), len(data), directory.comment)
    return bytes(data) + listed + end


def _end(count: int, size: int, start: int, comment: bytes) -> bytes:
    if count > _MOST_ENTRIES or start + size >= _ZIP64:
        raise ValueError("too large")
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, size, start, len(comment)) + comment


def _at(record: bytes, start: int) -> bytes:
    """The record of an entry that has moved."""
    return record[:42] + struct.pack("<L", start) + record[46:]


def _new_record(name: str) -> bytes:
    """The record of an entry that was not there."""
    spelled = name.encode("utf-8")
    flags = 0 if name.isascii() else _UTF8
    sizes = (0, 0, 0, len(spelled), 0, 0, 0, 0, 0, 0)
    head = (b"PK\x01\x02", _VERSION, _VERSION, flags, DEFLATED, 0, _NEW_YEAR_1980)
    return _CENTRAL.pack(*head, *sizes) + spelled


def _level_of(content: bytes, part: Part) -> int:
    """How hard a part was packed: as we pack, or as most programs do.

    What is put in its place is packed alike, so that what is taken off again leaves the very file.
    """
    if part.method != DEFLATED:
        return LEVEL
    start = part.start(content)
    there, _ = part.inflated(content, start, part.size)
    is_ours = _packed(there, LEVEL) == content[start : start + part.packed]
    return LEVEL if is_ours else _USUAL_LEVEL


def _packed(content: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def _put(data: bytearray, record: bytes, content: bytes, level: int) -> bytes:
    """Write an entry with its old name, time and attributes; its new record is given."""
    fields = list(_CENTRAL.unpack_from(record))
    name = record[_CENTRAL.size : _CENTRAL.size + fields[10]]
    comment = record[len(record) - fields[12] :] if fields[12] else b""
    packed = _packed(content, level)
    flags, times = fields[3] & _UTF8, fields[5:7]
    sizes = (zlib.crc32(content), len(packed), len(content), len(name))
    start = len(data)
    data += _LOCAL.pack(b"PK\x03\x04", _VERSION, flags, DEFLATED, *times, *sizes, 0)
    data += name + packed
    fields[2:11] = [_VERSION, flags, DEFLATED, *times, *sizes]
    fields[11], fields[-1] = 0, start  # what its extra field said of sizes holds no more
    return _CENTRAL.pack(*fields) + name + comment
