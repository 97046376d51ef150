"""The command `schema`."""

import click

from ..exchange import read_schema
from .command import Command
from .printing import print_document


@click.command(cls=Command)
def schema() -> None:
    """Print the JSON Schema of `read --json`."""
    print_document(read_schema())
