"""What one file may cost where it is read apart, and what is said of it from there."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from ..findings import FileError, unexpected
from ..form import Form
from ..rules import RuleAddress
from .filled import Filled
from .one_file import read_or_tell, unreadable
from .recognise import labels_of, shipped_form


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
    """What all files are read with: a form, if one was given, and rules, if not the standard."""

    form: Form | None
    rules: Sequence[RuleAddress] | None


class Verdict(NamedTuple):
    """What a worker says of a file: all but the form, of which its reader has the like."""

    filled: Filled
    form: str


def verdict_on(source: Path | bytes, name: str, asked: Asked) -> Verdict:
    """Read one file, inside a worker."""
    labels = labels_of(asked.form) if asked.form else None
    rules = None if asked.rules is None else [each.rule() for each in asked.rules]
    filled = read_or_tell(source, labels, name, rules)
    return Verdict(replace(filled, form=None), filled.form.name if filled.form else "")


def filled_of(verdict: Verdict, asked: Asked) -> Filled:
    """A verdict as its reader has it, with the form."""
    filled, form = verdict
    return replace(filled, form=asked.form or shipped_form(form)) if form else filled


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
