"""The bytes of a file, taken only from what is one: a pipe would keep its reader waiting."""

import stat
from pathlib import Path

from ...findings import FileError

_KINDS = {
    stat.S_IFDIR: "文件夹 folder",
    stat.S_IFIFO: "管道 pipe",
    stat.S_IFSOCK: "套接字 socket",
    stat.S_IFCHR: "设备 device",
    stat.S_IFBLK: "设备 device",
}
LARGEST = 200_000_000
"""Far above what the gate lets pass; above it there is no use in even asking what it is."""


def content_of(path: Path, name: str) -> bytes:
    """All of a file.

    Raises:
        FileError: it is not there, cannot be read, is huge, or is no file.
    """
    try:
        refuse_special(path, name)
        return path.read_bytes()
    except FileNotFoundError:
        raise FileError("file.not-found", file=name) from None
    except OSError as error:
        raise FileError("file.unopened", file=name, found=error.strerror or error) from error


def refuse_special(path: Path, name: str) -> None:
    """Look at what stands there before it is opened: opening a pipe waits for its other end.

    Raises:
        FileError: it is no file, or a huge one.
        OSError: it cannot be looked at.
    """
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        kind = _KINDS.get(stat.S_IFMT(facts.st_mode), "?")
        raise FileError("file.special", file=name, found=kind)
    if facts.st_size > LARGEST:
        raise FileError("file.too-large", file=name, found=f"{facts.st_size:,} > {LARGEST:,}")
