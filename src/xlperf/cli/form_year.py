"""The year workbooks are made for: asked for, else the form's own; an older one is told first."""

import re
from datetime import date

import click

from ..findings import Lang, word
from ..form import YEARS, Form
from .round_options import now
from .saying import say

year_option = click.option(
    "--year", metavar="YEAR", type=click.IntRange(YEARS.start, YEARS.stop - 1),
)  # fmt: skip
_NAMED = re.compile(r"(?<![0-9])(?:19|20|21)[0-9]{2}(?=年)")
"""A year as a title names it."""


def dated(form: Form, year: int | None) -> Form:
    """A form in the year that is asked for."""
    return form.of_year(year) if year else form


def older_year(form: Form, due: date | str | None, lang: Lang) -> str:
    """What is to be said of a form that is older than the year that is due; "" of any other.

    Without a due date it is this year that counts.
    """
    from ..issuing import last_day  # noqa: PLC0415 - what reads issues nothing

    expected = (last_day(due) if due else now().date()).year
    if form.year >= expected:
        return ""
    return word("print.older-year", lang, form=form.name, found=form.year, expected=expected)


def say_older_year(form: Form, due: date | str | None, lang: Lang) -> None:
    """Say it before anything else is said, and where a title of the form names another year."""
    if told := older_year(form, due, lang):
        say(told)
    sheets = (form.project_sheet, form.unit)
    for title in dict.fromkeys((form.title, *(each.title for each in sheets if each))):
        if any(int(year) != form.year for year in _NAMED.findall(title)):
            say(word("print.title-year", lang, title=title, year=form.year))
