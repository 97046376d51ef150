"""A workbook of XlsxWriter whose parts lie on the disk, packed at our level.

Two names inside XlsxWriter are used that it promises nobody. Where one is gone, or gives something
else, XlsxWriter packs as it would, at level 6: that takes twice the time, and nothing is lost.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

import xlsxwriter
from xlsxwriter.packager import Packager

from ..packages import pack_files
from .detachable_file import DetachableFile


class StreamedWorkbook(xlsxwriter.Workbook):  # type: ignore[misc]
    """Packs itself, and lets nothing of XlsxWriter's own packing reach the file after that."""

    def __init__(self, file: DetachableFile, options: Mapping[str, object]) -> None:
        super().__init__(file, options)
        self._streamed_to = file

    def _get_packager(self) -> Packager:
        return _Packing(self._streamed_to)


class _Packing(Packager):  # type: ignore[misc]
    """Makes the parts as XlsxWriter does, and leaves none to be packed."""

    def __init__(self, file: DetachableFile) -> None:
        super().__init__()
        self._streamed_to = file

    def _create_package(self) -> list[Any]:
        made: list[Any] = super()._create_package()
        if not all(_is_file(each) for each in made):
            return made
        files = [(name, Path(file)) for file, name, _ in made]
        pack_files(files, cast("BinaryIO", self._streamed_to))  # all of one that a zip asks for
        self._streamed_to.detach()
        return []


def _is_file(made: object) -> bool:
    """Whether a part is said to be a file on the disk, as it is known here."""
    return isinstance(made, tuple) and len(made) == 3 and isinstance(made[0], str)
