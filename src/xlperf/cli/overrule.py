"""The command `overrule`."""

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from ..findings import Lang, RoundError, word
from ..rounds import (
    Judged,
    Round,
    Ruling,
    Standing,
    Verdict,
    Withdrawal,
    arrival_json,
    assign,
    join_copies,
    put_aside,
    status,
)
from ..rounds import overrule as overrule_round
from .command import Command
from .opened_round import opened
from .options import json_option, lang_option, spoken
from .printing import print_json
from .round_options import ledger_option, login_name, now, reason_option, round_option
from .saying import say


@click.command(cls=Command)
@click.argument("unit", metavar="[UNIT]", required=False, default="")
@round_option
@ledger_option
@reason_option
@click.option(
    "--copy", type=click.IntRange(min=1), metavar="ID",
)  # fmt: skip
@click.option("--accept", is_flag=True)
@click.option("--send-back", is_flag=True)
@click.option("--withdraw", is_flag=True)
@click.option(
    "--join", nargs=2, type=click.IntRange(min=1), metavar="A B",
)  # fmt: skip
@click.option("--ignore", type=click.IntRange(min=1), metavar="ID")
@click.option("--assign", "given", type=(click.IntRange(min=1), str), metavar="ID UNIT")
@click.option("--by", default="", metavar="NAME")
@json_option
@lang_option
def overrule(
    *, unit: str, folder: Path, ledger: str, reason: str, copy: int | None, accept: bool,
    send_back: bool, withdraw: bool, join: tuple[int, int] | None, ignore: int | None,
    given: tuple[int, str] | None, by: str, as_json: bool, lang: Lang | None,
) -> None:  # fmt: skip
    """Decide what of a unit counts, with a reason."""
    if ignore or given:
        is_too_much = bool(unit or copy or accept or send_back or withdraw or join)
        if is_too_much or (ignore and given):
            raise RoundError("round.no-decision", unit=unit or "—")
    elif not unit:
        raise click.MissingParameter(param_hint="'UNIT'", param_type="argument")
    elif (accept and send_back) or (join and (copy or accept or send_back or withdraw)):
        raise RoundError("round.no-decision", unit=unit)
    verdict = Verdict.WITH_FINDINGS if accept else Verdict.SENT_BACK if send_back else None
    asked = _Asked(
        unit, copy or 0, verdict, withdraw, join, ignore or 0, given, reason, by or login_name()
    )
    with opened(folder, ledger) as round:
        lang = spoken(lang, round.ledger.edition().form)
        at = now()
        made = _decided(round, asked, at)
        standing = status(round, at=at)
    if as_json:
        print_json(_json(made, asked, standing, lang))
    else:
        say(_said(made, asked, standing, folder, lang))


class _Asked(NamedTuple):
    """What is decided: of a unit and its copies, or of an odd arrival; one thing at once."""

    unit: str
    copy: int
    verdict: Verdict | None
    withdraw: bool
    join: tuple[int, int] | None
    ignore: int
    given: tuple[int, str] | None
    reason: str
    by: str


class _Made(NamedTuple):
    """What was decided: in one word, of which unit, and of which arrival; "" and 0 for none."""

    what: str
    unit: str = ""
    arrival: int = 0


def _decided(round: Round, asked: _Asked, at: datetime) -> _Made:
    """Put the decision into the ledger."""
    reason, by = asked.reason, asked.by
    if asked.ignore:
        put_aside(round, asked.ignore, reason=reason, at=at, by=by)
        return _Made("ignored", arrival=asked.ignore)
    if asked.given:
        number, unit = asked.given
        given = assign(round, number, unit, reason=reason, at=at, by=by)
        return _Made("assigned", given.unit, number)
    if asked.join:
        joined = join_copies(round, asked.unit, *asked.join, reason=reason, at=at, by=by)
        return _Made("joined", joined.unit, joined.arrival)
    made: Ruling | Withdrawal = overrule_round(
        round, asked.unit, reason=reason, at=at, by=by, copy=asked.copy, verdict=asked.verdict,
        withdraw=asked.withdraw,
    )  # fmt: skip
    if isinstance(made, Withdrawal):
        return _Made("withdrawn", made.unit)
    said = f"overruled-{made.verdict.value}" if made.verdict else "overruled"
    return _Made(said, made.unit, made.arrival)


def _said(made: _Made, asked: _Asked, standing: Standing, folder: Path, lang: Lang) -> str:
    """What was decided, in words: of which unit, by its code and its name."""
    values: dict[str, object] = {"number": made.arrival, "reason": asked.reason.strip()}
    if made.unit:
        values["unit"] = standing.unit(made.unit).unit
    if asked.join:
        values["first"], values["second"] = asked.join
    if found := _arrival(standing, made):
        values["state"] = word(f"status.state.{found.state.value}", lang)
        values["file"] = folder / found.arrival.file
    return word(f"print.{made.what}", lang, **values)


def _json(made: _Made, asked: _Asked, standing: Standing, lang: Lang) -> dict[str, Any]:
    """The same as plain JSON values; `arrival` is how it stands after the decision."""
    unit = standing.unit(made.unit).unit if made.unit else None
    found = _arrival(standing, made)
    return {
        "round": standing.round,
        "at": standing.at.isoformat(timespec="seconds"),
        "by": asked.by,
        "reason": asked.reason.strip(),
        "decided": made.what,
        "unit": {"code": unit.code, "name": unit.name} if unit else None,
        "joined": list(asked.join) if asked.join else None,
        "arrival": arrival_json(standing, found, lang) if found else None,
    }


def _arrival(standing: Standing, made: _Made) -> Judged | None:
    return next((each for each in standing.judged if each.arrival.id == made.arrival), None)
