"""A shape under the numbers of one workbook, and what fills its holes."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from ....sheet import Sheet, Value
from ..writer import LARGEST_EXACT
from .escaped import ERRORS, UnusualError, attribute, escaped, formula, height, link, refuse_odd
from .shape import PLACE, Hole, Numbers, Shape

_STYLED = re.compile(r'(<c r="[A-Z]+[0-9]+" s=")([0-9]+)"')
_CHANGED = re.compile(r'(<cfRule [^>]*?dxfId=")([0-9]+)"')


_END = b"</v></c>"


class SharedTexts(dict[str, int]):
    """The shared texts of a workbook by their numbers, while it is filled.

    Attributes:
        begun: for each shape the pieces of its first sheet, with its labels filled in: they have
            the same numbers in all others.
    """

    def __init__(self) -> None:
        super().__init__()
        self.begun: dict[NumberedShape, list[bytes]] = {}


class _Label(NamedTuple):
    """A cell whose text is part of the shape; only the number of that is not."""

    piece: int
    label: str
    text: str


class _Slot(NamedTuple):
    """A cell that takes its value from a slot, and the XML before a text and before a figure."""

    piece: int
    slot: str
    text: str
    figure: str


class _Computed(NamedTuple):
    """A cell with a formula: the slots of its value and, if that is open, of its formula."""

    piece: int
    slot: str
    spelled: str
    head: str
    blank: bytes
    text: bytes
    figure: bytes


class NumberedShape:
    """A shape with its styles numbered as one workbook numbers them, ready to be filled."""

    def __init__(self, shape: Shape, numbers: Numbers) -> None:
        styles = dict(zip(shape.numbers.styles, numbers.styles, strict=True))
        changes = dict(zip(shape.numbers.changes, numbers.changes, strict=True))

        def styled(xml: str) -> str:
            return _STYLED.sub(lambda found: f'{found[1]}{styles[found[2]]}"', xml)

        pieces = (
            _CHANGED.sub(lambda found: f'{found[1]}{changes[found[2]]}"', styled(each))
            for each in shape.pieces
        )
        self._shape, self._pieces = shape, [each.encode() for each in pieces]
        self._cells: list[_Label | _Slot] = []
        self._formulas: list[_Computed] = []
        for hole in shape.holes:
            head = styled(hole.head)
            if hole.content.formula:
                self._formulas.append(_computed(hole, head))
            else:
                self._pieces[hole.piece] = f"{head}/>".encode()
                self._cells.append(_cell(hole, head))
        self._slots = [each for each in self._cells if isinstance(each, _Slot)]
        self._names = [each.slot for each in self._slots]

    def xml(self, sheet: Sheet, texts: SharedTexts) -> tuple[bytes, int]:
        """The XML of a sheet of this shape, and how many texts it has of the shared ones.

        Raises:
            UnusualError: a value is not spelled as here.
        """
        if self not in texts.begun:
            texts.begun[self] = self._begun(sheet.values, texts)
        pieces = texts.begun[self].copy()
        for row, piece in self._shape.rows:
            pieces[piece] = height(sheet.heights[row], grows=row in sheet.growing)
        self._fill_around(pieces, sheet)
        self._fill_formulas(pieces, sheet.values)
        count = self._fill_slots(pieces, sheet.values, texts)
        return b"".join(pieces), count + len(self._cells) - len(self._slots)

    def _begun(self, values: Mapping[str, Value], texts: SharedTexts) -> list[bytes]:
        """The pieces with all labels, once the texts of a first sheet have their numbers."""
        pieces = self._pieces.copy()
        for each in self._cells:
            if isinstance(each, _Label):
                number = texts.setdefault(each.label, len(texts))
                pieces[each.piece] = f"{each.text}{number}</v></c>".encode()
            else:
                value = values.get(each.slot)
                if value and isinstance(value, str):
                    texts.setdefault(value, len(texts))
        return pieces

    def _fill_slots(
        self, pieces: list[bytes], values: Mapping[str, Value], texts: SharedTexts
    ) -> int:
        """The cells that are not blank; how many of them are texts."""
        count = 0
        given = map(values.get, self._names)
        for (piece, _, text, figure), value in zip(self._slots, given, strict=True):
            if value is None or value == "":
                continue
            if value.__class__ is str:
                number = texts.setdefault(value, len(texts))
                pieces[piece] = f"{text}{number}</v></c>".encode()
                count += 1
            elif -LARGEST_EXACT <= value <= LARGEST_EXACT:  # type: ignore[operator]
                pieces[piece] = f"{figure}{value:.16G}</v></c>".encode()
            else:
                raise UnusualError
        return count

    def _fill_around(self, pieces: list[bytes], sheet: Sheet) -> None:
        """The footer, and what links lead to and show."""
        if self._shape.footer is not None and sheet.printing:
            refuse_odd((sheet.printing.footer,))
            pieces[self._shape.footer] = escaped(sheet.printing.footer).encode()
        for slot, piece in self._shape.links:
            said = str(sheet.values[slot])
            shown = link(said) if slot.startswith(PLACE) else attribute(said)
            pieces[piece] = shown.encode()

    def _fill_formulas(self, pieces: list[bytes], values: Mapping[str, Value]) -> None:
        """The stored values of formulas, which are no shared texts."""
        for each in self._formulas:
            piece, slot, spelled, head, blank, text, figure = each
            if spelled:
                code = formula(str(values[spelled]))
                blank, text, figure = _around(head, code)
            value = values.get(slot)
            if value is None or value == "":
                pieces[piece] = blank
            elif isinstance(value, bool) or value in ERRORS:
                raise UnusualError
            elif isinstance(value, str):
                pieces[piece] = b"".join((text, escaped(value).encode(), _END))
            else:
                pieces[piece] = b"".join((figure, f"{value}".encode(), _END))


def _cell(hole: Hole, head: str) -> _Label | _Slot:
    slot, text = hole.content.slot, f'{head} t="s"><v>'
    if not slot:
        return _Label(hole.piece, str(hole.content.value), text)
    return _Slot(hole.piece, slot, text, f"{head}><v>")


def _computed(hole: Hole, head: str) -> _Computed:
    slot, around = hole.content.slot, _around(head, hole.formula)
    return _Computed(hole.piece, slot, hole.spelled, head, *around)


def _around(head: str, code: str) -> tuple[bytes, bytes, bytes]:
    """The XML of a cell with a formula that is blank, and before a text and before a figure."""
    blank, text = f"{head}>{code}<v></v></c>", f'{head} t="str">{code}<v>'
    return blank.encode(), text.encode(), f"{head}>{code}<v>".encode()
