"""The command `status`."""

from pathlib import Path

import click

from ..excel.files import refuse_existing, write_whole
from ..findings import Lang, word
from ..rounds import (
    Round,
    Standing,
    Words,
    follow_copies,
    history,
    history_json,
    standing_json,
    status_workbook,
)
from ..rounds import status as status_of
from .command import Command
from .opened_round import opened
from .options import force_option, json_option, lang_option, spoken
from .out_names import OutFile
from .printing import print_json
from .printing_history import print_history
from .printing_standing import print_standing
from .round_options import ledger_option, now, round_option
from .saying import say


@click.command(cls=Command)
@round_option
@ledger_option
@click.option("--unit", metavar="CODE")
@click.option(
    "--out", metavar="STATUS.xlsx", type=OutFile(".xlsx"),
)  # fmt: skip
@force_option
@json_option
@lang_option
def status(
    *, folder: Path, ledger: str, unit: str | None, out: Path | None, force: bool, as_json: bool,
    lang: Lang | None,
) -> None:  # fmt: skip
    """Tell who is in, late, sent back or missing."""
    if out:
        refuse_existing(out, force=force)
    with opened(folder, ledger) as round:
        standing = status_of(round, at=now())
        lang = spoken(lang, standing.form)
        if unit is not None:
            _tell_unit(round, standing, unit, as_json=as_json, lang=lang)
        elif as_json:
            print_json(standing_json(standing, lang))
        else:
            print_standing(Words(lang, standing), standing, folder)
        if out:
            made = status_workbook(standing, round.ledger.changes(), lang=lang)
            write_whole(out, made, force=force)
    if out and not as_json:
        say(word("print.status-written", lang, file=out))


def _tell_unit(round: Round, standing: Standing, unit: str, *, as_json: bool, lang: Lang) -> None:
    """One unit from its first workbook on, and what changed from copy to copy."""
    steps = history(round, standing, unit)
    followed = follow_copies(round, standing, unit, lang=lang)
    if as_json:
        print_json(history_json(standing, unit, steps, followed, lang))
    else:
        print_history(Words(lang, standing), unit, steps, followed, round.folder)
