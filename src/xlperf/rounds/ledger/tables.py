"""The tables of a ledger. One database may hold several rounds; every row belongs to one.

Later facts come by addition, and leave SCHEMA as it is: a key in `facts` or in a reason, which
older programs pass over; a column with a `server_default`, or one that may be NULL; a table.
What is missing in a database is added to it when it is opened. SCHEMA is raised only where an
older program would misread what is there; `carrying` then has a step that brings it over.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA = 2
"""The version of these tables: an older ledger is carried over, a newer one refused."""

metadata = MetaData()


def _table(name: str, *columns: Column[object] | UniqueConstraint) -> Table:
    """A table whose rows are numbered and belong to a round."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("round", ForeignKey("xlperf_rounds.id"), nullable=False, index=True),
        *columns,
        sqlite_autoincrement=True,
    )


def _text(name: str) -> Column[object]:
    return Column(name, Text, nullable=False, default="")


def _number(name: str) -> Column[object]:
    return Column(name, Integer, nullable=False, default=0)


def _added(name: str, kind: Text | Integer | String, given: str) -> Column[object]:
    """A column that came later, and what stands in the rows of before."""
    default = int(given) if isinstance(kind, Integer) else given
    return Column(name, kind, nullable=False, default=default, server_default=given)


def _flag(name: str) -> Column[object]:
    return Column(name, Boolean, nullable=False, default=False)


def _time(name: str) -> Column[object]:
    """A moment, as ISO text in UTC: one spelling in every database, and it sorts."""
    return Column(name, String(32), nullable=False)


schema = Table("xlperf_schema", metadata, Column("version", Integer, primary_key=True))

rounds = Table(
    "xlperf_rounds",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("due", String(10), nullable=False),
    _text("contact"),
    _time("begun_at"),
    _added("zone", String(80), ""),
    _added("changes", Integer(), "0"),  # counted, so that whoever keeps something knows its age
)

editions = _table(
    "xlperf_editions",
    _number("number"), _text("form"), _text("master"), _time("made_at"),
    UniqueConstraint("round", "number"),
)  # fmt: skip

issues = _table(
    "xlperf_issues",
    Column("unit", String(64), nullable=False), _text("unit_name"), _number("number"),
    _number("edition"), _text("file"), Column("digest", String(64), nullable=False),
    _time("issued_at"), _number("source"),
    UniqueConstraint("round", "unit", "number"),
)  # fmt: skip

arrivals = _table(
    "xlperf_arrivals",
    Column("name", String(400), nullable=False), Column("digest", String(64), nullable=False),
    Column("unit", String(64), nullable=False, default="", index=True), _number("number"),
    _text("file"), _time("received_at"), Column("modified_at", String(32)), _flag("late"),
    Column("verdict", String(32), nullable=False), _number("edition"), _number("errors"),
    _number("warnings"), _text("remarks"),
    Column("reasons", Text),  # JSON; NULL: carried over, and not yet judged again
    _added("more", Integer(), "0"),
    Column("projects", Text),  # JSON; NULL: of a ledger of before, and not yet looked at
    Column("held", Text),  # JSON; NULL: nobody has looked
    UniqueConstraint("round", "digest", "name"),
)  # fmt: skip

rulings = _table(
    "xlperf_rulings",
    Column("unit", String(64), nullable=False), _number("arrival"), Column("verdict", String(32)),
    _flag("counts"), _text("reason"), _text("by"), _time("at"),
)  # fmt: skip

withdrawals = _table(
    "xlperf_withdrawals",
    Column("unit", String(64), nullable=False), _text("reason"), _text("by"), _time("at"),
    _added("cause", String(32), ""),
    UniqueConstraint("round", "unit"),
)  # fmt: skip

changes = _table(
    "xlperf_changes",
    Column("unit", String(64), nullable=False), _number("number"),
    Column("kind", String(32), nullable=False), _text("project"), _text("name"), _text("field"),
    _text("before"), _text("answer"), _text("now"),
)  # fmt: skip

events = _table(
    "xlperf_events",
    _time("at"), _text("by"), Column("action", String(32), nullable=False),
    Column("unit", String(64), nullable=False, default=""), _text("remark"),
    _added("facts", Text(), "{}"),
)  # fmt: skip
