"""What starts processes of its own, in the process of the test: a start costs a second of work.

That the real ones do the same is proved where it is what a test is about: `test_isolation.py`,
`test_batch.py`, `test_program.py`, and the long stories.
"""

import io
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple, Self
from unittest.mock import patch

from xlperf.cli import main
from xlperf.reading import many_files, worker_pool


class Pool:
    """Does at once what a pool would do apart; what goes there and back is pickled all the same."""

    def __init__(self, **_: object) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def schedule(
        self, function: Callable[..., object], args: Sequence[object], timeout: float
    ) -> "Future[Any]":
        """What the function gives, or raises; no time is measured."""
        future: Future[Any] = Future()
        try:
            given = pickle.loads(pickle.dumps(args))  # noqa: S301 - made in this line
            future.set_result(pickle.loads(pickle.dumps(function(*given))))  # noqa: S301
        except Exception as error:  # noqa: BLE001 - whoever waits for the result is told
            future.set_exception(error)
        return future

    def stop(self) -> None:
        """There is nothing to stop."""


@contextmanager
def reading() -> Iterator[None]:
    """Meanwhile, many files are read in this process."""
    copied = patch.object(many_files, "can_fork", lambda: False)
    with copied, patch.object(worker_pool, "ProcessPool", Pool):
        yield


class Ran(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    error: str


def run(arguments: Sequence[object], folder: Path | None = None) -> Ran:
    """Run the command `xlperf`, as if it was started in a folder."""
    out, error = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    started = patch.object(sys, "argv", ["xlperf", *map(str, arguments)])
    code: Any = 0
    with started, chdir(folder or "."), redirect_stdout(out), redirect_stderr(error):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    return Ran(code, *(_bytes_of(each).decode("utf-8") for each in (out, error)))


def _bytes_of(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    kept: io.BytesIO = stream.buffer  # type: ignore[assignment]
    return kept.getvalue()
