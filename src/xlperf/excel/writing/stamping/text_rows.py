"""A sheet that is rows of texts, as the one that says what was sent: its cells as XML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter

from ....sheet import Cell, Content, Sheet, column_letters
from .shape import CutError, Look, Numbers

_EXTENT = re.compile(r'<dimension ref="([^"]*)"')
_ROWS, _ROWS_END = "<sheetData>", "</sheetData>"
_SPANNED = 16
"""XlsxWriter says of so many rows at a time how far they reach."""


class TextRows:
    """All around the cells of a sheet whose contents are nothing but texts, row by row."""

    looks: tuple[Look, ...] = ()

    def __init__(self, styles: tuple[str, ...], xml: str) -> None:
        """Cut the XML of such a sheet.

        Raises:
            CutError: XlsxWriter wrote it otherwise than it is known here.
        """
        extents = [*_EXTENT.finditer(xml)]
        if len(extents) != 1 or xml.count(_ROWS) != 1 or xml.count(_ROWS_END) != 1:
            raise CutError(_ROWS)
        self.styles = styles
        start, end = extents[0].span(1)
        self._head, self._middle = xml[:start], xml[end : xml.index(_ROWS)]
        self._end = xml[xml.index(_ROWS_END) :]

    def xml(self, sheet: Sheet, numbers: Numbers, texts: dict[str, int]) -> tuple[str, int]:
        """The sheet whole, and how many texts it has, which go to the table of shared texts."""
        contents = sheet.contents
        styles = dict(zip(self.styles, numbers.styles, strict=True))
        spans = _spans(contents)
        rows: list[str] = []
        for row, cells in groupby(contents, itemgetter(0)):
            rows.append(f'<row r="{row + 1}" spans="{spans[row // _SPANNED]}">')
            rows += [
                f'<c r="{column_letters(column)}{row + 1}" s="{styles[style]}" t="s">'
                f"<v>{texts.setdefault(text, len(texts))}</v></c>"  # type: ignore[arg-type]
                for _, column, style, text, *_ in cells
            ]
            rows.append("</row>")
        left, right = min(each.column for each in contents), max(each.column for each in contents)
        extent = f"{Cell(contents[0].row, left)}:{Cell(contents[-1].row, right)}"
        made = f"{self._head}{extent}{self._middle}{_ROWS}{''.join(rows)}{self._end}"
        return made, len(contents)


def styles_of(sheet: Sheet) -> tuple[str, ...]:
    """The styles of such a sheet, in their order."""
    return tuple(dict.fromkeys(each.style for each in sheet.contents))


def framed(sheet: Sheet) -> Sheet:
    """The sheet with but one cell of each style."""
    cells = [Content(0, column, style) for column, style in enumerate(styles_of(sheet))]
    return replace(sheet, contents=cells)


def is_rows_of_texts(sheet: Sheet) -> bool:
    """Whether a sheet is nothing but texts, from top to bottom, and nothing is around them."""
    around = (
        sheet.heights, sheet.merges, sheet.hidden_rows, sheet.charts, sheet.comments,
        sheet.validations, sheet.highlights, sheet.filtered,
    )  # fmt: skip
    contents = sheet.contents
    if any(around) or len(contents) < 2 or not all(map(_is_text, contents)):
        return False
    return all((one[0], one[1]) < (two[0], two[1]) for one, two in pairwise(contents))


def _is_text(each: Content) -> bool:
    is_plain = not (each.formula or each.slot or each.link)
    return is_plain and each.value.__class__ is str and each.value != ""


def _spans(contents: Sequence[Content]) -> Mapping[int, str]:
    """From which column to which the rows of each sixteen reach."""
    reach: dict[int, tuple[int, int]] = {}
    for row, column, *_ in contents:
        block = row // _SPANNED
        left, right = reach.get(block, (column, column))
        if not left <= column <= right or block not in reach:
            reach[block] = min(left, column), max(right, column)
    return {block: f"{left + 1}:{right + 1}" for block, (left, right) in reach.items()}
