"""Rows of indicators of which nothing is to be told: every cell holds what its field asks for.

Most rows that come back are such, and they are read at once, without an entry and an account of
every cell. Whatever is not plain is read by `indicators`, which would give the same of these.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from ...budget import (
    Target,
    indicator_path,
    is_exact,
    is_sign,
    number_from_float,
    plain_sign,
    wording,
)
from ...form import Form
from ...sheet import Grid, Read
from .. import as_seen, decode
from .account import Account
from .rows import LEVELS, Cells

_NAMES = (*LEVELS, "level3", "description", "basis", "sign", "unit", "number")
"""The columns of a plain row, in the order in which they are accounted for."""
_FIELDS = frozenset(_NAMES)
_in_order = itemgetter(*_NAMES)
_SHORT = 20
_REMEMBERED = 2048
"""So many short targets are remembered: signs, units and figures are the same in many rows."""


class PlainRow(NamedTuple):
    """The values of a plain row but for its key, none where nobody filled it, and its account."""

    values: Mapping[str, Any] | None
    account: Account


def plain_row(form: Form, grid: Grid, number: int, cells: Cells) -> PlainRow | None:
    """A row of a table with keys, none of whose cells is merged with one of another row.

    None where there is anything to tell of it.
    """
    if cells.keys() != _FIELDS or not grid.are_plain(cells.values()):
        return None
    places = _in_order(cells)
    *texts, figure = grid.values(places)
    said = [decode.lines(each) for each in texts if isinstance(each, str)]
    if len(said) < len(texts):
        return None
    if figure == "" and not any(said[2:]):
        return _unused(form, grid, cells, texts)
    level3, description, basis, sign, unit = said[2:]
    level1, level2 = _level1(form, texts[0]), _level2(form, texts[1])
    target = _target(form, sign, figure, unit)
    if level1 is None or level2 is None or target is None:
        return None
    stands = cells["unit" if unit and figure == "" else "number"]
    where = dict(zip(_paths(number), (*places, stands), strict=True))
    values = {
        "level1": level1, "level2": level2, "level3": level3,
        "description": description, "basis": basis, "target": target, "declared": {},
    }  # fmt: skip
    return PlainRow(values, Account(where, used=where.values(), last_row=places[0].row))


def _unused(form: Form, grid: Grid, cells: Cells, texts: Sequence[Read]) -> PlainRow | None:
    """A row nobody filled, whose levels are the form's."""
    level1, level2 = (str(each).strip() for each in texts[:2])
    known = form.level2_of(level2) if level2 else ""
    if grid.comments or known is None or (level1 and form.level1_of(level1) is None):
        return None
    used = [cells[name] for name, text in zip(LEVELS, (level1, level2), strict=True) if text]
    return PlainRow(None, Account(used=used, waiting={known: cells["level3"]} if known else {}))


def _level1(form: Form, typed: Read) -> str | None:
    return _level(str(typed), form.level1_of(str(typed)))


def _level2(form: Form, typed: Read) -> str | None:
    return _level(str(typed), form.level2_of(str(typed)))


def _level(typed: str, known: str | None) -> str | None:
    """A level; None where it is told that the form spells it in another way."""
    if known not in (None, typed):
        return None
    return known or ("" if typed.isspace() else wording.seen(typed))


def _target(form: Form, sign: str, figure: Read, unit: str) -> Target | None:
    """A target whose parts are as they are compared; None where any is told."""
    is_figure = isinstance(figure, int | float) and not isinstance(figure, bool)
    if not (is_figure or figure == "") or len(sign) > _SHORT or len(unit) > _SHORT:
        return None
    return _plain_target(sign, figure, unit, form.signs)


@lru_cache(maxsize=_REMEMBERED)
def _plain_target(sign: str, figure: Read, unit: str, signs: tuple[str, ...]) -> Target | None:
    is_known = sign in signs or (sign == plain_sign(sign) and (not sign or is_sign(sign)))
    is_seen = wording.seen(sign).strip() == sign and wording.seen(unit) == unit
    if not (is_known and is_seen):
        return None
    if not isinstance(figure, int | float):
        return Target.of(sign, None, unit)
    in_percent = unit.strip() in as_seen.PERCENT_UNITS
    if not is_exact(figure) or (in_percent and 0 < figure <= 1):
        return None
    return Target.of(sign, number_from_float(figure), unit)


@lru_cache(maxsize=_REMEMBERED)
def _paths(number: int) -> tuple[str, ...]:
    return tuple(indicator_path(name, number) for name in (*_NAMES, "value"))
