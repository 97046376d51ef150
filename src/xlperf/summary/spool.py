"""Records set aside on disk until every return has been seen, and taken back in another order."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from ..excel import SetAside


class Entry(NamedTuple):
    """Where a record lies: all that stays in memory of it.

    `unit` and `project` are places in the order of the master budget; what came later lies further
    back. `rows` says how many rows of a sheet the record will take.
    """

    unit: int
    project: int
    offset: int
    rows: int


class Spool(SetAside):
    """The records of a summary, by kind: gone when the block ends, however it ends."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[str, list[Entry]] = {}

    def put(self, kind: str, unit: int, project: int, record: object, rows: int = 1) -> None:
        """Set a record aside.

        Raises:
            OutputError: there is no room for it.
        """
        entry = Entry(unit, project, self.put_record(record), rows)
        self._entries.setdefault(kind, []).append(entry)

    def entries(self, kind: str) -> list[Entry]:
        """Where all records of a kind lie: by unit, by project, then as they came."""
        return sorted(self._entries.get(kind, ()))

    def take(self, entry: Entry) -> Any:
        """A record as it was set aside. Nothing may be put after the first was taken.

        Raises:
            OutputError: there was no room for the last of them.
        """
        return self.take_record(entry.offset)


def rows_of(entries: Iterable[Entry]) -> int:
    """How many rows of a sheet these records will take."""
    return sum(entry.rows for entry in entries)
