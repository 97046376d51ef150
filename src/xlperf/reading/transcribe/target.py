"""The target value of an indicator, from one cell or from three."""

from ...budget import Target, is_sign, path, plain_sign, wording
from ...form import Form
from ...sheet import Cell, Grid, Read
from .. import as_seen, decode
from .entries import (
    Entry,
    entry,
    figure,
    looked_at,
    note,
    of_many_rows,
    short_entry,
    shown,
    text_entry,
)
from .rows import Cells

_PARTS = ("sign", "number", "unit")


def target_of(
    form: Form, grid: Grid, number: int, cells: Cells
) -> tuple[Target, list[Entry[object]]]:
    """The target of the indicator that stands so many rows below the first, and its fields."""
    if all(part in cells for part in _PARTS):
        filled = [part for part in _PARTS if not grid.is_blank(*cells[part])]
        if "value" not in cells or len(filled) > 1:
            return _split_target(form, grid, number, cells)
        whole = cells[filled[0] if filled else "value"]
    elif "value" in cells:
        whole = cells["value"]
    else:
        return Target(), []
    merged = of_many_rows(grid, path("value", number), whole)
    if merged:
        return Target(), [merged]
    read = text_entry(grid, path("value", number), whole)
    if as_seen.look_of(grid, whole) is None and _may_be_percent(grid.value(*whole)):
        scale = note(grid, "value.scale", read.field, whole)
        read = read._replace(notes=(scale, *read.notes))
    return Target.parse(read.value), [read]


def _may_be_percent(value: Read) -> bool:
    """Whether a number may be a percent: 95% typed into a cell is stored as 0.95."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1


def _split_target(
    form: Form, grid: Grid, number: int, cells: Cells
) -> tuple[Target, list[Entry[object]]]:
    sign = _sign(form, grid, number, cells["sign"])
    words = short_entry(grid, path("unit", number), cells["unit"])
    unit, raw = words.value.strip(), entry(grid, path("number", number), cells["number"])
    in_percent = unit in as_seen.PERCENT_UNITS[1:]
    seen = looked_at(grid, raw, in_percent=in_percent)
    merged = of_many_rows(grid, raw.field, raw.cell)
    amount = merged or figure(grid, seen, decode.target_number)
    is_bare = not merged and seen.value == raw.value and unit in as_seen.PERCENT_UNITS
    if is_bare and _may_be_percent(raw.value):
        amount = amount.noted(note(grid, "value.scale", amount.field, amount.cell))
    stands = words if grid.is_blank(*amount.cell) and words.value else amount
    whole = Entry(path("value", number), stands.cell, "")
    read: list[Entry[object]] = [sign, words, amount, whole]
    if (
        amount.is_refused and not merged and raw.value != ""
    ):  # words where a figure belongs: kept, and told
        typed = shown(grid, amount.cell)
        text = f"{typed}{words.value}"
        return Target(sign=sign.value, text=text, raw=f"{sign.value}{text}"), read
    return Target.of(sign.value, amount.value, "" if merged else words.value), read


def _sign(form: Form, grid: Grid, number: int, cell: Cell) -> Entry[str]:
    """The sign of a target, in the one spelling it is compared in; another is told."""
    typed = text_entry(grid, path("sign", number), cell)
    sign = plain_sign(wording.seen(typed.value).strip())
    read = typed._replace(value=sign)
    if not (is_sign(sign) or not sign or sign in form.signs):
        return read.noted(note(grid, "value.sign", read.field, cell, form.listed(form.signs)))
    if sign not in ("", typed.value) and typed.value not in form.signs:
        return read.noted(note(grid, "value.spelling", read.field, cell, sign))
    return read
