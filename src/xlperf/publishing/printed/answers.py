"""Values as they are printed: by path, as text and as the figure it shows."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from ...budget import FieldValue, Holds, Project, Target, Unit, UnitPart, value_text
from ...form import Form, SheetForm, with_answers
from .signs import printable

AnyRecord = TypeVar("AnyRecord", Project, UnitPart)


class Answer(NamedTuple):
    """A value as it is printed; `figure` is None where it is none."""

    text: str
    figure: Decimal | None = None


BLANK = Answer("")


def answers_of(form: Form, sheet: SheetForm, record: AnyRecord, unit: Unit) -> dict[str, Answer]:
    """All that a sheet prints of a record, by path, what it computes with it."""
    record = _computed(form, record)
    said = {**record.values, "unit.code": unit.code, "unit.name": unit.name}
    found = {path: _answer(form, path, value) for path, value in said.items() if form.knows(path)}
    return found | dict(_in_rows(form, sheet, record))


def _computed(form: Form, record: AnyRecord) -> AnyRecord:
    computing = form.computed_of(record)
    if computing is None or not computing.names:
        return record
    return with_answers(computing, record, computing.answers(record))


def _in_rows(
    form: Form, sheet: SheetForm, record: Project | UnitPart
) -> Iterator[tuple[str, Answer]]:
    """The answers in the rows of its tables, by the number of the row."""
    rows = record.tables
    for table in sheet.printed_tables:
        for number, row in enumerate(rows.get(table.name, ())):
            for field in table.fields:
                value = row.values.get(table.own(field))
                yield table.path(field, number), _answer(form, field, value)


def _answer(form: Form, field: str, value: FieldValue) -> Answer:
    if isinstance(value, Decimal):
        return Answer(_figure(form, field, value), value)
    if isinstance(value, Target):
        return Answer(printable(value.raw or value.glued()))
    if isinstance(value, date):
        return Answer(value.isoformat())
    return Answer(printable(value_text(value)))


def _figure(form: Form, field: str, value: Decimal) -> str:
    """A figure with the decimals of its field, and never rounded."""
    kind, _, places = form.look(field).partition(".")
    if kind == Holds.MONEY.value and not places:
        return form.money.printed(value)
    more = max(0, -int(value.normalize().as_tuple().exponent))
    text = f"{value:.{max(int(places or 0), more)}f}"
    return f"{text}%" if kind == Holds.PERCENT.value else text
