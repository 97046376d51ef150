"""Ledgers of an older schema are carried over when they are opened: whole, or not at all.

Schema 1 kept sentences. Its tables get the columns of today; what became of issues and verdicts
is told by facts; its sentences stay as remarks, which nobody parses. The reasons of each file
are made anew by whoever has its bytes: a database may hold rounds of several folders, so each
round's are made when that round is opened. A copy of the ledger as it was is left beside.

All of it is one transaction, which other desks wait for: a run that is killed leaves the old
ledger, and whoever comes second finds the work done.
"""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, inspect, or_, select, text, update
from sqlalchemy.schema import CreateColumn

from ...excel.files import write_whole
from ...findings import RoundError
from . import tables
from .database import count_change, shown, writing
from .entries import NOT_LISTED, Arrival, Edition, Issue, Terms, Verdict
from .rows import edition_of, issue_of, record_of, row_of

_FIRST = 1
_RENAMED = (("xlperf_arrivals", "reasons", "remarks"), ("xlperf_events", "detail", "remark"))
_NOT_LISTED = "新主预算没有列入这个单位"
"""What schema 1 wrote as the reason of a withdrawal that nobody gave one for."""


@dataclass(frozen=True)
class Past:
    """What a ledger of before says of one round.

    Attributes:
        arrivals: the files whose reasons are to be made; their sentences are their remarks.
    """

    terms: Terms
    editions: tuple[Edition, ...]
    issues: tuple[Issue, ...]
    arrivals: tuple[Arrival, ...]


Rebuild = Callable[[Past], Iterable[Arrival]]
"""Judges files again by their bytes: gives those whose reasons could be made, and no others."""


def bring_up_to_date(engine: Engine, key: int, terms: Terms, rebuild: Rebuild) -> None:
    """Carry a ledger over, add what is missing in it, and have a round's reasons made.

    Args:
        key: the round in this database; 0 for none of those it holds.

    Raises:
        RoundError: the ledger is of a newer schema.
    """
    with engine.connect() as connection:
        if schema_of(connection) == tables.SCHEMA and not _is_wanting(connection, key):
            return
    with writing(engine) as connection:
        _wait_for_others(connection)
        if schema_of(connection) == _FIRST:
            _leave_copy(connection)
            _from_first(connection)
        _add_missing(connection)
        if key:
            _make_reasons(connection, key, terms, rebuild)


def schema_of(connection: Connection) -> int:
    """The schema of a ledger.

    Raises:
        RoundError: it is none that this program knows.
    """
    found = connection.execute(select(tables.schema.c.version)).scalar()
    if found not in {_FIRST, tables.SCHEMA}:
        raise RoundError(
            "round.other-schema",
            ledger=shown(connection.engine), found=found, expected=tables.SCHEMA,
        )  # fmt: skip
    return int(found)


def _is_wanting(connection: Connection, key: int) -> bool:
    """Whether a ledger of today's schema lacks a table, a column, or reasons of this round."""
    return any(True for _ in _missing(connection)) or bool(_waiting(connection, key))


def _wait_for_others(connection: Connection) -> None:
    """PostgreSQL: no other desk in any of the tables; SQLite lets one at a time write anyway."""
    if connection.dialect.name != "sqlite":
        # What reads several tables begins with the schema, what writes with the rounds: locked
        # in this order, nobody holds what another waits for.
        firsts = (tables.schema, tables.rounds)
        others = (each for each in tables.metadata.sorted_tables if each not in firsts)
        names = ", ".join(each.name for each in (*firsts, *others))
        connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))


# The tables.


