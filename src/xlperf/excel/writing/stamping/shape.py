"""The shape of a sheet: XlsxWriter's own XML of it, cut once where its values go.

XlsxWriter writes the sheet with a mark in every place that differs between the sheets of one
shape. Where the marks are found, holes are left; all between them stays letter for letter as
XlsxWriter wrote it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ....sheet import Cell, Content, Sheet, Workbook
from .escaped import UnusualError, escaped

MARKED_HEIGHT = 123.0
"""Points: as high as no row of ours is."""
_MARK = "\ue000{}\ue001"
_FOOTER = _MARK.format("footer")
_ANY_MARK = re.compile("\ue000([^\ue001]*)\ue001")
SPELLED, PLACE = "=", "@"
"""How the slots begin of formulas that are no part of a shape, and of where links lead to."""
_ROW_OR_CELL = re.compile(
    r'<row r="(?P<row>[0-9]+)"(?: spans="[0-9:]*")?'
    r'(?P<height> ht="123"(?: customHeight="1")?)?[^>]*>'
    r'|(?P<head><c r="(?P<place>[A-Z]+[0-9]+)"(?: s="(?P<style>[0-9]+)")?)'
    r'(?: t="[a-z]+")?(?:/>|>(?P<formula><f>[^<]*</f>)?<v>(?P<value>[^<]*)</v></c>)'
)
_CHANGE = re.compile(r'<cfRule [^>]*?dxfId="([0-9]+)"')


class CutError(Exception):
    """XlsxWriter wrote a sheet otherwise than it is known here: a mark is missing or stands twice.

    Nothing was stamped. The versions of XlsxWriter that are known are in `pyproject.toml`.
    """


class Look(NamedTuple):
    """What a highlight changes to."""

    fill: str
    colour: str
    number: str


class Numbers(NamedTuple):
    """The numbers a workbook gives to the styles of a sheet, and to its changed looks.

    Both in the order in which the sheet first needs them.
    """

    styles: tuple[str, ...]
    changes: tuple[str, ...]


class Hole(NamedTuple):
    """A cell whose value is not part of the shape.

    Attributes:
        piece: which piece of the shape it fills.
        head: the XML of the cell up to its style.
        formula: the XML of its formula; "" without one, and where that is no part of the shape.
    """

    piece: int
    content: Content
    head: str
    formula: str

    @property
    def spelled(self) -> str:
        """The slot of its formula; "" where that is part of the shape."""
        return _slot_in(self.content.formula)


@dataclass(frozen=True, eq=False)
class Shape:
    """A sheet cut at its holes.

    Attributes:
        pieces: its XML; "" where a hole is.
        holes: its cells, in the order in which they are written.
        rows: the pieces that are heights, by row.
        footer: the piece that is the text of the footer; None without one.
        links: the pieces that are attributes of links, by slot.
        styles: the names of its styles, in the order in which they are numbered.
        looks: what its highlights change to, likewise.
        numbers: what they were numbered with when it was cut.
    """

    pieces: tuple[str, ...]
    holes: tuple[Hole, ...]
    rows: tuple[tuple[int, int], ...]
    footer: int | None
    links: tuple[tuple[str, int], ...]
    styles: tuple[str, ...]
    looks: tuple[Look, ...]
    numbers: Numbers


def looks_of(sheet: Sheet) -> tuple[Look, ...]:
    """What the highlights of a sheet change to, each once, in their order."""
    return tuple(
        dict.fromkeys(Look(each.fill, each.colour, each.number) for each in sheet.highlights)
    )


def mark(slot: str) -> str:
    """A text that stands in a sheet in place of what fills this slot."""
    return _MARK.format(slot)


def formula_mark(slot: str) -> str:
    """A formula that stands in a sheet in place of one that is no part of its shape."""
    return f'="{mark(slot)}"'


def is_marked(*texts: str) -> bool:
    """Whether something looks like a mark of ours."""
    return any(_MARK[0] in text for text in texts)


def refuse_marked(sheet: Sheet) -> None:
    """Refuse a sheet that all by itself has something that looks like a mark of ours.

    Raises:
        UnusualError: it has.
    """
    around = repr((sheet.validations, sheet.highlights))
    if any(map(_is_marked_by_itself, sheet.contents)) or repr(_MARK[0])[1:-1] in around:
        raise UnusualError


def _is_marked_by_itself(each: Content) -> bool:
    if not is_marked(each.formula, each.link, str(each.value or "") if each.link else ""):
        return False
    ours = {formula_mark(f"{SPELLED}{each.slot}"), mark(f"{PLACE}{each.slot}")}
    return is_marked(*({each.formula, each.link, str(each.value or "")} - ours))


def _slot_in(marked: str) -> str:
    found = _ANY_MARK.search(marked)
    return found[1] if found else ""


def marked(sheet: Sheet) -> Sheet:
    """The sheet with a mark in every place that differs between sheets of its shape."""
    printing = sheet.printing
    if printing and printing.footer:
        printing = replace(printing, footer=_FOOTER)
    return replace(
        sheet,
        name="marked",
        values={each.slot: mark(each.slot) for each in sheet.contents if each.slot},
        heights=dict.fromkeys(sheet.heights, MARKED_HEIGHT),
        printing=printing,
    )


def alone(book: Workbook, sheet: Sheet, *, is_front: bool) -> Workbook:
    """A workbook of this sheet and another, the first of which is the one that is shown."""
    other = Sheet("other", ())
    sheets = (sheet, other) if is_front else (other, sheet)
    return replace(book, sheets=sheets, names=(), properties={})


def cut(sheet: Sheet, xml: str, texts: Sequence[str]) -> Shape:
    """The shape of a sheet, from the XML of its marked twin.

    Args:
        texts: the shared texts of the workbook the twin stands in, as XML spells them.

    Raises:
        CutError: a mark is not found where it belongs, or is found twice.
    """
    cutting = _Cutting(sheet, xml, texts)
    cutting.rows_and_cells()
    cutting.last()
    return cutting.shape()


class _Cutting:
    """The XML of one sheet while it is cut, from its beginning to its end."""

    def __init__(self, sheet: Sheet, xml: str, texts: Sequence[str]) -> None:
        self._sheet, self._xml, self._texts = sheet, xml, texts
        self._by_place = {str(Cell(each.row, each.column)): each for each in sheet.contents}
        self._pieces: list[str] = []
        self._holes: dict[str, Hole] = {}
        self._rows: list[tuple[int, int]] = []
        self._styles: dict[str, str] = {}
        self._around: list[tuple[str, int]] = []
        self._at = 0

    def rows_and_cells(self) -> None:
        """Leave a hole for each height and for each cell that is part of no shape."""
        end = self._xml.index("</sheetData>")
        for found in _ROW_OR_CELL.finditer(self._xml, self._xml.index("<sheetData>"), end):
            if found["height"]:
                piece = self._cut_out(*found.span("height"))
                self._rows.append((int(found["row"]) - 1, piece))
            elif found["place"]:
                self._cell(found)

    def _cell(self, found: re.Match[str]) -> None:
        content = self._by_place.get(found["place"])
        if content is None:
            raise CutError(found["place"])
        if found["style"]:
            self._styles.setdefault(found["style"], content.style)
        if not is_hole(content):
            return
        wanted = escaped(mark(content.slot) if content.slot else str(content.value))
        value, formula = found["value"] or "", found["formula"] or ""
        if wanted != (value if formula else self._texts[int(value)]):
            raise CutError(found["place"])
        if slot := _slot_in(content.formula):
            if _slot_in(formula) != slot:
                raise CutError(found["place"])
            formula = ""
        piece = self._cut_out(*found.span())
        self._holes[found["place"]] = Hole(piece, content, found["head"], formula)

    def _cut_out(self, start: int, end: int) -> int:
        """Leave a hole in place of what stands there; its number among the pieces."""
        self._pieces += (self._xml[self._at : start], "")
        self._at = end
        return len(self._pieces) - 1

    def last(self) -> None:
        """What follows the cells, with holes for the footer and for what links say."""
        for found in _ANY_MARK.finditer(self._xml, self._at):
            self._around.append((found[1], self._cut_out(*found.span())))
        self._pieces.append(self._xml[self._at :])

    def shape(self) -> Shape:
        """The pieces, once it is seen that every mark was found and none is left."""
        sheet, around = self._sheet, dict(self._around)
        asked = {place for place, each in self._by_place.items() if is_hole(each)}
        heights = {*sheet.heights} - {*sheet.hidden_rows}
        is_whole = (asked, heights, sorted(_marked_around(sheet))) == (
            {*self._holes}, {row for row, _ in self._rows}, sorted(slot for slot, _ in self._around)
        )  # fmt: skip
        if not is_whole or any(_MARK[0] in piece for piece in self._pieces):
            raise CutError(sheet.name)
        holes = (self._holes.get(str(Cell(each.row, each.column))) for each in sheet.contents)
        changes = sorted({*_CHANGE.findall(self._xml)}, key=int)  # as numbered, alone in its book
        footer = around.pop(_slot_in(_FOOTER), None)
        return Shape(
            tuple(self._pieces), tuple(filter(None, holes)), tuple(self._rows), footer,
            tuple(around.items()), tuple(self._styles.values()), looks_of(sheet),
            Numbers(tuple(self._styles), tuple(changes)),
        )  # fmt: skip


def _marked_around(sheet: Sheet) -> Iterator[str]:
    """The slots of what is marked behind the cells of a sheet."""
    if sheet.printing and sheet.printing.footer:
        yield _slot_in(_FOOTER)
    for each in sheet.contents:
        if each.link:
            yield from filter(None, (_slot_in(each.link), each.slot))


def is_hole(content: Content) -> bool:
    """Whether a cell is no part of the shape: its value, or the number of its shared text."""
    if content.formula:
        return bool(content.slot)
    return bool(content.slot) or (isinstance(content.value, str) and content.value != "")
