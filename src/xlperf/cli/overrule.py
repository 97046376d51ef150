"""The command `overrule`."""

from pathlib import Path
from typing import NamedTuple

import click

from ..findings import Lang, RoundError, word
from ..rounds import Verdict, Withdrawal, assign, join_copies, put_aside, status
from ..rounds import overrule as overrule_round
from .command import Command
from .opened_round import opened
from .options import lang_option, spoken
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
@lang_option
def overrule(
    *, unit: str, folder: Path, ledger: str, reason: str, copy: int | None, accept: bool,
    send_back: bool, withdraw: bool, join: tuple[int, int] | None, ignore: int | None,
    given: tuple[int, str] | None, by: str, lang: Lang | None,
) -> None:  # fmt: skip
    """Decide what of a unit counts, with a reason."""
    if ignore or given:
        if unit or copy or accept or send_back or withdraw or join or (ignore and given):
            raise RoundError("round.no-decision", unit=unit or "—")
        _of_odd(_Odd(ignore or 0, given, reason, by or login_name()), folder, ledger, lang)
        return
    if not unit:
        raise click.MissingParameter(param_hint="'UNIT'", param_type="argument")
    if join:
        if copy or accept or send_back or withdraw:
            raise RoundError("round.no-decision", unit=unit)
        _join(_Asked(unit, *join, reason, by or login_name()), folder, ledger, lang)
        return
    if accept and send_back:
        raise RoundError("round.no-decision", unit=unit)
    verdict = Verdict.WITH_FINDINGS if accept else Verdict.SENT_BACK if send_back else None
    with opened(folder, ledger) as round:
        lang = spoken(lang, round.ledger.edition().form)
        made = overrule_round(
            round, unit, reason=reason, at=now(), by=by or login_name(), copy=copy or 0,
            verdict=verdict, withdraw=withdraw,
        )  # fmt: skip
    if isinstance(made, Withdrawal):
        say(word("print.withdrawn", lang, unit=unit, reason=made.reason))
    else:
        said = "print.overruled" if verdict is None else f"print.overruled-{verdict.value}"
        say(word(said, lang, unit=unit, number=made.arrival, reason=made.reason))


class _Odd(NamedTuple):
    """What is decided of an odd arrival: it is put aside, or given to a unit."""

    ignore: int
    given: tuple[int, str] | None
    reason: str
    by: str


def _of_odd(asked: _Odd, folder: Path, ledger: str, lang: Lang | None) -> None:
    """Decide of an odd arrival, and say what became of it."""
    at = now()
    with opened(folder, ledger) as round:
        lang = spoken(lang, round.ledger.edition().form)
        if asked.given is None:
            put_aside(round, asked.ignore, reason=asked.reason, at=at, by=asked.by)
            say(word("print.ignored", lang, number=asked.ignore, reason=asked.reason))
            return
        number, unit = asked.given
        made = assign(round, number, unit, reason=asked.reason, at=at, by=asked.by)
        standing = status(round, at=at)
    found = next(each for each in standing.judged if each.arrival.id == number)
    say(
        word(
            "print.assigned", lang, number=number, unit=standing.unit(made.unit).unit,
            reason=asked.reason, state=word(f"status.state.{found.state.value}", lang),
        )
    )  # fmt: skip


class _Asked(NamedTuple):
    """Which copies of which unit are to be joined, and why."""

    unit: str
    first: int
    second: int
    reason: str
    by: str


def _join(asked: _Asked, folder: Path, ledger: str, lang: Lang | None) -> None:
    """Join two copies, and say which number the joined one has and what became of it."""
    unit, first, second, reason, by = asked
    at = now()
    with opened(folder, ledger) as round:
        lang = spoken(lang, round.ledger.edition().form)
        made = join_copies(round, unit, first, second, reason=reason, at=at, by=by)
        judged = {each.arrival.id: each for each in status(round, at=at).judged}
    found = judged[made.arrival]
    say(
        word(
            "print.joined", lang, unit=unit, first=first, second=second, number=made.arrival,
            file=folder / found.arrival.file, reason=made.reason,
            state=word(f"status.state.{found.state.value}", lang),
        )
    )  # fmt: skip
