"""The command `publish`."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from ..findings import Lang, Level, RoundError, word
from ..form import Form
from ..publishing import KINDS, Kind, OnText, Published, PublishedFile
from ..publishing import publish as publish_texts
from ..reading import Filled, listed, read_many
from .command import Command
from .opened_round import opened, optional_files_argument, optional_round_option, returns_of
from .options import force_option, form_option, json_option, lang_option, spoken
from .outcome import Outcome
from .printing import print_findings, print_json, print_unreadable, progress
from .round_options import ledger_option
from .saying import say, spelled

_PATH = click.Path(path_type=Path)


@click.command(cls=Command)
@optional_files_argument
@optional_round_option
@ledger_option
@click.option("--out", required=True, metavar="TEXT", type=_PATH)
@click.option("--as", "kind", type=click.Choice(KINDS), default=None)
@click.option("--unit", "units", multiple=True, metavar="CODE")
@click.option("--about", metavar="FILE", type=_PATH)
@click.option("--fonts", metavar="DIR", type=_PATH)
@click.option("--date", "day", metavar="DATE")
@click.option("--draft", is_flag=True)
@form_option
@force_option
@json_option
@lang_option
def publish(
    *, files: tuple[Path, ...], folder: Path | None, ledger: str, out: Path, kind: Kind | None,
    units: tuple[str, ...], about: Path | None, fonts: Path | None, day: str | None, draft: bool,
    form: str | None, force: bool, as_json: bool, lang: Lang | None,
) -> None:  # fmt: skip
    """Print the texts that are published."""
    outcome = Outcome()
    but = [each for each in (about, out) if each]
    asked = _Asked(files, folder, ledger, form, lang)
    with _returns(asked, but) as found:
        said = spoken(lang, found.form)
        reading = progress(found.returns, found.files, word("print.reading", said))
        with reading as bar, _printing(found.files, said, hidden=as_json) as on_text:
            made = publish_texts(
                outcome.passing(bar), out, form=found.form, units=units, about=about,
                fonts=fonts, day=day, kind=kind, draft=draft, force=force, on_text=on_text,
            )  # fmt: skip
    said = spoken(lang, found.form or outcome.form)
    if as_json:
        print_json(_json(made, said))
    else:
        print_unreadable(outcome.unreadable, said)
        _print(made, outcome.form, found.names, said)
    sys.exit(_exit_code(made))


class _Asked(NamedTuple):
    """What is to be printed."""

    files: tuple[Path, ...]
    folder: Path | None
    ledger: str
    form: str | None
    lang: Lang | None


class _Found(NamedTuple):
    """The returns of a command, and what is known of them before they are read."""

    returns: Iterable[Filled]
    files: int
    form: Form | None
    names: dict[str, str]


@contextmanager
def _returns(asked: _Asked, but: list[Path]) -> Iterator[_Found]:
    """The files that are given, or the copies of a round that count.

    Raises:
        RoundError: both files and a round are given, or neither, or the round has nothing in.
    """
    if bool(asked.files) == bool(asked.folder):
        raise RoundError("round.or-files-alone")
    form = Form.load(asked.form) if asked.form else None
    if asked.folder:
        with opened(asked.folder, asked.ledger) as round:
            said = spoken(asked.lang, round.ledger.edition().form)
            found = returns_of(round, said)
            names = dict(found.heading.names)
            yield _Found(found.read(), len(found.copies), form or found.form, names)
        return
    paths = listed(asked.files, but=but)
    yield _Found(read_many(paths, form), len(paths), form, {})


@contextmanager
def _printing(count: int, lang: Lang, *, hidden: bool) -> Iterator[OnText]:
    """A bar that goes on with each text that is printed."""
    hidden = hidden or not sys.stderr.isatty()
    label = word("print.publishing", lang)
    with click.progressbar(length=count, label=label, file=sys.stderr, hidden=hidden) as bar:
        yield lambda done, of: bar.update(1)


def _print(made: Published, form: Form | None, names: dict[str, str], lang: Lang) -> None:
    print_findings(made.findings, lang, files=True, names=names)
    for file in made.files:
        say(_line(file, form, lang))
    if made.held or len(made.files) > 1:
        count = sum(len(file.units) for file in made.files)
        total, held = count + len(made.held), len(made.held)
        nouns = form.words.said if form else {}
        say(word("print.published-all", lang, count=total, made=count, held=held, **nouns))


def _line(file: PublishedFile, form: Form | None, lang: Lang) -> str:
    path = spelled(str(file.path))
    if len(file.units) > 1:
        nouns = form.words.said if form else {}
        count = len(file.units)
        said = {"count": count, "pages": file.pages, "file": path, **nouns}
        return word("print.published-units", lang, **said)
    kind = "-sheets" if file.path.suffix.lower() == ".xlsx" else ""
    unit = spelled(str(file.units[0]))
    return word(f"print.published{kind}", lang, unit=unit, pages=file.pages, file=path)


def _json(made: Published, lang: Lang) -> dict[str, object]:
    from ..exchange import finding_json  # noqa: PLC0415 - it knows what others find too

    return {
        "files": [
            {
                "file": str(file.path), "pages": file.pages,
                "units": [{"code": each.code, "name": each.name} for each in file.units],
            }
            for file in made.files
        ],
        "held": [{"code": each.code, "name": each.name} for each in made.held],
        "findings": [finding_json(each, lang) for each in made.findings],
    }  # fmt: skip


def _exit_code(made: Published) -> int:
    """2 where nothing could be read, 1 where a text was not printed or is still wrong, else 0."""
    if not made.files and not made.held:
        return 2
    wrong = any(each.level is Level.ERROR for each in made.findings)
    return 1 if made.held or wrong else 0
