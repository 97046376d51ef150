"""Texts set aside on disk until all returns have been seen: one of them may stop the file."""

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, NamedTuple, Self

from ..budget import Unit
from ..excel.files import cannot_write
from .paging import PagedText


class Kept(NamedTuple):
    """All that stays in memory of a text: whose it is, of which file, and where it lies.

    Attributes:
        stopped: whether a finding keeps it from being printed.
    """

    unit: Unit
    file: str
    stopped: bool
    offset: int


@dataclass(frozen=True)
class KeptTexts:
    """A temporary file of texts, gone when the block ends, however it ends."""

    _file: Any

    @classmethod
    def open(cls) -> Self:
        """Begin one.

        Raises:
            OutputError: there is no room for it.
        """
        try:
            return cls(tempfile.TemporaryFile(prefix="xlperf-"))
        except OSError as error:
            raise cannot_write(tempfile.gettempdir(), error) from error

    def put(self, unit: Unit, file: str, text: PagedText, *, stopped: bool) -> Kept:
        """Set a text aside.

        Raises:
            OutputError: there is no room for it.
        """
        try:
            offset = self._file.seek(0, 2)
            pickle.dump(text, self._file, pickle.HIGHEST_PROTOCOL)
        except OSError as error:
            raise cannot_write(tempfile.gettempdir(), error) from error
        return Kept(unit, file, stopped, offset)

    def take(self, kept: Kept) -> PagedText:
        """A text as it was set aside.

        Raises:
            OutputError: the file cannot be read.
        """
        try:
            self._file.seek(kept.offset)
            found: PagedText = pickle.load(self._file)  # noqa: S301 - a file of our own
        except OSError as error:
            raise cannot_write(tempfile.gettempdir(), error) from error
        return found

    def all(self, entries: list[Kept]) -> Iterator[PagedText]:
        """Texts one after the other, no more than one of them in memory."""
        return map(self.take, entries)

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
