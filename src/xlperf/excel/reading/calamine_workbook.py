"""A workbook opened by the reading library, whose failures become ours."""

import io
from collections.abc import Iterator
from contextlib import closing, contextmanager

import python_calamine
from python_calamine import CalamineSheet, CalamineWorkbook

from ...findings import FileError
from ...sheet import Box
from .frame import is_inverted


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
