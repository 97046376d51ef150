"""What a command remembers of the returns that went by, and the exit code they come to."""

from collections.abc import Iterable, Iterator

from ..findings import Finding
from ..form import Form
from ..reading import Filled


class NothingReadError(Exception):
    """Not one of the files could be read."""


class Outcome:
    """Which returns could not be read, whether any could, and whether anything blocks.

    `form` is that of the first return that has one.
    """

    def __init__(self) -> None:
        self.unreadable: list[Filled] = []
        self._any_readable = False
        self.blocked_files = 0
        self.blocking = 0
        self.form: Form | None = None

    def passing(self, returns: Iterable[Filled]) -> Iterator[Filled]:
        """Let returns pass by."""
        for filled in returns:
            if filled.is_readable:
                self._any_readable = True
            else:
                self.unreadable.append(filled)
            self.form = self.form or filled.form
            self.blocked_files += filled.is_blocked
            self.blocking += sum(finding.blocks for finding in filled.findings)
            yield filled

    def only_readable(self, returns: Iterable[Filled]) -> Iterator[Filled]:
        """Let returns pass by; when not one of them could be read, there is nothing to go on.

        Raises:
            NothingReadError: no file could be read.
        """
        yield from self.passing(returns)
        if not self._any_readable:
            raise NothingReadError

    def exit_code(self, findings: Iterable[Finding] = ()) -> int:
        """2 when nothing at all could be read, 1 when anything blocks, else 0."""
        if not self._any_readable:
            return 2
        return 1 if self.blocking or any(each.blocks for each in findings) else 0
