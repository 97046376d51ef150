"""Paragraphs, tables and sections of a Word file, as the XML they are.

Written as text: python-docx's own cells take twenty-five times as long.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from ..paging import Paper, Piece
from ..printed import PrintedCell, PrintedRow

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_UNDER_TEXT = 397
"""How far a page number stands under the text: 7 mm."""


class Words(NamedTuple):
    """What paragraphs need to know: the ids of styles, and whether the text is Chinese."""

    styles: Mapping[str, str]
    is_chinese: bool

    def run(self, text: str) -> str:
        """Text in the font of its paragraph; its line feeds are breaks of lines."""
        hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>' if self.is_chinese else ""
        lines = "<w:br/>".join(
            f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else ""
            for line in text.split("\n")
        )
        return f"<w:r>{hint}{lines}</w:r>" if text else ""

    def paragraph(self, style: str, inside: str, extra: str = "") -> str:
        """A paragraph of a style; `extra` is what else is said of it, in the order of Word."""
        return f'<w:p><w:pPr><w:pStyle w:val="{self.styles[style]}"/>{extra}</w:pPr>{inside}</w:p>'


def bookmark(number: int, name: str, inside: str) -> str:
    """Something with a bookmark around it."""
    begin = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{begin}{inside}<w:bookmarkEnd w:id="{number}"/>'


def field(instruction: str, shown: str) -> str:
    """A field, and what it shows until it is updated."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{shown}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(words: Words, piece: Piece, caption: str) -> Iterator[str]:
    """A piece of a table as a table of its own."""
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES
    )
    margins = {"top": piece.around, "left": piece.columns.margin}
    margins |= {"bottom": piece.around, "right": piece.columns.margin}
    around = "".join(f'<w:{side} w:w="{w}" w:type="dxa"/>' for side, w in margins.items())
    widths = piece.columns.widths
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{around}</w:tblCellMar>'
        f"<w:tblCaption w:val={quoteattr(caption)}/></w:tblPr><w:tblGrid>"
    )
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    yield from _rows(words, piece)
    yield "</w:tbl>"


def _rows(words: Words, piece: Piece) -> Iterator[str]:
    """The rows; under a cell that spans several, each has a cell that goes on with it."""
    repeated = piece.repeated
    above: dict[int, tuple[PrintedCell, int]] = {}
    for number, row in enumerate(piece.rows):
        going_on = {column: cell for column, (cell, until) in above.items() if number <= until}
        is_last_tall = piece.is_tall and number == len(piece.rows) - 1
        said = "" if is_last_tall else "<w:cantSplit/>"
        said += "<w:tblHeader/>" if number < repeated else ""
        yield f"<w:tr><w:trPr>{said}</w:trPr>" if said else "<w:tr>"
        yield from _cells(words, piece, row, going_on)
        yield "</w:tr>"
        for cell in row.cells:
            above[cell.column] = (cell, number + cell.rows - 1)


def _cells(
    words: Words, piece: Piece, row: PrintedRow, going_on: Mapping[int, PrintedCell]
) -> Iterator[str]:
    begun = {cell.column: cell for cell in row.cells}
    for column in sorted(begun.keys() | going_on.keys()):
        cell = begun.get(column) or going_on[column]
        begins = column in begun
        width = piece.columns.inner(cell.column, cell.columns) + 2 * piece.columns.margin
        said = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if cell.columns > 1:
            said += f'<w:gridSpan w:val="{cell.columns}"/>'
        if cell.rows > 1:
            said += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
        across = "" if cell.across == "left" else f'<w:jc w:val="{cell.across}"/>'
        text = words.run(cell.text) if begins else ""
        inside = words.paragraph("Table Text", text, across)
        yield f'<w:tc><w:tcPr>{said}<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'


def section(
    paper: Paper, footers: tuple[str, str], *, is_turned: bool, begins: bool, line: int
) -> str:
    """What closes a section: its paper, its footers, and whether its pages count from 1."""
    odd, even = footers
    turned = ' w:orient="landscape"' if is_turned else ""
    counted = '<w:pgNumType w:start="1"/>' if begins else ""
    foot = max(284, paper.bottom - _UNDER_TEXT - line)
    return (
        f'<w:sectPr><w:footerReference w:type="even" r:id="{even}"/>'
        f'<w:footerReference w:type="default" r:id="{odd}"/>'
        f'<w:pgSz w:w="{paper.width}" w:h="{paper.height}"{turned}/>'
        f'<w:pgMar w:top="{paper.top}" w:right="{paper.right}" w:bottom="{paper.bottom}"'
        f' w:left="{paper.left}" w:header="851" w:footer="{foot}" w:gutter="0"/>'
        f"{counted}</w:sectPr>"
    )
