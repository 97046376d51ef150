"""A shape under the numbers of one workbook, and what fills its holes."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from ....sheet import Sheet, Value
from ..writer import LARGEST_EXACT
from .escaped import UnusualError, attribute, escaped, formula, height, link, refuse_odd
from .shape import PLACE, Hole, Numbers, Shape

_STYLED = re.compile(r'(<c r="[A-Z]+[0-9]+" s=")([0-9]+)"')
_CHANGED = re.compile(r'(<cfRule [^>]*?dxfId=")([0-9]+)"')
_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))


class Filling(NamedTuple):
    """A hole of a cell: what it takes its value from, and the XML around each kind of value."""

    piece: int
    slot: str
    constant: Value
    blank: str
    text: str
    figure: str


class Computed(NamedTuple):
    """A hole of a cell with a formula: what it takes its value and, if open, its formula from."""

    piece: int
    slot: str
    spelled: str
    head: str
    formula: str


class NumberedShape:
    """A shape with its styles numbered as one workbook numbers them, ready to be filled."""

    def __init__(self, shape: Shape, numbers: Numbers) -> None:
        styles = dict(zip(shape.numbers.styles, numbers.styles, strict=True))
        changes = dict(zip(shape.numbers.changes, numbers.changes, strict=True))

        def styled(xml: str) -> str:
            return _STYLED.sub(lambda found: f'{found[1]}{styles[found[2]]}"', xml)

        pieces = [
            _CHANGED.sub(lambda found: f'{found[1]}{changes[found[2]]}"', styled(each))
            for each in shape.pieces
        ]
        self._shape, self._pieces = shape, pieces
        self._cells: list[Filling] = []
        self._formulas: list[Computed] = []
        for hole in shape.holes:
            head, slot = styled(hole.head), hole.content.slot
            if hole.content.formula:
                made = Computed(hole.piece, slot, hole.spelled, head, hole.formula)
                self._formulas.append(made)
            else:
                self._cells.append(_filling(hole, head))

    def xml(self, sheet: Sheet, texts: dict[str, int]) -> tuple[str, int]:
        """The XML of a sheet of this shape, and how many texts it has of the shared ones.

        Args:
            texts: the table of shared texts, which those of the sheet go to.

        Raises:
            UnusualError: a value is not spelled as here.
        """
        pieces = self._pieces.copy()
        values, count = sheet.values, 0
        for row, piece in self._shape.rows:
            pieces[piece] = height(sheet.heights[row], grows=row in sheet.growing)
        self._fill_around(pieces, sheet)
        self._fill_formulas(pieces, values)
        for piece, slot, constant, blank, text, figure in self._cells:
            value = values.get(slot) if slot else constant
            if value is None or value == "":
                pieces[piece] = blank
            elif value.__class__ is str:
                number = texts.setdefault(value, len(texts))
                pieces[piece] = f"{text}{number}</v></c>"
                count += 1
            elif -LARGEST_EXACT <= value <= LARGEST_EXACT:  # type: ignore[operator]
                pieces[piece] = f"{figure}{value:.16G}</v></c>"
            else:
                raise UnusualError
        return "".join(pieces), count

    def _fill_around(self, pieces: list[str], sheet: Sheet) -> None:
        """The footer, and what links lead to and show."""
        if self._shape.footer is not None and sheet.printing:
            refuse_odd((sheet.printing.footer,))
            pieces[self._shape.footer] = escaped(sheet.printing.footer)
        for slot, piece in self._shape.links:
            said = str(sheet.values[slot])
            pieces[piece] = link(said) if slot.startswith(PLACE) else attribute(said)

    def _fill_formulas(self, pieces: list[str], values: Mapping[str, Value]) -> None:
        """The stored values of formulas, which are no shared texts."""
        for piece, slot, spelled, head, code in self._formulas:
            value = values.get(slot)
            made = formula(str(values[spelled])) if spelled else code
            if value is None or value == "":
                pieces[piece] = f"{head}>{made}<v></v></c>"
            elif isinstance(value, bool) or value in _ERRORS:
                raise UnusualError
            elif isinstance(value, str):
                pieces[piece] = f'{head} t="str">{made}<v>{escaped(value)}</v></c>'
            else:
                pieces[piece] = f"{head}>{made}<v>{value}</v></c>"


def _filling(hole: Hole, head: str) -> Filling:
    """The XML around each kind of value of a cell."""
    slot, constant = hole.content.slot, hole.content.value
    return Filling(hole.piece, slot, constant, f"{head}/>", f'{head} t="s"><v>', f"{head}><v>")
