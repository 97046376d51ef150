"""The outline of a workbook: all of it but the cells of sheets whose shape is known."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ....sheet import Box, Content, Highlight, Print, Sheet, Workbook
from ..writer import workbook_bytes
from .escaped import unescaped
from .shape import Numbers, Shape

TEXTS = "xl/sharedStrings.xml"
_ENTRY = re.compile(r"<si><t(?: [^>]*)?>([^<]*)</t></si>")
_SHARED_CELL = re.compile(r'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")? t="s"><v>)([0-9]+)(</v>)')
_STYLE = re.compile(r'<c r="[A-Z]+1" s="([0-9]+)"/>')
_CHANGE = re.compile(r'<cfRule [^>]*?dxfId="([0-9]+)"')


def parts_of(content: bytes) -> dict[str, str]:
    """The parts of a workbook that was just written, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def packed(parts: Mapping[str, str]) -> bytes:
    """The parts of a workbook as one file, packed as XlsxWriter packs them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part.encode())
    return file.getvalue()


def shared_texts(parts: Mapping[str, str]) -> list[str]:
    """The shared texts of a workbook, as XML spells them."""
    return _ENTRY.findall(parts.get(TEXTS, ""))


def sheet_part(at: int) -> str:
    """The name of the part a sheet is in, by its place in the workbook from 0."""
    return f"xl/worksheets/sheet{at + 1}.xml"


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
    parts = parts_of(workbook_bytes(replace(book, sheets=sheets)))
    return Outline(parts, tuple(map(unescaped, shared_texts(parts))))


def emptied(sheet: Sheet, shape: Shape) -> Sheet:
    """What of a sheet shows outside it: its names, and that it needs its styles, in their order."""
    printing = sheet.printing
    return Sheet(
        name=sheet.name,
        contents=[Content(0, column, style) for column, style in enumerate(shape.styles)],
        highlights=[*_unlike(sheet)],
        filtered=sheet.filtered,
        printing=printing
        and Print(area=printing.area, repeat=printing.repeat, columns=printing.columns),
        opened=sheet.opened,
        hidden=sheet.hidden,
    )


def _unlike(sheet: Sheet) -> Iterator[Highlight]:
    """One highlight for each look that is changed to, in their order, each in a cell of its own."""
    looks = dict.fromkeys((each.fill, each.colour, each.number) for each in sheet.highlights)
    for row, (fill, colour, number) in enumerate(looks):
        yield Highlight(Box(row, 0, row, 0), "=TRUE", fill, colour, number)
