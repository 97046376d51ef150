"""Options that several commands share, and the files they name."""

from pathlib import Path

import click

from ..findings import LANGS, Lang, word
from ..form import Form, spoken_in
from .language import LANG_ASKED, lang_of, of_system

lang_option = click.option(
    "--lang", type=click.Choice(LANGS), default=None, envvar=LANG_ASKED,
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True)
form_option = click.option(
    "--form", metavar="F",
)  # fmt: skip
master_option = click.option(
    "--master", required=True, metavar="M", type=click.Path(path_type=Path),
)  # fmt: skip
force_option = click.option("--force", is_flag=True)


def _asked_for(context: click.Context, __: click.Parameter, value: str) -> str:
    """`-` asks at the terminal, so that nobody sees the password in the list of processes."""
    if value != "-":
        return value
    asked: str = click.prompt(word("usage.password", lang_of(context)), hide_input=True, err=True)
    return asked


password_option = click.option(
    "--password", default="", metavar="TEXT", envvar="XLPERF_PASSWORD", callback=_asked_for,
)  # fmt: skip
files_argument = click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)


def spoken(asked: Lang | None, form: Form | None = None) -> Lang:
    """The language of what is said: the one asked for, else the form's, else the system's."""
    return spoken_in(asked, form, of_system())
