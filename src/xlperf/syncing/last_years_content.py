"""What is taken of a project, or of a unit's part, of last year: its words, and never its figures.

Texts and choices come along. Amounts, percents, numbers and dates are of their year. A target is
of its year too: it stands in a note on its cell, or in the cell where that is asked for.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from ..budget import (
    FieldValue,
    Holds,
    Indicator,
    Project,
    Row,
    Target,
    UnitPart,
    Values,
    is_blank_value,
    row_path,
    wording,
)
from ..form import DrawnTable, Form, SheetForm, is_signing
from .rows_by_key import having, keyed

AnyRecord = TypeVar("AnyRecord", Project, UnitPart)
_WORDS = frozenset({Holds.TEXT, Holds.CHOICE})
_NUMBER = 2
"""The number of a split target stands second from behind: sign, number, unit."""


class Taken(NamedTuple):
    """What is taken, every row with its key, and last year's targets by the path of their cell."""

    record: Project | UnitPart
    targets: Mapping[str, str]


def taken_project(form: Form, known: Project, last: Project, *, targets: bool) -> Taken:
    """Of a project: purpose, goal, indicators, and what the form declares.

    Args:
        known: the project as this year's master budget has it.
        targets: whether last year's targets are this year's answers.
    """
    goal = "" if form.is_placeholder(last.goal) else last.goal
    words = {"code": known.code, "name": known.name}
    words |= {"goal": goal} if form.asks("goal") else {}
    words |= {"purpose": last.purpose} if form.asks("purpose") else {}
    return _taken(form, form.project_sheet, last, Project(**words), targets=targets)


def taken_part(form: Form, last: UnitPart, *, targets: bool) -> Taken:
    """Of a unit's own part: its paragraphs, indicators, and what the form declares."""
    texts = UnitPart(overall=last.overall, goals=last.goals, safeguards=last.safeguards)
    return _taken(form, form.unit, last, texts, targets=targets)


def _taken(
    form: Form, sheet: SheetForm | None, last: Project | UnitPart, made: AnyRecord, *, targets: bool
) -> Taken:
    if sheet is None:
        return Taken(made, {})
    kept = keyed(_without_keys(sheet, last), ())
    once = {name: value for name, value in last.declared.items() if sheet.asks_for(name)}
    rows = {table.name: _rows(form, table, kept, targets=targets) for table in sheet.tables}
    has_indicators = any(table.is_indicators for table in sheet.tables)
    indicators = (_indicator(form, each, targets=targets) for each in kept.indicators)
    update = {
        "declared": _words_of(form, once, {}, targets=targets),
        "rows": {name: each for name, each in rows.items() if each},
        "indicators": tuple(indicators) if has_indicators else (),
    }
    found = {} if targets else dict(_targets_of(form, sheet, kept, once))
    return Taken(having(made, update), found)


def _rows(
    form: Form, table: DrawnTable, kept: Project | UnitPart, *, targets: bool
) -> tuple[Row, ...]:
    """The rows of a table that a form declares, those that still say something."""
    names = {table.own(name): name for name in table.fields}
    made = (
        row.model_copy(update={"values": _words_of(form, row.values, names, targets=targets)})
        for row in kept.rows.get(table.name, ())
    )
    return tuple(row for row in made if row.values)


def _targets_of(
    form: Form, sheet: SheetForm, kept: Project | UnitPart, once: Values
) -> Iterator[tuple[str, str]]:
    """Last year's targets, each at the cell its number stands in this year."""
    for name, value in once.items():
        path = _first_cell(sheet, _cells_of(form, name))
        if path and isinstance(value, Target) and not value.is_blank:
            yield path, value.raw
    for table in sheet.printed_tables:
        for row in kept.tables.get(table.name, ()):
            for name in table.fields:
                paths = (row_path(table.name, row.key, table.own(n)) for n in _cells_of(form, name))
                path, value = _first_cell(sheet, paths), row.values.get(table.own(name))
                if path and isinstance(value, Target) and not value.is_blank:
                    yield path, value.raw


def _cells_of(form: Form, name: str) -> tuple[str, ...]:
    """The cells a target is asked for in, that of its number first."""
    parts = form.split_of(name)
    return (*parts[-_NUMBER:-1], *parts, name)


def _first_cell(sheet: SheetForm, paths: Iterable[str]) -> str:
    return next(filter(sheet.has_cell, paths), "")


def _without_keys(sheet: SheetForm, last: Project | UnitPart) -> Project | UnitPart:
    """The rows that say something and have a table this year; they get keys of this year."""
    names = {table.name for table in sheet.tables}
    indicators = (each.model_copy(update={"key": ""}) for each in last.indicators if _says(each))
    return having(
        last,
        {
            "indicators": tuple(indicators),
            "rows": {
                name: tuple(each.model_copy(update={"key": ""}) for each in rows)
                for name, rows in last.rows.items() if name in names
            },
        },
    )  # fmt: skip


def _says(row: Indicator) -> bool:
    """Whether a row has more than its levels."""
    told = (row.level3, row.description, row.basis, row.target.raw)
    return any(text.strip() for text in told) or any(
        not is_blank_value(value) for value in row.declared.values()
    )


def _indicator(form: Form, row: Indicator, *, targets: bool) -> Indicator:
    names = {name: f"indicators.{name}" for name in row.declared}
    names = {name: full if full in form.fields else name for name, full in names.items()}
    update = {"declared": _words_of(form, row.declared, names, targets=targets)}
    return row.model_copy(update=update if targets else {**update, "target": Target()})


def _words_of(
    form: Form, values: Mapping[str, FieldValue], names: Mapping[str, str], *, targets: bool
) -> Values:
    """The values that are taken; `names` are the fields they are of, where those are others."""
    return {
        name: value
        for name, value in values.items()
        if _is_taken(form, names.get(name, name), value, targets=targets)
    }


def _is_taken(form: Form, name: str, value: FieldValue, *, targets: bool) -> bool:
    asked = form.fields.get(name)
    if is_signing(name):  # whoever signed, signed for that year
        return False
    if asked is None or asked.is_computed or is_blank_value(value):
        return False
    if asked.kind is Holds.TARGET:
        return targets and isinstance(value, Target)
    if asked.kind not in _WORDS or not isinstance(value, str):
        return False
    known = [wording.plain(each) for each in asked.choices]
    return not known or wording.plain(value) in known
