"""The command `extend`."""

from collections.abc import Sequence
from pathlib import Path

import click

from ..findings import Lang, word
from ..issuing import last_day
from ..rounds import Extension, Standing, UnitStanding, Words, standing_json, status
from ..rounds import extend as extend_round
from .command import Command
from .opened_round import opened
from .options import json_option, lang_option, spoken
from .printing import print_json
from .round_options import ledger_option, login_name, now, reason_option, round_option
from .saying import say


@click.command(cls=Command)
@click.argument("units", nargs=-1, metavar="[UNIT...]")
@round_option
@ledger_option
@click.option(
    "--due", required=True, metavar="DATE"
)  # fmt: skip
@reason_option
@click.option("--earlier", is_flag=True)
@click.option("--by", default="", metavar="NAME")
@json_option
@lang_option
def extend(
    *, units: Sequence[str], folder: Path, ledger: str, due: str, reason: str, earlier: bool,
    by: str, as_json: bool, lang: Lang | None,
) -> None:  # fmt: skip
    """Move the due date, of all units or of some."""
    at = now()
    with opened(folder, ledger) as round:
        lang = spoken(lang, round.ledger.edition().form)
        moved = extend_round(
            round, due, units, reason=reason, at=at, by=by or login_name(), earlier=earlier
        )
        standing = status(round, at=at)
    if as_json:
        told = standing_json(standing, lang)
        names = ("round", "due", "at")
        done = told["extensions"][len(told["extensions"]) - len(moved) :]
        kept = [
            {"unit": each.unit.code, "due": each.due.isoformat()}
            for each in _on_their_own(standing, moved)
        ]
        head = {"schema": 1, **{name: told[name] for name in names}}
        print_json({**head, "extended": done, "own": kept})
        return
    words = Words(lang, standing)
    for each in moved:
        who = _named(standing, each.unit) if each.unit else words.say("whole-round")
        days = {"before": each.before, "due": each.due}
        say(word("print.extended", lang, who=who, reason=each.reason, **days))
    for unit in _on_their_own(standing, moved):
        say(word("print.extended-own", lang, unit=unit.unit, due=unit.due))
    if not moved:
        say(word("print.extended-not", lang, due=last_day(due)))


def _on_their_own(standing: Standing, moved: Sequence[Extension]) -> list[UnitStanding]:
    """The units whose own date is later than the one the whole round was given: they keep it."""
    if not any(not each.unit for each in moved):
        return []
    return [each for each in standing.units if each.due != standing.due]


def _named(standing: Standing, code: str) -> str:
    found = standing.unit(code)
    return str(found.unit) if isinstance(found, UnitStanding) else code
