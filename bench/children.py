"""What the processes that this one started have cost so far, as Linux tells it."""

import os
import resource
from pathlib import Path

_PROCESSES = Path("/proc")
_TICK = os.sysconf("SC_CLK_TCK")


def ended() -> float:
    """Seconds of CPU of all that was started and has ended."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


class Watch:
    """Looks at the processes that are running, and remembers the busiest."""

    def __init__(self) -> None:
        self.busiest = 0.0

    def look(self) -> None:
        """Look now; elsewhere than on Linux nothing is seen."""
        family = {os.getpid()}
        for status in sorted(
            _PROCESSES.glob("[0-9]*/stat"), key=lambda each: int(each.parent.name)
        ):
            try:
                told = (
                    status.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
                )
            except OSError:  # it has ended meanwhile
                continue
            if int(told[1]) in family:
                family.add(int(status.parent.name))
                self.busiest = max(self.busiest, (int(told[11]) + int(told[12])) / _TICK)
