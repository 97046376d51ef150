"""One field in its cell by its kind: the grammar it is read in, and the value it gives."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from ...budget import FIGURES, FieldValue, Holds, Target, blank_of, wording
from ...form import Form
from ...sheet import Cell, Grid
from .. import as_seen, decode
from .entries import (
    Entry,
    amount_entry,
    code_entry,
    entry,
    figure,
    looked_at,
    money_entry,
    note,
    of_many_rows,
    short_entry,
    text_entry,
)

_NEVER_MERGED = FIGURES | {Holds.DATE}
_Reading = Callable[[Form, Grid, str, Cell, str], Entry[FieldValue]]


def field_entry(form: Form, grid: Grid, field: str, cell: Cell, path: str) -> Entry[FieldValue]:
    """A field's value as its cell gives it, by its kind.

    Args:
        field: its name as it is drawn.
        path: the path it is told by.
    """
    if is_computed(form, field):  # what is stored is only held against what comes out
        return Entry(path, cell, blank_of(form.holds(field)))
    return _BY_KIND[form.holds(field)](form, grid, path, cell, field)


def is_computed(form: Form, field: str) -> bool:
    """Whether what stands in its cells is nobody's answer."""
    declared = form.fields.get(field)
    return declared is not None and declared.is_computed


def _text(_form: Form, grid: Grid, path: str, cell: Cell, _field: str) -> Entry[FieldValue]:
    return Entry(*text_entry(grid, path, cell))


def _code(_form: Form, grid: Grid, path: str, cell: Cell, _field: str) -> Entry[FieldValue]:
    return Entry(*code_entry(grid, path, cell))


def _money(form: Form, grid: Grid, path: str, cell: Cell, _field: str) -> Entry[FieldValue]:
    return Entry(*money_entry(grid, path, cell, form.money.unit))


def _number(_form: Form, grid: Grid, path: str, cell: Cell, _field: str) -> Entry[FieldValue]:
    return Entry(*amount_entry(grid, path, cell))


def _count(_form: Form, grid: Grid, path: str, cell: Cell, _field: str) -> Entry[FieldValue]:
    """A count is whole: there is no half of a person."""
    read = amount_entry(grid, path, cell)
    if read.value is None or read.value == read.value.to_integral_value():
        return Entry(*read)
    told = note(grid, "value.count", path, cell)
    return Entry(path, cell, None, (*read.notes, told), is_refused=True)


def _percent(_form: Form, grid: Grid, path: str, cell: Cell, _field: str) -> Entry[FieldValue]:
    """A percent that no plan row judges says itself that it is one."""
    raw = looked_at(grid, entry(grid, path, cell), in_percent=True)
    return Entry(*figure(grid, raw, decode.percent))


def _date(_form: Form, grid: Grid, path: str, cell: Cell, _field: str) -> Entry[FieldValue]:
    raw = entry(grid, path, cell)
    look = as_seen.look_of(grid, cell)
    if raw.value != "" and look is not None and not as_seen.is_date(look, raw.value):
        told = note(grid, "value.no-date", path, cell)
        return Entry(path, cell, None, (*raw.notes, told), is_refused=True)
    value, code, expected = decode.day(raw.value)
    if not code:
        return Entry(path, cell, value, raw.notes, raw.is_refused)
    told = note(grid, code, path, cell, expected)
    return Entry(path, cell, value, (*raw.notes, told), raw.is_refused or value is None)


def _target(_form: Form, grid: Grid, path: str, cell: Cell, _field: str) -> Entry[FieldValue]:
    read = text_entry(grid, path, cell)
    return Entry(path, cell, Target.parse(read.value), read.notes, read.is_refused)


def _choice(form: Form, grid: Grid, path: str, cell: Cell, field: str) -> Entry[FieldValue]:
    """A choice in the spelling of the form; what is none of them stays as it was typed."""
    read = short_entry(grid, path, cell)
    declared = form.fields.get(field)
    known = {wording.plain(each): each for each in declared.choices} if declared else {}
    meant = known.get(wording.plain(read.value), read.value)
    if meant == read.value:
        return Entry(*read)
    told = note(grid, "value.spelling", path, cell, meant)
    return Entry(path, cell, meant, (*read.notes, told), read.is_refused)


_BY_KIND: Mapping[Holds, _Reading] = {
    Holds.TEXT: _text,
    Holds.CODE: _code,
    Holds.MONEY: _money,
    Holds.NUMBER: _number,
    Holds.COUNT: _count,
    Holds.PERCENT: _percent,
    Holds.DATE: _date,
    Holds.TARGET: _target,
    Holds.CHOICE: _choice,
}


def row_entry(form: Form, grid: Grid, field: str, cell: Cell, path: str) -> Entry[FieldValue]:
    """A field of a row: a text merged over rows counts for each of them, a figure for none."""
    if form.holds(field) in _NEVER_MERGED:
        merged = of_many_rows(grid, path, cell)
        return Entry(*merged) if merged else field_entry(form, grid, field, cell, path)
    over = grid.merged(*cell)
    if over.top == over.bottom or grid.is_blank(*over.first):
        return field_entry(form, grid, field, cell, path)
    read = field_entry(form, grid, field, over.first, path)
    if cell != over.first:  # told once, at the first
        return read._replace(notes=())
    return read.noted(note(grid, "cell.merged-text", path, cell, str(over)))


def whole_cells(form: Form, cells: Mapping[str, Cell]) -> Mapping[str, Cell]:
    """The cells of a row, without the parts of targets of which another part has no column.

    What stands in them is left over, and told: it would be another target.
    """
    if not form.own_splits:
        return cells
    missing = {
        part for parts in form.own_splits.values() for part in parts if not cells.keys() >= {*parts}
    }
    return {name: cell for name, cell in cells.items() if name not in missing}


def whole_targets(form: Form, values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """Values by field as drawn, targets of the form's own put together from their cells."""
    found = dict(values)
    for name, parts in form.own_splits.items():
        if all(part in values for part in parts):
            sign, number, words = ("", *(found.pop(part) for part in parts))[-3:]
            figure = number if isinstance(number, Decimal) else None
            found[name] = _as_printed(Target.of(str(sign or ""), figure, str(words or "")))
    return found


def _as_printed(target: Target) -> Target:
    """A target without a sign as its printed text gives it, which is how it is remembered."""
    printed = Target.parse(target.raw)
    is_same = (printed.number, printed.words) == (target.number, target.words)
    return printed if is_same and not target.sign else target
