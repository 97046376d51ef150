"""A disk that fails: the N-th thing asked of the system goes wrong, for any N.

What fails is what really fails: the system's own calls, below Python's buffers. Only files
under one folder count, so that nothing else in the process is disturbed.
"""

import builtins
import errno
import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WRITES = frozenset({"write", "close", "fsync"})


class Fault:
    """What goes wrong, when, and whether it stays so."""

    def __init__(self, number: int, error: Callable[[], BaseException], *, stays: bool) -> None:
        self._number, self._error, self._stays = number, error, stays
        self.calls: list[str] = []

    @property
    def has_struck(self) -> bool:
        """Whether anything went wrong."""
        return len(self.calls) >= self._number

    def pass_by(self, call: str) -> None:
        """A call to the system, which may be the one that fails."""
        self.calls.append(call)
        count = len(self.calls)
        if count == self._number or (self._stays and count > self._number and call in WRITES):
            raise self._error()


def full_disk(number: int) -> Fault:
    """From one call on, there is no room."""
    return Fault(number, lambda: OSError(errno.ENOSPC, "No space left on device"), stays=True)


def locked(number: int) -> Fault:
    """One call is refused: a locked file on Windows, a folder for reading only."""
    return Fault(number, lambda: PermissionError(errno.EACCES, "Permission denied"), stays=False)


def interrupted(number: int) -> Fault:
    """Somebody presses Ctrl-C."""
    return Fault(number, KeyboardInterrupt, stays=False)


class _Raw(io.FileIO):
    """A file below the buffers."""

    def __init__(self, file: Any, mode: str, fault: Fault) -> None:
        self._fault = fault
        super().__init__(file, mode)

    def write(self, content: Any) -> int:
        self._fault.pass_by("write")
        return super().write(content)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._fault.pass_by("close")


def strike(patch: pytest.MonkeyPatch, folder: Path, fault: Fault) -> None:
    """Let a fault loose on everything written under a folder."""
    real_open, real_temporary = builtins.open, tempfile.TemporaryFile

    def faulty_open(file: Any, mode: str = "r", *more: Any, **options: Any) -> Any:
        is_here = isinstance(file, str | os.PathLike) and str(file).startswith(str(folder))
        if not is_here or not set(mode) & set("wxa+") or options.get("opener"):
            return real_open(file, mode, *more, **options)
        fault.pass_by("open")
        raw = _Raw(file, mode.replace("b", "").replace("t", ""), fault)
        buffered = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding="utf-8")

    def faulty_temporary(**options: Any) -> Any:
        fault.pass_by("mkstemp")
        with real_temporary(**options) as file:
            return io.BufferedRandom(_Raw(os.dup(file.fileno()), "r+", fault))

    def faulty(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            fault.pass_by(name)
            return real(*arguments, **options)

        return call

    patch.setattr(tempfile, "tempdir", str(folder))
    patch.setattr(builtins, "open", faulty_open)
    patch.setattr(io, "open", faulty_open)
    patch.setattr(tempfile, "TemporaryFile", faulty_temporary)
    for owner, name in ((os, "fsync"), (os, "replace"), (os, "mkdir"), (tempfile, "mkstemp")):
        patch.setattr(owner, name, faulty(name, getattr(owner, name)))
