"""The command `xlperf` and its subcommands."""

import sys

import click

from ..errors import XlperfError
from .collect import collect
from .consolidate import consolidate
from .demo import demo
from .distribute import distribute
from .forms import forms
from .generate import generate
from .options import chosen_lang
from .read import read
from .reconcile import reconcile
from .sync import sync


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="xlperf")
def cli() -> None:
    """Forms in Excel that come back right. 发得出、收得回、对得上的 Excel 填报表。"""


for command in (generate, read, reconcile, consolidate, sync, distribute, collect, forms, demo):
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
