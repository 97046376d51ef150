"""Records as rows of the ledger, and back: moments as UTC text, reasons and facts as JSON.

A row that makes no record was damaged: it is told as such, with its table and number.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar

from ...budget import Master, Record, Unit
from ...findings import FormError, RoundError
from ...form import Form
from .entries import Edition, Event, Extension, Issue, Reason, Terms

R = TypeVar("R", bound=Record)


def row_of(record: Record) -> dict[str, Any]:
    """A record's values as columns hold them; `id` is the database's to give."""
    return {name: _plain(name, value) for name, value in record if name != "id"}


def record_of(kind: type[R], row: Mapping[str, Any]) -> R:
    """A record out of a row.

    Raises:
        RoundError: the row was damaged.
    """
    with _kept_whole(kind.__name__, row):
        return kind.model_validate(
            {name: _typed(name, row[name]) for name in kind.model_fields if name in row}
        )


def edition_row(edition: Edition) -> dict[str, Any]:
    """An edition: its form as the text of its file, its master budget as JSON."""
    return {
        "number": edition.number,
        "form": edition.form.source,
        "master": edition.master.model_dump_json(),
        "made_at": moment(edition.made_at),
    }


def edition_of(row: Mapping[str, Any]) -> Edition:
    """An edition out of a row.

    Raises:
        RoundError: the row was damaged.
    """
    with _kept_whole(Edition.__name__, row):
        return Edition(
            number=row["number"],
            form=Form.parse(row["form"], "ledger"),
            master=Master.model_validate_json(row["master"]),
            made_at=row["made_at"],
        )


def issue_row(issue: Issue) -> dict[str, Any]:
    """An issue: its unit in two columns."""
    row = row_of(issue)
    return row | {"unit": issue.unit.code, "unit_name": issue.unit.name}


def issue_of(row: Mapping[str, Any]) -> Issue:
    """An issue out of a row.

    Raises:
        RoundError: the row was damaged.
    """
    with _kept_whole(Issue.__name__, row):
        unit = Unit(code=row["unit"], name=row["unit_name"])
    return record_of(Issue, {**row, "unit": unit})


def extension_of(row: Mapping[str, Any]) -> Extension:
    """A deadline that was moved, out of its line of the audit.

    Raises:
        RoundError: the row was damaged.
    """
    told = record_of(Event, row)
    return record_of(
        Extension, {**told.facts, "unit": told.unit, "by": told.by, "at": told.at}
    )  # fmt: skip


def terms_of(row: Mapping[str, Any]) -> Terms:
    """The facts of a round out of its row.

    Raises:
        RoundError: the row was damaged.
    """
    with _kept_whole(Terms.__name__, row):
        due = date.fromisoformat(row["due"])
        return Terms(
            name=row["name"], due=due, contact=row["contact"], zone=row.get("zone") or ""
        )  # fmt: skip


@contextmanager
def _kept_whole(kind: str, row: Mapping[str, Any]) -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, KeyError, RecursionError, FormError) as error:
        raise RoundError("round.damaged", found=f"{kind} {row.get('id', '')}".strip()) from error


def moment(at: datetime) -> str:
    """A moment as the ledger spells it.

    Raises:
        ValueError: it does not say its time zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"a moment without a time zone: {at}")
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _plain(name: str, value: Any) -> object:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False)
    if name == "remarks":
        return "\n".join(value)
    if name == "reasons":
        told = [each.model_dump(mode="json", exclude_defaults=True) for each in value]
        return json.dumps(told, ensure_ascii=False)
    return value


def _typed(name: str, value: object) -> object:
    if name == "reasons":
        return tuple(map(_reason, json.loads(str(value)))) if value else ()
    if name == "remarks":
        return tuple(str(value).splitlines())
    if name in ("projects", "held"):
        return json.loads(str(value)) if value else None
    return json.loads(str(value)) if name == "facts" else value


def _reason(told: Mapping[str, object]) -> Reason:
    """A reason out of its JSON; what a later version says besides is passed over."""
    known = {name: value for name, value in told.items() if name in Reason.model_fields}
    return Reason.model_validate(known)
