"""How commands take a master budget: the options that say how, and what is told at the door."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from ..exchange import master_door_json
from ..findings import Lang, Level, word
from ..form import Form
from ..master import MasterReport, check_master
from .printing import print_findings
from .saying import say
from .wrong_use import WrongUse

_Function = Callable[..., Any]


@dataclass(frozen=True)
class ListOptions:
    """How the list of a master budget is to be read: its form, sheets, unit, columns."""

    master_form: str | None = None
    sheets: tuple[str, ...] = ()
    money_unit: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    def report(self, path: Path, form: Form | str | None, *, round_unit: str = "") -> MasterReport:
        """What is understood of a file; whether it can be used is for the caller to ask.

        Raises:
            FileError: it cannot be opened.
            FormError: there is no such form, or it draws no list.
        """
        columns: dict[str, list[str]] = {}
        for name, heading in self.columns:
            columns.setdefault(name, []).append(heading)
        return check_master(
            path, form, master_form=self.master_form, sheets=self.sheets,
            money_unit=self.money_unit, columns=columns, round_unit=round_unit,
        )  # fmt: skip


def _pair(context: click.Context, __: click.Parameter, given: Sequence[str]) -> tuple[Any, ...]:
    """FIELD=HEADING, taken apart."""
    pairs = [each.partition("=") for each in given]
    for text, (name, sign, heading) in zip(given, pairs, strict=True):
        if not (name.strip() and sign and heading.strip()):
            raise WrongUse(
                "usage.bad-value", context, found="--column", value=text,
                expected="usage.value.column",
            )  # fmt: skip
    return tuple((name.strip(), heading.strip()) for name, _, heading in pairs)


_OPTIONS: tuple[Callable[[_Function], _Function], ...] = (
    click.option(
        "--master-form", metavar="F",
    ),
    click.option(
        "--sheet", "sheets", multiple=True, metavar="NAME",
    ),
    click.option(
        "--money-unit", default="", metavar="UNIT",
    ),
    click.option(
        "--column", "columns", multiple=True, metavar="FIELD=HEADING", callback=_pair,
    ),
)  # fmt: skip


def list_options(command: _Function) -> _Function:
    """Give a command the options of a master budget; it gets them as one `listed`."""

    @wraps(command)
    def wrapped(**given: Any) -> Any:
        names = ("master_form", "sheets", "money_unit", "columns")
        listed = ListOptions(**{name: given.pop(name) for name in names})
        return command(**given, listed=listed)

    optioned: _Function = wrapped
    for option in reversed(_OPTIONS):
        optioned = option(optioned)
    return optioned


def print_door(report: MasterReport, lang: Lang) -> None:
    """Print what an office should know of its master budget before anything is made of it.

    The first line says what was converted; then what is told and does not stop it.
    """
    if report.is_converted:
        say(converted_line(report, lang))
    told = [each for each in report.findings if each.level is not Level.ERROR]
    print_findings(told, lang, files=True)


def converted_line(report: MasterReport, lang: Lang) -> str:
    """From which unit into which, and where it is said."""
    return word(
        "master.converted", lang, unit=report.declared.unit, where=where_said(report, lang),
        money=report.form.money.unit,
    )  # fmt: skip


def where_said(report: MasterReport, lang: Lang) -> str:
    """Where a list says what it is counted in: a cell with its words, or who said it."""
    said = report.declared
    return f"{said.where} {said.words}" if said.where else word(f"master.by.{said.by}", lang)


def door_json(report: MasterReport | None, lang: Lang) -> dict[str, Any]:
    """The same as JSON, under `master`; nothing where no master budget was read."""
    return {"master": master_door_json(report, lang)} if report else {}
