"""Reading files in processes of their own, so that no file can take the run down with it.

A worker that dies, hangs or outgrows its memory costs one file its verdict and nothing else.
The pool is pebble's, which ends a worker that runs too long; the standard library's cannot.
"""

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ..findings import FileError, OutputError, XlperfError, line_of, unexpected
from ..form import Form
from ..rules import STANDARD, Rule, RuleAddress, address_of, checked_rules
from .filled import Filled
from .one_file import read_or_tell, unreadable
from .recognise import labels_of, shipped_labels
from .sources import Source, checked, name_of

_AHEAD = 3
"""Files given out for each worker: enough to keep it busy, few enough to keep memory flat."""
Progress = Callable[[int, int | None], object]
"""Told how many files are done, and of how many; None where nobody knows."""


@dataclass(frozen=True)
class Bounds:
    """What one file may cost.

    Attributes:
        seconds: time from when its worker begins.
        memory: bytes of address space of a worker; held on Linux and macOS only.
    """

    seconds: float = 20.0
    memory: int = 4 << 30


DEFAULT = Bounds()


def read_many(
    sources: Iterable[Source],
    form: Form | str | Path | None = None,
    *,
    workers: int | None = None,
    on_progress: Progress | None = None,
    rules: Iterable[Rule] | None = None,
    bounds: Bounds = DEFAULT,
) -> Iterator[Filled]:
    """Read files in worker processes, and give what each says in the order of the files.

    Every file gets exactly one verdict: one that cannot be opened, kills its worker, takes too
    long or too much memory has that as its only finding. Files are taken from `sources`
    as results are taken from here, so an endless stream of them costs no more memory than a few.
    A script that calls this needs the usual `if __name__ == "__main__":`, since workers import it
    anew.

    Args:
        sources: paths, bytes, or files open for reading bytes, which are read when their turn
            comes and not closed.
        form: as `read` takes it.
        workers: how many processes; as many as there are cores if not given.
        on_progress: called before each result with how many are done, and of how many; None in
            place of the latter where `sources` has no length.
        rules: as `read` takes them; each must be importable by a worker.
        bounds: what one file may cost.

    Raises:
        FormError: `form` is not a usable form.
        RuleError: a worker cannot import one of `rules`.
        OutputError: no worker can be started.
        TypeError: `sources` is one file, or one of them is nothing of the kind.
    """
    return read_apart(
        sources, Form.load(form) if form is not None else None, _workbook,
        workers=workers, on_progress=on_progress, rules=rules, bounds=bounds,
    )  # fmt: skip


Reader = Callable[[Path | bytes, Form | None, str, Sequence[Rule] | None], Filled]
"""Reads one file inside a worker, by a form and rules where any are given; its name comes third."""


def read_apart(
    sources: Iterable[Source],
    asked: Form | None,
    reader: Reader,
    *,
    workers: int | None = None,
    on_progress: Progress | None = None,
    rules: Iterable[Rule] | None = None,
    bounds: Bounds = DEFAULT,
) -> Iterator[Filled]:
    """What `read_many` does, for whatever a reader reads; a worker must be able to import it.

    Raises:
        FormError, RuleError, OutputError, TypeError: as `read_many` does.
    """
    if isinstance(sources, str | os.PathLike | bytes) or hasattr(sources, "read"):
        raise TypeError("one file where many are expected: put it into a list")
    if asked:
        labels_of(asked)  # refused here, before a worker is started
    wanted = None if rules is None else tuple(map(address_of, checked_rules(rules)))
    if wanted and [each.rule() for each in wanted] == [*STANDARD]:
        wanted = None
    total = len(sources) if isinstance(sources, Sized) else None
    wished = _Asked(asked, wanted, reader)
    read = _read_apart(sources, wished, _worker_count(workers, total), bounds)
    return _telling(read, on_progress, total) if on_progress else read


class _Asked(NamedTuple):
    """What all files are read with: a form, if one was given, and rules, if not the standard."""

    form: Form | None
    rules: Sequence[RuleAddress] | None
    reader: Reader


class _Verdict(NamedTuple):
    """What a worker says of a file: all but the form, of which its reader has the like."""

    filled: Filled
    form: str


def _worker_count(asked: int | None, files: int | None) -> int:
    """As many as are of use: one nobody needs would still be starting at the end."""
    count = asked or os.cpu_count() or 1
    return count if files is None else max(1, min(count, files))


def _telling(read: Iterator[Filled], on_progress: Progress, total: int | None) -> Iterator[Filled]:
    for done, filled in enumerate(read, 1):
        on_progress(done, total)
        yield filled


def _read_apart(
    files: Iterable[Source], asked: _Asked, workers: int, bounds: Bounds
) -> Iterator[Filled]:
    context = multiprocessing.get_context("spawn")
    with ProcessPool(
        max_workers=workers, context=context, initializer=_bound, initargs=(bounds.memory,)
    ) as pool:
        try:
            yield from _in_order(pool, files, asked, workers * _AHEAD, bounds)
        finally:  # also when whoever reads stops early
            pool.stop()  # type: ignore[no-untyped-call]


def _in_order(
    pool: ProcessPool, files: Iterable[Source], asked: _Asked, ahead: int, bounds: Bounds
) -> Iterator[Filled]:
    waiting: deque[Callable[[], Filled]] = deque()
    for file in files:
        waiting.append(_given_out(pool, file, asked, bounds))
        if len(waiting) > ahead:
            yield waiting.popleft()()
    while waiting:
        yield waiting.popleft()()


def _given_out(
    pool: ProcessPool, file: Source, asked: _Asked, bounds: Bounds
) -> Callable[[], Filled]:
    """Give a file to a worker; what is given back waits for the verdict."""
    name = name_of(file)
    try:
        source = checked(file)
    except FileError as error:
        filled = unreadable(name, error)
        return lambda: filled
    try:
        future = pool.schedule(_verdict, args=(source, name, asked), timeout=bounds.seconds)
    except (BrokenExecutor, OSError) as error:  # nowhere to run in, or no room for one more
        raise OutputError("run.workers", found=line_of(error)) from error
    return lambda: _result(name, future, asked, bounds)


def _verdict(source: Path | bytes, name: str, asked: _Asked) -> _Verdict:
    """Read one file, inside a worker."""
    rules = None if asked.rules is None else [each.rule() for each in asked.rules]
    filled = asked.reader(source, asked.form, name, rules)
    return _Verdict(replace(filled, form=None), filled.form.name if filled.form else "")


def _workbook(
    source: Path | bytes, form: Form | None, name: str, rules: Sequence[Rule] | None
) -> Filled:
    return read_or_tell(source, labels_of(form) if form else None, name, rules)


def _result(name: str, future: "ProcessFuture[_Verdict]", asked: _Asked, bounds: Bounds) -> Filled:
    try:
        filled, form = future.result()
    except TooSlow:
        return unreadable(name, FileError("file.slow", file=name, found=bounds.seconds))
    except ProcessExpired as death:
        return unreadable(name, FileError("file.killed", file=name, found=death.exitcode))
    except MemoryError:
        return unreadable(name, FileError("file.memory", file=name, found=bounds.memory))
    except XlperfError:
        raise
    except Exception as error:  # noqa: BLE001 - what a worker could not even tell of
        return unreadable(name, unexpected(name, error))
    if not form:
        return filled
    return replace(filled, form=asked.form or shipped_labels()[form].form)


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
