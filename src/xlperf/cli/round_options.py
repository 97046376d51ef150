"""Options that the commands of a round share, and what they ask of the system."""

import getpass
import os
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from ..findings import word
from .language import lang_of

_SYSTEM_ZONE = "/etc/localtime"

round_option = click.option(
    "--round", "folder", required=True, metavar="DIR", envvar="XLPERF_ROUND",
    type=click.Path(path_type=Path),
)  # fmt: skip
ledger_option = click.option(
    "--ledger", default="", metavar="URL", envvar="XLPERF_LEDGER",
)  # fmt: skip


def _asked_why(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    """A reason that was not given is asked for at the terminal: a printed command has none."""
    if value is not None:
        return value
    if not sys.stdin.isatty():
        raise click.MissingParameter(ctx=context, param=parameter)
    asked: str = click.prompt(word("usage.reason", lang_of(context)), err=True)
    return asked


reason_option = click.option(
    "--reason", metavar="TEXT", callback=_asked_why,
)  # fmt: skip


def now() -> datetime:
    """This moment, by the office's clock and in its time zone, by name where the system has one."""
    zone = _zone_of_system()
    return datetime.now(zone) if zone else datetime.now().astimezone()


def _zone_of_system() -> ZoneInfo | None:
    """The time zone this machine is set to, where its name can be told."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if not named:
        named = os.path.realpath(_SYSTEM_ZONE).partition("zoneinfo/")[2]
    try:
        return ZoneInfo(named) if named else None
    except (KeyError, ValueError, OSError):  # no name, or no list of zones on this machine
        return None


def login_name() -> str:
    """Who is at the desk, for the audit; "" where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container may know no users
        return ""
