"""Options that several commands share, and the files they name."""

import os
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from ..findings import LANGS, Lang
from ..form import Form, spoken_in

Command = Callable[..., Any]
_LANG_ASKED = "XLPERF_LANG"
_LANG_OF_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")

lang_option = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default=None, envvar=_LANG_ASKED,
    help="Language of messages; else XLPERF_LANG, the form's, the system's. 提示的语言。",
)  # fmt: skip
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON. 输出 JSON。")
form_option = click.option(
    "--form", metavar="F",
    help="Form, by name or file; else the one the file carries. 表单名称或文件。",
)  # fmt: skip
master_option = click.option(
    "--master", required=True, metavar="M", type=click.Path(path_type=Path),
    help="Master budget, .xlsx or .csv. 主预算。",
)  # fmt: skip
force_option = click.option(
    "--force", is_flag=True, help="Overwrite files that exist. 覆盖已有的文件。"
)


def _asked_for(_: click.Context, __: click.Parameter, value: str) -> str:
    """`-` asks at the terminal, so that nobody sees the password in the list of processes."""
    if value != "-":
        return value
    asked: str = click.prompt("Password 密码", hide_input=True, err=True)
    return asked


password_option = click.option(
    "--password", default="", metavar="TEXT", envvar="XLPERF_PASSWORD", callback=_asked_for,
    help="Protects the sheets; - asks for it; or set XLPERF_PASSWORD. 保护密码；- 为现场输入。",
)  # fmt: skip
files_argument = click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)


def spoken(asked: Lang | None, form: Form | None = None) -> Lang:
    """The language of what is said: the one asked for, else the form's, else the system's."""
    return spoken_in(asked, form, _of_system())


def _of_system() -> Lang:
    """English where the system says so, by the first of its settings that says anything."""
    told = next((each for name in _LANG_OF_SYSTEM if (each := os.environ.get(name))), "")
    return "en" if told.lower().startswith("en") else "zh"


def chosen_lang(arguments: Sequence[str], of_form: Lang | None = None) -> Lang:
    """The language asked for, also when the rest of the command line could not be parsed.

    Args:
        of_form: the language of the form in question, where one is known.
    """
    given = {*arguments, *map("=".join, pairwise(arguments))}
    for lang in LANGS:
        if f"--lang={lang}" in given:
            return lang
    set_to = os.environ.get(_LANG_ASKED)
    return spoken(next((lang for lang in LANGS if lang == set_to), of_form))
