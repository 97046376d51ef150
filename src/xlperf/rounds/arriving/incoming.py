"""What comes in: the files named, those in folders, and those in archives, one by one.

Each is copied to where this run may read it, since its own place may change or go away while it
is read, and what was judged must be what is kept. What came in before is read and kept no more,
and so it is not copied either.
"""

import os
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from hashlib import file_digest, sha256
from itertools import count
from pathlib import Path
from typing import BinaryIO
from unicodedata import category

from ...excel.files import cannot_write
from ...excel.reading import refuse_special
from ...findings import FileError
from ..keeping import name_on_disk
from .archives import Member, archive_bytes, decoded, mail_bytes, mailed, members

_LONGEST = 200
"""Signs of a name the ledger keeps."""
_UNREADABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that came in.

    Attributes:
        name: as it came in, without the folders before it.
        source: the file that was named, or the archive it was in.
        copy: where its bytes lie until they are kept; None where there are none, or no need.
        refusal: why it is not read; nothing for what is read.
        kept: where it is kept already; "" before it is.
        error: why its bytes could not be had.
    """

    name: str
    source: Path
    digest: str = ""
    copy: Path | None = None
    modified_at: datetime | None = None
    refusal: tuple[FileError, ...] = ()
    kept: str = ""
    error: FileError | None = None


class Arriving:
    """Files on their way in, each copied into a folder of this run."""

    def __init__(
        self, room: Path, zone: tzinfo | None, known: Container[tuple[str, str]] = ()
    ) -> None:
        """Copies go to `room`; `known` has digest and name of what came in before."""
        self._room, self._zone, self._known = room, zone, known
        self._numbers = count(1)

    def all_of(self, paths: Iterable[Path]) -> Iterator[Incoming]:
        """Every file, and every member of every archive."""
        for path in paths:
            try:
                refuse_special(path, path.name)  # a pipe would keep its reader waiting
                content, mail = archive_bytes(path), mail_bytes(path)
            except FileError as error:
                yield Incoming(shown(path.name), path, error=error)
                continue
            except OSError as error:
                yield _lost(path, error)
                continue
            if content is not None:
                yield from self._members(path, members(content, path.name, self._zone))
            elif mail is not None:
                yield from self._members(path, mailed(mail, path.name, self._zone))
            else:
                yield self._file(path)

    def _file(self, path: Path, refusal: tuple[FileError, ...] = ()) -> Incoming:
        name, copy = shown(path.name), None
        try:
            with path.open("rb") as source:
                changed, digest = _changed(source), file_digest(source, "sha256").hexdigest()
                if refusal or (digest, name) not in self._known:
                    copy = self._place(path.name)
                    source.seek(0)
                    digest = _copied(source, copy)  # it may be another by now
        except OSError as error:
            return _lost(path, error)
        return Incoming(name, path, digest, copy, changed, refusal)

    def _members(self, path: Path, found: Iterable[Member]) -> Iterator[Incoming]:
        """What is in it; the archive itself too, when something in it could not be taken out."""
        troubles = []
        for member in found:
            if member.error:
                troubles.append(member.error)
                continue
            name, copy = shown(member.name), None
            digest = sha256(member.content).hexdigest()
            if (digest, name) not in self._known:
                copy = self._place(member.name)
                with _writing(copy):
                    copy.write_bytes(member.content)
            yield Incoming(name, path, digest, copy, member.modified_at)
        if troubles:
            yield self._file(path, tuple(troubles))

    def _place(self, name: str) -> Path:
        """A folder for each file, so that it may bear its own name: some are told by it."""
        folder = self._room / str(next(self._numbers))
        with _writing(folder):
            folder.mkdir()
        return folder / name_on_disk(shown(name))


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """What the disk of the round will not do ends the run: that is no fault of the file."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error


def _copied(source: BinaryIO, copy: Path) -> str:
    """Copy a file, and give the digest of what was copied.

    Raises:
        OSError: the source cannot be read.
        OutputError: the copy cannot be written.
    """
    digest = sha256()
    with _writing(copy):
        target = copy.open("xb")
    with target:
        while block := source.read(_BLOCK):
            digest.update(block)
            with _writing(copy):
                target.write(block)
        with _writing(copy):
            target.flush()
    return digest.hexdigest()


def _changed(source: BinaryIO) -> datetime | None:
    """When a file was last changed; None where the system gives no time that can be."""
    try:
        return datetime.fromtimestamp(os.fstat(source.fileno()).st_mtime, UTC)
    except (ValueError, OverflowError):
        return None


def _lost(path: Path, error: OSError) -> Incoming:
    found = error.strerror or error
    return Incoming(shown(path.name), path, error=FileError("file.broken", file=path, found=found))


def shown(name: str) -> str:
    """A file's name as a person reads it and a database takes it."""
    try:
        name.encode()
    except UnicodeEncodeError:  # bytes that Python could not read as the system's encoding
        name = decoded(os.fsencode(name))
    plain = "".join(" " if category(sign) in _UNREADABLE else sign for sign in name).strip()
    stem, dot, suffix = plain.rpartition(".")
    room = max(0, _LONGEST - len(dot + suffix))
    return (stem[:room] + dot + suffix)[:_LONGEST] or "_"
