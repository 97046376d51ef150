"""Options that the commands of a round share, and what they ask of the system."""

import getpass
from datetime import datetime
from pathlib import Path

import click

round_option = click.option(
    "--round", "folder", required=True, metavar="DIR", envvar="XLPERF_ROUND",
    type=click.Path(path_type=Path),
)  # fmt: skip
ledger_option = click.option(
    "--ledger", default="", metavar="URL", envvar="XLPERF_LEDGER",
)  # fmt: skip


def now() -> datetime:
    """This moment, by the office's clock and time zone."""
    return datetime.now().astimezone()


def login_name() -> str:
    """Who is at the desk, for the audit; "" where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container may know no users
        return ""
