"""Last year's returns, however they come: files, a round, JSON of `read`, published texts."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple

import click

from ..budget import Master, UnitBudget
from ..exchange import answers_from_json
from ..findings import FileError, Lang, word
from ..form import Form
from ..issuing import NO_LAST_YEAR, LastYear
from ..reading import Filled, FilledPart, FilledProject, read_many
from ..reading import listed as listed_files
from ..syncing import from_last_year
from .opened_round import opened, returns_of
from .saying import say

Command = Callable[..., Any]
_OF_TEXT = frozenset({"text.account", "text.left-over", "text.other-year", "text.units"})
"""What is told of a text that this year's workbooks are filled from."""


class LastYearAsked(NamedTuple):
    """What the command line asks for of last year."""

    sources: tuple[Path, ...] = ()
    take_targets: bool = False

    def made(self, form: Form, master: Master, lang: Lang) -> LastYear:
        """What goes into this year's workbooks; nothing where no source is named."""
        if not self.sources:
            return NO_LAST_YEAR
        returns = returns_of_last_year(self.sources, form, lang)
        return from_last_year(form, master, returns, take_targets=self.take_targets)


def last_year_options(command: Command) -> Command:
    """Give a command that makes workbooks the options of last year; it gets them as `last`."""

    @wraps(command)
    def wrapped(**given: Any) -> Any:
        sources, take_targets = given.pop("last_year"), given.pop("take_targets")
        if take_targets and not sources:
            raise click.MissingParameter(param_hint="'--last-year'", param_type="option")
        return command(**given, last=LastYearAsked(tuple(sources), take_targets))

    targets = click.option("--take-targets", is_flag=True)
    path = click.Path(path_type=Path)
    source = click.option("--last-year", multiple=True, metavar="SOURCE", type=path)
    optioned: Command = source(targets(wrapped))
    return optioned


def returns_of_last_year(sources: Sequence[Path], form: Form, lang: Lang) -> Iterator[Filled]:
    """Every return that the sources hold.

    A file is read with the form it carries, else with this year's: none of its amounts is taken.

    Raises:
        FileError: a source is not there, or is no JSON of `read`.
        RoundError: a round has nothing in.
    """
    files: list[Path] = []
    for source in sources:
        if (source / "round.toml").is_file():
            with opened(source) as round:
                yield from returns_of(round, lang).read()
        elif source.suffix.lower() == ".json":
            yield from told_by_json(source, form)
        else:
            files.append(source)
    if not files:
        return
    from ..publishing import TEXT_SUFFIXES  # noqa: PLC0415 - it knows every reader of texts

    listed = listed_files(files)
    texts = [each for each in listed if each.suffix.lower() in TEXT_SUFFIXES]
    yield from _read([each for each in listed if each not in texts], form)
    yield from _read_texts(texts, form, lang)


def _read_texts(paths: Sequence[Path], form: Form, lang: Lang) -> Iterator[Filled]:
    """Published texts, each with what was not taken of it."""
    from ..publishing import read_texts  # noqa: PLC0415 - as above

    for filled in read_texts(paths, form) if paths else ():
        for each in filled.findings:
            if each.code in _OF_TEXT:
                say(f"{filled.file}  {each.place}  {each.message(lang)}", err=True)
        yield filled


def _read(paths: Sequence[Path], form: Form) -> Iterator[Filled]:
    unread: list[Path] = []
    for path, filled in zip(paths, read_many(paths), strict=True):
        if filled.is_readable:
            yield filled
        else:
            unread.append(path)
    yield from read_many(unread, form) if unread else ()


def told_by_json(path: Path, form: Form) -> Iterator[Filled]:
    """The answers that `read --json` printed, as returns without cells."""
    for each in answers_of(path, form):
        yield Filled(
            str(path), form, each.unit,
            projects=tuple(FilledProject(project, "", {}) for project in each.projects),
            part=FilledPart(each.part, "", {}),
        )  # fmt: skip


def answers_of(path: Path, form: Form) -> Iterator[UnitBudget]:
    """What `read --json` printed, unit by unit.

    Raises:
        FileError: the file is not there, or says something else.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8-sig"))
        yield from (answers_from_json(each, form) for each in table.get("files", [table]))
    except FileNotFoundError:
        raise FileError("file.not-found", file=path) from None
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise FileError("file.answers", file=path, found=error) from error


def print_last_year(made: LastYear, lang: Lang) -> None:
    """Print how much came along, what was found by its name, and what has no place this year."""
    if made is NO_LAST_YEAR:
        return
    say(word("last-year.taken", lang, projects=made.projects, units=len(made.answers)))
    for same in made.same_name:
        values = {"unit": same.unit, "name": same.name, "before": same.before, "now": same.code}
        say(f"  {word('last-year.same-name', lang, **values)}")
    if made.left:
        say(head=word("last-year.left", lang, count=len(made.left)), colour="yellow")
    for each in made.left:
        named = " ".join(filter(None, (each.code, each.name))) or word("last-year.part", lang)
        known = {"unit": str(each.unit) or each.file, "what": named, "file": Path(each.file).name}
        say(f"  {word(f'last-year.{each.why.value}', lang, **known)}")


def last_year_json(made: LastYear) -> dict[str, Any]:
    """The same as JSON; nothing where no source was named."""
    if made is NO_LAST_YEAR:
        return {}
    return {
        "last_year": {
            "projects": made.projects,
            "units": len(made.answers),
            "same_name": [
                {
                    "unit": {"code": each.unit.code, "name": each.unit.name},
                    "code": each.code, "before": each.before, "name": each.name,
                }
                for each in made.same_name
            ],
            "left": [
                {
                    "unit": {"code": each.unit.code, "name": each.unit.name},
                    "code": each.code, "name": each.name, "why": each.why.value,
                    "file": each.file,
                }
                for each in made.left
            ],
        }
    }  # fmt: skip
