"""A sheet that is rows of texts, as the one that says what was sent: its cells as XML."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ....sheet import Cell, Content, Sheet, TextTable, column_letters
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
        reaches, (style,) = [*map(_reach, table.rows)], numbers.styles
        spans = dict(_spans(reaches))
        letters = [*map(column_letters, range(max(map(len, table.rows), default=0)))]
        behind = f'" s="{style}" t="s"><v>'
        rows: list[str] = []
        count = 0
        for row, cells in enumerate(table.rows, 1):
            made = [
                f'<c r="{letter}{row}{behind}{texts.setdefault(text, len(texts))}</v></c>'
                for letter, text in zip(letters, cells, strict=False)
                if text
            ]
            if made:
                span = spans[(row - 1) // _SPANNED]
                rows += (f'<row r="{row}" spans="{span}">', *made, "</row>")
                count += len(made)
        if count < 2:  # an extent is spelled otherwise then
            raise UnusualError
        head = f"{self._head}{_extent(reaches)}{self._middle}"
        return f"{head}{_ROWS}{''.join(rows)}{self._end}".encode(), count


def stands_alone(sheet: Sheet) -> bool:
    """Whether nothing is around the texts of a sheet that says something of their rows or cells."""
    return not any((
        sheet.heights, sheet.merges, sheet.hidden_rows, sheet.validations, sheet.highlights,
        sheet.filtered, sheet.printing,
    ))  # fmt: skip


def framed(sheet: Sheet, style: str) -> Sheet:
    """The sheet with but one cell."""
    return replace(sheet, contents=[Content(0, 0, style)])


_Reach = tuple[int, int]
"""The first and the last column that have a text."""


def _reach(cells: Sequence[str]) -> _Reach | None:
    if cells and cells[0] and cells[-1]:
        return 0, len(cells) - 1
    filled = [column for column, text in enumerate(cells) if text]
    return (filled[0], filled[-1]) if filled else None


def _extent(reaches: Sequence[_Reach | None]) -> str:
    """From which cell to which the texts reach."""
    rows = [row for row, reach in enumerate(reaches) if reach]
    left, right = _together(reaches)
    return f"{Cell(rows[0], left)}:{Cell(rows[-1], right)}"


def _spans(reaches: Sequence[_Reach | None]) -> Iterator[tuple[int, str]]:
    """From which column to which the rows of each sixteen reach."""
    for start in range(0, len(reaches), _SPANNED):
        some = reaches[start : start + _SPANNED]
        if any(some):
            left, right = _together(some)
            yield start // _SPANNED, f"{left + 1}:{right + 1}"


def _together(reaches: Sequence[_Reach | None]) -> _Reach:
    reached = {each for each in reaches if each}
    return min(left for left, _ in reached), max(right for _, right in reached)
