"""One field in its cell: the value it holds, and what there is to tell about it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from ...budget import wording
from ...findings import word
from ...sheet import Cell, Grid, Read
from .. import as_seen, decode

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
    if grid.is_plain(cell):
        return decode.shown(grid.value(*cell))
    look = as_seen.look_of(grid, cell)
    if look and look.text and look.is_certain:
        return look.text
    return decode.shown(grid.value(*cell))


def note(grid: Grid, code: str, field: str, cell: Cell, expected: str = "") -> Note:
    """Something to tell about the value in a cell, with what the cell shows."""
    return Note(code, field, cell, shown(grid, cell), expected)


_FINE: tuple[tuple[Note, ...], bool] = ((), False)


def _seen(grid: Grid, field: str, cell: Cell) -> tuple[tuple[Note, ...], bool]:
    """What there is to tell of a cell whatever it should hold, and whether it is refused."""
    if cell in grid.errors:
        return (Note("value.error-cell", field, cell, grid.errors[cell]),), True
    if cell in grid.doubts:
        doubt = grid.doubts[cell]
        found = wording.visible(doubt.found or shown(grid, cell))
        return (Note(doubt.code, field, cell, found, doubt.shown or word("shown.nothing")),), True
    if cell in grid.unstored:
        return (note(grid, "value.formula-blank", field, cell),), True
    if cell in grid.formulas:
        return (note(grid, "value.formula", field, cell),), False
    return _FINE


def entry(grid: Grid, field: str, cell: Cell) -> Entry[Read]:
    """The value of a field's cell; an error in it is refused, not read as blank."""
    if grid.is_plain(cell):
        return Entry(field, cell, grid.value(*cell))
    value = "" if cell in grid.doubts else grid.value(*cell)
    return Entry(field, cell, value, *_seen(grid, field, cell))


def looked_at(
    grid: Grid, raw: Entry[Read], unit: str = "", *, in_percent: bool = False
) -> Entry[Read | Decimal]:
    """A figure as it is seen: worth what it shows under a percent sign, refused where it is other.

    A date is told as one by what decodes it. Of a refused figure the value is "".

    Args:
        unit: the money unit that may be shown beside it.
        in_percent: whether it may be shown with a percent sign.
    """
    is_plain = raw.value == "" or grid.is_plain(raw.cell)
    look = None if is_plain else as_seen.look_of(grid, raw.cell)
    if look is None or as_seen.is_date(look, raw.value):
        return raw
    notes, value = raw.notes, raw.value
    looks = as_seen.judged(look, unit, in_percent=in_percent)
    if looks:
        notes = (*notes, Note(looks.code, raw.field, raw.cell, looks.found, looks.shown))
    if looks and looks.refuses:
        return Entry(raw.field, raw.cell, "", notes, is_refused=True)
    percent = as_seen.worth(look)
    return Entry(raw.field, raw.cell, value if percent is None else percent, notes, raw.is_refused)


def text_entry(grid: Grid, field: str, cell: Cell) -> Entry[str]:
    """A text field."""
    value, notes, is_refused = entry(grid, field, cell)[2:]
    if isinstance(value, str):
        return Entry(field, cell, decode.lines(value), notes, is_refused)
    if as_seen.is_figure(value):
        text, looks = as_seen.as_text(grid, cell)
        told = note(grid, "value.converted", field, cell)
        if looks:
            told = Note(looks.code, field, cell, looks.found, looks.shown)
        return Entry(field, cell, text, (*notes, told), is_refused or looks is not None)
    decoded = decode.text(value)
    if decoded.code:
        notes = (*notes, note(grid, decoded.code, field, cell))
    return Entry(field, cell, decoded.value, notes, is_refused)


def short_entry(grid: Grid, field: str, cell: Cell) -> Entry[str]:
    """A text that is compared as a whole, such as a unit: without signs nobody sees, and told."""
    read = text_entry(grid, field, cell)
    text = wording.seen(read.value)
    if text == read.value:
        return read
    return read._replace(value=text).noted(note(grid, "value.spelling", field, cell, text))


def code_entry(grid: Grid, field: str, cell: Cell) -> Entry[str]:
    """A code; one that became a number is refused."""
    value, notes, is_refused = entry(grid, field, cell)[2:]
    decoded = decode.code(value)
    if decoded.code:
        notes = (*notes, note(grid, decoded.code, field, cell, decoded.expected))
    if letters := wording.spelled_letters(decoded.value):
        notes = (*notes, Note("value.look-alike", field, cell, decoded.value, letters))
    is_number = decoded.code == "value.code-number"
    return Entry(field, cell, decoded.value, notes, is_refused or is_number)


def money_entry(grid: Grid, field: str, cell: Cell, unit: str) -> Entry[Decimal | None]:
    """Money, in the form's unit."""
    raw = looked_at(grid, entry(grid, field, cell), unit)
    return figure(grid, raw, lambda value: decode.money(value, unit))


def amount_entry(grid: Grid, field: str, cell: Cell) -> Entry[Decimal | None]:
    """Another figure."""
    return figure(grid, looked_at(grid, entry(grid, field, cell)), decode.amount)


def figure(
    grid: Grid,
    raw: Entry[Read | Decimal],
    decoding: Callable[[Read], decode.Decoded[Decimal | None]],
) -> Entry[Decimal | None]:
    """A figure, with what decoding it had to say; one that could not be decoded is refused."""
    if isinstance(raw.value, Decimal):
        return Entry(raw.field, raw.cell, raw.value, raw.notes, raw.is_refused)
    return decoded_figure(grid, raw, decoding(raw.value))


def decoded_figure(
    grid: Grid, raw: Entry[object], decoded: decode.Decoded[Decimal | None]
) -> Entry[Decimal | None]:
    """The same of what is decoded already."""
    field, cell, value = raw.field, raw.cell, decoded.value
    if not decoded.code:
        return Entry(field, cell, value, raw.notes, raw.is_refused)
    found = shown(grid, cell)
    if value is None:
        found = wording.visible(found)
    told = Note(decoded.code, field, cell, found, decoded.expected)
    return Entry(field, cell, value, (*raw.notes, told), raw.is_refused or value is None)


def of_many_rows(grid: Grid, field: str, cell: Cell) -> Entry[Decimal | None] | None:
    """A figure merged over rows, which is none of theirs: refused, and told at the first.

    The first row tells it where the cell is merged with the heading above it, too.
    """
    over = grid.merged(*cell)
    if over.top == over.bottom or grid.is_blank(*over.first):
        return None
    told = note(grid, "cell.merged-figure", field, cell, str(over))
    is_first = cell == over.first or ".0." in field
    return Entry(field, cell, None, (told,) if is_first else (), is_refused=True)
