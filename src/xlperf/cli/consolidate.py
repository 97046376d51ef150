"""The command `consolidate`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ..as_json import reconciliation_json
from ..catalogue import Lang, word
from ..consolidate import consolidate as consolidate_returns
from ..excel.files import refuse_existing
from ..form import Form
from ..isolation import read_isolated
from ..master import read_master
from ..returns import listed
from .options import (
    files_argument,
    force_option,
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
@click.option(
    "--out", required=True, metavar="SUMMARY.xlsx", type=click.Path(path_type=Path, dir_okay=False),
    help="The summary workbook. 汇总工作簿。",
)  # fmt: skip
@form_option
@master_form_option
@force_option
@json_option
@lang_option
def consolidate(
    *, files: Sequence[Path], master: Path, out: Path, form: str | None, master_form: str,
    force: bool, as_json: bool, lang: Lang,
) -> None:  # fmt: skip
    """Roll returns up into one summary workbook. 汇总成一个工作簿。"""
    budget, paths = read_master(master, master_form), listed(files, but=[master, out])
    refuse_existing(out, force=force)
    outcome = Outcome()
    drawn = Form.load(form) if form else None
    try:
        with progress(read_isolated(paths, form), len(paths), word("print.reading", lang)) as bar:
            done = consolidate_returns(
                outcome.only_readable(bar), budget, out, force=force, form=drawn, lang=lang
            )
    except NothingReadError:
        print_unreadable(outcome.unreadable, lang)
        sys.exit(2)
    print_unreadable(outcome.unreadable, lang)
    if as_json:
        result = reconciliation_json(done.reconciliation, budget.money, lang)
        print_json({"summary": str(out), **result})
    else:
        print_reconciliation(done.reconciliation, budget.money, lang)
        click.echo(word("print.written", lang, file=out))
    if outcome.blocking and not as_json:
        click.echo(
            word("print.blocked", lang, files=outcome.blocked_files, errors=outcome.blocking)
        )
    sys.exit(outcome.exit_code(done.reconciliation.findings))
