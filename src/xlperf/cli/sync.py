"""The command `sync`."""

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from ..excel.files import refuse_existing, write_whole
from ..exchange import change_json, finding_json
from ..findings import (
    FileError,
    Finding,
    Lang,
    OutputError,
    Place,
    RoundError,
    finding_of,
    level_of,
    one_file,
    word,
)
from ..form import Form
from ..reading import Filled, read_of_one_year, year_said
from ..reading import listed as listed_files
from ..syncing import Synced
from ..syncing import sync as sync_return
from .command import Command
from .form_year import dated, say_older_year, year_option
from .master_door import ListOptions, door_json, list_options, print_door
from .opened_round import optional_files_argument, optional_master_option, optional_round_option
from .options import force_option, form_option, json_option, lang_option, password_option, spoken
from .out_names import OutFolder
from .printing import print_json, progress
from .printing_sync import print_synced
from .round_options import ledger_option
from .saying import say


@click.command(cls=Command)
@optional_files_argument
@optional_master_option
@optional_round_option
@ledger_option
@click.option(
    "--out", metavar="DIR", type=OutFolder(),
)  # fmt: skip
@form_option
@click.option(
    "--issued-form", metavar="F",
)  # fmt: skip
@year_option
@click.option("--due", metavar="DATE")
@click.option("--contact", metavar="TEXT")
@password_option
@click.option(
    "--without-objects", is_flag=True,
)  # fmt: skip
@click.option("--dry-run", is_flag=True)
@click.option(
    "--amounts-are-right", is_flag=True,
)  # fmt: skip
@list_options
@force_option
@json_option
@lang_option
def sync(
    *, files: Sequence[Path], master: Path | None, folder: Path | None, ledger: str,
    out: Path | None, form: str | None, issued_form: str | None, year: int | None, due: str | None,
    contact: str | None, password: str, without_objects: bool, dry_run: bool,
    amounts_are_right: bool, listed: ListOptions, force: bool, as_json: bool, lang: Lang | None,
) -> None:  # fmt: skip
    """Bring returned workbooks up to a new master budget."""
    if folder:
        _refuse_options("round.with-out", {"--out": out, "--issued-form": issued_form})
        _refuse_options("round.facts-stay", {"--due": due, "--contact": contact})
        from .syncing_a_round import sync_round  # noqa: PLC0415 - databases take their time to load

        sys.exit(
            sync_round(
                folder, ledger, files, master, form,
                year=year, password=password, without_objects=without_objects, listed=listed,
                dry_run=dry_run, amounts_are_right=amounts_are_right, as_json=as_json, lang=lang,
            )
        )  # fmt: skip
    for name, value in (("FILE", files), ("--master", master), ("--out", out)):
        if not value:
            raise click.MissingParameter(param_hint=f"'{name}'", param_type="option")
    assert master  # noqa: S101 - see above
    assert out  # noqa: S101
    insisted = _Insisted(without_objects, amounts_are_right)
    read = _Reading(files, master, listed, form, issued_form, year, insisted)
    placing = _Placing(out, force=force, is_trial=dry_run)
    sys.exit(_sync_files(read, (due, contact), password, placing, as_json=as_json, lang=lang))


class _Insisted(NamedTuple):
    """What the office insists on, against what is doubted."""

    without_objects: bool
    amounts_are_right: bool


class _Reading(NamedTuple):
    """What is read, by which forms, and what the office says of the master."""

    files: Sequence[Path]
    master: Path
    listed: ListOptions
    form: str | None
    issued_form: str | None
    year: int | None
    insisted: _Insisted


def _refuse_options(code: str, options: Mapping[str, object]) -> None:
    for option, value in options.items():
        if value:
            raise RoundError(code, option=option)


