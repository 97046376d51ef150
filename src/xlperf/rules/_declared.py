"""The values of the fields a form declares, wherever they stand: once, in a row, in a part."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ..budget import FieldValue, Project, UnitPart, vocabulary_holds
from ..form import DeclaredField, Form, SheetForm, is_signing
from ._rows import is_empty

_UNDECLARED = DeclaredField()


class DeclaredValue(NamedTuple):
    """A value, where it stands, and how it is asked for.

    Attributes:
        path: its path in the record (`spent`, `task.3.name`).
        field: its name as it is drawn (`task.name`).
        in_use: whether the row it stands in says something, and not that it does not apply; true
            of what stands once.
    """

    path: str
    field: str
    asked: DeclaredField
    value: FieldValue
    in_use: bool = True


def declared_values(record: Project | UnitPart, form: Form) -> Iterator[DeclaredValue]:
    """Every value of a declared field that people are asked for, in the order of the record."""
    sheet = form.sheet_of(record)
    if sheet is None or not form.fields:
        return
    for path, field, value, in_use in _values(record, sheet):
        asked = form.fields.get(field, _UNDECLARED)
        is_own = field in form.fields and vocabulary_holds(field) is None
        if is_own and not (asked.is_computed or is_signing(field)):
            yield DeclaredValue(path, field, asked, value, in_use)


def _values(
    record: Project | UnitPart, sheet: SheetForm
) -> Iterator[tuple[str, str, FieldValue, bool]]:
    for name, value in record.declared.items():
        yield name, name, value, True
    for table in sheet.tables:
        drawn = {table.own(field): field for field in table.fields}
        if table.is_indicators:
            for number, row in enumerate(record.indicators):
                in_use = not (is_empty(row) or row.does_not_apply)
                yield from _of_row(table.name, number, drawn, row.declared, in_use=in_use)
        for number, own in enumerate(record.rows.get(table.name, ())):
            yield from _of_row(table.name, number, drawn, own.values)


def _of_row(
    table: str,
    number: int,
    drawn: Mapping[str, str],
    values: Mapping[str, FieldValue],
    *,
    in_use: bool = True,
) -> Iterator[tuple[str, str, FieldValue, bool]]:
    for name, value in values.items():
        yield f"{table}.{number}.{name}", drawn.get(name, name), value, in_use
