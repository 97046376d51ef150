"""A shape under the numbers of one workbook, and what fills its holes."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from ....sheet import Sheet, Value
from ..writer import LARGEST_EXACT
from .escaped import ERRORS, UnusualError, escaped, height, refuse_odd
from .shape import Hole, Numbers, Shape

_STYLED = re.compile(r'(<c r="[A-Z]+[0-9]+" s=")([0-9]+)"')
_CHANGED = re.compile(r'(<cfRule [^>]*?dxfId=")([0-9]+)"')


class Filling(NamedTuple):
    """A hole of a cell: what it takes its value from, and the XML around each kind of value."""

    piece: int
    slot: str
    constant: Value
    blank: str
    text: str
    figure: str


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
        self._formulas: list[Filling] = []
        for hole in shape.holes:
            filling = _filling(hole, styled(hole.head))
            (self._formulas if hole.formula else self._cells).append(filling)

    def xml(self, sheet: Sheet, texts: dict[str, int]) -> str:
        """The XML of a sheet of this shape; its texts go to the table of shared texts.

        Raises:
            UnusualError: a value is not spelled as here.
        """
        pieces = self._pieces.copy()
        values = sheet.values
        for row, piece in self._shape.rows:
            pieces[piece] = height(sheet.heights[row], grows=row in sheet.growing)
        if self._shape.footer is not None and sheet.printing:
            refuse_odd((sheet.printing.footer,))
            pieces[self._shape.footer] = escaped(sheet.printing.footer)
        self._fill_formulas(pieces, values)
        for piece, slot, constant, blank, text, figure in self._cells:
            value = values.get(slot) if slot else constant
            if value is None or value == "":
                pieces[piece] = blank
            elif value.__class__ is str:
                number = texts.setdefault(value, len(texts))
                pieces[piece] = f"{text}{number}</v></c>"
            elif -LARGEST_EXACT <= value <= LARGEST_EXACT:  # type: ignore[operator]
                pieces[piece] = f"{figure}{value:.16G}</v></c>"
            else:
                raise UnusualError
        return "".join(pieces)

    def _fill_formulas(self, pieces: list[str], values: Mapping[str, Value]) -> None:
        """The stored values of formulas, which are no shared texts."""
        for piece, slot, _, blank, text, figure in self._formulas:
            value = values.get(slot)
            if value is None or value == "":
                pieces[piece] = blank
            elif isinstance(value, bool) or value in ERRORS:
                raise UnusualError
            elif isinstance(value, str):
                pieces[piece] = f"{text}{escaped(value)}</v></c>"
            else:
                pieces[piece] = f"{figure}{value}</v></c>"


def _filling(hole: Hole, head: str) -> Filling:
    """The XML around each kind of value of a cell."""
    piece, content, _, formula = hole
    if formula:
        blank, text, figure = f"{head}>{formula}<v></v></c>", f'{head} t="str">', f"{head}>"
        return Filling(
            piece, content.slot, None, blank, f"{text}{formula}<v>", f"{figure}{formula}<v>"
        )
    return Filling(
        piece, content.slot, content.value, f"{head}/>", f'{head} t="s"><v>', f"{head}><v>"
    )
