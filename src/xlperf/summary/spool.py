"""Records set aside on disk until every return has been seen, and taken back in another order."""

import pickle
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from types import TracebackType
from typing import Any, NamedTuple, Self

from ..excel.files import cannot_write


class Entry(NamedTuple):
    """Where a record lies: all that stays in memory of it.

    `unit` and `project` are places in the order of the master budget; `rows` says how many
    rows of a sheet the record will take.
    """

    unit: int
    project: int
    number: int
    offset: int
    rows: int


class Spool:
    """A temporary file of records, gone when the block ends, however it ends."""

    def __init__(self) -> None:
        try:
            self._file = tempfile.TemporaryFile(prefix="xlperf-")  # noqa: SIM115 - see __exit__
        except OSError as error:
            raise cannot_write(tempfile.gettempdir(), error) from error
        self._entries: dict[str, list[Entry]] = {}
        self._count = 0

    def put(self, kind: str, unit: int, project: int, record: object, rows: int = 1) -> None:
        """Set a record aside.

        Raises:
            OutputError: there is no room for it.
        """
        try:
            offset = self._file.tell()
            pickle.dump(record, self._file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            raise cannot_write(tempfile.gettempdir(), error) from error
        entry = Entry(unit, project, self._count, offset, rows)
        self._entries.setdefault(kind, []).append(entry)
        self._count += 1

    def entries(self, kind: str) -> list[Entry]:
        """Where all records of a kind lie: by unit, by project, then as they came."""
        return sorted(self._entries.get(kind, ()))

    def take(self, entry: Entry) -> Any:
        """A record as it was set aside. Nothing may be put after the first was taken.

        Raises:
            OutputError: there was no room for the last of them.
        """
        try:
            self._file.seek(entry.offset)
            return pickle.load(self._file)  # noqa: S301 - a file of our own, open to nobody else
        except OSError as error:
            raise cannot_write(tempfile.gettempdir(), error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):  # nobody needs it any more, full disk or not
            self._file.close()


def rows_of(entries: Iterable[Entry]) -> int:
    """How many rows of a sheet these records will take."""
    return sum(entry.rows for entry in entries)
