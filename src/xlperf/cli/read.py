"""The command `read`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ..as_json import filled_json
from ..catalogue import Lang, word
from ..filled import Filled
from ..form import Form
from ..money import MoneyUnit
from ..read import read_all
from .options import files_argument, form_option, json_option, lang_option, listed_files
from .outcome import Outcome
from .printing import print_filled, print_json, print_unreadable, progress


@click.command()
@files_argument
@form_option
@json_option
@lang_option
def read(files: Sequence[Path], form: str | None, as_json: bool, lang: Lang) -> None:
    """Read filled workbooks and check them. 读取回收的工作簿并检查。"""
    paths, outcome, printed = listed_files(files), Outcome(), []
    with progress(read_all(paths, form), len(paths), word("print.reading", lang)) as bar:
        for filled in outcome.passing(bar):
            if as_json:
                printed.append(filled_json(filled, _money(filled, form), lang))
            elif filled.is_readable:
                print_filled(filled, _money(filled, form), lang)
    print_unreadable(outcome.unreadable, lang)
    if as_json:
        print_json({"files": printed})
    sys.exit(outcome.exit_code())


def _money(filled: Filled, form: str | None) -> MoneyUnit:
    """The money unit of the form a file was read with."""
    name = form or filled.form
    return Form.load(name).money if name else MoneyUnit()
