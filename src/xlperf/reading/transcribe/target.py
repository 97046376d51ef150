"""The target value of an indicator, from one cell or from three."""

from collections.abc import Iterator

from ...budget import Target, indicator_path, is_sign, plain_sign, wording
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
_TEXTS = (".sign", ".unit")


def target_of(
    form: Form, grid: Grid, number: int, cells: Cells
) -> tuple[Target, list[Entry[object]]]:
    """The target of the indicator that stands so many rows below the first, and its fields."""
    asked = {part for part in _PARTS if part in form.names}
    parts = [part for part in _PARTS if part in cells]
    if parts and asked <= cells.keys():  # without its figure's column the rest is no target
        filled = [part for part in parts if not grid.is_blank(*cells[part])]
        if "value" not in cells or len(filled) > 1:
            return _split_target(form, grid, number, cells)
        whole = cells[filled[0] if filled else "value"]
    elif "value" in cells:
        whole = cells["value"]
    else:
        return Target(), []
    merged = of_many_rows(grid, indicator_path("value", number), whole)
    if merged:
        return Target(), [merged]
    read = text_entry(grid, indicator_path("value", number), whole)
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
    beside = [*_beside(form, grid, number, cells)]
    sign, words = (next((e.value for e in beside if e.field.endswith(n)), "") for n in _TEXTS)
    if "number" not in cells:
        return Target.of(sign, None, words), [*beside]
    unit, raw = words.strip(), entry(grid, indicator_path("number", number), cells["number"])
    in_percent = unit in as_seen.PERCENT_UNITS[1:]
    seen = looked_at(grid, raw, in_percent=in_percent)
    merged = of_many_rows(grid, raw.field, raw.cell)
    amount = merged or figure(grid, seen, decode.target_number)
    is_bare = not merged and seen.value == raw.value and unit in as_seen.PERCENT_UNITS
    if is_bare and _may_be_percent(raw.value):
        amount = amount.noted(note(grid, "value.scale", amount.field, amount.cell))
    stands = amount.cell
    if grid.is_blank(*amount.cell) and words:
        stands = cells["unit"]
    whole = Entry(indicator_path("value", number), stands, "")
    read: list[Entry[object]] = [*beside, amount, whole]
    if (
        amount.is_refused and not merged and raw.value != ""
    ):  # words where a figure belongs: kept, and told
        typed = shown(grid, amount.cell)
        text = f"{typed}{words}"
        return Target(sign=sign, text=text, raw=f"{sign}{text}"), read
    return Target.of(sign, amount.value, "" if merged else words), read


def _beside(form: Form, grid: Grid, number: int, cells: Cells) -> Iterator[Entry[str]]:
    """What stands beside the figure: its sign and its unit, as far as they are drawn."""
    if "sign" in cells:
        yield _sign(form, grid, number, cells["sign"])
    if "unit" in cells:
        yield short_entry(grid, indicator_path("unit", number), cells["unit"])


def _sign(form: Form, grid: Grid, number: int, cell: Cell) -> Entry[str]:
    """The sign of a target, in the one spelling it is compared in; another is told."""
    typed = text_entry(grid, indicator_path("sign", number), cell)
    sign = plain_sign(wording.seen(typed.value).strip())
    read = typed if sign == typed.value else typed._replace(value=sign)
    if not (is_sign(sign) or not sign or sign in form.signs):
        return read.noted(note(grid, "value.sign", read.field, cell, form.listed(form.signs)))
    if sign not in ("", typed.value) and typed.value not in form.signs:
        return read.noted(note(grid, "value.spelling", read.field, cell, sign))
    return read
