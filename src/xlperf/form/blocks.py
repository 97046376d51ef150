"""What a drawing is made of, the cells to fill and the labels between them, and what is wrong."""

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from ..sheet import Box


class Kind(Enum):
    """What a block of the drawing is."""

    LABEL = "label"
    FIELD = "field"
    REPEAT = "repeat"


class Block(NamedTuple):
    """One cell of the drawing, merged or not. `text` is the label or the field's name."""

    box: Box
    kind: Kind
    text: str


def has_letter(text: str) -> bool:
    """Whether a label says something by itself; —, 10 and 100 do not."""
    return any(map(str.isalpha, text))


class DrawingError(ValueError):
    """A mistake in a drawing: which catalogue entry, and the row and column (from 1).

    `mistakes` are all that were found, this one first; `blocks` what is drawn, where that is clear.
    """

    def __init__(self, code: str, row: int, column: int, found: str = "") -> None:
        super().__init__(f"{code} in row {row}, column {column}: {found}")
        self.code, self.row, self.column, self.found = code, row, column, found
        self.mistakes: tuple[DrawingError, ...] = (self,)
        self.blocks: tuple[Block, ...] = ()


def refuse(mistakes: Iterable[DrawingError], blocks: tuple[Block, ...] = ()) -> None:
    """Raise the first of some mistakes, with all of them; nothing where there are none."""
    found = tuple(mistakes)
    if found:
        found[0].mistakes, found[0].blocks = found, blocks
        raise found[0]


SIGNING = "signing."
"""How the fields begin that somebody signs with."""


def is_signing(field: str) -> bool:
    """Whether a field is what somebody signs with: open text, asked of nobody."""
    return field.startswith(SIGNING)
