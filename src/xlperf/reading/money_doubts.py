"""Amounts that may be counted in another unit than the form's: told, or not taken at all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from ..budget import MONEY, FieldValue, Holds, Itself, converted, in_row
from ..form import INDICATORS, Drawing, Form, Kind
from .filled import FilledPart, FilledProject
from .table import Table
from .transcribe import Note, computed_anew, label_unit, money_said

AnyFilled = TypeVar("AnyFilled", FilledProject, FilledPart)
SILENT = "money.unit-silent"
"""A sheet that says nothing of its unit of money: that is told, and its amounts are taken."""
OF_WHOLE_SHEET = frozenset({"money.unit-unclear", "money.unit-line"})
"""What is told of a sheet once, however many projects stand on it."""
_ONE = Decimal(1)
_DRAWINGS = 16
"""So many drawings of forms are known by their fields of money."""


def money_doubt(form: Form, filled: FilledProject | FilledPart, table: Table) -> Note | None:
    """Why the amounts of a sheet may be counted in another unit than the form's.

    A sheet without our keys that says nothing is told, where it has amounts at all.
    """
    unit, drawn = form.money.unit, _drawn(Itself(form), Itself(table.drawing))
    if not drawn:
        return None
    labels = (label_unit(table, name, unit) for name in drawn)
    said = [*money_said(table, unit), *filter(None, labels)]
    for each in said:
        if not each.unit:
            return Note("money.unit-unclear", "", each.cell, each.words, unit)
        if converted(_ONE, each.unit, unit) != _ONE:
            return Note("money.unit-line", "", each.cell, each.unit, unit)
    amounts = [] if said or table.is_keyed else _amounts(form, filled, drawn)
    return Note(SILENT, "", filled.where[amounts[0]], "", unit) if amounts else None


def _amounts(form: Form, filled: FilledProject | FilledPart, drawn: Sequence[str]) -> Sequence[str]:
    """The paths of the amounts that were read, the first of each field."""
    paths = {form.drawn_as(path): path for path in reversed([*filled.where]) if _has(filled, path)}
    return [paths[name] for name in drawn if name in paths]


@lru_cache(maxsize=_DRAWINGS)
def _drawn(form: Itself[Form], drawing: Itself[Drawing]) -> Sequence[str]:
    """The fields of a drawing that hold money: those of the vocabulary first."""
    asked = {each.text for each in drawing.thing.blocks if each.kind is not Kind.LABEL}
    own = sorted(asked - {*MONEY})
    return (
        *(name for name in MONEY if name in asked),
        *(name for name in own if form.thing.holds(name) is Holds.MONEY),
    )


def _has(filled: FilledProject | FilledPart, path: str) -> bool:
    """Whether an amount was read at a path."""
    record, at = _record(filled), in_row(path)
    if at is None:
        return record.values.get(path) is not None
    if not at.row.isdigit():
        return False
    rows = record.indicators if at.table == INDICATORS else record.rows.get(at.table, ())
    return int(at.row) < len(rows) and rows[int(at.row)].values.get(at.field) is not None


def _record(filled: FilledProject | FilledPart) -> Any:
    return filled.project if isinstance(filled, FilledProject) else filled.part


def without_money(form: Form, filled: AnyFilled) -> AnyFilled:
    """Amounts in another unit are refused, never converted; nor is what is computed of them."""
    refused = filled.refused | {path for path in filled.where if _is_money(form, path)}
    if isinstance(filled, FilledProject):
        refused |= {*MONEY}
    record = computed_anew(form, _emptied(form, _record(filled)), refused)
    name = "project" if isinstance(filled, FilledProject) else "part"
    return replace(filled, **{name: _emptied(form, record)}, refused=refused)


def _emptied(form: Form, record: Any) -> Any:
    """The record without its amounts."""

    def emptied(values: Mapping[str, FieldValue], head: str) -> dict[str, FieldValue]:
        return {
            name: None if _is_money(form, f"{head}{name}") else value
            for name, value in values.items()
        }

    update: dict[str, Any] = {
        "declared": emptied(record.declared, ""),
        "indicators": tuple(
            row.model_copy(update={"declared": emptied(row.declared, f"{INDICATORS}.0.")})
            for row in record.indicators
        ),
        "rows": {
            table: tuple(
                row.model_copy(update={"values": emptied(row.values, f"{table}.0.")})
                for row in rows
            )
            for table, rows in record.rows.items()
        },
    }
    amounts = dict.fromkeys(name for name in MONEY if name in type(record).model_fields)
    return record.model_copy(update=update | amounts)


def _is_money(form: Form, path: str) -> bool:
    """Whether a value is an amount, by its path."""
    return form.kinds.get(form.drawn_as(path)) is Holds.MONEY
