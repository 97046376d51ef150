"""The returns a command takes: files with a master budget, or the counting copies of a round."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from ..budget import Master
from ..findings import Lang, RoundError, word
from ..form import Form
from ..master import read_master
from ..reading import Filled, listed, read_many
from ..summary import Heading
from .opened_round import opened, returns_of
from .saying import say


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    files: tuple[Path, ...]
    folder: Path | None
    ledger: str
    master: Path | None
    form: str | None
    master_form: str
    out: Path | None = None
    lang: Lang = "zh"


@dataclass(frozen=True)
class Taken:
    """Returns that are ready to be read, and what they are held against."""

    returns: Iterable[Filled]
    count: int
    master: Master
    form: Form | None
    heading: Heading | None = None

    @property
    def names(self) -> Mapping[str, str]:
        """The name each file came in under, by the path it is kept at."""
        return self.heading.names if self.heading else {}


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
            found = returns_of(round, asked.lang)
            count = len(found.copies)
            yield Taken(found.read(), count, found.master, found.form, found.heading)
    elif asked.master:
        master = read_master(asked.master, asked.master_form)
        paths = listed(asked.files, but=[each for each in (asked.master, asked.out) if each])
        form = Form.load(asked.form) if asked.form else None
        yield Taken(read_many(paths, form), len(paths), master, form)


def _refuse_mixtures(asked: Asked) -> None:
    if bool(asked.files) == bool(asked.folder):
        raise RoundError("round.or-files")
    for option, value in (("--master", asked.master), ("--form", asked.form)):
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
                "reason": each.why,
            }
            for each in heading.absent
        ],
    }
