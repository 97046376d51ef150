"""Files that are written whole or not at all, and never over another one unasked."""

import os
import re
import secrets
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ..findings import OutputError

_PIECE = 65_536
_CONTENTS = "[Content_Types].xml"
_LISTED = re.compile(rb'PartName="/([^"]+)"')


def write_whole(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file beside its place, read it back, then move it there in one step.

    Raises:
        OutputError: the file exists and `force` is not given, or it cannot be written.
    """
    with beside(path, lambda made: made.read_bytes() == content, force=force) as file:
        file.write(content)


def is_whole_workbook(path: Path) -> bool:
    """Whether a file just written is a zip that can be read to its end, with every part it lists.

    Raises:
        OSError: it cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as package:
            listed = {name.decode() for name in _LISTED.findall(package.read(_CONTENTS))}
            for name in package.namelist():
                _read_to_its_end(package, name)
            return bool(listed) and listed <= set(package.namelist())
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError):
        return False


def _read_to_its_end(package: zipfile.ZipFile, name: str) -> None:
    """Read a part and hold it to its checksum, in pieces: `testzip` takes megabytes for it.

    Raises:
        zipfile.BadZipFile, zlib.error, EOFError: it cannot be read, or is not what was written.
    """
    with package.open(name) as part:
        while part.read(_PIECE):
            pass


@contextmanager
def beside(
    path: Path, is_whole: Callable[[Path], bool] = is_whole_workbook, *, force: bool = False
) -> Iterator[BinaryIO]:
    """An open file in the same folder, moved over `path` when the block ends well.

    Before that it is on the disk, closed, and found whole by reading it again. However the
    block ends, nothing but `path` stays in the folder.

    Raises:
        OutputError: `path` exists and `force` is not given, or it cannot be written.
    """
    refuse_existing(path, force=force)
    # The name is ours before the file is there: an interruption at any point finds it again.
    temporary = path.parent / f".xlperf-{secrets.token_hex(8)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _written(temporary) as file:
            yield file
        if not is_whole(temporary):
            raise OutputError("out.not-whole", file=path)
        refuse_existing(path, force=force)  # somebody else may have been faster
        move_into_place(temporary, path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        with suppress(OSError):  # what went wrong before is what is to be told
            temporary.unlink(missing_ok=True)


@contextmanager
def _written(path: Path) -> Iterator[BinaryIO]:
    """A new file that is on the disk when the block ends well, and closed in any case."""
    file = path.open("xb")
    try:
        yield file
        file.flush()
        os.fsync(file.fileno())
        file.close()
    finally:
        with suppress(OSError):  # on a full disk closing fails as well, and hides an interruption
            file.close()


def move_into_place(made: Path, path: Path) -> None:
    """Move a file that is on the disk over another one in one step, its new name on the disk too.

    Raises:
        OSError: it cannot be moved.
    """
    made.replace(path)
    with suppress(OSError):  # Windows flushes no folders, and needs none
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def flush(path: Path) -> None:
    """Have a file's bytes on the disk, not only in the system's memory.

    Raises:
        OSError: it cannot be written to.
    """
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def refuse_existing(path: Path, *, force: bool) -> None:
    """Refuse a path that exists.

    Raises:
        OutputError: it does, and `force` is not given.
    """
    try:
        is_there = path.exists()
    except OSError as error:
        raise cannot_write(path, error) from error
    if is_there and not force:
        raise OutputError("out.exists", file=path)


def cannot_write(path: Path | str, error: OSError) -> OutputError:
    """The exception for what the system would not do."""
    return OutputError("out.cannot-write", file=path, found=error.strerror or error)
