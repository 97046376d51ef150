"""The outline of a workbook: all of it but the cells of sheets whose shape is known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ....sheet import Box, Content, Highlight, Print, Sheet, Workbook
from .escaped import unescaped
from .parts import shared_texts, sheet_part, written_parts
from .shape import Numbers, Shape
from .text_rows import TextRows

_SHARED_CELL = re.compile(r'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")? t="s"><v>)([0-9]+)(</v>)')
_STYLE = re.compile(r'<c r="[A-Z]+1" s="([0-9]+)"/>')
_CHANGE = re.compile(r'<cfRule [^>]*?dxfId="([0-9]+)"')


@dataclass(frozen=True)
class Outline:
    """The parts of a workbook whose known sheets are empty.

    Attributes:
        parts: in the order in which they are packed.
        texts: the shared texts of the sheets that are not empty.
    """

    parts: Mapping[str, str]
    texts: tuple[str, ...]

    def numbers(self, at: int) -> Numbers:
        """How the workbook numbers the styles of an emptied sheet."""
        xml = self.parts[sheet_part(at)]
        return Numbers(tuple(_STYLE.findall(xml)), tuple(_CHANGE.findall(xml)))

    def renumbered(self, at: int, texts: Mapping[str, int]) -> str:
        """A sheet that is not empty, with the numbers its shared texts have in the end."""
        numbers = [texts.get(each, -1) for each in self.texts]
        return _SHARED_CELL.sub(
            lambda found: f"{found[1]}{numbers[int(found[2])]}{found[3]}",
            self.parts[sheet_part(at)],
        )


def outline_of(book: Workbook, emptied: Mapping[int, Sheet]) -> Outline:
    """Have the workbook written, with some sheets empty.

    Args:
        emptied: these, by their place in the workbook from 0.
    """
    sheets = [emptied.get(at, each) for at, each in enumerate(book.sheets)]
    parts = written_parts(replace(book, sheets=sheets))
    return Outline(parts, tuple(map(unescaped, shared_texts(parts))))


def emptied(sheet: Sheet, stamp: Shape | TextRows) -> Sheet:
    """What of a sheet shows outside it: its names, and that it needs its styles, in their order."""
    printing = sheet.printing
    return Sheet(
        name=sheet.name,
        contents=[Content(0, column, style) for column, style in enumerate(stamp.styles)],
        highlights=[
            Highlight(Box(row, 0, row, 0), "=TRUE", *look) for row, look in enumerate(stamp.looks)
        ],
        filtered=sheet.filtered,
        printing=printing
        and Print(area=printing.area, repeat=printing.repeat, columns=printing.columns),
        opened=sheet.opened,
        hidden=sheet.hidden,
    )
