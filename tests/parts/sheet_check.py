"""What a sheet's part may not say, although the Open XML SDK lets it pass."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from xlperf.sheet.address import LAST_ROW, Box, Cell, parse_cell

from .formula_text import formula_errors
from .package import all_text, local, size

MOST_LINKS = 65_530
LONGEST_TEXT = 32_767
LONGEST_LIST = 255
PROMPTS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}


def box_of(reference: str) -> Box:
    """A range as it is spelled in the file: B2, B2:D4."""
    first, _, last = reference.partition(":")
    top, bottom = parse_cell(first), parse_cell(last or first)
    return Box(top.row, top.column, bottom.row, bottom.column)


def overlaps(boxes: list[Box]) -> Iterator[tuple[Box, Box]]:
    """All pairs that share a cell; sorted by rows, so that most pairs are never compared."""
    open_boxes: list[Box] = []
    for box in sorted(boxes):
        open_boxes = [each for each in open_boxes if each.bottom >= box.top]
        beside = (each for each in open_boxes if each.left <= box.right and box.left <= each.right)
        yield from ((each, box) for each in beside)
        open_boxes.append(box)


def number_error(text: str) -> str:
    """Why a stored number is none, "" where it is one."""
    try:
        finite = math.isfinite(float(text))
    except ValueError:
        return f"the stored number {text!r} is no number"
    return "" if finite else f"the stored number {text!r} is not finite"


@dataclass
class SheetCheck:
    """Eyes on one sheet: every element is shown to them once, in file order.

    Attributes:
        name: the sheet, as messages call it.
        sheets: the names of all sheets in lower case, to see formulas that refer to none.
        strings: how many shared strings there are.
    """

    name: str
    sheets: frozenset[str]
    strings: int
    row: int = 0
    column: int = 0
    links: int = 0
    merges: list[Box] = field(default_factory=list)
    validated: list[Box] = field(default_factory=list)

    def starts(self, element: Element) -> Iterator[str]:
        """An element begins: only rows count, because their cells come before their end."""
        if local(element) == "row":
            number = int(element.get("r", self.row + 1))
            if not self.row < number <= LAST_ROW + 1:
                yield f"{self.name}: row {number} stands after row {self.row}"
            self.row, self.column = number, 0

    def ends(self, element: Element) -> Iterator[str]:
        """An element is complete: look at it, and let a seen row go."""
        look = _LOOKS.get(local(element))
        if look is not None:
            yield from (f"{self.name}!{problem}" for problem in self._seen(look, element))
        if local(element) == "row":
            element.clear()

    def closes(self) -> Iterator[str]:
        """The whole sheet was seen: what only shows in the end."""
        for what, boxes in (("merged ranges", self.merges), ("validations", self.validated)):
            for one, other in overlaps(boxes):
                yield f"{self.name}: the {what} {one} and {other} overlap"
        if self.links > MOST_LINKS:
            yield f"{self.name}: {self.links} links, {MOST_LINKS} at most"

    def _seen(self, look: "Look", element: Element) -> list[str]:
        """What a look finds; an address that is none is a finding too."""
        try:
            return list(look(self, element))
        except ValueError as error:
            return [str(error)]

    def cell(self, element: Element) -> Iterator[str]:
        """A cell: its place, its formula, what is stored in it."""
        address = element.get("r") or str(Cell(self.row - 1, self.column))
        yield from self._place(address)
        parts = {local(child): child for child in element}
        if "f" in parts:
            yield from self.formulas(parts["f"], address)
            if "v" not in parts:
                yield f"{address}: a formula without a stored value"
        if problem := self._stored(element.get("t", "n"), parts):
            yield f"{address}: {problem}"

    def _place(self, address: str) -> Iterator[str]:
        """Cells stand in their row, from left to right."""
        place = parse_cell(address)
        if place.row + 1 != self.row:
            yield f"{address}: stands in row {self.row}"
        if place.column < self.column:
            yield f"{address}: stands after a cell further right, or twice"
        self.column = place.column + 1

    def _stored(self, kind: str, parts: Mapping[str, Element]) -> str:
        """What is wrong with the stored value, "" where nothing is.

        An empty `<v/>` is what XlsxWriter stores for a formula that gives an empty text.
        """
        if kind == "inlineStr":
            text = all_text(parts["is"]) if "is" in parts else ""
            return self.text_error(text)
        text = (parts["v"].text or "") if "v" in parts else ""
        if kind == "e":
            return f"the stored value is the error {text}"
        if kind == "s":
            known = text.isdecimal() and int(text) < self.strings
            return "" if known else f"the shared string {text!r} is not there"
        if kind == "n" and text:
            return number_error(text)
        return self.text_error(text)

    @staticmethod
    def text_error(text: str) -> str:
        """Whether a text is too long for a cell."""
        long = size(text) > LONGEST_TEXT
        return f"a text of {size(text)} characters, {LONGEST_TEXT} at most" if long else ""

    def formulas(self, element: Element, where: str) -> Iterator[str]:
        """A formula, wherever it stands."""
        text = element.text or ""
        yield from (f"{where}: {problem}" for problem in formula_errors(text, self.sheets))

    def merge(self, element: Element) -> Iterator[str]:
        """A merged range: more than one cell."""
        box = box_of(element.get("ref", "A1"))
        self.merges.append(box)
        if not box.is_merged:
            yield f"{box}: a merged range of one cell"

    def validation(self, element: Element) -> Iterator[str]:
        """A data validation, of the old kind or of the extended one."""
        below = {local(child): child for child in element.iter()}
        spelled = element.get("sqref") or (below["sqref"].text if "sqref" in below else "") or ""
        boxes = [box_of(each) for each in spelled.split()]
        self.validated.extend(boxes)
        where = str(boxes[0]) if boxes else "?"
        for name, most in PROMPTS.items():
            if size(element.get(name, "")) > most:
                yield f"{where}: {name} of {size(element.get(name, ''))} characters, {most} at most"
        for child in element.iter():
            if local(child) in {"formula1", "formula2", "f"} and (child.text or "").strip():
                yield from self._limit(child, where)

    def _limit(self, element: Element, where: str) -> Iterator[str]:
        """What a validation allows: a formula, or a list in quotes that must be short."""
        text = element.text or ""
        if text.startswith('"') and size(text.strip('"')) > LONGEST_LIST:
            length = size(text.strip('"'))
            yield f"{where}: a list of {length} characters, {LONGEST_LIST} at most"
        yield from self.formulas(element, where)

    def conditional(self, element: Element) -> Iterator[str]:
        """The rules of a conditional format."""
        where = element.get("sqref", "?")
        for child in element.iter():
            if local(child) in {"formula", "f"}:
                yield from self.formulas(child, where)

    def link(self, element: Element) -> Iterator[str]:
        """A link: they are counted."""
        self.links += 1
        yield from ()


Look = Callable[[SheetCheck, Element], Iterator[str]]
_LOOKS: Mapping[str, Look] = {
    "c": SheetCheck.cell,
    "mergeCell": SheetCheck.merge,
    "dataValidation": SheetCheck.validation,
    "conditionalFormatting": SheetCheck.conditional,
    "hyperlink": SheetCheck.link,
}
