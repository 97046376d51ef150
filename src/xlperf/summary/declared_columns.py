"""Fields a form declares as columns of a list: under the form's own words, added up where it can.

kind            | in the list                | added up
----------------+----------------------------+---------
money, count    | the figure                 | yes
number          | the figure                 | no
percent         | a fraction under a % format| no
date            | a day                      | no
all else        | its text                   | no
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from ..budget import FieldValue, Holds, vocabulary_holds
from ..form import Form
from .list_sheet import Column, Given

_FIRST_DAY = date(1899, 12, 30)
_LOOKS = {
    Holds.MONEY: (12.0, "plain.money"),
    Holds.COUNT: (9.0, "plain.count"),
    Holds.NUMBER: (10.0, "plain.number"),
    Holds.PERCENT: (10.0, "plain.percent2"),
    Holds.DATE: (12.0, "plain.date"),
    Holds.CHOICE: (14.0, "plain.choice"),
    Holds.CODE: (18.0, "plain.code"),
    Holds.TARGET: (16.0, "plain.text"),
    Holds.TEXT: (24.0, "plain.text"),
}
_ADDED_UP = (Holds.MONEY, Holds.COUNT)


def declared_columns(form: Form, fields: Iterable[str]) -> list[Column]:
    """A column for each field, by its kind."""
    return [_column(form, field) for field in fields]


def _column(form: Form, field: str) -> Column:
    kind = form.holds(field)
    width, style = _LOOKS[kind]
    return Column(form.label(field), width, style, total=kind in _ADDED_UP)


def declared_cell(form: Form, field: str, value: FieldValue) -> Given:
    """A value as its column shows it; "" for a blank."""
    if isinstance(value, Decimal):
        return value / 100 if form.holds(field) is Holds.PERCENT else value
    if isinstance(value, date):
        return (value - _FIRST_DAY).days
    return "" if value is None else str(value)


def declared_cells(
    form: Form, fields: Iterable[str], values: Mapping[str, FieldValue]
) -> list[Given]:
    """The values of some fields, in their order."""
    return [declared_cell(form, field, values.get(field)) for field in fields]


def own_singles(form: Form) -> tuple[str, ...]:
    """What a form declares that stands once on the sheet of a project."""
    drawn = form.project.entry.fields() if form.project else ()
    return tuple(each.text for each in drawn if vocabulary_holds(each.text) is None)


def own_of_rows(form: Form) -> tuple[str, ...]:
    """The columns of the table of indicators that a form declares."""
    tables = form.project.tables if form.project else ()
    fields = next((table.fields for table in tables if table.is_indicators), ())
    return tuple(field for field in fields if vocabulary_holds(field) is None)
