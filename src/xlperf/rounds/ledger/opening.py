"""How a ledger is begun and opened: of the schema it should be, and of the round it should hold."""

from datetime import datetime

from sqlalchemy import Connection, Engine, insert, inspect, select

from ...findings import RoundError
from . import tables
from .database import connected, shown, told, writing
from .entries import Terms
from .ledger import Changing, Ledger
from .rows import moment, row_of, terms_of


def begin_ledger(url: str, terms: Terms, at: datetime, by: str) -> Ledger:
    """The ledger of a new round; one that was begun before with the same facts is gone on with.

    Raises:
        RoundError: the database cannot be had, is of another version, or has a round of this
            name with other terms.
    """
    engine = connected(url)
    with told(engine):
        with writing(engine) as connection:
            if not inspect(connection).has_table(tables.schema.name):
                tables.metadata.create_all(connection)
                connection.execute(insert(tables.schema).values(version=tables.SCHEMA))
        _refuse_other_schema(engine)
        with writing(engine) as connection:
            if _find(connection, terms.name) is None:
                row = row_of(terms) | {"due": terms.due.isoformat(), "begun_at": moment(at)}
                connection.execute(insert(tables.rounds).values(**row))
                key, _ = _found(connection, terms.name)
                Changing(connection, key, at, by).tell("begun", "", str(terms.due))
            key, known = _found(connection, terms.name)
        if known != terms:
            found, expected = f"{known.due} {known.contact}", f"{terms.due} {terms.contact}"
            raise RoundError(
                "round.other-facts", round=terms.name, found=found.strip(), expected=expected
            )
    return Ledger(engine, key, terms)


def open_ledger(url: str, name: str) -> Ledger:
    """The ledger of a round that was begun.

    Raises:
        RoundError: the database cannot be had, is no ledger, is of another version, or has no
            round of this name.
    """
    engine = connected(url)
    with told(engine):
        with engine.connect() as connection:
            if not inspect(connection).has_table(tables.schema.name):
                raise RoundError("round.not-a-ledger", ledger=shown(engine))
        _refuse_other_schema(engine)
        with engine.connect() as connection:
            key, terms = _found(connection, name)
    return Ledger(engine, key, terms)


def _found(connection: Connection, name: str) -> tuple[int, Terms]:
    found = _find(connection, name)
    if found is None:
        raise RoundError("round.unknown", round=name, ledger=shown(connection.engine))
    return found


def _find(connection: Connection, name: str) -> tuple[int, Terms] | None:
    query = select(tables.rounds).where(tables.rounds.c.name == name)
    row = connection.execute(query).mappings().first()
    return (int(row["id"]), terms_of(dict(row))) if row else None


def _refuse_other_schema(engine: Engine) -> None:
    with engine.connect() as connection:
        version = connection.execute(select(tables.schema.c.version)).scalar()
    if version != tables.SCHEMA:
        raise RoundError(
            "round.other-schema", ledger=shown(engine), found=version, expected=tables.SCHEMA
        )
