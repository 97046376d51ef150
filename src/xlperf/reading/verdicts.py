"""What one file may cost where it is read apart, and what is said of it from there."""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..findings import FileError, unexpected
from ..form import Form
from ..rules import Rule, RuleAddress
from .filled import Filled
from .one_file import read_or_tell, unreadable
from .recognise import Year, labels_of


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


class Asked(NamedTuple):
    """What all files are read with: form, rules, year; None where they were not given.

    `reader` is what reads them where they are no workbooks; the other side must find it by name.
    """

    form: Form | None
    rules: Sequence[RuleAddress] | None
    year: Year = None
    reader: "Reader | None" = None


Reader = Callable[[Path | bytes, Form | None, str, Sequence[Rule] | None], Filled]
"""Reads one file by a form and rules, where any are given; its name comes third."""


def read_apart(source: Path | bytes, name: str, asked: Asked) -> Filled:
    """Read one file, where it can take no run down with it."""
    rules = None if asked.rules is None else [each.rule() for each in asked.rules]
    if asked.reader:
        return asked.reader(source, asked.form, name, rules)
    labels = labels_of(asked.form) if asked.form else None
    return read_or_tell(source, labels, name, rules, asked.year)


def failed(name: str, error: BaseException, bounds: Bounds) -> Filled:
    """The verdict on a file that nobody could give one on."""
    if isinstance(error, MemoryError):
        return unreadable(name, FileError("file.memory", file=name, found=bounds.memory))
    return unreadable(name, unexpected(name, error))


def bound(memory: int) -> None:
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
