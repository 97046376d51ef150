"""A workbook opened by the reading library, whose failures become ours."""

import io
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import NamedTuple

import python_calamine
from python_calamine import CalamineSheet, CalamineWorkbook

from ...findings import FileError
from ...sheet import Box, Cell, Read
from .frame import is_inverted

_NO_AREA = (0, 0)


class Values(NamedTuple):
    """The used area of a sheet row by row, its first cell, and the merged ranges."""

    rows: Sequence[Sequence[Read]]
    origin: Cell
    merges: tuple[Box, ...]


@contextmanager
def opened(content: bytes, name: str) -> Iterator[CalamineWorkbook]:
    """Open a workbook for as long as its sheets are read.

    Raises:
        FileError: it is damaged or locked.
    """
    try:
        with closing(CalamineWorkbook.from_filelike(io.BytesIO(content))) as book:
            yield book
    except python_calamine.PasswordError as error:
        raise FileError("file.encrypted", file=name) from error
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise FileError("file.broken", file=name, found=error) from error
    except BaseException as error:  # a panic of the library's native code is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise FileError("file.broken", file=name, found=error) from error


def merges_of(sheet: CalamineSheet) -> list[Box]:
    """The merged ranges of a sheet that cover any cell."""
    boxes = (Box(*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return [box for box in boxes if not is_inverted(box)]


def values_of(sheet: CalamineSheet) -> Values:
    """What a sheet holds."""
    origin = Cell(*(sheet.start or _NO_AREA))
    return Values(sheet.to_python(skip_empty_area=True), origin, (*merges_of(sheet),))