def _sync_files(
    asked: _Reading, cover: tuple[str | None, str | None], password: str, placing: "_Placing", *,
    as_json: bool, lang: Lang | None,
) -> int:  # fmt: skip
    paths = listed_files(asked.files, but=[asked.master, placing.folder])
    drawn, issued, year = _forms_of(asked, paths)
    told: list[dict[str, object]] = []
    report = asked.listed.report(asked.master, drawn)
    budget = report.required()
    due, contact = cover
    if not as_json:
        if drawn and due:
            say_older_year(drawn, due, spoken(lang, drawn))
        print_door(report, spoken(lang, drawn))
    brought = partial(
        sync_return, master=budget, form=drawn, due=due, contact=contact, password=password,
        **asked.insisted._asdict(),
    )  # fmt: skip
    known = drawn
    read = read_of_one_year(paths, issued or drawn, year=year)
    label = word("print.syncing", spoken(lang, drawn))
    with progress(read, len(paths), label, hidden=not as_json) as bar:
        for path, filled in zip(paths, bar, strict=True):
            known = drawn or filled.form or known
            said = spoken(lang, known)
            made = _synced(str(path), filled, brought)
            made, target = placing.place(path, made)
            told.append(_json(path, made, target, said))
            if not as_json:
                print_synced(path, made, target, drawn or filled.form, said)
    lang = spoken(lang, known)
    if as_json:
        print_json({"files": told, "dry_run": placing.is_trial, **door_json(report, lang)})
    else:
        say(placing.total(lang))
        if placing.is_trial:
            say(word("sync.dry-run", lang))
    return placing.exit_code


def _forms_of(
    asked: _Reading, paths: Sequence[Path]
) -> tuple[Form | None, Form | None, int | None]:
    """The form the workbooks are to have, that of before, and the year of both."""
    drawn = Form.load(asked.form) if asked.form else None
    issued = Form.load(asked.issued_form) if asked.issued_form else None
    first, year = issued or drawn, asked.year
    if year is None and first:
        year = year_said(paths, first)
    return (drawn and dated(drawn, year)), (issued and dated(issued, year)), year


def _synced(file: str, filled: Filled, made: Callable[[Filled], Synced]) -> Synced:
    """One workbook brought up to date; what goes wrong inside it leaves it alone."""
    try:
        with one_file(file):
            return made(filled)
    except FileError as error:
        return Synced(filled.unit, "", 0, refused=(finding_of(file, error),))


class _Placing:
    """Putting the workbooks of a run where they belong, one for each unit."""

    def __init__(self, folder: Path, *, force: bool, is_trial: bool) -> None:
        self.folder, self._force, self.is_trial = folder, force, is_trial
        self._first: dict[Path, Path] = {}
        self._counts: Counter[str] = Counter()
        self.exit_code = 0

    def place(self, path: Path, made: Synced) -> tuple[Synced, Path | None]:
        """Write one; what cannot be written is refused by itself, and the run goes on."""
        target, kind = self.folder / made.file_name, "updated" if made.is_changed else "same"
        if not made.refused:
            made = self._written(path, made, target)
        self._counts["refused" if made.refused else kind] += 1
        if not made.refused:
            return made, target
        self.exit_code = max(self.exit_code, 1)
        return made, None

    def _written(self, path: Path, made: Synced, target: Path) -> Synced:
        if target in self._first:
            return _refused(made, path, "sync.twice", self._first[target])
        content = made.content or path.read_bytes()
        if not _holds(target, content):
            try:
                self._write(target, content)
            except OutputError as error:
                if error.code != "out.exists":
                    raise
                self.exit_code = 2
                return _refused(made, path, "sync.exists", target)
        self._first[target] = path
        return made

    def _write(self, target: Path, content: bytes) -> None:
        """Write it, or see that it could be written."""
        if self.is_trial:
            refuse_existing(target, force=self._force)
        else:
            write_whole(target, content, force=self._force)

    def total(self, lang: Lang) -> str:
        """What became of all files, in one line."""
        counts = {name: self._counts[name] for name in ("updated", "same", "refused")}
        return word("print.sync-total", lang, count=self._counts.total(), **counts)


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file is there already, byte by byte."""
    try:
        return path.is_file() and path.read_bytes() == content
    except OSError:
        return False


def _refused(made: Synced, path: Path, code: str, found: Path) -> Synced:
    finding = Finding(code, level_of(code), Place(str(path)), found=str(found))
    return replace(made, content=None, changes=(), refused=(finding,))


def _json(path: Path, made: Synced, target: Path | None, lang: Lang) -> dict[str, object]:
    return {
        "file": str(path),
        "unit": {"code": made.unit.code, "name": made.unit.name},
        "issue": made.number,
        "changed": made.is_changed,
        "out": str(target) if target else None,
        "changes": [change_json(each) for each in made.changes],
        "refused": [finding_json(each, lang) for each in made.refused],
    }
