"""The command `read`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..budget import MoneyUnit
from ..excel.files import refuse_existing, write_whole
from ..findings import FileError, Lang, word
from ..form import Form
from ..reading import Filled, copies, listed, read_many
from .command import Command
from .options import files_argument, force_option, form_option, json_option, lang_option, spoken
from .outcome import Outcome
from .printing import print_filled, print_json, print_unreadable, progress
from .saying import say


@click.command(cls=Command)
@files_argument
@form_option
@click.option(
    "--annotate", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
)  # fmt: skip
@force_option
@json_option
@lang_option
def read(
    *, files: Sequence[Path], form: str | None, annotate: Path | None, force: bool,
    as_json: bool, lang: Lang | None,
) -> None:  # fmt: skip
    """Read filled workbooks and check them."""
    paths = listed(files, but=[annotate] if annotate else ())
    outcome, printed, marked = Outcome(), list[Any](), copies(paths, annotate or Path())
    for target in marked if annotate else ():
        refuse_existing(target, force=force)
    # what is printed as it comes shows the progress by itself
    asked = Form.load(form) if form else None
    label = word("print.reading", spoken(lang, asked))
    with progress(read_many(paths, form), len(paths), label, hidden=not as_json) as bar:
        for path, target, filled in zip(paths, marked, outcome.passing(bar), strict=True):
            if as_json:
                from ..exchange import filled_json  # noqa: PLC0415 - it knows what others find too

                said = spoken(lang, filled.form or asked)
                printed.append(filled_json(filled, _money(filled, form), said))
            elif filled.is_readable:
                print_filled(filled, _money(filled, form), spoken(lang, filled.form))
            if annotate and filled.is_readable:
                _mark(path, filled, target, force=force, lang=spoken(lang, filled.form))
            asked = asked or filled.form
    lang = spoken(lang, asked)
    print_unreadable(outcome.unreadable, lang)
    if as_json:
        from ..exchange import SCHEMA  # noqa: PLC0415 - as above

        print_json({"schema": SCHEMA, "files": printed})
    elif annotate:
        say(word("print.annotated", lang, folder=annotate))
    sys.exit(outcome.exit_code())


def _mark(path: Path, filled: Filled, target: Path, *, force: bool, lang: Lang) -> None:
    """Write the filler's own file with the findings marked in it; one that cannot be is told."""
    from ..reading import annotate as mark  # noqa: PLC0415 - most files are only read

    try:
        content = mark(path.read_bytes(), filled, lang=lang)
    except FileError as error:
        say(error.message(lang), err=True)
    else:
        write_whole(target, content, force=force)


def _money(filled: Filled, form: str | None) -> MoneyUnit:
    """The money unit of the form a file was read with."""
    if filled.form:
        return filled.form.money
    return Form.load(form).money if form else MoneyUnit()
