"""Reading files in processes of their own, so that no file can take the run down with it.

A worker that dies, hangs or outgrows its memory costs one file its verdict and nothing else.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sized
from pathlib import Path

from ..form import Form
from ..rules import STANDARD, Rule, address_of, checked_rules
from .filled import Filled
from .fork import can_fork, read_in_fork
from .recognise import Year, labels_of
from .sources import Source
from .verdicts import DEFAULT, Asked, Bounds, Reader

Progress = Callable[[int, int | None], object]
"""Told how many files are done, and of how many; None where nobody knows."""


def read_many(
    sources: Iterable[Source],
    form: Form | str | Path | None = None,
    *,
    workers: int | None = None,
    on_progress: Progress | None = None,
    rules: Iterable[Rule] | None = None,
    bounds: Bounds = DEFAULT,
    year: Year = None,
) -> Iterator[Filled]:
    """Read files in worker processes, and give what each says in the order of the files.

    Every file gets exactly one verdict: one that cannot be opened, kills its worker, takes too
    long or too much memory has that as its only finding. Files are taken from `sources`
    as results are taken from here, so an endless stream of them costs no more memory than a few.
    A script that calls this needs the usual `if __name__ == "__main__":`: workers import it anew.

    Args:
        sources: paths, bytes, or files open for reading bytes, which are read when their turn
            comes and not closed.
        form: as `read` takes it.
        workers: how many processes; as many as there are cores if not given.
        on_progress: called before each result with how many are done, and of how many; None in
            place of the latter where `sources` has no length.
        rules: as `read` takes them; each must be importable by a worker.
        bounds: what one file may cost.
        year: as `read` takes it, of each file by itself; `read_of_one_year` has all of one year.

    Raises:
        FormError: `form` is not a usable form.
        RuleError: a worker cannot import one of `rules`.
        OutputError: no worker can be started.
        TypeError: `sources` is one file, or one of them is nothing of the kind.
    """
    asked = Form.load(form) if form is not None else None
    return read_each_apart(
        sources, asked, None,
        workers=workers, on_progress=on_progress, rules=rules, bounds=bounds, year=year,
    )  # fmt: skip


def read_each_apart(
    sources: Iterable[Source],
    asked: Form | None,
    reader: Reader | None,
    *,
    workers: int | None = None,
    on_progress: Progress | None = None,
    rules: Iterable[Rule] | None = None,
    bounds: Bounds = DEFAULT,
    year: Year = None,
) -> Iterator[Filled]:
    """What `read_many` does, for whatever a reader reads; workbooks without one.

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
    read = _read(sources, Asked(asked, wanted, year, reader), workers, total, bounds)
    return _telling(read, on_progress, total) if on_progress else read


def _read(
    files: Iterable[Source], asked: Asked, workers: int | None, total: int | None, bounds: Bounds
) -> Iterator[Filled]:
    """Read one file in a copy of this process where that can be, all others in a pool."""
    if total == 1 and can_fork():
        for file in files:
            yield read_in_fork(file, asked, bounds)
        return
    from .worker_pool import read_in_pool  # noqa: PLC0415 - it takes its time to load

    yield from read_in_pool(files, asked, _worker_count(workers, total), bounds)


def _worker_count(asked: int | None, files: int | None) -> int:
    """As many as are of use: one nobody needs would still be starting at the end."""
    count = asked or os.cpu_count() or 1
    return count if files is None else max(1, min(count, files))


def _telling(read: Iterator[Filled], on_progress: Progress, total: int | None) -> Iterator[Filled]:
    for done, filled in enumerate(read, 1):
        on_progress(done, total)
        yield filled
