"""What the cells of a sheet say besides their values, put together from its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

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
        of_kind: for each kind of value, which of them.
        of_style: the same for each kind and style.
        with_formula: which of them are the results of formulas.
        formulas: cells with a formula; `bare` those of them with no value at all.
        count, blank: how many cells there are, and how many hold nothing but a format.
        area: what all cells span; `filled_area` those that hold more than a format.
        value_area: what the values span.
        hides: rows that are not seen, and rows that are not where those that say nothing of
            themselves are not.
    """

    cells: tuple[Cell, ...]
    of_kind: Mapping[str, tuple[int, ...]]
    of_style: Mapping[tuple[str, int], tuple[int, ...]] = field(repr=False)
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
    of_style: dict[tuple[str, int], list[int]] = {}
    of_kind: dict[str, list[int]] = {}
    with_formula = []
    places = (place for each in rows for place in each.form.places)
    for number, (_, kind, style, is_formula) in enumerate(places):
        of_style.setdefault((kind, style), []).append(number)
        of_kind.setdefault(kind, []).append(number)
        if is_formula:
            with_formula.append(number)
    count = sum(len(each.form.columns) for each in rows)
    return SheetShape(
        cells=tuple(cells),
        of_kind={kind: tuple(each) for kind, each in of_kind.items()},
        of_style={key: tuple(each) for key, each in of_style.items()},
        with_formula=frozenset(with_formula),
        formulas=frozenset(cell for each in rows for cell in each.formulas),
        bare=frozenset(cell for each in rows for cell in each.bare),
        count=count,
        blank=count - sum(len(each.form.filled) for each in rows),
        area=_spanned((each.row, each.form.columns) for each in with_cells),
        filled_area=_spanned((each.row, each.form.filled) for each in with_cells),
        value_area=area_of(cells),
        is_disordered=numbers != sorted(numbers),
        hides=(_hidden(rows, 0), _hidden(rows, 1)),
    )


_remembered = lru_cache(maxsize=_SHEETS)(_put_together)


def area_of(cells: Sequence[Cell]) -> Box | None:
    """The rectangle some cells span."""
    return spanned([row for row, _ in cells], [column for _, column in cells])


def _spanned(rows: Iterable[tuple[int, Sequence[int]]]) -> Box | None:
    filled = [(row, columns) for row, columns in rows if columns]
    numbers, columns = [row for row, _ in filled], {each for _, all_ in filled for each in all_}
    return spanned(numbers, columns)


def _hidden(rows: Sequence[RowShape], which: int) -> frozenset[int]:
    return frozenset(each.row for each in rows if each.form.hides[which])
