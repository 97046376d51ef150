"""The command `reconcile`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ..as_json import reconciliation_json
from ..catalogue import Lang, word
from ..isolation import read_isolated
from ..master import read_master
from ..reconcile import reconcile as reconcile_returns
from ..returns import listed
from .options import (
    files_argument,
    form_option,
    json_option,
    lang_option,
    master_form_option,
    master_option,
)
from .outcome import NothingReadError, Outcome
from .printing import print_json, print_reconciliation, print_unreadable, progress


@click.command()
@files_argument
@master_option
@form_option
@master_form_option
@json_option
@lang_option
def reconcile(
    *, files: Sequence[Path], master: Path, form: str | None, master_form: str, as_json: bool,
    lang: Lang,
) -> None:  # fmt: skip
    """Hold returns against the master budget. 把回收的工作簿与主预算核对。"""
    budget, paths = read_master(master, master_form), listed(files, but=[master])
    outcome = Outcome()
    try:
        with progress(read_isolated(paths, form), len(paths), word("print.reading", lang)) as bar:
            result = reconcile_returns(outcome.only_readable(bar), budget)
    except NothingReadError:
        print_unreadable(outcome.unreadable, lang)
        sys.exit(2)
    print_unreadable(outcome.unreadable, lang)
    if as_json:
        print_json(reconciliation_json(result, budget.money, lang))
    else:
        print_reconciliation(result, budget.money, lang)
    if outcome.blocking and not as_json:
        click.echo(
            word("print.blocked", lang, files=outcome.blocked_files, errors=outcome.blocking)
        )
    sys.exit(outcome.exit_code(result.findings))
