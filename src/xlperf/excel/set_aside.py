"""Records set aside on disk, so that memory stays flat however many there are."""

import pickle
import tempfile
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from .files import cannot_write


class SetAside:
    """A temporary file of records, gone when the block ends, however it ends.

    All are put first; nothing may be put after the first was taken back.

    Raises:
        OutputError: it cannot be begun.
    """

    def __init__(self) -> None:
        try:
            self._file = tempfile.TemporaryFile(prefix="xlperf-")  # noqa: SIM115 - see __exit__
        except OSError as error:
            raise cannot_write(tempfile.gettempdir(), error) from error

    def put_record(self, record: object) -> int:
        """Set a record aside; where it lies is all that must be remembered of it.

        Raises:
            OutputError: there is no room for it.
        """
        try:
            offset = self._file.tell()
            pickle.dump(record, self._file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            raise cannot_write(tempfile.gettempdir(), error) from error
        return offset

    def take_record(self, offset: int) -> Any:
        """A record as it was set aside.

        Raises:
            OutputError: there was no room for the last of them.
        """
        try:
            self._file.seek(offset)
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
