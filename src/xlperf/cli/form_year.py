"""The year workbooks are made for: asked for, else the form's own; an older one is told first."""

from datetime import date

import click

from ..findings import Lang, word
from ..form import YEARS, Form
from ..issuing import last_day
from .round_options import now
from .saying import say

year_option = click.option(
    "--year", metavar="YEAR", type=click.IntRange(YEARS.start, YEARS.stop - 1),
)  # fmt: skip


def dated(form: Form, year: int | None) -> Form:
    """A form in the year that is asked for."""
    return form.of_year(year) if year else form


def older_year(form: Form, due: date | str | None, lang: Lang) -> str:
    """What is to be said of a form that is older than the year that is due; "" of any other.

    Without a due date it is this year that counts.
    """
    expected = (last_day(due) if due else now().date()).year
    if form.year >= expected:
        return ""
    return word("print.older-year", lang, form=form.name, found=form.year, expected=expected)


def say_older_year(form: Form, due: date | str | None, lang: Lang) -> None:
    """Say it, before anything else is said."""
    if told := older_year(form, due, lang):
        say(told)
