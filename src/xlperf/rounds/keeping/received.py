"""Keeping what came in: its bytes, under `received`, by unit, time and digest, and never changed.

A file comes to its place in one step and whole. Until then it lies in a folder of this run's own,
which begins with a dot and is taken away in any case; what a killed run leaves of that kind is
taken away by a later one.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path, PurePath

from ...excel.files import cannot_write, flush, move_into_place
from ...findings import OutputError
from ...sheet import file_name, legal
from ..ledger import Arrival

UNRECOGNISED = "unrecognised"
_TEMPORARY = ".xlperf-"
_STALE = 3_600
"""Seconds after which what a run put down for a moment is no running one's any more."""
_SHOWN = 12
"""Signs of the digest in a kept file's name."""
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_DIGEST = re.compile(r"-([0-9a-f]{12})(?:\.|$)")
_LONGEST_NAME = 180
"""Bytes of a name that any file system takes."""


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


@contextmanager
def workroom(received: Path) -> Iterator[Path]:
    """A folder for files that are being looked at, on the disk they will be kept on.

    Raises:
        OutputError: the round's folder cannot be written in.
    """
    try:
        received.mkdir(parents=True, exist_ok=True)
        clear_away(received)
        made = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=received))
    except OSError as error:
        raise cannot_write(received, error) from error
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def clear_away(folder: Path) -> None:
    """Take away what killed runs left behind, never what a running one has just put down.

    Its age is told by the clock of the disk itself, which may be another machine's.
    """
    left = list(folder.glob(f"{_TEMPORARY}*"))
    if not left:
        return
    with suppress(OSError), tempfile.TemporaryFile(prefix=_TEMPORARY, dir=folder) as fresh:
        now = os.fstat(fresh.fileno()).st_mtime
        for each in left:
            with suppress(OSError):
                if now - each.stat().st_mtime > _STALE:
                    shutil.rmtree(each) if each.is_dir() else each.unlink()


class Keeper:
    """What is kept of a round, and the way to keep more."""

    def __init__(self, folder: Path, received: Path) -> None:
        self._folder, self._received = folder, received
        self._by_digest: dict[str, list[Path]] = {}
        for path in self.kept():
            found = _DIGEST.search(path.name)
            if found:
                self._by_digest.setdefault(found[1], []).append(path)

    def kept(self) -> Iterator[Path]:
        """Every kept file, in order of name."""
        for top, folders, names in os.walk(self._received):
            folders[:] = sorted(each for each in folders if not each.startswith(_TEMPORARY))
            yield from (Path(top, name) for name in sorted(names) if _is_kept(name))

    def spelled(self, path: Path) -> str:
        """A path as the ledger spells it: inside the round's folder, with `/`."""
        return path.relative_to(self._folder).as_posix()

    def found(self, digest: str) -> str:
        """Where these bytes were kept before this run, whatever the ledger says; "" for nowhere."""
        for path in self._by_digest.get(digest[:_SHOWN], ()):
            with suppress(OSError):
                if digest_of(path) == digest:
                    return self.spelled(path)
        return ""

    def is_there(self, file: str) -> bool:
        """Whether a file the ledger names is where it says."""
        return (self._folder / file).is_file()

    def place_of(self, arrival: Arrival, unit: str) -> str:
        """Where a file is to be kept: by unit, time and digest."""
        suffix = PurePath(arrival.name).suffix.lower()
        moment = _stamp(arrival.received_at)
        folder = self._received / (file_name(unit, "", "") if unit else UNRECOGNISED)
        kept = f"{moment}-{arrival.digest[:_SHOWN]}{suffix if _SUFFIX.fullmatch(suffix) else ''}"
        return self.spelled(folder / kept)

    def put(self, made: Path, file: str, digest: str) -> None:
        """Move a file to its place, whole and on the disk; one that is there already stays.

        Raises:
            OutputError: the round's folder cannot be written in.
        """
        target = self._folder / file
        if target.exists():
            return
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            flush(made)
            if digest_of(made) != digest:
                raise OutputError("out.not-whole", file=target)
            move_into_place(made, target)
        except OSError as error:
            raise cannot_write(target, error) from error


def name_on_disk(name: str) -> str:
    """A file's own name as any system takes it, its ending kept: some files are told by it."""
    taken = legal(name).strip(" .") if not name.startswith(".") else legal(name).rstrip(" .")
    stem, suffix = PurePath(taken).stem, PurePath(taken).suffix[:16]
    room = _LONGEST_NAME - len(suffix.encode())
    return (stem.encode()[:room].decode(errors="ignore") or "_") + suffix


def _is_kept(name: str) -> bool:
    return not name.startswith(_TEMPORARY)


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
