"""The database behind a ledger: reached by its URL, locked early, its complaints in one line."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    func,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from ...findings import RoundError
from . import tables

_BEGINNING = 0x786C70657266
"""What desks that begin a round take turns by: a number of our own."""
_SECRET = re.compile(
    r"(://[^:/@\s]*:)(?:.*(?=@)|(?![0-9]*(?:[/?\s\"']|$))[^\s\"'/]+)|(password=)[^\s&\"']*"
)
"""A password in an address: up to the last @, or, where none follows, what is no port."""
_PATIENCE = 120
"""Seconds one desk waits for another that is writing."""


def shown(engine: Engine) -> str:
    """The database as it may be shown: without a password."""
    return engine.url.render_as_string(hide_password=True)


def without_password(said: object) -> str:
    """What was said of a URL, no password in it."""
    return _SECRET.sub(r"\1\2***", str(said))


def address_of(url: str) -> URL:
    """The parts of a ledger's address.

    Raises:
        RoundError: it is none.
    """
    try:
        return make_url(url)
    except (ArgumentError, ValueError):  # what they say may quote a piece of the password
        raise RoundError("round.ledger-url", found=without_password(url)) from None


def connected(url: str) -> Engine:
    """The database behind a URL.

    Raises:
        RoundError: no such kind of database, or its driver is not installed.
    """
    address = address_of(url)
    try:
        is_file = address.get_backend_name() == "sqlite"
        waiting = {"timeout": _PATIENCE} if is_file else {}
        engine = create_engine(address, connect_args=waiting)
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise RoundError("round.ledger-url", found=without_password(error)) from None
    if is_file:
        _let_files_lock_early(engine)
    return engine


def _let_files_lock_early(engine: Engine) -> None:
    """SQLite: a change takes its lock before it reads, so that two never wait for each other."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # no hidden BEGIN: ours below is the only one

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        is_change = connection.get_execution_options().get("is_change")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_change else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that changes something: all of it, or nothing."""
    with engine.connect().execution_options(is_change=True) as connection, connection.begin():
        yield connection


def count_change(connection: Connection, key: int) -> None:
    """A round is changed: whoever keeps something of what it said must ask again."""
    table = tables.rounds
    counted = update(table).where(table.c.id == key)
    connection.execute(counted.values(changes=table.c.changes + 1))


def wait_to_begin(connection: Connection) -> None:
    """PostgreSQL: one desk after the other makes tables and rounds, until its change is done.

    There may be nothing yet that could be locked; in SQLite a change is alone anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_BEGINNING)))


@contextmanager
def told(engine: Engine | None = None) -> Iterator[None]:
    """What a database has to say, as one clear line; an engine is let go of when it fails."""
    close: Callable[[], None] = engine.dispose if engine else lambda: None
    try:
        yield
    except (DBAPIError, UnicodeDecodeError) as error:  # a text in it may be damaged
        close()
        said = error.orig if isinstance(error, DBAPIError) else error
        raise RoundError("round.ledger", found=without_password(said).strip()) from error
    except BaseException:
        close()
        raise
