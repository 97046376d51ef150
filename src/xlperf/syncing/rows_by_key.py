"""Rows of every table by their keys: a unit moves rows about, their keys stay."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, TypeVar

from ..budget import Indicator, InRow, Project, Record, Row, UnitPart, in_row, row_path
from ..form import INDICATORS
from ..identity import Identity
from ..reading import FilledPart, FilledProject

T = TypeVar("T")
AnyRecord = TypeVar("AnyRecord", bound=Record)
Answers = TypeVar("Answers", bound=Project | UnitPart)
AnyRow = TypeVar("AnyRow", bound=Indicator | Row)
Keys = Mapping[str, Sequence[str]]
"""The keys of the rows of each table, in their order."""
_OF_TARGET = ("value", "sign", "number", "unit")


def having(record: AnyRecord, update: Mapping[str, Any]) -> AnyRecord:
    """The record with other values; of the same kind, whichever of several it is."""
    return record.model_copy(update=update)


def keyed(record: Answers, given_out: Iterable[str]) -> Answers:
    """The answers with a key for every row; a new row never gets one that was given out before."""
    taken = {*given_out, *(key for keys in keys_of(record).values() for key in keys)}
    update = {
        "indicators": _keyed(INDICATORS, record.indicators, taken),
        "rows": {name: _keyed(name, rows, taken) for name, rows in record.rows.items()},
    }
    return having(record, update)


def _keyed(table: str, rows: Sequence[AnyRow], taken: set[str]) -> tuple[AnyRow, ...]:
    keys = (InRow(table, f"R{number:03d}", "").key for number in count(1))
    fresh = (key for key in keys if key not in taken)
    return tuple(each if each.key else having(each, {"key": next(fresh)}) for each in rows)


def keys_given_out(
    issued: Identity, code: str, theirs: FilledProject | FilledPart | None
) -> Iterator[str]:
    """The keys of rows that were sent, that are kept aside, or that people wrote beside.

    Args:
        code: that of the project; "" for the unit's own part.
    """
    yield from keys_in(issued.issued(code))
    yield from issued.keys_aside(code)
    if theirs is not None:
        yield from keys_in(path for path in theirs.comments if not _has_number(path))
        yield from theirs.keys.values()


def keys_in(paths: Iterable[str]) -> Iterator[str]:
    """The keys of the rows that values are in."""
    return (at.key for at in map(in_row, paths) if at)


def _has_number(path: str) -> bool:
    at = in_row(path)
    return at is not None and at.row.isdigit()


def keys_of(record: Project | UnitPart) -> Keys:
    """The keys of all rows, by table."""
    found = {name: [each.key for each in rows] for name, rows in record.rows.items()}
    return {**found, INDICATORS: [each.key for each in record.indicators]}


def typed_by_key(
    record: Project | UnitPart, typed: Mapping[str, str | float]
) -> dict[str, str | float]:
    """What was typed and not read, by the keys of rows; what a target keeps whole is left out."""
    whole = {row.key: row.target.raw for row in record.indicators}
    return {
        path: value
        for path, value in by_key(record, typed).items()
        if not (_is_of_target(path) and str(value) in whole.get(path.split(".")[1], ""))
    }


def _is_of_target(path: str) -> bool:
    at = in_row(path)
    return at is not None and at.table == INDICATORS and at.field in _OF_TARGET


def by_key(record: Project | UnitPart, values: Mapping[str, T]) -> dict[str, T]:
    """Values by path, rows by their keys instead of their numbers on the unit's sheet."""
    keys = keys_of(record)
    found: dict[str, T] = {}
    for path, value in values.items():
        at = in_row(path)
        if at and at.row.isdigit() and int(at.row) < len(keys.get(at.table, ())):
            found[row_path(at.table, keys[at.table][int(at.row)], at.field)] = value
        else:
            found[path] = value
    return found


def by_row(record: Project | UnitPart, values: Mapping[str, T]) -> dict[str, T]:
    """The same by the numbers of the rows, as they stand on the new sheet."""
    places = {key: number for keys in keys_of(record).values() for number, key in enumerate(keys)}
    found: dict[str, T] = {}
    for path, value in values.items():
        at = in_row(path)
        if at is None:
            found[path] = value
        elif at.key in places:
            found[f"{at.table}.{places[at.key]}.{at.field}"] = value
    return found
