"""Reading one file in a copy of this process, which is ready at once and can be ended.

A process that is started anew loads all that reads before it reads: for one file that is most of
the work. A copy is made on Linux, and where nothing else runs in this process: what runs beside
is not copied with it, and what it held would be held for good.
"""

import os
import pickle
import select
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from ..findings import FileError, OutputError, XlperfError, line_of
from .filled import Filled
from .one_file import unreadable
from .sources import Source, checked, name_of
from .verdicts import Asked, Bounds, bound, failed, read_apart

_PIECE = 1 << 16


def can_fork() -> bool:
    """Whether this process can be copied: it is the only thing that runs in it."""
    if sys.platform != "linux":
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - a path would be no shorter
    except OSError:
        return False


def read_in_fork(file: Source, asked: Asked, bounds: Bounds) -> Filled:
    """What one file says; if it kills its reader, takes too long or too much, that is its verdict.

    Raises:
        FormError: as from a worker.
        OutputError: no copy of this process can be made.
    """
    name = name_of(file)
    try:
        source = checked(file)
    except FileError as error:
        return unreadable(name, error)
    answer, code = _asked(source, name, asked, bounds)
    if code is None:
        return unreadable(name, FileError("file.slow", file=name, found=bounds.seconds))
    if code:
        return unreadable(name, FileError("file.killed", file=name, found=code))
    said: Filled | BaseException = pickle.loads(answer)  # noqa: S301 - our own copy wrote it
    if isinstance(said, XlperfError):
        raise said
    if isinstance(said, BaseException):
        return failed(name, said, bounds)
    if not (asked.form and said.form):
        return said
    return replace(said, form=asked.form.of_year(said.form.year))


def _asked(
    source: Path | bytes, name: str, asked: Asked, bounds: Bounds
) -> tuple[bytes, int | None]:
    """What the copy answers, and its exit code; None where it was ended for taking too long."""
    receiving, sending = os.pipe()
    try:
        child = os.fork()
    except OSError as error:
        os.close(receiving)
        os.close(sending)
        raise OutputError("run.workers", found=line_of(error)) from error
    if not child:
        _answer(sending, source, name, asked, bounds)
    os.close(sending)
    answer = None
    try:
        answer = _received(receiving, bounds.seconds)
    finally:  # also when whoever reads is stopped
        os.close(receiving)
        if answer is None:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    return (b"", None) if answer is None else (answer, os.waitstatus_to_exitcode(status))


def _received(receiving: int, seconds: float) -> bytes | None:
    """All that is sent until its end; None where that takes too long."""
    pieces, end = list[bytes](), time.monotonic() + seconds
    while select.select([receiving], [], [], max(0, end - time.monotonic()))[0]:
        piece = os.read(receiving, _PIECE)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
    return None


def _answer(
    sending: int, source: Path | bytes, name: str, asked: Asked, bounds: Bounds
) -> NoReturn:
    """Read, answer and end, in the copy; nothing of what the copy holds is flushed twice."""
    code = 1
    try:
        bound(bounds.memory + _size())
        answer = memoryview(pickle.dumps(_verdict(source, name, asked)))
        while answer:
            answer = answer[os.write(sending, answer) :]
        code = 0
    finally:
        os._exit(code)


def _verdict(source: Path | bytes, name: str, asked: Asked) -> Filled | BaseException:
    try:
        return read_apart(source, name, asked)
    except BaseException as error:  # noqa: BLE001 - it is told where the answer arrives
        return error


def _size() -> int:
    """Bytes of address space that this process has already: the file is not to blame for them."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
