"""The command `distribute`."""

from collections.abc import Sequence
from pathlib import Path

import click

from ..findings import Lang, word
from ..form import Form
from ..rounds import Distribution, Issue
from ..rounds import distribute as begin_distribution
from .command import Command
from .form_year import dated, say_older_year, year_option
from .last_year import LastYearAsked, last_year_json, last_year_options, print_last_year
from .master_door import ListOptions, door_json, list_options, print_door
from .options import json_option, lang_option, master_option, password_option, spoken
from .pasting import pasted
from .printing import print_json, progress
from .round_options import ledger_option, login_name, now, round_option
from .saying import say


@click.command(cls=Command)
@click.option("--form", required=True, metavar="F")
@master_option
@click.option("--due", required=True, metavar="DATE")
@year_option
@round_option
@click.option("--name", default="")
@click.option("--contact", default="")
@last_year_options
@password_option
@list_options
@ledger_option
@json_option
@lang_option
def distribute(
    *, form: str, master: Path, due: str, folder: Path, name: str, contact: str, password: str,
    year: int | None, listed: ListOptions, last: LastYearAsked, ledger: str, as_json: bool,
    lang: Lang | None,
) -> None:  # fmt: skip
    """Begin a round: issue a workbook to each unit."""
    drawn, at = dated(Form.load(form), year), now()
    lang = spoken(lang, drawn)
    report = listed.report(master, drawn)
    budget = report.required()
    last_year = last.made(drawn, budget, lang)
    issuing = begin_distribution(
        drawn, budget, folder, due, at,
        name=name, contact=contact, password=password, ledger=ledger, by=login_name(),
        last_year=last_year,
    )  # fmt: skip
    if not as_json:
        say_older_year(drawn, due, lang)
        print_door(report, lang)
        print_last_year(last_year, lang)
    with progress(issuing, len(issuing), word("distribute.doing", lang)) as bar:
        issues = list(bar)
    if as_json:
        made_json = {**_json(issuing, issues), **last_year_json(last_year)}
        print_json({**made_json, **door_json(report, lang)})
    else:
        _print(issuing, issues, lang)


def _print(issuing: Distribution, issues: Sequence[Issue], lang: Lang) -> None:
    form, master = issuing.edition.form, issuing.edition.master
    new = len(issuing.new(issues))
    alone = "" if form.asks("budget") else "-count"
    say(
        word(
            f"distribute.done{alone}", lang,
            round=issuing.terms.name, count=len(issues), new=new, before=len(issues) - new,
            due=issuing.terms.due, total=form.money.printed(master.total), money=form.money.unit,
        )
    )  # fmt: skip
    outbox = issuing.folder / "outbox"
    command = pasted("status", "--round", issuing.folder)
    say(word("distribute.next", lang, folder=outbox, command=command))


def _json(issuing: Distribution, issues: Sequence[Issue]) -> dict[str, object]:
    terms, form, new = issuing.terms, issuing.edition.form, issuing.new(issues)
    return {
        "round": terms.name, "due": str(terms.due), "form": form.name, "year": form.year,
        "older": form.year < terms.due.year,
        "issued": [
            {
                "unit": {"code": each.unit.code, "name": each.unit.name},
                "number": each.number, "file": each.file, "digest": each.digest,
                "new": each in new,
            }
            for each in issues
        ],
    }  # fmt: skip
