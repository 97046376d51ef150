"""Values and tables of a record as JSON, by the fields its sheet draws, and back.

kind                            | in JSON                      | blank
--------------------------------+------------------------------+------
text, code, choice              | its text                     | ""
money, percent, number, count   | a decimal string, 85.3 %: "85.3" | null
date                            | "2026-03-01"                 | null
target                          | its raw text                 | ""
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..budget import (
    FIGURES,
    INDICATOR,
    OF_UNIT,
    PROJECT,
    FieldValue,
    Holds,
    MoneyUnit,
    Project,
    Row,
    UnitPart,
    Values,
    value_from_text,
    value_text,
)
from ..form import DrawnTable, Form, Kind, SheetForm

Json = dict[str, Any]
_NULL = FIGURES | {Holds.DATE}
_PROJECTS_OWN = ("plan.", "extra.")


def values_json(form: Form, record: Project | UnitPart) -> Json:
    """`values` and `tables` of a record, of every field its sheet draws."""
    sheet = form.sheet_of(record)
    if sheet is None:
        return {"values": {}, "tables": {}}
    values, tables = record.values, record.tables
    return {
        "values": {
            name: _json(form, name, values.get(name)) for name in _once(form, sheet, record)
        },
        "tables": {
            table.name: [_row(form, fields, table, row) for row in tables.get(table.name, ())]
            for table, fields in _columns(form, sheet)
        },
    }


def _once(form: Form, sheet: SheetForm, record: Project | UnitPart) -> Iterable[str]:
    """What stands once, in the order it is drawn; a project always has its code and name.

    A target of the form's own is whole.
    """
    named = ("code", "name") if isinstance(record, Project) else ()
    blocks = (*sheet.drawing.blocks, *sheet.entry.blocks)
    drawn = (each.text for each in blocks if each.kind is Kind.FIELD or each.text == "goal")
    passed_over = {*OF_UNIT, *_parts(form)}
    return dict.fromkeys((*named, *(name for name in drawn if name not in passed_over)))


def _parts(form: Form) -> set[str]:
    return {part for of in form.own_splits.values() for part in of}


def _columns(form: Form, sheet: SheetForm) -> Iterator[tuple[DrawnTable, Sequence[str]]]:
    """The fields of each table as printed and as filled; a target of the form's own is whole."""
    parts = _parts(form)
    printed = {table.name: table.fields for table in sheet.printed_tables}
    for table in (each for each in sheet.tables if each is not sheet.goal_rows):
        filled = (field for field in table.fields if field not in parts)
        yield table, [*dict.fromkeys((*printed.get(table.name, ()), *filled))]


def _row(form: Form, fields: Sequence[str], table: DrawnTable, row: Row) -> Json:
    values = {table.own(field): _json(form, field, row.values.get(table.own(field)))
              for field in fields}  # fmt: skip
    return {"key": row.key, "values": values}


def _json(form: Form, field: str, value: FieldValue) -> str | None:
    return value_json(form.money, form.holds(field), value)


def value_json(money: MoneyUnit, kind: Holds, value: FieldValue) -> str | None:
    """A value by its kind; None for a blank of those that are no texts."""
    if kind is Holds.MONEY and isinstance(value, Decimal):
        return money.printed(value)
    if value is None:
        return None if kind in _NULL else ""
    return value_text(value)


def declared_once(form: Form, table: Mapping[str, Any], record: type[Project | UnitPart]) -> Values:
    """The declared values that stand once, out of `values`.

    Raises:
        ValueError, decimal.InvalidOperation: a figure or a date is none.
    """
    known = {*PROJECT} if record is Project else {*OF_UNIT}
    return {
        name: _value(form, name, text)
        for name, text in table.get("values", {}).items()
        if name in form.names and name not in known and not _is_of_project(record, name)
    }


def _is_of_project(record: type[Project | UnitPart], name: str) -> bool:
    return record is Project and name.startswith(_PROJECTS_OWN)


def declared_rows(
    form: Form, table: Mapping[str, Any], sheet: SheetForm | None
) -> dict[str, tuple[Row, ...]]:
    """The declared tables, out of `tables`; rows without any answer are left out."""
    drawn = {each.name: (each, of) for each, of in _columns(form, sheet)} if sheet else {}
    return {
        name: tuple(
            Row(key=row.get("key", ""), values=_values(form, *drawn[name], row["values"]))
            for row in rows
        )
        for name, rows in table.get("tables", {}).items()
        if name in drawn and drawn[name][0].is_keyed and not drawn[name][0].is_indicators
    }


def declared_columns(form: Form, table: Mapping[str, Any], sheet: SheetForm | None) -> list[Values]:
    """For each indicator the values of the columns that the form declares."""
    columns = _columns(form, sheet) if sheet else ()
    drawn = next((each for each in columns if each[0].is_indicators), None)
    rows = table.get("tables", {}).get("indicators", ())
    if drawn is None:
        return [{} for _ in rows]
    return [
        {name: value for name, value in _values(form, *drawn, row["values"]).items()
         if name not in INDICATOR}
        for row in rows
    ]  # fmt: skip


def _values(
    form: Form, table: DrawnTable, columns: Sequence[str], values: Mapping[str, Any]
) -> Values:
    fields = {table.own(field): field for field in columns}
    return {name: _value(form, fields[name], each) for name, each in values.items()
            if name in fields}  # fmt: skip


def _value(form: Form, field: str, text: str | None) -> FieldValue:
    return value_from_text(text or "", form.holds(field))
