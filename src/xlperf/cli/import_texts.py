"""The command `import`; that word itself can name nothing in Python."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..findings import Lang, word
from ..form import Form
from ..publishing import read_texts
from ..reading import listed
from .command import Command
from .options import json_option, lang_option, spoken
from .outcome import Outcome
from .printing import print_filled, print_json, print_unreadable, progress


@click.command("import", cls=Command)
@click.argument(
    "texts", nargs=-1, required=True, metavar="TEXT...", type=click.Path(path_type=Path)
)  # fmt: skip
@click.option("--form", metavar="F", required=True)
@json_option
@lang_option
def import_texts(*, texts: Sequence[Path], form: str, as_json: bool, lang: Lang | None) -> None:
    """Read published texts back: Word, PDF, plain text, web pages."""
    asked = Form.load(form)
    said, paths = spoken(lang, asked), listed(texts)
    outcome, printed = Outcome(), list[Any]()
    label = word("print.reading", said)
    with progress(read_texts(paths, asked), len(paths), label, hidden=not as_json) as bar:
        for filled in outcome.passing(bar):
            if as_json:
                from ..exchange import filled_json  # noqa: PLC0415 - it knows what others find too

                printed.append(filled_json(filled, asked.money, said))
            elif filled.is_readable:
                print_filled(filled, asked.money, said)
    print_unreadable(outcome.unreadable, said)
    if as_json:
        from ..exchange import SCHEMA  # noqa: PLC0415 - as above

        print_json({"schema": SCHEMA, "files": printed})
    sys.exit(outcome.exit_code())
