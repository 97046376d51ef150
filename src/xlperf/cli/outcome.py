"""What a command remembers of the returns that went by, and the exit code they come to."""

from collections.abc import Iterable, Iterator

from ..filled import Filled
from ..findings import Finding


class Outcome:
    """Which returns could not be read, whether any could, and whether anything blocks."""

    def __init__(self) -> None:
        self.unreadable: list[Filled] = []
        self._any_readable = False
        self._blocked = False

    def passing(self, returns: Iterable[Filled]) -> Iterator[Filled]:
        """Let returns pass by."""
        for filled in returns:
            if filled.is_readable:
                self._any_readable = True
            else:
                self.unreadable.append(filled)
            self._blocked = self._blocked or filled.is_blocked
            yield filled

    def exit_code(self, findings: Iterable[Finding] = ()) -> int:
        """2 when nothing at all could be read, 1 when anything blocks, else 0."""
        if not self._any_readable:
            return 2
        return 1 if self._blocked or any(each.blocks for each in findings) else 0
