"""How a ledger is begun and opened: of the schema it should be, and of the round it should hold."""

from datetime import datetime

from sqlalchemy import Connection, insert, inspect, select

from ...findings import RoundError
from . import tables
from .carrying import Rebuild, bring_up_to_date, schema_of
from .database import connected, shown, told, wait_to_begin, writing
from .entries import Terms
from .ledger import Changing, Ledger
from .rows import moment, row_of, terms_of


def begin_ledger(url: str, terms: Terms, at: datetime, by: str, rebuild: Rebuild) -> Ledger:
    """The ledger of a new round; one that was begun before with the same terms is gone on with.

    Args:
        rebuild: judges the files of an older ledger again.

    Raises:
        RoundError: the database cannot be had, is of a newer version, or has a round of this
            name with other terms.
    """
    engine = connected(url)
    with told(engine):
        with writing(engine) as connection:
            wait_to_begin(connection)
            if not inspect(connection).has_table(tables.schema.name):
                tables.metadata.create_all(connection)
                connection.execute(insert(tables.schema).values(version=tables.SCHEMA))
            before = _find(connection, terms.name)
        bring_up_to_date(engine, before[0] if before else 0, terms, rebuild)
        with writing(engine) as connection:
            wait_to_begin(connection)
            if _find(connection, terms.name) is None:
                row = row_of(terms) | {"due": terms.due.isoformat(), "begun_at": moment(at)}
                connection.execute(insert(tables.rounds).values(**row))
                key, _ = _found(connection, terms.name)
                Changing(connection, key, at, by).tell("begun", "", due=str(terms.due))
            key, known = _found(connection, terms.name)
        if known.model_copy(update={"zone": terms.zone}) != terms:  # desks may be anywhere
            found, expected = f"{known.due} {known.contact}", f"{terms.due} {terms.contact}"
            raise RoundError(
                "round.other-facts", round=terms.name, found=found.strip(), expected=expected
            )
    return Ledger(engine, key, known)


def open_ledger(url: str, name: str, rebuild: Rebuild) -> Ledger:
    """The ledger of a round that was begun.

    Args:
        rebuild: judges the files of an older ledger again.

    Raises:
        RoundError: the database cannot be had, is no ledger, is of a newer version, or has no
            round of this name.
    """
    engine = connected(url)
    with told(engine):
        with engine.connect() as connection:
            if not inspect(connection).has_table(tables.schema.name):
                raise RoundError("round.not-a-ledger", ledger=shown(engine))
            schema_of(connection)  # a newer one is refused before anything is looked for
            key, terms = _found(connection, name)
        bring_up_to_date(engine, key, terms, rebuild)
        with engine.connect() as connection:
            _, terms = _found(connection, name)
    return Ledger(engine, key, terms)


def _found(connection: Connection, name: str) -> tuple[int, Terms]:
    found = _find(connection, name)
    if found is None:
        raise RoundError("round.unknown", round=name, ledger=shown(connection.engine))
    return found


def _find(connection: Connection, name: str) -> tuple[int, Terms] | None:
    table = tables.rounds
    columns = [table.c[each] for each in ("id", "name", "due", "contact")]  # as every schema has
    has = {each["name"] for each in inspect(connection).get_columns(table.name)}
    columns += [table.c.zone] if "zone" in has else []
    row = connection.execute(select(*columns).where(table.c.name == name)).mappings().first()
    return (int(row["id"]), terms_of(dict(row))) if row else None
