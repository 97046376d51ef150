"""What the cells of a sheet say besides their values, put together from its rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ...sheet import Box, Cell
from .frame import spanned
from .row_shapes import RowShape, row_shapes

_SHEETS = 48
"""A form has few kinds of sheets, and a unit fills them in some ways."""
_LARGEST = 262_144
"""The bytes of a shape that is worth being remembered."""


class ShapePlace(NamedTuple):
    """Where a value stands: the how manieth it is, its cell, kind and style."""

    at: int
    cell: Cell
    kind: str
    style: int


@dataclass(frozen=True, slots=True, eq=False)
class SheetShape:
    """What the cells of a sheet say besides their values; one and the same for equal bytes.

    Attributes:
        cells: where values stand, in the order of the values.
        kinds, styles: of each of them.
        of_kind: for each kind of value, which of them.
        positions: for each kind, where they stand in the area of the values, row by row.
        figures: the styles of numbers.
        with_formula: which of them are the results of formulas.
        formulas: cells with a formula; `bare` those of them with no value at all.
        count, blank: how many cells there are, and how many hold nothing but a format.
        area: what all cells span; `filled_area` those that hold more than a format.
        value_area: what the values span.
        hides: rows that are not seen, and rows that are not where those that say nothing of
            themselves are not.
    """

    cells: tuple[Cell, ...]
    kinds: tuple[str, ...]
    styles: tuple[int, ...]
    of_kind: Mapping[str, tuple[int, ...]]
    positions: Mapping[str, tuple[int, ...]]
    figures: frozenset[int]
    with_formula: frozenset[int]
    formulas: frozenset[Cell]
    bare: frozenset[Cell]
    count: int
    blank: int
    area: Box | None
    filled_area: Box | None
    value_area: Box | None
    is_disordered: bool
    hides: tuple[frozenset[int], frozenset[int]]

    def places(self, numbers: Iterable[int]) -> Iterator[ShapePlace]:
        """Some of them, with all that is known of each."""
        for at in numbers:
            yield ShapePlace(at, self.cells[at], self.kinds[at], self.styles[at])


def sheet_shape(shape: bytes) -> SheetShape | None:
    """What a shape says; None where a row of it is not known, or two stand in one place."""
    return _remembered(shape) if len(shape) <= _LARGEST else _put_together(shape)


def _put_together(shape: bytes) -> SheetShape | None:
    rows = row_shapes(shape)
    if rows is None:
        return None
    with_cells = [each for each in rows if each.form.columns]
    numbers = [each.row for each in with_cells]
    if len(set(numbers)) != len(numbers):
        return None
    cells = [cell for each in rows for cell in each.cells]
    places = [place for each in rows for place in each.form.places]
    of_kind: dict[str, list[int]] = {}
    for number, place in enumerate(places):
        of_kind.setdefault(place.kind, []).append(number)
    area = area_of(cells)
    count = sum(len(each.form.columns) for each in rows)
    return SheetShape(
        cells=tuple(cells),
        kinds=tuple(each.kind for each in places),
        styles=tuple(each.style for each in places),
        of_kind={kind: tuple(each) for kind, each in of_kind.items()},
        positions={
            kind: tuple(_positions([cells[at] for at in each], area))
            for kind, each in of_kind.items()
        },
        figures=frozenset(each.style for each in places if each.kind == "n"),
        with_formula=frozenset(at for at, each in enumerate(places) if each.is_formula),
        formulas=frozenset(cell for each in rows for cell in each.formulas),
        bare=frozenset(cell for each in rows for cell in each.bare),
        count=count,
        blank=count - sum(len(each.form.filled) for each in rows),
        area=_spanned((each.row, each.form.columns) for each in with_cells),
        filled_area=_spanned((each.row, each.form.filled) for each in with_cells),
        value_area=area,
        is_disordered=numbers != sorted(numbers),
        hides=(_hidden(rows, 0), _hidden(rows, 1)),
    )


_remembered = lru_cache(maxsize=_SHEETS)(_put_together)


def area_of(cells: Sequence[Cell]) -> Box | None:
    """The rectangle some cells span."""
    return spanned([row for row, _ in cells], [column for _, column in cells])


def _positions(cells: Iterable[Cell], area: Box | None) -> Iterator[int]:
    """Where cells stand in an area, counted row by row."""
    if area is not None:
        width = area.right - area.left + 1
        for row, column in cells:
            yield (row - area.top) * width + column - area.left


def _spanned(rows: Iterable[tuple[int, Sequence[int]]]) -> Box | None:
    filled = [(row, columns) for row, columns in rows if columns]
    numbers, columns = [row for row, _ in filled], {each for _, all_ in filled for each in all_}
    return spanned(numbers, columns)


def _hidden(rows: Sequence[RowShape], which: int) -> frozenset[int]:
    return frozenset(each.row for each in rows if each.form.hides[which])
