"""What a row of a sheet says that money is counted in, in one cell or in two beside each other."""

from collections.abc import Iterator
from typing import NamedTuple

from ..budget import is_unit_label, money_unit, unit_said
from ..sheet import Cell, Grid


class UnitSaid(NamedTuple):
    """A unit of money, its words and its cell; `unit` is "" where it cannot be made out."""

    unit: str
    words: str
    cell: Cell


def units_said(grid: Grid, row: int, own: tuple[str, ...], *, whole: bool) -> Iterator[UnitSaid]:
    """Every unit of money a row speaks of, from left to right.

    Args:
        own: units of forms, which may be words that nobody else knows.
        whole: a unit that stands alone or in brackets at the end counts too, as in a title.
    """
    cells = grid.filled(row, row + 1)
    for number, cell in enumerate(cells):
        text = grid.value(*cell)
        if not isinstance(text, str):
            continue
        said = unit_said(text, own, whole=whole)
        if said is not None:
            yield UnitSaid(said.unit, said.words, cell)
        elif is_unit_label(text) and number + 1 < len(cells):
            beside = grid.value(*cells[number + 1])
            unit = money_unit(beside, own) if isinstance(beside, str) else ""
            if unit:
                yield UnitSaid(unit, f"{text.strip()}{beside}", cells[number + 1])
