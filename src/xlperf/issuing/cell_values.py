"""Records as the values of a sheet's cells: what is typed into each, by its path."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from ..budget import (
    MONEY,
    FieldValue,
    Holds,
    Indicator,
    Itself,
    Project,
    Row,
    Target,
    UnitPart,
    Values,
    number_from_float,
)
from ..findings import OutputError
from ..form import Form, with_answers
from ..sheet import Value
from .frame_slots import key_slot
from .prefilling import blank_indicators

AnyRecord = TypeVar("AnyRecord", Project, UnitPart)
_PARTS = frozenset({"sign", "number", "unit"})
_FIRST_DAY = date(1899, 12, 30)
"""Excel counts days from here, for dates from March 1900 on."""


def project_values(form: Form, project: Project) -> dict[str, Value]:
    """A project's values by path. Percents become fractions, as percent cells hold them.

    What is computed stands in it as it comes out.
    """
    project = as_computed(form, project)
    values: dict[str, Value] = {
        "code": project.code,
        "name": project.name,
        "purpose": project.purpose,
        **goal_values(form, project.goal),
    }
    values |= {name: _number(getattr(project, name), name) for name in MONEY}
    values |= {f"extra.{name}": text for name, text in project.extra.items()}
    for point in project.plan:
        share = None if point.percent is None else point.percent / 100
        values[f"plan.{point.date}"] = _number(share, f"plan.{point.date}")
    values |= _single_values(form, project.declared)
    values |= _rows_values(form, project.rows)
    return {**whole(values), **_indicators_values(form, project.indicators)}


def goal_values(form: Form, goal: str) -> dict[str, Value]:
    """A goal in its cell, or a paragraph in each of its rows, by path."""
    sheet = form.project_sheet
    rows = sheet.goal_rows if sheet else None
    if rows is None:
        return {"goal": goal}
    return {rows.path("goal", row): text for row, text in enumerate(goal.split("\n"))}


def as_computed(form: Form, record: AnyRecord) -> AnyRecord:
    """The record with what its computed cells come to."""
    computing = form.computed_of(record)
    if computing is None or not computing.names:
        return record
    return with_answers(computing, record, computing.answers(record))


def _single_values(form: Form, declared: Values) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in declared.items():
        parts = form.split_of(name)
        if isinstance(value, Target) and parts:
            found |= _target_parts("", parts, value)
        else:
            found[name] = cell_value(form, name, value, name)
    return found


def _rows_values(form: Form, rows: Mapping[str, Sequence[Row]]) -> dict[str, Value]:
    """The values of the tables that a form declares, by path."""
    values: dict[str, Value] = {}
    for table, each in rows.items():
        for number, row in enumerate(each):
            values[key_slot(f"{table}.{number}")] = row.key
            values |= _row_values(form, f"{table}.{number}", table, row.values)
    return values


def _indicators_values(form: Form, indicators: Sequence[Indicator]) -> Mapping[str, Value]:
    """The values of the table of indicators; of the blank one they are worked out once."""
    sheets = filter(None, (form.project_sheet, form.unit))
    if any(indicators is blank_indicators(form, sheet) for sheet in sheets):
        return _blank_values(Itself(form), Itself(indicators))
    return _values_of(form, indicators)


@lru_cache(maxsize=8)
def _blank_values(
    form: Itself[Form], indicators: Itself[Sequence[Indicator]]
) -> Mapping[str, Value]:
    return _values_of(form.thing, indicators.thing)


def _values_of(form: Form, indicators: Sequence[Indicator]) -> Mapping[str, Value]:
    values: dict[str, Value] = {}
    split = not _PARTS.isdisjoint(form.names)
    for number, indicator in enumerate(indicators):
        path = f"indicators.{number}"
        values |= _indicator_values(form, path, indicator, split=split)
        values |= _row_values(form, path, "", indicator.declared)
    return whole(values)


def _row_values(form: Form, path: str, table: str, row: Values) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in row.items():
        field = f"{table}.{name}" if f"{table}.{name}" in form.names else name
        parts = form.split_of(field)
        if isinstance(value, Target) and parts:
            own = [part.removeprefix(f"{table}.") for part in parts]
            found |= _target_parts(f"{path}.", own, value)
        else:
            found[f"{path}.{name}"] = cell_value(form, field, value, f"{path}.{name}")
    return found


def _target_parts(head: str, parts: Sequence[str], target: Target) -> dict[str, Value]:
    """A target in the cells it is split into: its sign if it is asked for, its figure, its unit."""
    number = _number(target.number, f"{head}{parts[-2]}")
    values: tuple[Value, ...] = (target.sign, number, target.words)
    return {
        f"{head}{part}": value for part, value in zip(parts, values[-len(parts) :], strict=True)
    }


def cell_value(form: Form, field: str, value: FieldValue, place: str) -> Value:
    """A declared value as its cell holds it: a percent as a fraction, a date as its number.

    Raises:
        OutputError: it is more than Excel can hold.
    """
    if isinstance(value, Decimal):
        return _number(value / 100 if form.holds(field) is Holds.PERCENT else value, place)
    if isinstance(value, date):
        return float((value - _FIRST_DAY).days)
    return value.raw if isinstance(value, Target) else value


def _indicator_values(form: Form, path: str, each: Indicator, *, split: bool) -> dict[str, Value]:
    target = each.target
    value: dict[str, Value] = {f"{path}.value": target.raw}
    if split:
        value = {
            f"{path}.sign": form.sign(target.sign),
            f"{path}.number": _number(target.number, f"{path}.number"),
            f"{path}.unit": target.words,
        }
    return value | {
        key_slot(path): each.key,
        f"{path}.level1": each.level1,
        f"{path}.level2": each.level2,
        f"{path}.level3": each.level3,
        f"{path}.description": each.description,
        f"{path}.basis": each.basis,
        f"{path}.weight": _number(each.weight, f"{path}.weight"),
    }


def part_values(form: Form, part: UnitPart) -> dict[str, Value]:
    """The unit's own part by path."""
    part = as_computed(form, part)
    values: dict[str, Value] = {}
    values |= {f"overall.{number}": text for number, text in enumerate(part.overall)}
    values |= {f"safeguards.{number}": text for number, text in enumerate(part.safeguards)}
    for number, goal in enumerate(part.goals):
        values[f"goals.{number}.project"] = goal.project
        values[f"goals.{number}.text"] = goal.text
    values |= _single_values(form, part.declared)
    values |= _rows_values(form, part.rows)
    return {**whole(values), **_indicators_values(form, part.indicators)}


def whole(values: dict[str, Value]) -> dict[str, Value]:
    """The values, once it is seen that none holds half a character, which no file can.

    Raises:
        OutputError: one does.
    """
    for place, value in values.items():
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError as error:
                found = ascii(value[error.start : error.end])
                raise OutputError("out.refused", file="", place=place, found=found) from None
    return values


def _number(value: Decimal | None, place: str) -> float | None:
    """A figure as Excel stores it; one with more digits than Excel keeps would come back changed.

    Raises:
        OutputError: the figure has more than 15 digits.
    """
    if value is None:
        return None
    stored = float(value)
    if not value.is_finite() or number_from_float(stored) != value:
        raise OutputError("out.refused", file="", place=place, found=value)
    return stored
