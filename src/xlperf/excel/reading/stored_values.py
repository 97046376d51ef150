"""The values of a sheet whose shape is known, as the reading library gives them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Self, cast

from ...sheet import Box, Cell, CellRows, Read
from .calamine_workbook import Values
from .plain_texts import BETWEEN, texts_of
from .row_shapes import TRIMMED
from .sheet_shapes import SHEETS, SheetShape, area_of

_MANY = 16_384
"""So many numbers of strings are kept spelled: more than forms ever have."""


class Known(NamedTuple):
    """What is known of a workbook before its sheets are looked at; nothing where that is in doubt.

    Attributes:
        strings: the shared strings, by their numbers as cells spell them.
        figures: the styles under which the library leaves every figure a figure.
    """

    strings: Mapping[bytes, str]
    figures: frozenset[int]

    @classmethod
    def of(cls, texts: Sequence[str], figures: frozenset[int]) -> Self:
        """The same of the shared strings in their order."""
        numbers = _spelled(texts) if len(texts) > _MANY else _numbers(len(texts).bit_length())
        return cls(dict(zip(numbers, texts, strict=False)), figures)


@lru_cache
def _numbers(bits: int) -> Sequence[bytes]:
    """All numbers of so many bits: every workbook has the same."""
    return _spelled(range(1 << bits))


def _spelled(each: Sequence[object]) -> Sequence[bytes]:
    return [b"%d" % number for number in range(len(each))]


@dataclass(frozen=True, slots=True)
class Stored:
    """The values of a sheet, as the reading library gives them.

    Attributes:
        of_kind: for each kind those of its places, in their order; None for a figure stored as
            nothing, which takes no room, where any other blank counts and is "".
        merges: the merged ranges that cover any cell.
    """

    shape: SheetShape = field(repr=False)
    of_kind: Mapping[str, Sequence[Read | None]] = field(repr=False)
    merges: tuple[Box, ...]

    def read(self) -> Values:
        """The same as the library gives them: all of the area they span, blanks as ""."""
        figures = self.of_kind.get("n", ())
        unfilled = [at for at, each in enumerate(figures) if each is None]
        cells, places, area = _placed(self.shape, tuple(unfilled))
        values = self._in_order()
        if places is not None:
            values = [values[at] for at in places]
        if "" in values:
            filled = [at for at, value in enumerate(values) if value != ""]
            cells, values = [cells[at] for at in filled], [values[at] for at in filled]
        origin = area.first if area else Cell(0, 0)
        return Values(CellRows(cells, cast("Sequence[Read]", values), area), origin, self.merges)

    def _in_order(self) -> Sequence[Read | None]:
        """All values, as their places come."""
        if len(self.of_kind) == 1:
            return next(iter(self.of_kind.values()))
        values: list[Read | None] = [None] * len(self.shape.cells)
        for kind, of_this in self.of_kind.items():
            for at, value in zip(self.shape.of_kind[kind], of_this, strict=True):
                values[at] = value
        return values


class _Placed(NamedTuple):
    """The cells of a sheet by row and column, which of its values they hold, and their area.

    Attributes:
        places: the places of the values, in the order of the cells; None where that is their own.
    """

    cells: Sequence[Cell]
    places: Sequence[int] | None
    area: Box | None


@lru_cache(maxsize=SHEETS)
def _placed(shape: SheetShape, unfilled: tuple[int, ...]) -> _Placed:
    """Where values stand, but for some of the figures."""
    if not unfilled and shape.is_in_order:
        return _Placed(shape.cells, None, shape.value_area)
    figures = shape.of_kind.get("n", ())
    out = {figures[at] for at in unfilled}
    places = [at for at in range(len(shape.cells)) if at not in out]
    places.sort(key=shape.cells.__getitem__)
    cells = [shape.cells[at] for at in places]
    return _Placed(cells, places, area_of(cells) if unfilled else shape.value_area)


def stored_values(
    shape: SheetShape, of_kind: Mapping[str, Sequence[bytes]], merges: tuple[Box, ...], known: Known
) -> Stored | None:
    """The values, where it is beyond doubt what the library makes of them."""
    if not shape.figures <= known.figures:
        return None
    read = {}
    for kind, values in of_kind.items():
        of_this = _read(kind, values, known.strings)
        if of_this is None:
            return None
        read[kind] = of_this
    return Stored(shape, read, merges)


def _read(
    kind: str, values: Sequence[bytes], strings: Mapping[bytes, str]
) -> Sequence[Read | None] | None:
    """Values of one kind; None where the library has ways of its own."""
    if kind == "s":
        try:
            return [*map(strings.__getitem__, values)]
        except KeyError:  # there is no such string, or its number is spelled in a way of its own
            return None
    if kind == "n":
        return [float(each) if each else None for each in values]
    if kind == "b":
        return [each == b"1" for each in values]
    if kind == "e":
        return [""] * len(values)
    return texts_of(BETWEEN.join(values), [b""] * len(values) if kind == TRIMMED else None)
