"""A sheet that is rows of texts, as the one that says what was sent: its cells as XML."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ....sheet import Cell, Content, Sheet, TextTable
from .escaped import UnusualError
from .shape import CutError, Look, Numbers

_EXTENT = re.compile(r'<dimension ref="([^"]*)"')
_ROWS, _ROWS_END = "<sheetData>", "</sheetData>"
_SPANNED = 16
"""XlsxWriter says of so many rows at a time how far they reach."""


class TextRows:
    """All around the cells of a sheet whose contents are nothing but texts, row by row."""

    looks: tuple[Look, ...] = ()

    def __init__(self, style: str, xml: str) -> None:
        """Cut the XML of such a sheet.

        Raises:
            CutError: XlsxWriter wrote it otherwise than it is known here.
        """
        extents = [*_EXTENT.finditer(xml)]
        if len(extents) != 1 or xml.count(_ROWS) != 1 or xml.count(_ROWS_END) != 1:
            raise CutError(_ROWS)
        self.styles = (style,)
        start, end = extents[0].span(1)
        self._head, self._middle = xml[:start], xml[end : xml.index(_ROWS)]
        self._end = xml[xml.index(_ROWS_END) :]

    def xml(
        self, table: Sequence[Content], numbers: Numbers, texts: dict[str, int]
    ) -> tuple[bytes, int]:
        """The sheet whole, and how many texts it has, which go to the table of shared texts.

        Raises:
            UnusualError: it is no table of texts, or has hardly any.
        """
        if not isinstance(table, TextTable):
            raise UnusualError
        columns, (style,) = [*map(_filled, table.rows)], numbers.styles
        spans = _spans(columns)
        rows = (
            _row(row, spans[row // _SPANNED], filled, style)
            for row, filled in enumerate(columns)
            if filled
        )
        shown = [
            texts.setdefault(text, len(texts)) for cells in table.rows for text in cells if text
        ]
        if len(shown) < 2:  # an extent is spelled otherwise then
            raise UnusualError
        head = f"{self._head}{_extent(columns)}{self._middle}"
        cells = "".join(rows) % tuple(shown)
        return f"{head}{_ROWS}{cells}{self._end}".encode(), len(shown)


@lru_cache(maxsize=4096)
def _row(row: int, span: str, filled: tuple[int, ...], style: str) -> str:
    """A row with a place for the number of each of its texts."""
    cells = (f'<c r="{Cell(row, column)}" s="{style}" t="s"><v>%d</v></c>' for column in filled)
    return f'<row r="{row + 1}" spans="{span}">{"".join(cells)}</row>'


def stands_alone(sheet: Sheet) -> bool:
    """Whether nothing is around the texts of a sheet that says something of their rows or cells."""
    return not any((
        sheet.heights, sheet.merges, sheet.hidden_rows, sheet.validations, sheet.highlights,
        sheet.filtered, sheet.printing,
    ))  # fmt: skip


def framed(sheet: Sheet, style: str) -> Sheet:
    """The sheet with but one cell."""
    return replace(sheet, contents=[Content(0, 0, style)])


_Columns = tuple[int, ...]
"""Those of a row that have a text."""


def _filled(cells: Sequence[str]) -> _Columns:
    columns = tuple(range(len(cells)))
    return columns if all(cells) else tuple(at for at in columns if cells[at])


def _extent(rows: Sequence[_Columns]) -> str:
    """From which cell to which the texts reach."""
    reached = [row for row, filled in enumerate(rows) if filled]
    left, right = _reach(rows)
    return f"{Cell(reached[0], left)}:{Cell(reached[-1], right)}"


def _spans(rows: Sequence[_Columns]) -> Sequence[str]:
    """From which column to which the rows of each sixteen reach where they have no text."""
    return [*map(_span, (rows[at : at + _SPANNED] for at in range(0, len(rows), _SPANNED)))]


def _span(rows: Sequence[_Columns]) -> str:
    left, right = _reach(rows)
    return f"{left + 1}:{right + 1}"


def _reach(rows: Sequence[_Columns]) -> tuple[int, int]:
    """The first and the last column in which there is a text."""
    filled = {each for each in rows if each}
    left = min((each[0] for each in filled), default=0)
    return left, max((each[-1] for each in filled), default=0)
