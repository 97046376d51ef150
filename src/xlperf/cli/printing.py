"""What the commands print: findings, counts, JSON, and a progress bar on a terminal."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from ..budget import MoneyUnit
from ..findings import Finding, Lang, Level, count_by_level, word
from ..form import INDICATORS, Form
from ..identity import Change
from ..issuing import field_label
from ..master import ACCEPTED, Reconciliation, Tally
from ..reading import Filled
from ..syncing import Synced
from .saying import say, say_lines, spelled, spelled_json

T = TypeVar("T")
_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.INFO: "cyan"}


def print_json(value: Any) -> None:
    """Print JSON as UTF-8, whatever the terminal's own encoding is.

    What steers a terminal is escaped, and what cannot be written in UTF-8, as in the name of a
    file that is no text.
    """
    text = spelled_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
    click.echo(text.encode("utf-8"), nl=False)


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


def print_filled(filled: Filled, money: MoneyUnit, lang: Lang) -> None:
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


def _amounts_and_rows(filled: Filled, money: MoneyUnit, lang: Lang) -> str:
    """How many rows came back and what the budgets come to: of what the form asks for."""
    counts: Counter[str] = Counter()
    for each in filled.projects:
        for name, rows in each.project.tables.items():
            counts["print.indicators" if name == INDICATORS else "print.rows"] += len(rows)
    said = [word(code, lang, rows=count) for code, count in counts.items()]
    if filled.form is None or filled.form.asks("budget"):
        said.append(word("print.sum", lang, total=money.printed(filled.total), money=money.unit))
    return "".join(said)


def print_reconciliation(
    result: Reconciliation, money: MoneyUnit, lang: Lang, names: Mapping[str, str] = {}
) -> None:
    """Print the counts, unit by unit and in all, and every project that is not as approved."""
    named = [(str(each.unit), each.tally) for each in result.units]
    for name, tally in [*named, (word("print.total", lang), result.total)]:
        say(_tally(name, tally, money, lang))
        say(
            word(
                "print.tally-adopted", lang, issued=tally.issued, adopted=tally.adopted,
                to_mend=tally.to_mend, blank=tally.blank, missing=tally.missing,
            )
        )  # fmt: skip
    wrong = [each for each in result.comparisons if each.status not in ACCEPTED]
    if wrong:
        say()
    print_findings(result.findings, lang, files=True, names=names)


def _tally(name: str, tally: Tally, money: MoneyUnit, lang: Lang) -> str:
    counts = {
        "name": name, "accepted": tally.accepted, "rejected": tally.rejected,
        "missing": tally.missing, "issued": tally.issued, "extra": tally.extra,
    }  # fmt: skip
    if tally.difference is None:
        return word("print.tally-counts", lang, **counts)
    return word(
        "print.tally", lang, **counts, approved=money.printed(tally.approved),
        returned=money.printed(tally.returned), difference=money.printed(tally.difference),
        money=money.unit,
    )  # fmt: skip


def print_unreadable(returns: Iterable[Filled], lang: Lang) -> None:
    """Print one line for each file nothing could be read from."""
    for filled in returns:
        for each in filled.findings:
            stop = "。" if lang == "zh" else ". "
            say(f"{filled.file}: {each.message(lang)}{stop}{each.fix(lang)}", err=True)


def print_synced(
    path: Path, made: Synced, target: Path | None, form: Form | None, lang: Lang
) -> None:
    """Print what became of one workbook: left alone and why, as it was, or issued again."""
    if target is None:
        unit = spelled(str(made.unit)) or "—"
        say_lines(word("print.sync-refused", lang, file=spelled(str(path)), unit=unit))
        print_findings(made.refused, lang)
        return
    code = "print.synced" if made.is_changed else "print.sync-same"
    say_lines(
        word(
            code, lang, file=spelled(str(path)), unit=spelled(str(made.unit)),
            number=made.number, out=spelled(str(target)),
            changes=len(made.changes), conflicts=len(made.conflicts),
        )
    )  # fmt: skip
    if made.conflicts and form:
        print_conflicts(made.conflicts, form, lang)


def print_conflicts(conflicts: Iterable[Change], form: Form, lang: Lang) -> None:
    """Print what both a unit and the master budget changed, each with its three values."""
    for each in conflicts:
        values = {name: getattr(each, name) for name in ("name", "before", "answer", "now")}
        values["field"] = field_label(form, each.field)
        say(f"  {word('print.conflict', lang, **values)}")


@contextmanager
def progress(
    items: Iterable[T], length: int, label: str, *, hidden: bool = False
) -> Iterator[Iterable[T]]:
    """Show a bar while items go by, on a terminal only."""
    hidden = hidden or not sys.stderr.isatty()
    with click.progressbar(
        items, length=length, label=label, file=sys.stderr, hidden=hidden
    ) as bar:
        yield bar
