"""The command `xlperf` and its subcommands."""

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from ..findings import word
from .command import Group
from .language import chosen_lang, line_of
from .pasting import pasted
from .saying import say
from .wrong_use import line_of_use

COMMANDS = (
    "generate", "read", "reconcile", "consolidate", "sync", "import", "distribute", "collect",
    "status", "extend", "send-back", "overrule", "publish", "demo", "master", "forms", "schema",
)  # fmt: skip
"""All commands, in the order of a year's work; each is a module of this name (`-` as `_`)."""
_MODULES = {"import": "import_texts"}
"""Those that cannot be called so in Python."""


class Program(Group):
    """The program: a command is loaded when it is asked for, with what it needs, and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        name = _MODULES.get(cmd_name, cmd_name.replace("-", "_"))
        command: click.Command = getattr(import_module(f".{name}", __package__), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; one that was asked for JSON says in JSON what stopped it."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.exceptions.NoArgsIsHelpError, click.Abort):
            raise
        except Exception as error:
            if "--json" in line_of(ctx):
                from .mistakes import errors_json  # noqa: PLC0415 - most commands go well
                from .printing import print_errors  # noqa: PLC0415

                print_errors(errors_json(error, line_of(ctx)), ctx)
            raise


@click.group(
    cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="xlperf", message="%(prog)s %(version)s")
def cli() -> None:
    """Forms in Excel that come back right."""


_BETWEEN_COLLECTIONS = 50_000
"""Objects made before Python looks for dead circles: what loads a room makes many, and none."""


def main() -> None:
    """Run the command line; a user's mistake is one clear line and exit code 2."""
    gc.set_threshold(_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # a Windows pipe may be unable to write ≥; a mark is better than a crash
            reconfigure(errors="replace")
    try:
        sys.exit(_run())
    except SystemExit:
        _flush()
        raise
    except Exception as error:  # noqa: BLE001 - nobody who sends forms out reads a traceback
        _stop(error)


def _run() -> int:
    """Run a command; what was typed wrong is told in one line, with click's exit code."""
    lang = chosen_lang(sys.argv[1:])
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
        _stop(error)


def _stop(error: Exception) -> NoReturn:
    """A clear line for each mistake, and exit code 2; what else was to be printed has no place."""
    from .mistakes import told  # noqa: PLC0415 - a command that goes well needs none

    with suppress(OSError):
        for line in told(error, sys.argv[1:]):
            say(line, err=True)
        for words in getattr(error, "commands", ()):
            say(f"  {pasted(*words)}", err=True)
    with suppress(OSError):
        sys.stdout.flush()
        sys.exit(2)
    _silence()
    sys.exit(2)


def _silence() -> None:
    """Python flushes once more at its end, and would complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
