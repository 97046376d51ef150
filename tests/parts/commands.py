"""The command line in tests: what a line of the documentation calls, and programs that are run."""

import io
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from xlperf.cli.program import cli, main

UNFORESEEN_CODES = ("file.unexpected", "run.unexpected")
UNFORESEEN = ("意外错误", "nobody foresaw")
"""What a message of those codes says in each language."""


class Done(NamedTuple):
    """A command that has ended: its exit code, what it printed, and what it had to say of it."""

    code: int
    out: str
    error: str


def command_of(words: list[str]) -> click.Command:
    """The command a line of the README calls."""
    found: click.Command | None = cli
    while isinstance(found, click.Group) and words:
        found = found.get_command(
            click.Context(found, help_option_names=["-h", "--help"]), words.pop(0)
        )
    assert found, words
    return found


def program(
    *words: object,
    cwd: Path | None = None,
    before: Callable[[], object] | None = None,
    start: Sequence[str] = ("-m", "xlperf"),
) -> Done:
    """Run the command as a program of its own, as somebody types it.

    Args:
        before: what is done in its process first, such as a bound on what it may write.
        start: what Python is given before the words.
    """
    done = subprocess.run(
        [sys.executable, *start, *map(str, words)],
        capture_output=True, cwd=cwd, check=False, preexec_fn=before,
    )  # fmt: skip
    out, error = (each.decode("utf-8") for each in (done.stdout, done.stderr))
    return foreseen(Done(done.returncode, out, error))


def here(patch: pytest.MonkeyPatch, *words: object, into: str = "") -> Done:
    """Run the command in this process, whole: from its arguments to its exit code.

    Args:
        into: the file its output goes to, such as `/dev/full`.
    """
    out, error, code = io.BytesIO(), io.StringIO(), None
    sink = Path(into).open("wb") if into else out  # noqa: SIM115 - it is closed below
    stream = io.TextIOWrapper(sink, "utf-8")
    with patch.context() as now:
        now.setattr(sys, "argv", ["xlperf", *map(str, words)])
        now.setattr(sys, "stdout", stream)
        now.setattr(sys, "stderr", error)
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    said = out.getvalue().decode()
    with suppress(OSError):  # what a full disk did not take
        stream.close()
    assert isinstance(code, int)
    return foreseen(Done(code, said, error.getvalue()))


def foreseen(done: Done) -> Done:
    """The same, once nothing was said that nobody foresaw: that is a test that failed."""
    said = done.out + done.error
    for each in ("Traceback", *UNFORESEEN, *UNFORESEEN_CODES):
        assert each not in said, said
    return done
