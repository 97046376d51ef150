"""The unit of money of a list: what says it, and whether all that say it agree. Never assumed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..budget import MONEY, MoneyUnit, converted, money_unit
from ..findings import Finding, Place, level_of
from ..reading import units_said
from ..sheet import Grid
from .headings import Column, Heading
from .report import Declared

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the unit of money before the list is read.

    Attributes:
        option: what the caller says; "" for nothing.
        form: the unit of the list's own form, where that was named; "" for nothing.
        round: what the round remembers; it counts only where nothing else says it.
        own: the units of the forms there are, which may be words nobody else knows.
    """

    option: str = ""
    form: str = ""
    round: str = ""
    own: tuple[str, ...] = ()


def declared(
    headings: Sequence[Heading], notes: Iterable[tuple[Grid, int]], known: Known,
    wanted: MoneyUnit, file: str,
) -> tuple[Declared, list[Finding]]:  # fmt: skip
    """The unit of money, and what is wrong with what says it: nothing, two units, no unit.

    Args:
        notes: rows under the headings that are no projects, which may say the unit too.
        wanted: what the form counts in; a unit no power of ten away from it is refused.
    """
    if not any(any(_amounts(each)) for each in headings):  # a list of units may give no amount
        return Declared("", ""), []
    said = [*_outside(known), *_inside(headings, notes, known.own)]
    unclear = next((each for each in said if not each.unit), None)
    if unclear:
        return unclear, [_finding("master.money-unit-unclear", file, unclear)]
    silent = [] if _is_said_of_all(said, headings) else _silent_columns(headings)
    if known.round and (silent or not said):
        said, silent = [*said, Declared(_plain(known.round, known.own), "round")], []
    if silent or not said:
        return Declared("", ""), [_not_said(file, headings, silent)]
    first = said[0]
    other = next((each for each in said if not _is_same(each.unit, first.unit)), None)
    if other:
        told, against = (other, first) if other.where else (first, other)
        return first, [_finding("master.money-unit", file, told, expected=_in_words(against))]
    if converted(_ONE, first.unit, wanted.unit) is None:
        return first, [_finding("master.money-unit", file, first, expected=wanted.unit)]
    return (replace(first, unit=wanted.unit) if _is_same(first.unit, wanted.unit) else first), []


def _is_same(unit: str, other: str) -> bool:
    return converted(_ONE, unit, other) == _ONE


def _plain(unit: str, own: tuple[str, ...]) -> str:
    return money_unit(unit, own)


def _outside(known: Known) -> Iterator[Declared]:
    if known.option:
        yield Declared(_plain(known.option, known.own), "option", words=known.option)
    if known.form:
        yield Declared(known.form, "form", words=known.form)


def _inside(
    headings: Sequence[Heading], notes: Iterable[tuple[Grid, int]], own: tuple[str, ...]
) -> Iterator[Declared]:
    for heading in headings:
        grid = heading.grid
        for row in range(grid.origin.row, heading.bottom + 1):
            yield from _of_row(grid, row, own, whole=row < heading.top)
        for column in _amounts(heading):
            if column.unit:
                where = f"{grid.name}!{column.cell}"
                yield Declared(column.unit, "heading", where, column.text)
    for grid, row in notes:
        yield from _of_row(grid, row, own, whole=False)


def _of_row(grid: Grid, row: int, own: tuple[str, ...], *, whole: bool) -> Iterator[Declared]:
    """What a row above the headings, or a note below them, says of the unit."""
    for said in units_said(grid, row, own, whole=whole):
        yield Declared(said.unit, "line", f"{grid.name}!{said.cell}", said.words)


def _amounts(heading: Heading) -> Iterator[Column]:
    for name in heading.asked.amounts:
        yield from heading.columns.get(name, ())


def _is_said_of_all(said: Iterable[Declared], headings: Sequence[Heading]) -> bool:
    """Whether each amount's unit is said: for all of them at once, or in each sheet by itself."""
    places = {each.by for each in said}
    if places & {"option", "form"}:
        return True
    sheets = {each.where.rpartition("!")[0] for each in said if each.by == "line"}
    return not any(h.grid.name not in sheets and _silent_columns([h]) for h in headings)


def _silent_columns(headings: Sequence[Heading]) -> list[tuple[Grid, Column]]:
    """The amounts whose headings say no unit, and for which that of the budget does not hold."""
    return [
        (heading.grid, each)
        for heading in headings
        for name in heading.asked.amounts
        if not (name in MONEY and _budget_says(heading))
        for each in heading.columns.get(name, ())
        if not each.unit
    ]


def _budget_says(heading: Heading) -> bool:
    """Whether the budget's own heading says a unit."""
    columns = heading.columns.get("budget", ())
    return bool(columns) and all(each.unit for each in columns)


def silent_parts(heading: Heading) -> list[Column]:
    """Columns that say no unit beside a budget that does: it holds for them if they add up."""
    if not _budget_says(heading):
        return []
    parts = (heading.columns.get(name, ()) for name in MONEY)
    return [each for columns in parts for each in columns if not each.unit]


def _not_said(
    file: str, headings: Sequence[Heading], silent: Sequence[tuple[Grid, Column]]
) -> Finding:
    code = "master.no-money-unit"
    columns = "、".join(f"{column.cell} {column.text}" for _, column in silent) or "—"
    grid, first = silent[0] if silent else (headings[0].grid, None)
    place = Place(file, grid.name, str(first.cell) if first else "")
    return Finding(code, level_of(code), place, found=columns, values={"columns": columns})


def _finding(code: str, file: str, said: Declared, **values: str) -> Finding:
    sheet, _, cell = said.where.rpartition("!")
    found = said.words if not said.unit else said.unit
    words = {"words": said.words or said.unit, **values}
    return Finding(code, level_of(code), Place(file, sheet, cell), found=found, values=words)


def _in_words(said: Declared) -> str:
    return f"{said.unit}（{said.where}）" if said.where else f"{said.unit}（{_BY[said.by]}）"


_BY = {"option": "--money-unit", "form": "--master-form"}
