"""A sheet that is rows of texts, as the one that says what was sent: its cells as XML."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from operator import itemgetter

from ....sheet import Cell, Content, Sheet, column_letters
from .shape import Numbers

_EXTENT = re.compile(r'(<dimension ref=")[^"]*"')
_SPANNED = 16
"""XlsxWriter says of so many rows at a time how far they reach."""


class TextRows:
    """The cells of a sheet whose contents are nothing but texts, row by row."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.styles = tuple(dict.fromkeys(each.style for each in sheet.contents))

    def emptied(self) -> Sheet:
        """The sheet with but one cell of each style."""
        cells = [Content(0, column, style) for column, style in enumerate(self.styles)]
        return replace(self._sheet, contents=cells)

    def xml(self, outline: str, numbers: Numbers, texts: dict[str, int]) -> str:
        """The sheet whole; its texts go to the table of shared texts.

        Args:
            outline: the XML of the emptied sheet.
        """
        contents = self._sheet.contents
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
        made = _EXTENT.sub(rf'\g<1>{extent}"', outline, count=1)
        start, end = made.index("<sheetData>"), made.index("</sheetData>")
        return f"{made[:start]}<sheetData>{''.join(rows)}{made[end:]}"


def text_rows(sheet: Sheet) -> TextRows | None:
    """A sheet as rows of texts; None where something else stands on it."""
    around = (
        sheet.heights, sheet.merges, sheet.hidden_rows, sheet.charts, sheet.comments,
        sheet.validations, sheet.highlights, sheet.filtered,
    )  # fmt: skip
    contents = sheet.contents
    if any(around) or len(contents) < 2 or not all(map(_is_text, contents)):
        return None
    if not all((one[0], one[1]) < (two[0], two[1]) for one, two in pairwise(contents)):
        return None
    return TextRows(sheet)


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
