"""The command `xlperf` and its subcommands."""

import importlib
import os
import sys
from contextlib import suppress
from typing import NoReturn

import click

from ..findings import OutputError, XlperfError, line_of, word
from .consolidate import consolidate
from .forms import forms
from .generate import generate
from .master import master
from .options import chosen_lang
from .publish import publish
from .read import read
from .reconcile import reconcile
from .saying import say
from .schema import schema
from .sync import sync
from .wrong_use import line_of_use

OF_A_ROUND = ("distribute", "collect", "status", "overrule", "demo")
"""Commands that know databases, which take their time to load: each is a module of this name."""


class Commands(click.Group):
    """The commands; those of a round are loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in order of name."""
        return sorted({*super().list_commands(ctx), *OF_A_ROUND})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None when there is none."""
        if cmd_name not in OF_A_ROUND:
            return super().get_command(ctx, cmd_name)
        module = importlib.import_module(f".{cmd_name}", __package__)
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="xlperf")
def cli() -> None:
    """Forms in Excel that come back right. 发得出、收得回、对得上的 Excel 填报表。"""


for command in (generate, read, reconcile, consolidate, publish, sync, forms, master, schema):
    cli.add_command(command)


def main() -> None:
    """Run the command line; a user's mistake is one clear line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # a Windows pipe may be unable to write ≥; a mark is better than a crash
            reconfigure(errors="replace")
    try:
        sys.exit(_run())
    except SystemExit:
        _flush()
        raise
    except XlperfError as error:
        _stop(error)
    except OSError as error:
        _stop(OutputError("run.system", found=line_of(error)))
    except Exception as error:  # noqa: BLE001 - nobody who sends forms out reads a traceback
        _stop(OutputError("run.unexpected", found=line_of(error)))


def _run() -> int:
    """Run a command; what was typed wrong is told in one line, with click's exit code."""
    lang = chosen_lang(sys.argv)
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    except click.ClickException as error:
        say(line_of_use(error, lang), err=True)
        return error.exit_code
    except click.Abort:
        say(word("usage.aborted", lang), err=True)
        return 1
    return code if isinstance(code, int) else 0


def _flush() -> None:
    """What is printed reaches its place, or the command says that it did not."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has read enough
        _silence()
    except OSError as error:
        _stop(OutputError("run.system", found=line_of(error)))


def _stop(error: XlperfError) -> NoReturn:
    """A clear line for each mistake, and exit code 2; what else was to be printed has no place."""
    with suppress(OSError):
        for line in error.lines(chosen_lang(sys.argv, error.lang)):
            say(line, err=True)
    with suppress(OSError):
        sys.stdout.flush()
        sys.exit(2)
    _silence()
    sys.exit(2)


def _silence() -> None:
    """Python flushes once more at its end, and would complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
