"""What the cells of a sheet say besides their values, put together from its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from ...sheet import Box, Cell
from .frame import spanned
from .row_shapes import RowShape, row_shapes

_SHEETS = 48
"""A form has few kinds of sheets, and a unit fills them in some ways."""
_LARGEST = 262_144
"""The bytes of a shape that is worth being remembered."""


@dataclass(frozen=True, slots=True, eq=False)
class SheetShape:
    """What the cells of a sheet say besides their values; one and the same for equal bytes.

    Attributes:
        cells: where values stand, in the order of the values.
        kinds, styles: of each of them.
        of_kind: for each kind of value, which of them.
        positions: for each kind, where they stand in the area of the values, row by row.
        figures: the styles of numbers.
        formulas: cells with a formula; `bare` those of them with no value at all.
        count, blank: how many cells there are, and how many hold nothing but a format.
        area: what all cells span; `filled_area` those that hold more than a format.
        value_area: what the values span.
        hides: rows that are not seen, and rows that are not where those that say nothing of
            themselves are not.
    """

    cells: Sequence[Cell]
    kinds: Sequence[str]
    styles: Sequence[int]
    of_kind: Mapping[str, Sequence[int]]
    positions: Mapping[str, Sequence[int]]
    figures: frozenset[int]
    formulas: frozenset[Cell]
    bare: frozenset[Cell]
    count: int
    blank: int
    area: Box | None
    filled_area: Box | None
    value_area: Box | None
    is_disordered: bool
    hides: tuple[frozenset[int], frozenset[int]]


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
    cells = _all(each.cells for each in rows)
    kinds = _all(each.form.kinds for each in rows)
    styles = _all(each.form.styles for each in rows)
    of_kind = {
        kind: [at for at, each in enumerate(kinds) if each == kind] for kind in dict.fromkeys(kinds)
    }
    area = area_of(cells)
    positions = _positions(cells, area) if area else []
    count = sum([len(each.form.columns) for each in rows])
    return SheetShape(
        cells=cells,
        kinds=kinds,
        styles=styles,
        of_kind=of_kind,
        positions={kind: [positions[at] for at in each] for kind, each in of_kind.items()},
        figures=frozenset(
            [style for kind, style in zip(kinds, styles, strict=True) if kind == "n"]
        ),
        formulas=frozenset(_all(each.formulas for each in rows)),
        bare=frozenset(_all(each.bare for each in rows)),
        count=count,
        blank=count - sum([each.form.filled for each in rows]),
        area=_spanned([(each.row, each.form.ends) for each in with_cells]),
        filled_area=_spanned([(each.row, each.form.filled_ends) for each in with_cells]),
        value_area=area,
        is_disordered=numbers != sorted(numbers),
        hides=(_hidden(rows, 0), _hidden(rows, 1)),
    )


_remembered = lru_cache(maxsize=_SHEETS)(_put_together)
_T = TypeVar("_T")


def _all(of: Iterable[Sequence[_T]]) -> Sequence[_T]:
    return list(chain.from_iterable(of))


def area_of(cells: Sequence[Cell]) -> Box | None:
    """The rectangle some cells span."""
    return spanned([row for row, _ in cells], [column for _, column in cells])


def _positions(cells: Sequence[Cell], area: Box) -> list[int]:
    """Where cells stand in an area, counted row by row."""
    width = area.right - area.left + 1
    first = area.top * width + area.left
    return [row * width + column - first for row, column in cells]


def _spanned(rows: Sequence[tuple[int, Sequence[int]]]) -> Box | None:
    """What rows span, each given with its first and last column or none."""
    ends = {ends for _, ends in rows}
    return spanned([row for row, ends in rows if ends], _all(ends))


def _hidden(rows: Sequence[RowShape], which: int) -> frozenset[int]:
    return frozenset([each.row for each in rows if each.form.hides[which]])
