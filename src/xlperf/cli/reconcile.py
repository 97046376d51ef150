"""The command `reconcile`."""

import sys
from pathlib import Path

import click

from ..exchange import reconciliation_json
from ..findings import Lang, word
from ..master import reconcile as reconcile_returns
from .command import Command
from .form_year import year_option
from .master_door import ListOptions, door_json, list_options, print_door
from .opened_round import optional_files_argument, optional_master_option, optional_round_option
from .options import form_option, json_option, lang_option, spoken
from .outcome import NothingReadError, Outcome
from .printing import print_json, print_unreadable, progress
from .printing_master import print_reconciliation
from .returns import Asked, heading_json, print_heading, taken
from .round_options import ledger_option
from .saying import say


@click.command(cls=Command)
@optional_files_argument
@optional_round_option
@ledger_option
@optional_master_option
@form_option
@year_option
@list_options
@json_option
@lang_option
def reconcile(
    *, files: tuple[Path, ...], folder: Path | None, ledger: str, master: Path | None,
    form: str | None, year: int | None, listed: ListOptions, as_json: bool, lang: Lang | None,
) -> None:  # fmt: skip
    """Hold returns against the master budget."""
    outcome = Outcome()
    with taken(Asked(files, folder, ledger, master, form, listed, lang=lang, year=year)) as found:
        if found.report and not as_json:
            print_door(found.report, spoken(lang, found.form))
        try:
            label = word("print.reading", spoken(lang, found.form))
            with progress(found.returns, found.count, label) as bar:
                result = reconcile_returns(
                    outcome.only_readable(bar), found.master, found.form, decided=found.decided
                )
        except NothingReadError:
            print_unreadable(outcome.unreadable, spoken(lang, found.form), as_json=as_json)
            sys.exit(2)
    lang = spoken(lang, found.form or outcome.form)
    print_unreadable(outcome.unreadable, lang)
    if as_json:
        made = reconciliation_json(result, found.master.money, lang)
        print_json({**heading_json(found.heading), **made, **door_json(found.report, lang)})
    else:
        print_heading(found.heading, lang)
        if found.heading and not result.of_units:
            say(word("reconcile.round", lang))
        print_reconciliation(result, found.master.money, lang, found.names)
    if outcome.blocking and not as_json:
        of = "-of-units" if result.of_units else ""
        counts = {"files": outcome.blocked_files, "errors": outcome.blocking}
        say(word(f"print.blocked{of}", lang, **counts, command=found.to_see))
    sys.exit(outcome.exit_code(result.findings))
