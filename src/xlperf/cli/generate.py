"""The command `generate`."""

from collections.abc import Sequence
from pathlib import Path

import click

from ..excel.files import refuse_existing
from ..findings import Lang, word
from ..form import Form
from ..issuing import file_names
from ..issuing import generate as generate_workbooks
from .command import Command
from .form_year import dated, older_year, say_older_year, year_option
from .last_year import (
    LastYearAsked,
    answers_of,
    last_year_json,
    last_year_options,
    print_last_year,
)
from .master_door import ListOptions, door_json, list_options, print_door
from .options import force_option, json_option, lang_option, master_option, password_option, spoken
from .out_names import OutFolder
from .printing import print_json, progress
from .saying import say


@click.command(cls=Command)
@click.option("--form", required=True, metavar="F")
@master_option
@click.option(
    "--out", required=True, metavar="DIR", type=OutFolder(),
)  # fmt: skip
@click.option(
    "--answers", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
)  # fmt: skip
@click.option("--due", default="", metavar="DATE")
@year_option
@click.option("--contact", default="")
@last_year_options
@password_option
@list_options
@force_option
@json_option
@lang_option
def generate(
    *, form: str, master: Path, out: Path, answers: Sequence[Path], due: str, contact: str,
    year: int | None, password: str, listed: ListOptions, last: LastYearAsked, force: bool,
    as_json: bool,
    lang: Lang | None,
) -> None:  # fmt: skip
    """Make one workbook for each unit."""
    drawn = dated(Form.load(form), year)
    lang = spoken(lang, drawn)
    report = listed.report(master, drawn)
    budget = report.required()
    if not as_json:
        say_older_year(drawn, due, lang)
        print_door(report, lang)
    given = {each.unit.code: each for path in answers for each in answers_of(path, drawn)}
    for name in file_names(budget):
        refuse_existing(out / name, force=force)
    last_year = last.made(drawn, budget, lang)
    made = generate_workbooks(
        drawn, budget, answers=given, last_year=last_year, due=due, contact=contact,
        password=password,
    )  # fmt: skip
    if not as_json:
        print_last_year(last_year, lang)
    saved = []
    with progress(made, len(budget.units), word("print.generating", lang)) as workbooks:
        for each in workbooks:
            saved.append((each.unit, each.save(out, force=force)))
    if as_json:
        units = [{"code": unit.code, "name": unit.name, "file": str(path)} for unit, path in saved]
        older = bool(older_year(drawn, due, lang))
        made_json = {"form": drawn.name, "year": drawn.year, "older": older, "files": units}
        print_json({**made_json, **last_year_json(last_year), **door_json(report, lang)})
        return
    for _, path in saved:
        say(str(path))
    if not drawn.asks("budget"):
        say(word("print.generated-count", lang, count=len(saved)))
        return
    total = drawn.money.printed(budget.total)
    say(word("print.generated", lang, count=len(saved), total=total, money=drawn.money.unit))
