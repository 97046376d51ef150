"""The styles under which a figure stays a figure to the reading library, which is asked itself."""

from functools import lru_cache

from ...findings import FileError
from ...sheet import Cell
from .calamine_workbook import opened
from .cell_styles import CellStyles
from .repacked import packed, place_of
from .safe_xml import MAIN

_MOST, _LARGEST = 4_096, 262_144
"""Styles of a workbook, and the bytes of their part; beyond, the library reads it alone."""


def styles_of_figures(content: bytes, styles: CellStyles) -> frozenset[int] | None:
    """Of the styles of a workbook those under which every figure is read as it is stored.

    Under a format of dates the library makes a day of it, or fails; None where it cannot read
    the styles at all. `content` is their part, empty where there is none.
    """
    if len(styles.formats) > _MOST or len(content) > _LARGEST:
        return None
    left = _left_alone(content, len(styles.formats))
    if left is None:
        return None
    return left - styles.of_dates


@lru_cache(maxsize=16)  # the same bytes in every return of a round
def _left_alone(content: bytes, count: int) -> frozenset[int] | None:
    """The library's own answer, to a sheet with one figure in each style."""
    cells = "".join(
        f'<row r="{n + 1}"><c r="{Cell(n, 0)}" s="{n}"><v>1</v></c></row>' for n in range(count)
    )
    parts = {
        place_of(
            1
        ): f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'.encode()
    }
    if content:
        parts["xl/styles.xml"] = content
    try:
        with opened(packed([("1", "visible")], parts, from_1904=False), "") as book:
            rows = book.get_sheet_by_index(0).to_python()
    except FileError:
        return None
    return frozenset(n for n, (value,) in enumerate(rows) if type(value) is float)
