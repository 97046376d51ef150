"""One cell of a list in a column that a form declares: a number, a percent, a date, a choice.

It is read by the grammar of returns, with the same doubts: what is stored is taken only where it
is what is seen.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from ..budget import FieldValue, Holds
from ..reading import as_seen, decode
from ..sheet import Cell, Grid, Read
from .doubts import figure_look


class Taken(NamedTuple):
    """A value; or the code of what is wrong with the cell, what stands there, what it shows."""

    value: FieldValue
    code: str = ""
    found: str = ""
    expected: str = ""
    refuses: bool = True


def figure_of(grid: Grid, cell: Cell, value: Read, kind: Holds) -> Taken:
    """A number, a count, a percent or a date as its cell shows it."""
    return _BY_KIND[kind](grid, cell, value)


def _number(grid: Grid, cell: Cell, value: Read) -> Taken:
    looks = figure_look(grid, cell, "")
    if looks and looks.refuses:
        return Taken(None, looks.code, looks.found, looks.shown)
    read = decode.amount(value)
    if read.value is None and read.code:
        return Taken(None, "master.figure")
    if looks:
        return Taken(read.value, looks.code, looks.found, looks.shown, refuses=False)
    return Taken(read.value)


def _count(grid: Grid, cell: Cell, value: Read) -> Taken:
    read = _number(grid, cell, value)
    if isinstance(read.value, Decimal) and read.value != read.value.to_integral_value():
        return Taken(None, "value.count")
    return read


def _percent(grid: Grid, cell: Cell, value: Read) -> Taken:
    look = as_seen.look_of(grid, cell)
    looks = None if as_seen.is_date(look, value) else as_seen.judged(look, in_percent=True)
    if looks and looks.refuses:
        return Taken(None, looks.code, looks.found, looks.shown)
    worth = as_seen.worth(look)
    read = decode.percent(value) if worth is None else decode.percents([worth])[0]
    if read.value is None and read.code:
        return Taken(None, "value.percent")
    if looks:
        return Taken(read.value, looks.code, looks.found, looks.shown, refuses=False)
    return Taken(read.value)


def _date(grid: Grid, cell: Cell, value: Read) -> Taken:
    look = as_seen.look_of(grid, cell)
    read = decode.day(value)
    is_other = value != "" and look is not None and not as_seen.is_date(look, value)
    if is_other or (read.value is None and read.code):
        return Taken(None, "value.no-date")
    return Taken(read.value)


_BY_KIND: Mapping[Holds, Callable[[Grid, Cell, Read], Taken]] = {
    Holds.NUMBER: _number,
    Holds.COUNT: _count,
    Holds.PERCENT: _percent,
    Holds.DATE: _date,
}
FIGURED = frozenset(_BY_KIND)
"""The kinds that are read here; texts and money are read as those of every list."""
