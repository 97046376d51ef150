"""What the command `sync` does with a round: it knows databases, and is loaded when asked for."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..exchange import change_json, finding_json
from ..findings import FileError, Lang, RoundError, word
from ..form import Form
from ..identity import Kind
from ..master import MasterReport
from ..rounds import (
    Arrival,
    Collected,
    Reissued,
    Reissuing,
    Round,
    Withdrawal,
    collect,
    foreseen,
    open_round,
    reissue,
)
from .form_year import dated
from .master_door import ListOptions, door_json, print_door
from .options import spoken
from .printing import print_findings, print_json, progress
from .printing_sync import print_conflicts
from .round_options import login_name, now
from .saying import say


def sync_round(
    folder: Path, ledger: str, files: Sequence[Path], master: Path | None, form: str | None, *,
    year: int | None, password: str, without_objects: bool, listed: ListOptions, dry_run: bool,
    amounts_are_right: bool, as_json: bool, lang: Lang | None,
) -> int:  # fmt: skip
    """Bring a round up to date, or some units of it, and give the exit code."""
    if files and (master or form):
        raise RoundError("round.files-with-master", round=folder)
    drawn = Form.load(form) if form else None
    with ExitStack() as held:
        round = held.enter_context(open_round(folder, ledger))
        its = round.ledger.edition().form
        if year and year != its.year:
            raise RoundError("round.year-stays", found=year, expected=its.year)
        drawn = dated(drawn, its.year) if drawn else None
        coming = held.enter_context(_taken(round, files, dry_run=dry_run))
        lang = spoken(lang, drawn or its)
        report = _report(round, master, drawn, listed)
        budget = report.required() if report else None
        if report and not as_json:
            print_door(report, lang)
        only = _units_of(coming, files)
        made = reissue(
            round, now(), master=budget, form=drawn, only=only, by=login_name(),
            password=password, without_objects=without_objects,
            amounts_are_right=amounts_are_right, dry_run=dry_run,
            coming=coming if dry_run else (),
        )  # fmt: skip
        with progress(made, len(made), word("print.syncing", lang)) as bar:
            done = list(bar)
        if as_json:
            made_json = _json(made, done, lang, dry_run=dry_run)
            print_json({**made_json, **door_json(report, lang)})
        else:
            _print(made, done, lang, dry_run=dry_run)
    return 1 if any(each.refused for each in done) else 0


def _report(
    round: Round, master: Path | None, form: Form | None, listed: ListOptions
) -> MasterReport | None:
    """A new master budget, read; the round remembers what the one before was counted in."""
    if master is None:
        return None
    before = round.ledger.edition()
    unit = before.master.declared or before.master.money.unit
    return listed.report(master, form or before.form, round_unit=unit)


@contextmanager
def _taken(round: Round, files: Sequence[Path], *, dry_run: bool) -> Iterator[tuple[Arrival, ...]]:
    """The files given, as the ledger has them; they are collected, so that nothing is lost.

    In a dry run they are only looked at.
    """
    if not files:
        yield ()
    elif dry_run:
        with foreseen(round, files, now()) as arrivals:
            yield arrivals
    else:
        yield _collected(round, list(collect(round, files, now(), by=login_name())))


def _collected(round: Round, taken: Sequence[Collected]) -> tuple[Arrival, ...]:
    """The arrivals of the files given, whether they came in now or before.

    Which they are, their bytes say: another file of the same name is another's.
    """
    for each in taken:
        if each.error:
            raise each.error
    kept = round.received.resolve()
    given = [each for each in taken if not each.source.resolve().is_relative_to(kept)]
    digests = {each.digest for each in given}
    return tuple(each for each in round.ledger.arrivals() if each.digest in digests)


def _units_of(arrivals: Sequence[Arrival], files: Sequence[Path]) -> list[str]:
    """The units some files are from, as the files themselves say.

    Raises:
        FileError: files were given, and none tells whose it is.
    """
    units = list(dict.fromkeys(each.unit for each in arrivals if each.unit))
    if files and not units:
        raise FileError("sync.nobodys", file="、".join(sorted(path.name for path in files)))
    return units


def _print(made: Reissuing, done: Sequence[Reissued], lang: Lang, *, dry_run: bool) -> None:
    round = made.round
    for each in made.dropped:
        say(word("reissue.withdrawn", lang, unit=each))
    for each in made.asked_again:
        say(word("reissue.asked-again", lang, unit=each))
    for gone in made.still_withdrawn:
        unit, reason = _name_of(made, gone), gone.reason
        say(word("reissue.still-withdrawn", lang, unit=unit, reason=reason))
    for one in done:
        _print_one(made, one, lang)
    issued = [each.issue for each in done if each.issue]
    refused = sum(bool(each.refused) for each in done)
    say(
        word(
            "reissue.done", lang, round=round.name, count=len(issued), refused=refused,
            first=sum(each.number == 1 for each in issued),
            same=len(done) - len(issued) - refused, gone=len(made.dropped),
        )
    )  # fmt: skip
    if dry_run:
        say(word("sync.dry-run", lang))
        return
    for folder in _folders(made, done):
        say(word("reissue.next", lang, folder=folder))


def _print_one(made: Reissuing, each: Reissued, lang: Lang) -> None:
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
        print_conflicts(conflicts, made.edition.form, lang)
    if each.verdict:
        state = word(f"status.state.{each.verdict.value}", lang)
        say(f"  {word('reissue.judged', lang, unit=unit, state=state)}")


def _folders(made: Reissuing, done: Sequence[Reissued]) -> list[Path]:
    """The folders in which lies what is to be sent now."""
    files = (made.round.folder / each.issue.file for each in done if each.issue)
    return list(dict.fromkeys(file.parent for file in files))


def _name_of(made: Reissuing, gone: Withdrawal) -> str:
    """The unit of a withdrawal with its name."""
    units = {each.unit.code: str(each.unit) for each in made.round.ledger.issues()}
    return units.get(gone.unit, gone.unit)


def _json(
    made: Reissuing, done: Sequence[Reissued], lang: Lang, *, dry_run: bool
) -> dict[str, object]:
    return {
        "round": made.round.name,
        "edition": made.edition.number,
        "dry_run": dry_run,
        "folders": [] if dry_run else [str(each) for each in _folders(made, done)],
        "dropped": [{"code": each.code, "name": each.name} for each in made.dropped],
        "asked_again": [{"code": each.code, "name": each.name} for each in made.asked_again],
        "still_withdrawn": [
            {"unit": each.unit, "reason": each.reason} for each in made.still_withdrawn
        ],
        "units": [_unit_json(each, lang) for each in done],
    }


def _unit_json(each: Reissued, lang: Lang) -> dict[str, object]:
    return {
        "unit": {"code": each.unit.code, "name": each.unit.name},
        "issue": each.issue.number if each.issue else None,
        "file": each.issue.file if each.issue else None,
        "changes": [change_json(change) for change in each.changes],
        "refused": [finding_json(finding, lang) for finding in each.refused],
        "verdict": each.verdict.value if each.verdict else None,
    }
