"""A shape under the numbers of one workbook, and what fills its holes."""

import re
from collections.abc import Mapping, Sequence
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
        begun: the sheet before of each shape: what is the same in the next is filled in already.
    """

    def __init__(self) -> None:
        super().__init__()
        self.begun: dict[NumberedShape, _Filled] = {}


class _Filled(NamedTuple):
    """A sheet that is filled in.

    Attributes:
        pieces: its XML.
        given, results: the values of its cells, and of those with formulas.
        texts: how many of its cells are texts.
    """

    pieces: list[bytes]
    given: Sequence[Value]
    results: Sequence[Value]
    texts: int


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
                made = _computed(hole, head)
                self._pieces[hole.piece] = made.blank
                self._formulas.append(made)
            else:
                self._pieces[hole.piece] = f"{head}/>".encode()
                self._cells.append(_hole(hole, head))
        self._slots = [each for each in self._cells if isinstance(each, _Slot)]
        self._given = [each.slot for each in self._slots]
        self._results = [each.slot for each in self._formulas]

    def xml(self, sheet: Sheet, texts: SharedTexts) -> tuple[bytes, int]:
        """The XML of a sheet of this shape, and how many texts it has of the shared ones.

        Raises:
            UnusualError: a value is not spelled as here.
        """
        if self not in texts.begun:
            texts.begun[self] = self._begun(sheet.values, texts)
        before, value_of = texts.begun[self], sheet.values.get
        given, results = [*map(value_of, self._given)], [*map(value_of, self._results)]
        pieces, count = before.pieces.copy(), before.texts
        for slot, value, old in zip(self._slots, given, before.given, strict=True):
            if value is not old:
                pieces[slot.piece] = self._cell(slot, value, texts)
                count += _is_text(value) - _is_text(old)
        for each, value, old in zip(self._formulas, results, before.results, strict=True):
            if value is not old or each.spelled:
                pieces[each.piece] = _result(each, value, sheet.values)
        for row, piece in self._shape.rows:
            pieces[piece] = height(sheet.heights[row], grows=row in sheet.growing)
        self._fill_around(pieces, sheet)
        texts.begun[self] = _Filled(pieces, given, results, count)
        return b"".join(pieces), count

    def _begun(self, values: Mapping[str, Value], texts: SharedTexts) -> _Filled:
        """Only labels, once all texts of a first sheet have their numbers."""
        pieces = self._pieces.copy()
        for each in self._cells:
            if isinstance(each, _Label):
                number = texts.setdefault(each.label, len(texts))
                pieces[each.piece] = f"{each.text}{number}</v></c>".encode()
            elif _is_text(value := values.get(each.slot)):
                texts.setdefault(str(value), len(texts))
        labels = len(self._cells) - len(self._slots)
        return _Filled(pieces, [None] * len(self._slots), [None] * len(self._formulas), labels)

    def _cell(self, slot: _Slot, value: Value, texts: SharedTexts) -> bytes:
        """The XML of a cell with this value."""
        if value is None or value == "":
            return self._pieces[slot.piece]
        if isinstance(value, str):
            number = texts.setdefault(value, len(texts))
            return f"{slot.text}{number}</v></c>".encode()
        if -LARGEST_EXACT <= value <= LARGEST_EXACT:
            return f"{slot.figure}{value:.16G}</v></c>".encode()
        raise UnusualError

    def _fill_around(self, pieces: list[bytes], sheet: Sheet) -> None:
        """The footer, and what links lead to and show."""
        if self._shape.footer is not None and sheet.printing:
            refuse_odd((sheet.printing.footer,))
            pieces[self._shape.footer] = escaped(sheet.printing.footer).encode()
        for slot, piece in self._shape.links:
            said = str(sheet.values[slot])
            shown = link(said) if slot.startswith(PLACE) else attribute(said)
            pieces[piece] = shown.encode()


def _is_text(value: Value) -> bool:
    return isinstance(value, str) and value != ""


def _result(cell: _Computed, value: Value, values: Mapping[str, Value]) -> bytes:
    """The XML of a cell with a formula, whose value is no shared text."""
    blank, text, figure = cell.blank, cell.text, cell.figure
    if cell.spelled:
        blank, text, figure = _around(cell.head, formula(str(values[cell.spelled])))
    if value is None or value == "":
        return blank
    if isinstance(value, bool) or value in ERRORS:
        raise UnusualError
    if isinstance(value, str):
        return b"".join((text, escaped(value).encode(), _END))
    return b"".join((figure, f"{value}".encode(), _END))


def _hole(hole: Hole, head: str) -> _Label | _Slot:
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