def _from_first(connection: Connection) -> None:
    """The tables of schema 1 become those of schema 2."""
    for table, old, new in _RENAMED:
        connection.execute(text(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}"))
    _add_missing(connection)
    _tell_withdrawals(connection)
    _tell_issues(connection)
    _tell_verdicts(connection)
    connection.execute(update(tables.schema).values(version=tables.SCHEMA))


def _add_missing(connection: Connection) -> None:
    """The tables and columns that came since the ledger was begun."""
    tables.metadata.create_all(connection)
    for table, name in list(_missing(connection)):
        column = CreateColumn(table.c[name]).compile(dialect=connection.dialect)
        connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {column}"))


def _missing(connection: Connection) -> Iterator[tuple[Table, str]]:
    """The columns of today that the database has not; those of its missing tables too."""
    found = inspect(connection).get_multi_columns()
    known = {name: {each["name"] for each in columns} for (_, name), columns in found.items()}
    for table in tables.metadata.sorted_tables:
        for column in table.columns:
            if column.name not in known.get(table.name, set()):
                yield table, column.name


# What schema 1 told in lines of its own.


def _tell_withdrawals(connection: Connection) -> None:
    table = tables.withdrawals
    query = update(table).where(table.c.reason == _NOT_LISTED)
    connection.execute(query.values(reason="", cause=NOT_LISTED))


def _tell_issues(connection: Connection) -> None:
    """Which issue a line of the audit is about: each was entered with its own, in their order."""
    waiting: dict[tuple[int, str], list[dict[str, Any]]] = {}
    for row in _rows(connection, tables.issues):
        waiting.setdefault((row["round"], row["unit"]), []).append(row)
    for event in _rows(connection, tables.events, action="issued"):
        mine = waiting.get((event["round"], event["unit"]), [])
        if mine:
            issue = mine.pop(0)
            facts = {name: issue[name] for name in ("number", "file", "digest")}
            _told(connection, event, facts)


def _tell_verdicts(connection: Connection) -> None:
    """Which verdicts a line of the audit is about: those it would be written for, and only them."""
    spelled: dict[tuple[int, str], dict[str, str | int]] = {}
    for row in _rows(connection, tables.arrivals):
        for before in Verdict:
            for after in Verdict:
                line = f"{row['id']} {before.value} → {after.value}"
                spelled[row["round"], line] = {
                    "arrival": row["id"], "before": before.value, "after": after.value,
                }  # fmt: skip
    for event in _rows(connection, tables.events, action="judged"):
        facts = spelled.get((event["round"], event["remark"]), {})
        if facts:
            _told(connection, event, facts)


def _told(connection: Connection, event: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """A line of the audit whose facts are known."""
    table = tables.events
    told = json.dumps(dict(facts), ensure_ascii=False)
    query = update(table).where(table.c.id == event["id"])
    connection.execute(query.values(facts=told, remark=""))


def _rows(connection: Connection, table: Table, **values: object) -> list[dict[str, Any]]:
    wanted = (table.c[name] == value for name, value in values.items())
    query = select(table).where(*wanted).order_by(table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


# The reasons.


def _waiting(connection: Connection, key: int) -> list[dict[str, Any]]:
    """The files of a round of before, whose reasons or contents were not made yet."""
    table = tables.arrivals
    wanted = or_(table.c.reasons.is_(None), table.c.projects.is_(None))
    query = select(table).where(table.c.round == key, wanted)
    return [dict(row) for row in connection.execute(query.order_by(table.c.id)).mappings()]


def _make_reasons(connection: Connection, key: int, terms: Terms, rebuild: Rebuild) -> None:
    """Reasons for the files that can be judged again; the others keep their sentences.

    What came back of each project is made for all that can be read; of the others it stays
    unknown, and is not asked again.
    """
    waiting = _waiting(connection, key)
    if not waiting:
        return
    past = Past(
        terms,
        tuple(map(edition_of, _rows(connection, tables.editions, round=key))),
        tuple(map(issue_of, _rows(connection, tables.issues, round=key))),
        tuple(record_of(Arrival, row) for row in waiting),
    )
    made = {each.id: each for each in rebuild(past)}
    table, names = tables.arrivals, ("errors", "warnings", "reasons", "more", "remarks")
    untold = {row["id"] for row in waiting if row["reasons"] is None}
    for arrival in past.arrivals:
        row = row_of(made.get(arrival.id, arrival))
        row["projects"] = row["projects"] or ""  # NULL would be looked for at every opening
        query = update(table).where(table.c.id == arrival.id)
        own = (*(names if arrival.id in untold else ()), "projects")
        connection.execute(query.values(**{name: row[name] for name in own}))
    count_change(connection, key)  # a desk that has the round open tells it too


# The copy.


def _leave_copy(connection: Connection) -> None:
    """The ledger as it was: a file beside a file, tables beside tables."""
    if connection.dialect.name == "sqlite":
        _copy_file(Path(str(connection.engine.url.database)))
        return
    names = set(inspect(connection).get_table_names())
    ending = next(each for each in _endings("_schema_1") if f"xlperf_rounds{each}" not in names)
    for table in tables.metadata.sorted_tables:
        if table.name in names:
            connection.execute(
                text(f"CREATE TABLE {table.name}{ending} AS TABLE {table.name}")
            )  # fmt: skip


def _copy_file(path: Path) -> None:
    """A copy of a SQLite file beside it; one that a killed run left is as good."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, path.name)
        source = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        with closing(source), closing(sqlite3.connect(made)) as copy:
            source.backup(copy)
        content = made.read_bytes()
    for ending in _endings(f".before-schema-{tables.SCHEMA}"):
        target = path.with_name(f"{path.name}{ending}")
        if not target.exists():
            write_whole(target, content)
            return
        if target.read_bytes() == content:
            return


def _endings(first: str) -> Iterator[str]:
    """Names for copies: an older one is never written over."""
    yield first
    for number in range(2, 1000):
        yield f"{first}-{number}" if first.startswith(".") else f"{first}_{number}"
