"""The command `send-back`."""

import sys
from collections.abc import Sequence
from pathlib import Path, PurePath

import click

from ..findings import Lang, word
from ..rounds import SentBack, UnitState
from ..rounds import send_back as send_back_copies
from ..rounds import status as status_of
from .command import Command
from .opened_round import opened
from .options import force_option, json_option, lang_option, spoken
from .out_names import OutFolder
from .printing import print_json, progress
from .round_options import ledger_option, login_name, now, round_option
from .saying import say


@click.command("send-back", cls=Command)
@round_option
@ledger_option
@click.option(
    "--out", metavar="DIR", type=OutFolder()
)  # fmt: skip
@force_option
@json_option
@lang_option
def send_back(
    *, folder: Path, ledger: str, out: Path | None, force: bool, as_json: bool, lang: Lang | None
) -> None:
    """Mark every return that is sent back, for its unit."""
    at = now()
    with opened(folder, ledger) as round:
        lang = spoken(lang, round.ledger.edition().form)
        count = len(status_of(round, at=at).of(UnitState.SENT_BACK))
        marking = send_back_copies(round, at, out=out, by=login_name(), force=force, lang=lang)
        with progress(marking, count, word("send-back.doing", lang)) as bar:
            done = list(bar)
        name = round.name
    if as_json:
        files = [_json(each, lang) for each in done]
        print_json({"schema": 1, "round": name, "files": files})
    else:
        _print(done, lang)
    sys.exit(1 if any(each.refused for each in done) else 0)


def _print(done: Sequence[SentBack], lang: Lang) -> None:
    for each in done:
        say(_line(each, lang))
    new = [each for each in done if each.file and each.is_new]
    if not done:
        say(word("send-back.none", lang))
    elif not new:
        left = sum(not each.refused for each in done)
        if left:
            say(word("send-back.nothing", lang, count=left))
    for folder in dict.fromkeys(each.file.parent for each in new if each.file):
        say(word("send-back.done", lang, count=len(new), folder=folder))


def _line(each: SentBack, lang: Lang) -> str:
    """What became of one unit."""
    if each.refused or each.file is None:
        why = " ".join(finding.message(lang) for finding in each.refused)
        return word("send-back.refused", lang, unit=each.unit, why=why)
    kind = PurePath(each.arrival.name).suffix or "—"
    code = "before" if not each.is_new else "line" if each.is_marked else "list"
    return word(f"send-back.{code}", lang, unit=each.unit, file=each.file, kind=kind)


def _json(each: SentBack, lang: Lang) -> dict[str, object]:
    return {
        "unit": {"code": each.unit.code, "name": each.unit.name},
        "arrival": each.arrival.id,
        "file": str(each.file) if each.file else None,
        "count": each.count,
        "marked": each.is_marked and not each.refused,
        "new": each.is_new and not each.refused,
        "refused": [finding.message(lang) for finding in each.refused],
    }
