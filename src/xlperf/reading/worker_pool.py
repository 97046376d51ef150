"""Reading files in a pool of processes, each of which can be ended.

The pool is pebble's, which ends a worker that runs too long; the standard library's cannot.
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ..findings import FileError, OutputError, XlperfError, line_of
from .filled import Filled
from .one_file import unreadable
from .recognise import shipped_form
from .sources import Source, checked, name_of
from .verdicts import Asked, Bounds, bound, failed, read_apart

_AHEAD = 3
"""Files given out for each worker: enough to keep it busy, few enough to keep memory flat."""


class _Verdict(NamedTuple):
    """What a worker says of a file: all but the form, of which its reader has the like."""

    filled: Filled
    form: str
    year: int


def read_in_pool(
    files: Iterable[Source], asked: Asked, workers: int, bounds: Bounds
) -> Iterator[Filled]:
    """Read files in worker processes, and give what each says in the order of the files.

    Raises:
        OutputError: no worker can be started.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPool(
        max_workers=workers, context=context, initializer=bound, initargs=(bounds.memory,)
    ) as pool:
        try:
            yield from _in_order(pool, files, asked, workers * _AHEAD, bounds)
        finally:  # also when whoever reads stops early
            pool.stop()  # type: ignore[no-untyped-call]


def _in_order(
    pool: ProcessPool, files: Iterable[Source], asked: Asked, ahead: int, bounds: Bounds
) -> Iterator[Filled]:
    waiting: deque[Callable[[], Filled]] = deque()
    for file in files:
        waiting.append(_given_out(pool, file, asked, bounds))
        if len(waiting) > ahead:
            yield waiting.popleft()()
    while waiting:
        yield waiting.popleft()()


def _given_out(
    pool: ProcessPool, file: Source, asked: Asked, bounds: Bounds
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


def _verdict(source: Path | bytes, name: str, asked: Asked) -> _Verdict:
    """Read one file, inside a worker."""
    filled = read_apart(source, name, asked)
    form = filled.form
    return _Verdict(replace(filled, form=None), form.name if form else "", form.year if form else 0)


def _result(name: str, future: "ProcessFuture[_Verdict]", asked: Asked, bounds: Bounds) -> Filled:
    try:
        verdict = future.result()
    except TooSlow:
        return unreadable(name, FileError("file.slow", file=name, found=bounds.seconds))
    except ProcessExpired as death:
        return unreadable(name, FileError("file.killed", file=name, found=death.exitcode))
    except XlperfError:
        raise
    except Exception as error:  # noqa: BLE001 - what a worker could not even tell of
        return failed(name, error, bounds)
    if not verdict.form:
        return verdict.filled
    form = asked.form or shipped_form(verdict.form)
    return replace(verdict.filled, form=form and form.of_year(verdict.year))
