"""What the cells of a sheet say besides their values, put together from its rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, groupby
from operator import attrgetter

from ...sheet import Box, Cell
from .frame import spanned
from .row_shapes import Form, RowShape, row_shapes

SHEETS = 96
"""A form has few kinds of sheets, and a unit fills them in some ways."""
_CELLS, _ENDS, _STORED, _FILLED = map(attrgetter, ("columns", "ends", "stored_ends", "filled_ends"))
_LARGEST = 262_144
"""The bytes of a shape that is worth being remembered."""


@dataclass(frozen=True, slots=True, eq=False)
class SheetShape:
    """What the cells of a sheet say besides their values; one and the same for equal bytes.

    Attributes:
        cells: where values stand, in the order of the values.
        kinds, styles: of each of them.
        of_kind: for each kind of value, which of them.
        figures: the styles of numbers.
        formulas: cells with a formula; `bare` those of them with no value at all.
        count, blank: how many cells there are, and how many hold nothing but a format.
        area: what all cells span; `value_area` what the values do.
        is_disordered: rows stand out of order; `is_in_order` where no cell does.
        hidden: rows that are not seen.
        rows: all of them, in their order.
    """

    cells: tuple[Cell, ...]
    kinds: tuple[str, ...]
    styles: tuple[int, ...]
    of_kind: Mapping[str, Sequence[int]]
    figures: frozenset[int]
    formulas: frozenset[Cell]
    bare: frozenset[Cell]
    count: int
    blank: int
    area: Box | None
    value_area: Box | None
    is_disordered: bool
    is_in_order: bool
    hidden: frozenset[int]
    rows: Sequence[RowShape] = field(repr=False)

    def filled_area(self) -> Box | None:
        """What those cells span that hold more than a format."""
        return _spanned(self.rows, [each.form for each in self.rows], _FILLED)

    def hidden_unless_said(self) -> frozenset[int]:
        """Rows that are not seen where those that say nothing of themselves are not."""
        return frozenset([each.row for each in self.rows if each.form.hides[1]])


def sheet_shape(shape: bytes) -> SheetShape | None:
    """What a shape says; None where a row of it is not known, or two stand in one place."""
    return _remembered(shape) if len(shape) <= _LARGEST else _put_together(shape)


def _put_together(shape: bytes) -> SheetShape | None:
    rows = row_shapes(shape)
    if rows is None:
        return None
    # Of hundreds of rows, most are alike and stand one below the other.
    runs = [(form, len([*alike])) for form, alike in groupby([each.form for each in rows])]
    forms = [form for form, _ in runs]
    numbers = _rows_with(rows, forms, _CELLS)
    if len(set(numbers)) != len(numbers):
        return None
    kinds = [*chain.from_iterable([form.kinds * times for form, times in runs])]
    styles = [*chain.from_iterable([form.styles * times for form, times in runs])]
    of_kind, is_disordered = _of_kind(kinds), numbers != sorted(numbers)
    count = sum([len(form.columns) * times for form, times in runs])
    live = rows if any(form.formulas for form in forms) else ()
    return SheetShape(
        cells=tuple(chain.from_iterable([each.cells for each in rows])),
        kinds=tuple(kinds),
        styles=tuple(styles),
        of_kind=of_kind,
        figures=frozenset([styles[at] for at in of_kind.get("n", ())]),
        formulas=frozenset(chain.from_iterable([each.formulas for each in live])),
        bare=frozenset(chain.from_iterable([each.bare for each in live])),
        count=count,
        blank=count - sum([form.filled * times for form, times in runs]),
        area=_spanned(rows, forms, _ENDS),
        value_area=_spanned(rows, forms, _STORED),
        is_disordered=is_disordered,
        is_in_order=not is_disordered and all(form.is_in_order for form in forms),
        hidden=frozenset([each.row for each in rows if each.form.hides[0]]),
        rows=rows,
    )


def _of_kind(kinds: Sequence[str]) -> Mapping[str, Sequence[int]]:
    known = dict.fromkeys(kinds)
    if len(known) == 1:  # so it is on long sheets, which hold texts and nothing else
        return dict.fromkeys(known, range(len(kinds)))
    return {kind: [at for at, each in enumerate(kinds) if each == kind] for kind in known}


_remembered = lru_cache(maxsize=SHEETS)(_put_together)


def area_of(cells: Sequence[Cell]) -> Box | None:
    """The rectangle some cells span."""
    return spanned([row for row, _ in cells], [column for _, column in cells])


def _spanned(
    rows: Sequence[RowShape], forms: Sequence[Form], ends: Callable[[Form], tuple[int, ...]]
) -> Box | None:
    """What rows span from the first to the last column that their forms name."""
    columns = {each for form in forms for each in ends(form)}
    return spanned(_rows_with(rows, forms, ends), columns)


def _rows_with(
    rows: Sequence[RowShape], forms: Sequence[Form], of: Callable[[Form], tuple[int, ...]]
) -> list[int]:
    """The numbers of the rows whose forms name any column."""
    if all(map(of, forms)):
        return [each.row for each in rows]
    return [each.row for each in rows if of(each.form)]
