"""The command that a line of the documentation calls."""

import click

from xlperf.cli.program import cli


def command_of(words: list[str]) -> click.Command:
    """The command a line of the README calls."""
    found: click.Command | None = cli
    while isinstance(found, click.Group) and words:
        found = found.get_command(click.Context(found), words.pop(0))
    assert found, words
    return found
