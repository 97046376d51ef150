"""The ledger of a round, in SQLite or PostgreSQL: what was issued, what came in, who decided.

Nothing is ever taken out of it. Every change is one transaction, and writes its own line of the
audit. Those who change one round at once wait for each other; those who read wait for nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select, update

from ...findings import RoundError
from . import tables
from .database import count_change, told, writing
from .deadlines import Deadlines
from .entries import Arrival, Change, Edition, Event, Extension, Issue, Ruling, Terms, Withdrawal
from .rows import (
    edition_of,
    edition_row,
    extension_of,
    issue_of,
    issue_row,
    record_of,
    row_of,
)
from .zones import zone_of


class Ledger:
    """The ledger of one round. Open it with `open_ledger`; `close` it, or use it in `with`."""

    def __init__(self, engine: Engine, key: int, facts: Terms) -> None:
        self._engine, self._key, self.terms = engine, key, facts

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def edition(self) -> Edition:
        """The form and master budget that hold now: the last ones.

        Raises:
            RoundError: nothing was issued yet.
        """
        table = tables.editions
        rows = self._rows(table, newest=True)
        if not rows:
            raise RoundError("round.nothing-issued", round=self.terms.name)
        return edition_of(rows[0])

    def editions(self) -> tuple[Edition, ...]:
        """Every form and master budget that held, from the first on."""
        return tuple(map(edition_of, self._rows(tables.editions)))

    def issues(self) -> tuple[Issue, ...]:
        """Every workbook issued, in the order it was."""
        return tuple(map(issue_of, self._rows(tables.issues)))

    def arrivals(self, deadlines: Deadlines | None = None) -> tuple[Arrival, ...]:
        """Every file that came in, in the order it did; late by the deadlines as they are now.

        Args:
            deadlines: they, where they were asked for already.
        """
        found = (record_of(Arrival, row) for row in self._rows(tables.arrivals))
        return (deadlines or self.deadlines()).as_of_now(found)

    def deadlines(self) -> Deadlines:
        """When returns are due, and how that came about."""
        rows = self._rows(tables.events, action="extended")
        if rows and not self.terms.zone:  # it was taken from the first move, after this was opened
            self.terms = self.terms.model_copy(update={"zone": self._zone()})
        return Deadlines.of_round(self.terms, map(extension_of, rows))

    def rulings(self) -> tuple[Ruling, ...]:
        """Every decision of the office, in the order it was made: the last one holds."""
        return tuple(record_of(Ruling, row) for row in self._rows(tables.rulings))

    def withdrawals(self) -> tuple[Withdrawal, ...]:
        """Who was no longer asked, and why; what a master left out may be listed again since."""
        return tuple(record_of(Withdrawal, row) for row in self._rows(tables.withdrawals))

    def changes(self) -> tuple[Change, ...]:
        """What re-issues changed, field by field."""
        return tuple(record_of(Change, row) for row in self._rows(tables.changes))

    def events(self) -> tuple[Event, ...]:
        """The audit, from the first day on."""
        return tuple(record_of(Event, row) for row in self._rows(tables.events))

    def _zone(self) -> str:
        query = select(tables.rounds.c.zone).where(tables.rounds.c.id == self._key)
        with told(), self._engine.connect() as connection:
            return str(connection.execute(query).scalar() or "")

    def stamp(self) -> tuple[int, int]:
        """Another one after every change, whoever made it: what was made before is as good."""
        table, events = tables.rounds, tables.events
        last = select(func.max(events.c.id)).where(events.c.round == self._key).scalar_subquery()
        query = select(table.c.changes, last).where(table.c.id == self._key)
        with told(), self._engine.connect() as connection:
            changes, event = connection.execute(query).one()
        return int(changes), int(event or 0)

    def _rows(
        self, table: Table, *, newest: bool = False, **values: object
    ) -> list[dict[str, Any]]:
        order = table.c.id.desc() if newest else table.c.id
        wanted = (table.c[name] == value for name, value in values.items())
        query = select(table).where(table.c.round == self._key, *wanted).order_by(order)
        with told(), self._engine.connect() as connection:
            found = connection.execute(query.limit(1) if newest else query).mappings()
            return [dict(row) for row in found]

    @contextmanager
    def changing(self, at: datetime, by: str) -> Iterator["Changing"]:
        """One transaction: all that is added in the block, with its audit, or nothing of it.

        Raises:
            RoundError: the database would not do it; nothing was changed.
        """
        with told(), writing(self._engine) as connection:
            own = select(tables.rounds.c.id).where(tables.rounds.c.id == self._key)
            connection.execute(own.with_for_update())  # PostgreSQL: one desk after the other
            count_change(connection, self._key)
            yield Changing(connection, self._key, at, by)


class Changing:
    """A transaction of the ledger that is going on."""

    def __init__(self, connection: Connection, key: int, at: datetime, by: str) -> None:
        self._connection, self._key, self._at, self._by = connection, key, at, by

    def add_edition(self, edition: Edition) -> None:
        """A form and a master budget that hold from now on."""
        self._add(tables.editions, edition_row(edition))
        form, master = edition.form, edition.master
        self.tell(
            "edition", "",
            number=edition.number, form=form.name, version=str(form.version),
            units=len(master.units), total=str(master.total),
        )  # fmt: skip

    def add_issue(self, issue: Issue) -> None:
        """A workbook was issued."""
        self._add(tables.issues, issue_row(issue))
        named = {"file": issue.file, "digest": issue.digest}
        self.tell("issued", issue.unit.code, number=issue.number, **named)

    def has_edition(self, number: int) -> bool:
        """Whether there is a form and a master budget of this number."""
        return self._find(tables.editions, number=number) is not None

    def has_issue(self, unit: str, number: int) -> bool:
        """Whether this unit was issued a workbook of this number."""
        return self._find(tables.issues, unit=unit, number=number) is not None

    def has_arrived(self, digest: str, name: str) -> bool:
        """Whether these bytes came in under this name before."""
        return self._find(tables.arrivals, digest=digest, name=name) is not None

    def kept_at(self, digest: str) -> str:
        """Where these bytes are kept, under whatever name they came in; "" for nowhere."""
        found = self._find(tables.arrivals, digest=digest)
        return str(found["file"]) if found else ""

    def arrived_as(self, digest: str) -> int:
        """The id these bytes first came in under; 0 when they never did."""
        found = self._find(tables.arrivals, digest=digest)
        return int(found["id"]) if found else 0

    def add_arrival(self, arrival: Arrival) -> int:
        """A file came in; gives its id."""
        key = self._add(tables.arrivals, row_of(arrival))
        facts = {"name": arrival.name, "digest": arrival.digest, "verdict": arrival.verdict.value}
        self.tell("received", arrival.unit, **facts)
        return key

    def judge(self, before: Arrival, after: Arrival) -> None:
        """An arrival was judged anew, by another edition; its old verdict is in the audit."""
        table = tables.arrivals
        names = (
            "verdict", "edition", "errors", "warnings", "reasons", "more", "remarks", "projects",
        )  # fmt: skip
        values = {name: row_of(after)[name] for name in names}
        query = update(table).where(table.c.round == self._key, table.c.id == before.id)
        self._connection.execute(query.values(**values))
        if before.verdict is not after.verdict:
            verdicts = {"before": before.verdict.value, "after": after.verdict.value}
            self.tell("judged", before.unit, arrival=before.id, **verdicts)

    def assign(self, before: Arrival, after: Arrival) -> None:
        """An odd arrival is a unit's from now on, with the verdict it has as such."""
        table = tables.arrivals
        values = {name: row_of(after)[name] for name in ("unit", "number")}
        query = update(table).where(table.c.round == self._key, table.c.id == before.id)
        self._connection.execute(query.values(**values))
        self.tell("assigned", after.unit, arrival=before.id, before=before.unit)
        self.judge(after.model_copy(update={"verdict": before.verdict}), after)

    def add_ruling(self, ruling: Ruling) -> None:
        """The office decided."""
        self._add(tables.rulings, row_of(ruling))
        verdict = ruling.verdict.value if ruling.verdict else ""
        self.tell(
            "overruled", ruling.unit,
            arrival=ruling.arrival, verdict=verdict, counts=int(ruling.counts),
            reason=ruling.reason,
        )  # fmt: skip

    def add_extension(self, extension: Extension) -> None:
        """A deadline was moved; a round of before takes the zone it was moved in for its own."""
        table = tables.rounds
        query = update(table).where(table.c.id == self._key, table.c.zone == "")
        self._connection.execute(query.values(zone=zone_of(self._at)))
        days = {"due": extension.due.isoformat(), "before": extension.before.isoformat()}
        self.tell("extended", extension.unit, **days, reason=extension.reason)

    def add_withdrawal(self, withdrawal: Withdrawal) -> None:
        """A unit is no longer asked; what was said of it before is in the audit."""
        table, row = tables.withdrawals, row_of(withdrawal)
        known = self._find(table, unit=withdrawal.unit)
        if known:
            self._connection.execute(update(table).where(table.c.id == known["id"]).values(**row))
        else:
            self._add(table, row)
        facts = {"reason": withdrawal.reason, "cause": withdrawal.cause}
        self.tell("withdrawn", withdrawal.unit, **facts)

    def add_change(self, change: Change) -> None:
        """A re-issue changed, or kept, a field."""
        self._add(tables.changes, row_of(change))
        facts = {"kind": change.kind.value, "project": change.project, "field": change.field}
        self.tell("changed", change.unit, number=change.number, **facts)

    def tell(self, action: str, unit: str, **facts: str | int) -> None:
        """A line of the audit; what changes the ledger writes its own."""
        line = Event(at=self._at, by=self._by, action=action, unit=unit, facts=facts)
        self._add(tables.events, row_of(line))

    def _find(self, table: Table, **values: object) -> dict[str, Any] | None:
        """The first row with these values."""
        wanted = (table.c[name] == value for name, value in values.items())
        query = select(table).where(table.c.round == self._key, *wanted)
        row = self._connection.execute(query.order_by(table.c.id).limit(1)).mappings().first()
        return dict(row) if row else None

    def _add(self, table: Table, row: dict[str, Any]) -> int:
        done = self._connection.execute(insert(table).values(round=self._key, **row))
        key = done.inserted_primary_key
        return int(key[0]) if key else 0
