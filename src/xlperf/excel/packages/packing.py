"""The parts of a workbook: taken out of what XlsxWriter wrote, and packed as one file."""

import io
import os
import time
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, Final

LEVEL: Final = 3
"""How hard parts are packed, of 9. XlsxWriter packs at 6, which takes twice the time of 3 (most
of what writing a workbook costs) and makes the file an eighth smaller."""


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook that was just written, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as written:
        return {name: written.read(name) for name in written.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts of a workbook as one file; the same parts give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, part, zipfile.ZIP_DEFLATED, LEVEL)
    return file.getvalue()


def pack_files(files: Iterable[tuple[str, Path]], target: BinaryIO) -> None:
    """Files as the parts of a workbook, by name, each taken away once it is in it.

    None is held in memory, and the same parts give the same bytes: their day is one that every
    clock on earth has in 1980.

    Raises:
        OSError: one cannot be read, or the target not be written.
    """
    day = time.mktime((1980, 1, 31, 0, 0, 0, 0, 0, -1))
    with zipfile.ZipFile(target, "w") as archive:
        for name, file in files:
            os.utime(file, (day, day))
            archive.write(file, name, zipfile.ZIP_DEFLATED, LEVEL)
            file.unlink()
