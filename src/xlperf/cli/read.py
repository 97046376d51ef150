"""The command `read`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..budget import MoneyUnit
from ..excel.files import refuse_existing, write_whole
from ..findings import FileError, Lang, RoundError, word
from ..form import Form
from ..reading import Filled, copies, listed, read_of_one_year
from .command import Command
from .form_year import dated, year_option
from .opened_round import form_of_round_option, opened
from .options import files_argument, force_option, form_option, json_option, lang_option, spoken
from .outcome import Outcome
from .printing import print_filled, print_json, print_unreadable, progress
from .round_options import ledger_option
from .saying import say


@click.command(cls=Command)
@files_argument
@form_option
@year_option
@form_of_round_option
@ledger_option
@click.option(
    "--annotate", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
)  # fmt: skip
@force_option
@json_option
@lang_option
def read(
    *, files: Sequence[Path], form: str | None, year: int | None, folder: Path | None,
    ledger: str, annotate: Path | None, force: bool, as_json: bool, lang: Lang | None,
) -> None:  # fmt: skip
    """Read filled workbooks and check them."""
    paths = listed(files, but=[annotate] if annotate else ())
    outcome, printed, marked = Outcome(), list[Any](), copies(paths, annotate or Path())
    for target in marked if annotate else ():
        refuse_existing(target, force=force)
    # what is printed as it comes shows the progress by itself
    asked, year = _asked(form, year, folder, ledger)
    label = word("print.reading", spoken(lang, asked))
    reading = read_of_one_year(paths, asked, year=year)
    known, count = asked, 0
    with progress(reading, len(paths), label, hidden=not as_json) as bar:
        for path, target, filled in zip(paths, marked, outcome.passing(bar), strict=True):
            if as_json:
                from ..exchange import filled_json  # noqa: PLC0415 - it knows what others find too

                said = spoken(lang, filled.form or known)
                printed.append(filled_json(filled, _money(filled, asked), said))
            elif filled.is_readable:
                print_filled(filled, _money(filled, asked), spoken(lang, filled.form))
            if annotate and filled.is_readable:
                count += _mark(path, filled, target, force=force, lang=spoken(lang, filled.form))
            known = known or filled.form
    lang = spoken(lang, known)
    print_unreadable(outcome.unreadable, lang)
    if as_json:
        from ..exchange import SCHEMA  # noqa: PLC0415 - as above

        print_json({"schema": SCHEMA, "files": printed})
    elif annotate:
        code = "print.annotated" if count else "print.annotated-none"
        say(word(code, lang, folder=annotate, count=count))
    sys.exit(outcome.exit_code())


def _mark(path: Path, filled: Filled, target: Path, *, force: bool, lang: Lang) -> bool:
    """Write the filler's own file with the findings marked in it; one that cannot be is told.

    Gives whether it was written.
    """
    from ..reading import annotate as mark  # noqa: PLC0415 - most files are only read

    try:
        content = mark(path.read_bytes(), filled, lang=lang)
    except FileError as error:
        say(error.message(lang), err=True)
        return False
    write_whole(target, content, force=force)
    return True


def _asked(
    form: str | None, year: int | None, folder: Path | None, ledger: str
) -> tuple[Form | None, int | None]:
    """The form and the year that are asked for: those of the round, where one is named.

    Raises:
        RoundError: a round and a form or a year, or the round cannot be had.
    """
    if not folder:
        return (dated(Form.load(form), year) if form else None), year
    for option, value in (("--form", form), ("--year", year)):
        if value:
            raise RoundError("round.with-form", option=option)
    with opened(folder, ledger) as round:
        known = round.ledger.edition().form
    return known, known.year


def _money(filled: Filled, form: Form | None) -> MoneyUnit:
    """The money unit of the form a file was read with."""
    if filled.form:
        return filled.form.money
    return form.money if form else MoneyUnit()
