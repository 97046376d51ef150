"""What the command `sync` does with a round: it knows databases, and is loaded when asked for."""

from collections.abc import Sequence
from pathlib import Path

from ..exchange import change_json, finding_json
from ..findings import FileError, Lang, RoundError, word
from ..form import Form
from ..identity import Kind
from ..master import read_master
from ..rounds import Reissued, Round, collect, open_round, reissue, to_collect
from .printing import print_conflicts, print_findings, print_json, progress
from .round_options import login_name, now
from .saying import say


def sync_round(
    folder: Path, ledger: str, files: Sequence[Path], master: Path | None, form: str | None, *,
    password: str, master_form: str, as_json: bool, lang: Lang,
) -> int:  # fmt: skip
    """Bring a round up to date, or some units of it, and give the exit code."""
    if files and (master or form):
        raise RoundError("round.files-with-master", round=folder)
    budget = read_master(master, master_form) if master else None
    drawn = Form.load(form) if form else None
    at, by = now(), login_name()
    with open_round(folder, ledger) as round:
        only = _units_of(round, files) if files else []
        units = (budget or round.ledger.edition().master).units
        made = reissue(
            round, at, master=budget, form=drawn, only=only, by=by, password=password
        )  # fmt: skip
        before = len(round.ledger.withdrawals())
        with progress(made, len(only or units), word("print.syncing", lang)) as bar:
            done = list(bar)
        number = round.ledger.edition().number
        if as_json:
            print_json({"round": round.name, "edition": number, "units": _json(done, lang)})
        else:
            gone = round.ledger.withdrawals()[before:]
            names = {each.unit.code: str(each.unit) for each in round.ledger.issues()}
            for each in gone:
                say(word("reissue.withdrawn", lang, unit=names[each.unit]))
            _print(round, done, len(gone), number, lang)
    return 1 if any(each.refused for each in done) else 0


def _units_of(round: Round, files: Sequence[Path]) -> list[str]:
    """The units some files are from; they are collected first, so that nothing of them is lost."""
    paths, at = to_collect(round, files), now()
    for each in collect(round, paths, at, by=login_name()):
        if each.error:
            raise each.error
    names = {path.name for path in paths}
    arrivals = (each for each in round.ledger.arrivals() if each.name in names and each.unit)
    units = list(dict.fromkeys(each.unit for each in arrivals))
    if not units:
        raise FileError("sync.nobodys", file="、".join(sorted(names)))
    return units


def _print(round: Round, done: Sequence[Reissued], gone: int, edition: int, lang: Lang) -> None:
    issued, form = [each for each in done if each.issue], round.ledger.edition().form
    for each in done:
        unit = str(each.unit)
        if each.refused:
            say(word("reissue.refused", lang, unit=unit))
            print_findings(each.refused, lang)
        elif each.issue:
            conflicts = [change for change in each.changes if change.kind is Kind.CONFLICT]
            say(
                word(
                    "reissue.line", lang, unit=unit, number=each.issue.number,
                    changes=len(each.changes), conflicts=len(conflicts), file=each.issue.file,
                )
            )  # fmt: skip
            print_conflicts(conflicts, form, lang)
        if each.verdict:
            state = word(f"status.state.{each.verdict.value}", lang)
            say(f"  {word('reissue.judged', lang, unit=unit, state=state)}")
    refused = sum(bool(each.refused) for each in done)
    say(
        word(
            "reissue.done", lang, round=round.name, count=len(issued), refused=refused,
            first=sum(each.issue is not None and each.issue.number == 1 for each in done),
            same=len(done) - len(issued) - refused, gone=gone,
        )
    )  # fmt: skip
    if issued:
        folder = round.outbox / f"edition-{edition}"
        say(word("reissue.next", lang, folder=folder))


def _json(done: Sequence[Reissued], lang: Lang) -> list[dict[str, object]]:
    return [
        {
            "unit": {"code": each.unit.code, "name": each.unit.name},
            "issue": each.issue.number if each.issue else None,
            "file": each.issue.file if each.issue else None,
            "changes": [change_json(change) for change in each.changes],
            "refused": [finding_json(finding, lang) for finding in each.refused],
            "verdict": each.verdict.value if each.verdict else None,
        }
        for each in done
    ]
