"""Options that several commands share, and the files they name."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from ..findings import Lang

Command = Callable[..., Any]

lang_option = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True,
    help="Language of messages. 提示的语言。",
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


def chosen_lang(arguments: Sequence[str]) -> Lang:
    """The language asked for, also when the rest of the command line could not be parsed."""
    pairs = pairwise(arguments)
    english = "--lang=en" in arguments or ("--lang", "en") in set(pairs)
    return "en" if english else "zh"
