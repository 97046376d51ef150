"""What a verb may be given as a file: a path, its bytes, or an open binary file."""

import os
from pathlib import Path
from typing import IO

from ..excel.reading import LARGEST, content_of
from ..findings import FileError

Source = str | os.PathLike[str] | bytes | IO[bytes]
"""A file: its path, its bytes, or the file open for reading bytes."""


def name_of(source: Source) -> str:
    """What findings call a file when nobody says: its path; "" for bytes."""
    if isinstance(source, str | os.PathLike):
        return str(source)
    name = getattr(source, "name", "")
    return name if isinstance(name, str) else ""


def checked(source: Source) -> Path | bytes:
    """A source as a path or bytes; an open file is read from where it stands, and not closed.

    Raises:
        FileError: an open file cannot be read, or is huge.
        TypeError: it is none of those.
    """
    if isinstance(source, bytes | Path):
        return source
    if isinstance(source, str | os.PathLike):
        return Path(source)
    read = getattr(source, "read", None)
    if not callable(read):
        raise TypeError(f"not a path, bytes or an open binary file: {type(source).__name__}")
    return _read(source)


def _read(file: IO[bytes]) -> bytes:
    name = name_of(file)
    try:
        content = file.read(LARGEST + 1)
    except OSError as error:
        raise FileError("file.unopened", file=name, found=error.strerror or error) from error
    if not isinstance(content, bytes):
        raise TypeError("the file is open for text; open it in binary mode, 'rb'")
    if len(content) > LARGEST:
        raise FileError("file.too-large", file=name, found=f"> {LARGEST:,}")
    return content


def content(source: Source, name: str = "") -> bytes:
    """All bytes of a source; `name` is what an error calls it.

    Raises:
        FileError: it is not there, cannot be read, is huge, or is no file.
        TypeError: it is no path, no bytes and no open binary file.
    """
    given = checked(source)
    return given if isinstance(given, bytes) else content_of(given, name or str(given))
