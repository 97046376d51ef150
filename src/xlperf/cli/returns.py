"""The returns a command takes: files with a master budget, or the counting copies of a round."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ..budget import Master
from ..findings import FormError, Lang, RoundError, word
from ..form import Form
from ..master import MasterReport
from ..reading import Filled, read_of_one_year, year_said
from ..reading import listed as listed_files
from ..summary import Heading
from .form_year import dated
from .master_door import ListOptions
from .opened_round import opened, returns_of
from .options import spoken
from .pasting import pasted
from .saying import say


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    files: tuple[Path, ...]
    folder: Path | None
    ledger: str
    master: Path | None
    form: str | None
    listed: ListOptions
    out: Path | None = None
    lang: Lang | None = None
    year: int | None = None


@dataclass(frozen=True)
class Taken:
    """Returns that are ready to be read, and what they are held against.

    Attributes:
        to_see: the command that tells what is wrong in them.
    """

    returns: Iterable[Filled]
    count: int
    master: Master
    form: Form | None
    to_see: str
    heading: Heading | None = None
    report: MasterReport | None = None

    @property
    def names(self) -> Mapping[str, str]:
        """The name each file came in under, by the path it is kept at."""
        return self.heading.names if self.heading else {}

    @property
    def decided(self) -> Mapping[str, bool]:
        """Of a round, whether each file is sent back, by the same path."""
        return self.heading.decided if self.heading else {}


@contextmanager
def taken(asked: Asked) -> Iterator[Taken]:
    """The returns asked for; a round stays open as long as the block lasts.

    Raises:
        RoundError: both files and a round are given, or neither, or the round cannot be had or
            has nothing to take.
        click.UsageError: files without a master budget.
    """
    _refuse_mixtures(asked)
    if asked.folder:
        with opened(asked.folder, asked.ledger) as round:
            lang = spoken(asked.lang, round.ledger.edition().form)
            found = returns_of(round, lang)
            count = len(found.copies)
            to_see = pasted("status", "--round", asked.folder)
            yield Taken(found.read(), count, found.master, found.form, to_see, found.heading)
    elif asked.master:
        paths = listed_files(asked.files, but=[each for each in (asked.master, asked.out) if each])
        form = Form.load(asked.form) if asked.form else None
        year = asked.year or (year_said(paths, form) if form else None)
        form = dated(form, year) if form else None
        report = asked.listed.report(asked.master, form)
        master = report.required()
        returns = _of_one_money(read_of_one_year(paths, form, year=year), master, form)
        also = [*(("--form", asked.form) if asked.form else ()), *_year(asked)]
        to_see = pasted("read", *asked.files, *also)
        yield Taken(returns, len(paths), master, form, to_see, report=report)


def _year(asked: Asked) -> tuple[object, ...]:
    return ("--year", asked.year) if asked.year else ()


def _of_one_money(returns: Iterable[Filled], master: Master, form: Form | None) -> Iterator[Filled]:
    """Let returns pass by that are counted in what the master budget is counted in.

    Raises:
        FormError: one is counted in another unit, and no form was named to count the master by.
    """
    for filled in returns:
        if form is None and filled.form and filled.form.money.unit != master.money.unit:
            raise FormError(
                "form.other-money", file=filled.file, form=filled.form.name,
                found=filled.form.money.unit, expected=master.money.unit,
            )  # fmt: skip
        yield filled


def _refuse_mixtures(asked: Asked) -> None:
    if bool(asked.files) == bool(asked.folder):
        raise RoundError("round.or-files")
    given = (("--master", asked.master), ("--form", asked.form), ("--year", asked.year))
    for option, value in given:
        if asked.folder and value:
            raise RoundError("round.with-master", option=option)
    if asked.files and asked.master is None:
        raise click.MissingParameter(param_hint="'--master'", param_type="option")


def print_heading(heading: Heading | None, lang: Lang) -> None:
    """Print which round it is, of which moment, and how many units are in."""
    if heading:
        say(
            word(
                "print.round", lang, round=heading.round, at=heading.moment,
                issued=heading.issued, submitted=heading.submitted, late=heading.late,
                sent_back=heading.sent_back, missing=heading.missing,
            )
        )  # fmt: skip


def heading_json(heading: Heading | None) -> dict[str, Any]:
    """The round as JSON; nothing where files were given."""
    if heading is None:
        return {}
    counts = ("issued", "submitted", "late", "sent_back", "missing")
    return {
        "round": heading.round,
        "due": heading.due.isoformat(),
        "at": heading.at.isoformat(timespec="seconds"),
        **{name: getattr(heading, name) for name in counts},
        "absent": [
            {
                "unit": {"code": each.unit.code, "name": each.unit.name},
                "standing": each.state,
                "reason": each.coded or each.why,
            }
            for each in heading.absent
        ],
    }
