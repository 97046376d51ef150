"""A sheet that is rows of texts, as the one that says what was sent: its cells as XML."""

import re
from collections.abc import Iterator, Mapping, Sequence
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
    ) -> tuple[str, int]:
        """The sheet whole, and how many texts it has, which go to the table of shared texts.

        Raises:
            UnusualError: it is no table of texts, or has hardly any.
        """
        if not isinstance(table, TextTable):
            raise UnusualError
        spans, (style,) = _spans(table.rows), numbers.styles
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
        head = f"{self._head}{_extent(table.rows)}{self._middle}"
        return f"{head}{_ROWS}{''.join(rows)}{self._end}", count


def stands_alone(sheet: Sheet) -> bool:
    """Whether nothing is around the texts of a sheet that says something of their rows or cells."""
    return not any((
        sheet.heights, sheet.merges, sheet.hidden_rows, sheet.validations, sheet.highlights,
        sheet.filtered, sheet.printing,
    ))  # fmt: skip


def framed(sheet: Sheet, style: str) -> Sheet:
    """The sheet with but one cell."""
    return replace(sheet, contents=[Content(0, 0, style)])


def _reach(cells: Sequence[str]) -> tuple[int, int] | None:
    """The first and the last column of a row that have a text."""
    if cells and cells[0] and cells[-1]:
        return 0, len(cells) - 1
    filled = [column for column, text in enumerate(cells) if text]
    return (filled[0], filled[-1]) if filled else None


def _extent(rows: Sequence[Sequence[str]]) -> str:
    """From which cell to which the texts reach."""
    reach = {row: found for row, cells in enumerate(rows) if (found := _reach(cells))}
    left, right = min(left for left, _ in reach.values()), max(right for _, right in reach.values())
    return f"{Cell(min(reach), left)}:{Cell(max(reach), right)}"


def _spans(rows: Sequence[Sequence[str]]) -> Mapping[int, str]:
    """From which column to which the rows of each sixteen reach."""
    return dict(_spans_of(rows))


def _spans_of(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    for start in range(0, len(rows), _SPANNED):
        reach = [*filter(None, map(_reach, rows[start : start + _SPANNED]))]
        if reach:
            left, right = min(left for left, _ in reach), max(right for _, right in reach)
            yield start // _SPANNED, f"{left + 1}:{right + 1}"
