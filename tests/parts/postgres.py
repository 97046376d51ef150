"""A real PostgreSQL: fresh databases on a server that may be filled and thrown away.

`XLPERF_POSTGRESQL` is the URL of the server, as `.ci/run` gives it; a role that may create
databases is enough.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy

from .real import missing

VARIABLE = "XLPERF_POSTGRESQL"
DRIVER = "postgresql+psycopg"
LEDGERS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.long))
"""Where stories of a round keep their ledger. `test_ledger.py` tries both each time."""


def server() -> sqlalchemy.URL:
    """The server to make databases on; without one, the test is skipped, or fails in the checks."""
    url = os.environ.get(VARIABLE)
    if not url:
        missing("PostgreSQL", f"set {VARIABLE} to the URL of a server to try on, as .ci/run does")
    return sqlalchemy.make_url(url).set(drivername=DRIVER)


@contextmanager
def fresh_database() -> Iterator[str]:
    """The URL of a database of its own, taken away in the end."""
    at, name = server(), f"xlperf_{secrets.token_hex(6)}"
    _command(at, f'CREATE DATABASE "{name}"')
    try:
        yield at.set(database=name).render_as_string(hide_password=False)
    finally:
        _command(at, f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def ledger(kind: str) -> Iterator[str]:
    """What is given after `--ledger`: "" for a file in the folder, or the URL of a database."""
    if kind == "sqlite":
        yield ""
        return
    with fresh_database() as url:
        yield url


def _command(at: sqlalchemy.URL, command: str) -> None:
    """One command, outside of any transaction."""
    engine = sqlalchemy.create_engine(at, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(sqlalchemy.text(command))
    finally:
        engine.dispose()
