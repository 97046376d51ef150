"""The command `schema`."""

import click

from ..exchange import read_schema
from .printing import print_json


@click.command()
def schema() -> None:
    """Print the JSON Schema of `read --json`. 输出 read --json 的 JSON Schema。"""
    print_json(read_schema())
