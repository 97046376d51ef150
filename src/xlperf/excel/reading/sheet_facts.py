"""What a sheet holds besides its values, and which of its cells are looked at closer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ...findings import FileError
from ...sheet import Box, Cell
from ..packages import Limits
from .frame import Change


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet holds besides its values.

    Attributes:
        errors: cells that hold an error, which read as blank.
        formulas: cells with a formula.
        unstored: those of them without a stored value, which read as blank too. A value stored
            as empty counts as none, unless it is said to be a text.
        cells: how many there are, blank ones with a format included.
        blank_cells: how many of them hold nothing but a format.
        area: the rectangle its cells span, None on a blank sheet; where blank cells with a
            format reach far, that of the others.
        inverted: merged ranges that end before they begin, of which at most a few are kept.
        is_disordered: rows stand out of order.
        shown: how many cells show a shared string.
        hidden_rows, hidden_columns: those that are not seen; columns as first and last.
        looks: cells of which more is seen than their value, or less.
        odd: cells that are not written as readers agree on, which give no value, and their text.
        blanked: where in the part those cells stand, from and to.
    """

    errors: Mapping[Cell, str] = field(default_factory=dict)
    formulas: frozenset[Cell] = frozenset()
    unstored: frozenset[Cell] = frozenset()
    cells: int = 0
    blank_cells: int = 0
    area: Box | None = None
    merges: int = 0
    inverted: tuple[Box, ...] = ()
    is_protected: bool = False
    is_disordered: bool = False
    is_strict: bool = False
    shown: int = 0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    looks: tuple["Looked", ...] = ()
    changes: tuple[tuple[str, Change], ...] = ()
    odd: Mapping[Cell, str] = field(default_factory=dict)
    blanked: tuple[tuple[int, int], ...] = ()


class Looked(NamedTuple):
    """A cell of which more or less is seen than its value: its style, kind and text as written.

    Of a text in pieces that stands in the cell itself, the text is the finding about them.
    """

    cell: Cell
    style: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Interest:
    """Which cells are looked at closer.

    Attributes:
        styles: by the number of their style; 0 is that of cells without one.
        strings: by the number of the shared string they show.
        changes: numbers of conditional formats that change the number format.
        known: how many styles there are; a higher number, or -1, is none.
    """

    styles: frozenset[int] = frozenset()
    strings: Mapping[int, str] = field(default_factory=dict)
    changes: frozenset[int] = frozenset()
    known: int = 1

    def holds(self, looked: Looked, boxes: Sequence[Box]) -> bool:
        """Whether what is seen of a cell may be other than its value."""
        cell, style, kind, text = looked
        if kind == "inlineStr":
            return bool(text) or style in self.styles
        if kind == "s" and self.strings and int(text) in self.strings:
            return True
        if kind == "d" or style in self.styles or not 0 <= style < self.known:
            return True
        return kind == "n" and bool(boxes) and any(box.holds(cell) for box in boxes)

    def changed(self, changes: Iterable[tuple[str, Change]]) -> tuple[tuple[str, Change], ...]:
        """Of the conditional formats of a sheet, those under which a number format may change."""
        return tuple(
            (reference, each)
            for reference, each in changes
            if isinstance(each, str) or each in self.changes
        )


NOTHING = Interest()


def refuse_many(filled: int, blank: int, part: str, file: str, limits: Limits) -> None:
    """Refuse a sheet with more cells than may be."""
    for count, most in ((filled, limits.cells), (blank, limits.blank_cells)):
        if count > most:
            found = f"{part}: {count:,} > {most:,}"
            raise FileError("file.too-many-cells", file=file, found=found)
