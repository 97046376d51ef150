"""What is seen of a cell against what it holds: a figure is taken only where the two agree.

The room of files says how each cell looks; here a field says which looks it can be taken in.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from ..budget import is_exact, is_own, number_from_float
from ..excel.reading import shown_number
from ..findings import word
from ..sheet import Cell, Grid, Read, Shown, Sight

_DATES = (datetime, date, time, timedelta)
_YUAN = "元"
_YUAN_SIGNS = ("¥", "￥")
_GENERAL = "General"
PERCENT_UNITS = ("", "百分比", "%", "％")


class Looks(NamedTuple):
    """What a field says of how its figure looks: a finding's code, what is stored, what is shown.

    `refuses` says whether nothing is taken.
    """

    code: str
    found: str
    shown: str
    refuses: bool = True


def look_of(grid: Grid, cell: Cell) -> Shown | None:
    """How a figure looks; None for a text, a blank, and a figure in no format of its own."""
    value, look = grid.value(*cell), grid.shown.get(cell)
    if look is None or isinstance(value, str | bool):
        return None
    if isinstance(value, int | float):
        return look if number_from_float(value) == look.stored else None
    return look if look.reason == "date" else None


def judged(look: Shown | None, unit: str = "", *, in_percent: bool = False) -> Looks | None:
    """What there is to tell of how a figure looks.

    Args:
        unit: the money unit the field is in, which may be shown beside it; "" for none.
        in_percent: whether the field may be shown with a percent sign.
    """
    if look is None:
        return None
    is_known = look.kind is Sight.SAME or (look.kind is Sight.PERCENT and in_percent)
    if look.kind is Sight.MARKED and unit:
        is_known = is_own(look.mark, unit)
        if not is_known and (look.mark in _YUAN_SIGNS or look.mark.endswith(_YUAN)):
            return Looks("value.money-unit", look.text, unit)
    if not is_known:
        return Looks("value.not-as-shown", stored(look), seen(look))
    if look.is_rounded:
        return Looks("value.rounded", stored(look), seen(look), refuses=False)
    return None


def as_text(grid: Grid, cell: Cell) -> tuple[str, Looks | None]:
    """A figure or date in a cell for text, as it is shown; "" and why where that is not sure."""
    value = grid.value(*cell)
    look = look_of(grid, cell)
    if look is None and isinstance(value, int | float) and not isinstance(value, bool):
        look = shown_number(_GENERAL, float(value))
    if look is None:
        return "", Looks("value.not-as-shown", str(value), word("shown.unclear"))
    if look.stored is not None and not is_exact(float(look.stored)):
        return "", Looks("value.digits-lost", stored(look), "")
    if look.text and look.is_certain:
        return look.text, None
    return "", Looks("value.not-as-shown", stored(look), seen(look))


def is_date(look: Shown | None, value: Read) -> bool:
    """Whether a figure is a date, by what reads it and by its format."""
    return look is not None and look.reason == "date" and isinstance(value, _DATES)


def is_figure(value: Read) -> bool:
    """Whether a cell holds a figure or a date, and no text or truth."""
    return isinstance(value, int | float | date | time | timedelta) and not isinstance(value, bool)


def stored(look: Shown) -> str:
    """The stored figure as a person would type it."""
    if look.kind is Sight.PERCENT and look.value is not None:
        return f"{number_from_float(float(look.value)):f}%"
    return "" if look.stored is None else f"{look.stored:f}"


def seen(look: Shown) -> str:
    """What is seen of a figure, in words where it is nothing, or not the same everywhere."""
    if look.text:
        return look.text
    return word("shown.nothing" if look.reason == "hidden" else "shown.unclear")


def worth(look: Shown | None) -> Decimal | None:
    """What a figure with a percent sign is worth; None for any other."""
    return look.value if look and look.kind is Sight.PERCENT else None


def covered_cells(grid: Grid, first: int, last: int) -> Iterator[tuple[Cell, Cell]]:
    """Cells of some rows under a merge that hold another value than is seen, and what is seen."""
    for cell, value in grid.covered.items():
        box = grid.merged(*cell)
        if first <= cell.row <= last and value != grid.value(*box.first):
            yield cell, box.first
