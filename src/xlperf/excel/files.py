"""Files that are written whole or not at all, and never over another one unasked."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import OutputError


def write_whole(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write a file beside its place, then move it there in one step.

    Raises:
        OutputError: the file exists and `force` is not given, or it cannot be written.
    """
    with beside(path, force=force) as temporary, temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def beside(path: Path, *, force: bool = False) -> Iterator[Path]:
    """A temporary path in the same folder, moved over `path` when the block ends well.

    Raises:
        OutputError: `path` exists and `force` is not given, or it cannot be written.
    """
    refuse_existing(path, force=force)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".xlperf-", suffix=".tmp", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise cannot_write(path, error) from error
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())  # mkstemp made it readable by its owner only
        temporary.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def refuse_existing(path: Path, *, force: bool) -> None:
    """Refuse a path that exists.

    Raises:
        OutputError: it does, and `force` is not given.
    """
    if path.exists() and not force:
        raise OutputError("out.exists", file=path)


def cannot_write(path: Path, error: OSError) -> OutputError:
    """The exception for what the system would not do."""
    return OutputError("out.cannot-write", file=path, found=error.strerror or error)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
