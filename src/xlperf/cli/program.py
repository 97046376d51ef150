"""The command `xlperf` and its subcommands."""

import importlib
import sys

import click

from ..findings import XlperfError
from .consolidate import consolidate
from .forms import forms
from .generate import generate
from .master import master
from .options import chosen_lang
from .read import read
from .reconcile import reconcile
from .sync import sync

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


for command in (generate, read, reconcile, consolidate, sync, forms, master):
    cli.add_command(command)


def main() -> None:
    """Run the command line; a user's mistake is one clear line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # a Windows pipe may be unable to write ≥; a mark is better than a crash
            reconfigure(errors="replace")
    try:
        cli()
    except XlperfError as error:
        click.echo(error.message(chosen_lang(sys.argv)), err=True)
        sys.exit(2)
