"""What the commands print: findings, counts, JSON, and a progress bar on a terminal."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..budget import MoneyUnit
from ..findings import Finding, Lang, Level, count_by_level, word
from ..form import INDICATORS
from .saying import is_quiet, say, say_lines, spelled, spelled_json

if TYPE_CHECKING:
    from ..reading import Filled

T = TypeVar("T")
_PRINTED = "xlperf.json"
_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.INFO: "cyan"}


def print_json(value: Mapping[str, Any]) -> None:
    """Print a result as JSON, with the number of its schema: 1 unless it says another.

    UTF-8, whatever the terminal's own encoding is. What steers a terminal is escaped, and what
    cannot be written in UTF-8, as in the name of a file that is no text.
    """
    context = click.get_current_context(silent=True)
    if context:
        context.meta[_PRINTED] = True
    print_document({"schema": 1, **value})


def print_document(value: Any) -> None:
    """Print JSON that is no result of ours, such as a JSON Schema, as it is."""
    text = spelled_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
    click.echo(text.encode("utf-8"), nl=False)


def print_errors(errors: Sequence[Mapping[str, Any]], context: click.Context) -> None:
    """Print as JSON what stopped a command that was asked for JSON and gave none yet."""
    if not context.meta.get(_PRINTED):
        print_json({"errors": list(errors)})


def print_findings(
    findings: Iterable[Finding], lang: Lang, *, files: bool = False, names: Mapping[str, str] = {}
) -> None:
    """Print findings: level, place (with its file) and code; what is wrong; how to mend it.

    `names` has the name of a file as people know it, by its path.
    """
    for each in findings:
        level = word(f"level.{each.level.value}", lang)
        place = str(each.place)
        if files and each.place.file:
            name = names.get(each.place.file) or Path(each.place.file).name
            place = f"{name}{'　' if lang == 'zh' else '  '}{place}"
        told = f"  {f'{place}  ' if place else ''}[{each.code}]"
        say(told, head=f"  {level}", colour=_COLOURS[each.level])
        say(f"      {each.message(lang)}")
        say(f"      → {each.fix(lang)}")
        if each.justification:
            said = "print.justified" if each.is_justified else "print.not-justified"
            say(f"      {word(said, lang, reason=each.justification)}")


def print_filled(filled: "Filled", money: MoneyUnit, lang: Lang) -> None:
    """Print what one file says: unit, projects, total, and its findings."""
    counts = count_by_level(filled.findings)
    of_unit = "-of-unit" if filled.form and filled.form.project_sheet is None else ""
    say_lines(
        word(
            f"print.file{of_unit}", lang,
            file=spelled(filled.file), unit=spelled(str(filled.unit)) or "—",
            form=filled.form.name if filled.form else "—", projects=len(filled.projects),
            amounts=_amounts_and_rows(filled, money, lang),
            errors=counts[Level.ERROR], warnings=counts[Level.WARNING], infos=counts[Level.INFO],
            justified=sum(each.is_justified for each in filled.findings),
            **(filled.form.words.said if filled.form else {}),
        )
    )  # fmt: skip
    print_findings(filled.findings, lang)


def _amounts_and_rows(filled: "Filled", money: MoneyUnit, lang: Lang) -> str:
    """How many rows came back and what the budgets come to: of what the form asks for."""
    counts: Counter[str] = Counter()
    for each in filled.projects:
        for name, rows in each.project.tables.items():
            counts["print.indicators" if name == INDICATORS else "print.rows"] += len(rows)
    said = [word(code, lang, rows=count) for code, count in counts.items()]
    if filled.form is None or filled.form.asks("budget"):
        said.append(word("print.sum", lang, total=money.printed(filled.total), money=money.unit))
    return "".join(said)


def print_unreadable(returns: Iterable["Filled"], lang: Lang, *, as_json: bool = False) -> None:
    """Print one line for each file nothing could be read from; as JSON where nothing else comes."""
    unread = [(each.file, finding) for each in returns for finding in each.findings]
    for file, each in unread:
        stop = "。" if lang == "zh" else ". "
        where = f"{file}  {each.place}".strip()
        say(f"{where}: {each.message(lang)}{stop}{each.fix(lang)}", err=True)
    if as_json:
        from ..exchange import finding_json  # noqa: PLC0415 - it knows what others find too

        print_json({"errors": [finding_json(each, lang) for _, each in unread]})


@contextmanager
def progress(
    items: Iterable[T], length: int, label: str, *, hidden: bool = False
) -> Iterator[Iterable[T]]:
    """Show a bar while items go by, on a terminal only."""
    hidden = hidden or is_quiet() or not sys.stderr.isatty()
    with click.progressbar(
        items, length=length, label=label, file=sys.stderr, hidden=hidden
    ) as bar:
        yield bar
