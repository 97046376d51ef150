"""The command `consolidate`."""

import sys
from pathlib import Path

import click

from ..excel.files import refuse_existing
from ..exchange import reconciliation_json
from ..findings import Lang, word
from ..summary import Consolidation
from ..summary import consolidate as consolidate_returns
from .command import Command
from .form_year import year_option
from .master_door import ListOptions, door_json, list_options, print_door
from .opened_round import optional_files_argument, optional_master_option, optional_round_option
from .options import force_option, form_option, json_option, lang_option, spoken
from .out_names import OutFile
from .outcome import NothingReadError, Outcome
from .printing import print_json, print_unreadable, progress
from .printing_master import print_reconciliation
from .returns import Asked, Taken, heading_json, print_heading, taken
from .round_options import ledger_option
from .saying import say


@click.command(cls=Command)
@optional_files_argument
@optional_round_option
@ledger_option
@optional_master_option
@click.option(
    "--out", required=True, metavar="SUMMARY.xlsx", type=OutFile(".xlsx"),
)  # fmt: skip
@form_option
@year_option
@list_options
@force_option
@json_option
@lang_option
def consolidate(
    *, files: tuple[Path, ...], folder: Path | None, ledger: str, master: Path | None, out: Path,
    form: str | None, year: int | None, listed: ListOptions, force: bool, as_json: bool,
    lang: Lang | None,
) -> None:  # fmt: skip
    """Roll returns up into one summary workbook."""
    refuse_existing(out, force=force)
    outcome = Outcome()
    with taken(Asked(files, folder, ledger, master, form, listed, out, lang, year)) as found:
        if found.report and not as_json:
            print_door(found.report, spoken(lang, found.form))
        try:
            label = word("print.reading", spoken(lang, found.form))
            with progress(found.returns, found.count, label) as bar:
                done = consolidate_returns(
                    outcome.only_readable(bar), found.master, out,
                    force=force, form=found.form, lang=lang, round=found.heading,
                )  # fmt: skip
        except NothingReadError:
            print_unreadable(outcome.unreadable, spoken(lang, found.form), as_json=as_json)
            sys.exit(2)
    lang = spoken(lang, found.form or outcome.form)
    print_unreadable(outcome.unreadable, lang)
    _print(done, found, as_json=as_json, lang=lang)
    if outcome.blocking and not as_json:
        of = "-of-units" if done.reconciliation.of_units else ""
        counts = {"files": outcome.blocked_files, "errors": outcome.blocking}
        say(word(f"print.blocked{of}", lang, **counts, command=found.to_see))
    sys.exit(outcome.exit_code(done.reconciliation.findings))


def _print(done: Consolidation, found: Taken, *, as_json: bool, lang: Lang) -> None:
    money = found.master.money
    if as_json:
        result = reconciliation_json(done.reconciliation, money, lang)
        head = {"summary": str(done.path), **heading_json(found.heading)}
        print_json({**head, **result, **door_json(found.report, lang)})
        return
    print_heading(found.heading, lang)
    print_reconciliation(done.reconciliation, money, lang, found.names)
    say(word("print.written", lang, file=done.path))
