"""One field in its cell: the value it holds, and what there is to tell about it."""

from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from ...budget import wording
from ...sheet import Cell, Grid, Read
from .. import decode

T_co = TypeVar("T_co", covariant=True)


class Note(NamedTuple):
    """Something to tell about a field: becomes a finding once the sheet is known."""

    code: str
    field: str
    cell: Cell
    found: str
    expected: str = ""


class Entry(NamedTuple, Generic[T_co]):
    """A field as its cell gives it; `is_refused` when a value is there and could not be read."""

    field: str
    cell: Cell
    value: T_co
    notes: tuple[Note, ...] = ()
    is_refused: bool = False

    def noted(self, *notes: Note) -> "Entry[T_co]":
        """The same with more to tell."""
        return self._replace(notes=(*self.notes, *notes))


def shown(grid: Grid, cell: Cell) -> str:
    """A cell as a person sees it."""
    return decode.shown(grid.value(*cell))


def note(grid: Grid, code: str, field: str, cell: Cell, expected: str = "") -> Note:
    """Something to tell about the value in a cell, with what the cell shows."""
    return Note(code, field, cell, shown(grid, cell), expected)


_FINE: tuple[tuple[Note, ...], bool] = ((), False)


def _seen(grid: Grid, field: str, cell: Cell) -> tuple[tuple[Note, ...], bool]:
    """What there is to tell of a cell whatever it should hold, and whether it is refused."""
    if cell in grid.errors:
        return (Note("value.error-cell", field, cell, grid.errors[cell]),), True
    if cell in grid.unstored:
        return (note(grid, "value.formula-blank", field, cell),), True
    if cell in grid.formulas:
        return (note(grid, "value.formula", field, cell),), False
    return _FINE


def entry(grid: Grid, field: str, cell: Cell) -> Entry[Read]:
    """The value of a field's cell; an error in it is refused, not read as blank."""
    return Entry(field, cell, grid.value(*cell), *_seen(grid, field, cell))


def text_entry(grid: Grid, field: str, cell: Cell) -> Entry[str]:
    """A text field."""
    notes, is_refused = _seen(grid, field, cell)
    decoded = decode.text(grid.value(*cell))
    if decoded.code:
        notes = (*notes, note(grid, decoded.code, field, cell))
    return Entry(field, cell, decoded.value, notes, is_refused)


def code_entry(grid: Grid, field: str, cell: Cell) -> Entry[str]:
    """A code; one that became a number is refused."""
    notes, is_refused = _seen(grid, field, cell)
    decoded = decode.code(grid.value(*cell))
    if decoded.code:
        notes = (*notes, note(grid, decoded.code, field, cell, decoded.expected))
    is_number = decoded.code == "value.code-number"
    return Entry(field, cell, decoded.value, notes, is_refused or is_number)


def money_entry(grid: Grid, field: str, cell: Cell, unit: str) -> Entry[Decimal | None]:
    """Money, in the form's unit."""
    raw = entry(grid, field, cell)
    return figure(grid, raw, decode.money(raw.value, unit))


def amount_entry(grid: Grid, field: str, cell: Cell) -> Entry[Decimal | None]:
    """Another figure."""
    raw = entry(grid, field, cell)
    return figure(grid, raw, decode.amount(raw.value))


def figure(
    grid: Grid, raw: Entry[Read], decoded: decode.Decoded[Decimal | None]
) -> Entry[Decimal | None]:
    """A figure, with what decoding it had to say; one that could not be decoded is refused."""
    field, cell, value = raw.field, raw.cell, decoded.value
    if not decoded.code:
        return Entry(field, cell, value, raw.notes, raw.is_refused)
    found = shown(grid, cell)
    if value is None:
        found = wording.visible(found)
    told = Note(decoded.code, field, cell, found, decoded.expected)
    return Entry(field, cell, value, (*raw.notes, told), raw.is_refused or value is None)
