"""Reading files in processes of their own, so that no file can take the run down with it.

A worker that dies, hangs or outgrows its memory costs one file its verdict and nothing else.
The pool is pebble's, which ends a worker that runs too long; the standard library's cannot.
"""

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sized
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ..findings import FileError
from ..form import Form
from .filled import Filled
from .workbook import read_one, unreadable

_AHEAD = 3
"""Files given out for each worker: enough to keep it busy, few enough to keep memory flat."""


@dataclass(frozen=True)
class Bounds:
    """What one file may cost.

    Attributes:
        seconds: time from when its worker begins.
        memory: bytes of address space of a worker; held on Linux and macOS only.
    """

    seconds: float = 60.0
    memory: int = 4 << 30


DEFAULT = Bounds()


def read_isolated(
    files: Iterable[Path],
    form: Form | str | Path | None = None,
    *,
    workers: int | None = None,
    bounds: Bounds = DEFAULT,
) -> Iterator[Filled]:
    """Read files in worker processes, and give what each says in the order of the files.

    Every file gets exactly one verdict. A script that calls this needs the usual
    `if __name__ == "__main__":`, since workers import it anew.

    Args:
        workers: how many processes; as many as there are cores if not given.

    Raises:
        FormError: `form` is not a usable form.
    """
    if form is not None:
        form = Form.load(form)
    count = workers or os.cpu_count() or 1
    if isinstance(files, Sized):  # a worker nobody needs would still be starting at the end
        count = max(1, min(count, len(files)))
    context = multiprocessing.get_context("spawn")
    with ProcessPool(
        max_workers=count, context=context, initializer=_bound, initargs=(bounds.memory,)
    ) as pool:
        try:
            yield from _in_order(pool, files, form, count * _AHEAD, bounds)
        finally:  # also when whoever reads stops early
            pool.stop()  # type: ignore[no-untyped-call]


def _in_order(
    pool: ProcessPool, files: Iterable[Path], form: Form | None, ahead: int, bounds: Bounds
) -> Iterator[Filled]:
    waiting: deque[tuple[Path, ProcessFuture[Filled]]] = deque()
    for file in files:
        future = pool.schedule(read_one, args=(file, form), timeout=bounds.seconds)
        waiting.append((file, future))
        if len(waiting) > ahead:
            yield _verdict(*waiting.popleft(), bounds)
    while waiting:
        yield _verdict(*waiting.popleft(), bounds)


def _verdict(file: Path, future: "ProcessFuture[Filled]", bounds: Bounds) -> Filled:
    try:
        filled = future.result()
    except TooSlow:
        return unreadable(str(file), FileError("file.slow", file=file, found=bounds.seconds))
    except ProcessExpired as death:
        return unreadable(str(file), FileError("file.killed", file=file, found=death.exitcode))
    except MemoryError:
        return unreadable(str(file), FileError("file.memory", file=file, found=bounds.memory))
    return filled


def _bound(memory: int) -> None:
    """Bound the memory of a worker, where the system can, and keep its last words to itself.

    What a dying library prints is no help to a person; the verdict on the file is.
    """
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - there is none on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
