"""The most memory this process ever had, as its system counts it."""

import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_STATUS = Path("/proc/self/status")


@contextmanager
def peak() -> Iterator[Callable[[], int]]:
    """Watch a block; what is given says afterwards how many bytes the process had at its peak.

    Linux and macOS count the whole process, interpreter and libraries included. Elsewhere
    tracemalloc counts what Python itself allocates in the block; that slows the block down.
    """
    count = _whole_process()
    if count is not None:
        yield count
        return
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _whole_process() -> Callable[[], int] | None:
    # Linux hands ru_maxrss of the parent on to a process it starts; VmHWM begins anew.
    if _STATUS.exists():
        return _high_water
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _high_water() -> int:
    lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    line = next(each for each in lines if each.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024
