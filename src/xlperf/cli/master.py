"""The command `master check`."""

import sys
from decimal import Decimal
from pathlib import Path

import click

from ..exchange import master_report_json
from ..findings import Lang, Level, count_by_level, word
from ..form import Form
from ..master import MasterReport, TotalRow
from .command import Group
from .form_year import dated, year_option
from .master_door import ListOptions, converted_line, list_options, where_said
from .options import json_option, lang_option, spoken
from .printing import print_findings, print_json
from .saying import say


@click.group(cls=Group)
def master() -> None:
    """Check a master budget."""


@master.command("check")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--form", metavar="F")
@year_option
@list_options
@json_option
@lang_option
def check(
    *, file: Path, form: str | None, year: int | None, listed: ListOptions, as_json: bool,
    lang: Lang | None,
) -> None:  # fmt: skip
    """Say what is understood of a master budget."""
    drawn = dated(Form.load(form), year) if form else None
    report, lang = listed.report(file, drawn), spoken(lang, drawn)
    if as_json:
        print_json(master_report_json(report, lang))
    else:
        _print(report, lang)
    sys.exit(1 if report.mistakes else 0)


def _print(report: MasterReport, lang: Lang) -> None:
    if report.is_converted and not report.mistakes:
        say(converted_line(report, lang))
    say(report.file)
    for sheet in report.sheets:
        state = word("master.hidden" if sheet.hidden else "master.visible", lang)
        if sheet.taken:
            say(word("master.sheet-line", lang, sheet=sheet.name, state=state))
    if (report.is_read and report.has_amounts) or report.declared.unit:
        say(_money_line(report, lang))
    _print_columns(report, lang)
    if report.is_read:
        _print_rows(report, lang)
    else:
        say(word("master.not-read", lang))
    counts = count_by_level(report.findings)
    say(
        word(
            "master.counted", lang, errors=counts[Level.ERROR], warnings=counts[Level.WARNING],
            infos=counts[Level.INFO],
        )
    )  # fmt: skip
    print_findings(report.findings, lang)


def _money_line(report: MasterReport, lang: Lang) -> str:
    if not report.declared.unit:
        return word("master.unit-unknown", lang)
    where = where_said(report, lang)
    return word("master.is-in", lang, unit=report.declared.unit, where=where)


def _print_columns(report: MasterReport, lang: Lang) -> None:
    is_several = len({each.sheet for each in report.columns}) > 1
    places = [f"{c.sheet}!{c.letters}" if is_several else c.letters for c in report.columns]
    columns = list(zip(places, report.columns, strict=True))
    used = [f"{place} {c.heading} → {c.label}" for place, c in columns if c.field]
    unused = [f"{place} {c.heading}" for place, c in columns if not c.field]
    comma = "、" if lang == "zh" else ", "
    for code, named in (("master.used", used), ("master.unused", unused)):
        if named:
            say(word(code, lang, columns=comma.join(named)))


def _print_rows(report: MasterReport, lang: Lang) -> None:
    passed, of = report.passed_over, "-of-units" if report.counts_units else ""
    say(word(f"master.rows{of}", lang, count=report.taken, passed=len(passed)))
    totals = {(each.sheet, each.row): each for each in report.totals}
    for each in passed:
        why = word(f"master.row.{each.why}", lang)
        say(word("master.passed", lang, row=each.row, why=why, text=each.text))
        if (each.sheet, each.row) in totals:
            say(_total_line(totals[each.sheet, each.row], report, lang))
    for unit in report.units:
        say(_line("master.unit-line", unit.total, report, lang, unit=unit.unit,
                  count=unit.projects))  # fmt: skip
    say(_line("master.sum-line", report.total, report, lang, units=len(report.units),
              count=report.taken))  # fmt: skip


def _line(
    code: str, total: Decimal | None, report: MasterReport, lang: Lang, **values: object
) -> str:
    """A line of counts, with its control total where there is one."""
    if report.counts_units:
        return word(f"{code}-of-units", lang, **values)
    if total is None:
        return word(f"{code}-without", lang, **values)
    printed = report.money.printed(total)
    return word(code, lang, total=printed, money=report.money.unit, **values)


def _total_line(total: TotalRow, report: MasterReport, lang: Lang) -> str:
    printed, unit = report.money.printed, report.money.unit
    if total.stated is None:
        return word("master.total-blank", lang)
    code = "master.total-good" if total.agrees else "master.total-bad"
    return word(
        code, lang, stated=printed(total.stated), counted=printed(total.counted),
        rows=total.rows, money=unit,
    )  # fmt: skip
