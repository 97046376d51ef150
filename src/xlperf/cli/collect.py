"""The command `collect`."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from ..findings import Lang, word
from ..rounds import (
    Collected,
    Judged,
    Round,
    State,
    Verdict,
    Words,
    facts_json,
    judged_of,
    lines_left,
    open_round,
    reasons_of,
    sent_again_json,
    sent_once_more,
    to_collect,
)
from ..rounds import collect as collect_returns
from ..rounds import status as status_of
from .command import Command
from .next_steps import step_to_let_count, step_to_mark, steps_for
from .options import json_option, lang_option, spoken
from .pasting import pasted
from .printing import print_json, progress
from .round_options import ledger_option, login_name, now, round_option
from .saying import say

_SHOWN = 3
"""Reasons printed of each file; all stand in the ledger."""
_COLOURS = {State.ACCEPTED: "green", State.WITH_FINDINGS: "green", State.LATE: "yellow"}
_GOOD = (Verdict.ACCEPTED, Verdict.WITH_FINDINGS)


@click.command(cls=Command)
@click.argument(
    "sources", nargs=-1, required=True, metavar="FILE|FOLDER|ZIP...",
    type=click.Path(path_type=Path),
)  # fmt: skip
@round_option
@ledger_option
@json_option
@lang_option
def collect(
    *, sources: Sequence[Path], folder: Path, ledger: str, as_json: bool, lang: Lang | None
) -> None:
    """Take in what came back: files, folders, archives."""
    with open_round(folder, ledger) as round:
        length = len(to_collect(round, sources))
        lang = spoken(lang, round.ledger.edition().form)
        taking = collect_returns(round, sources, now(), by=login_name())
        with progress(taking, length, word("collect.doing", lang)) as bar:
            taken = list(bar)
        new, older = judged_of(round, taken)
        if as_json:
            print_json(_json(round, new, older, taken, lang))
        else:
            _print(round, new, older, lang)
            _print_again(round, taken, lang)
            _print_rest(round, taken, lang)
    for each in taken:
        if each.error:
            say(each.error.message(lang), err=True)
    sys.exit(_exit_code(new, taken))


def _exit_code(new: Sequence[Judged], taken: Sequence[Collected]) -> int:
    """2 when a file could not be had, 1 when one goes back, else 0.

    What programs and systems leave beside workbooks has no errors, and is nobody's mistake.
    """
    if any(each.error for each in taken):
        return 2
    bad = [each for each in new if each.verdict not in _GOOD]
    left = [each for each in bad if each.verdict is Verdict.UNREADABLE and not each.arrival.errors]
    return 1 if len(bad) > len(left) else 0


def _print(
    round: Round,
    new: Sequence[Judged],
    older: Sequence[Judged],
    lang: Lang,
) -> None:
    names = _names(round)
    for each in new:
        arrival = each.arrival
        state = word(f"status.state.{each.state.value}", lang)
        unit = f"{arrival.unit} {names.get(arrival.unit, '')}".strip() or "—"
        line = word("collect.line", lang, state="", unit=unit, file=arrival.name)
        say(line, head=state, colour=_COLOURS.get(each.state, "red"))
        for reason in reasons_of(arrival, lang)[:_SHOWN]:
            say(f"    {reason}")
        left = lines_left(arrival, _SHOWN)
        if left > 0:
            say(f"    {_rest(round, each, left, names, lang)}")
        for step in steps_for(arrival.unit, arrival.reasons, round.folder, lang):
            say(step)
    counting = {each.arrival.id: each.arrival.name for each in new}
    for each in older:
        unit, name = each.arrival.unit, each.arrival.name
        by = counting.get(each.beside, "")
        say(word("collect.superseded", lang, unit=unit, file=name, by=by))


def _print_again(round: Round, taken: Sequence[Collected], lang: Lang) -> None:
    """Which copies came once more after another had taken their place, and which one counts."""
    again = sent_once_more(round, taken)
    words = Words(lang, status_of(round, at=now())) if again else None
    for each in again:
        if words:
            say(f"{each.first.unit}　{words.sent_again(each)}")
            say(step_to_let_count(each, round.folder, lang))


def _names(round: Round) -> dict[str, str]:
    """The name of each unit that was issued a workbook, by its code."""
    return {each.unit.code: each.unit.name for each in round.ledger.issues()}


def _rest(round: Round, each: Judged, left: int, names: Mapping[str, str], lang: Lang) -> str:
    """How many reasons are not printed, and where they are."""
    if each.arrival.unit in names:
        command = pasted("status", "--round", round.folder, "--unit", each.arrival.unit)
        return word("collect.more", lang, count=left, command=command)
    command = pasted("read", round.folder / each.arrival.file)
    return word("collect.more-read", lang, count=left, command=command)


def _print_rest(round: Round, taken: Sequence[Collected], lang: Lang) -> None:
    """The counts, and where everything is kept."""
    new, _ = judged_of(round, taken)
    counts = _counts(new)
    stop = "，" if lang == "zh" else ", "
    told = stop.join(f"{word(f'status.state.{state}', lang)} {n}" for state, n in counts.items())
    if new:
        say(word("collect.total", lang, count=len(new), counts=told))
        say(word("collect.kept", lang, folder=round.received))
        if any(each.verdict is Verdict.SENT_BACK and each.counts for each in new):
            for step in step_to_mark(status_of(round, at=now()), round.folder, lang):
                say(step)
    else:
        say(word("collect.nothing", lang))
    restored = sum(each.is_restored for each in taken)
    if restored:
        say(word("collect.restored", lang, count=restored))
    already = _already(taken) - restored
    if already:
        say(word("collect.already", lang, count=already))


def _counts(new: Sequence[Judged]) -> dict[str, int]:
    """How many of each state, in the order of the states; none is left out that there is."""
    counted = Counter(each.state for each in new)
    return {state.value: counted[state] for state in State if counted[state]}


def _already(taken: Sequence[Collected]) -> int:
    return sum(each.arrival is None and each.error is None for each in taken)


def _json(
    round: Round,
    new: Sequence[Judged],
    older: Sequence[Judged],
    taken: Sequence[Collected],
    lang: Lang,
) -> dict[str, object]:
    names = _names(round)
    return {
        "round": round.name,
        "arrivals": [_arrival(each, names, lang) for each in new],
        "superseded": [_arrival(each, names, lang) for each in older],
        "already": _already(taken),
        "lost": [{"file": str(each.source)} for each in taken if each.error],
        "counts": _counts(new),
        "sent_again": [sent_again_json(each) for each in sent_once_more(round, taken)],
    }


def _arrival(each: Judged, names: Mapping[str, str], lang: Lang) -> dict[str, object]:
    arrival = each.arrival
    return {
        "file": arrival.name, "unit": {"code": arrival.unit, "name": names.get(arrival.unit, "")},
        "issue": arrival.number, "state": each.state.value, "verdict": each.verdict.value,
        "late": arrival.late, "counts": each.counts, "received": arrival.received_at.isoformat(),
        "digest": arrival.digest, "kept": arrival.file, "errors": arrival.errors,
        "warnings": arrival.warnings, "reasons": list(reasons_of(arrival, lang)),
        **facts_json(arrival),
    }  # fmt: skip
