"""A small round on the sample that comes with the library: one real unit and two made-up ones.

One unit is late, one is sent a new workbook because the master budget changed, and of that one
an amount is in conflict. Every moment is given, so that the same files are made every time.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..budget import Master, Project
from ..excel.files import write_whole
from ..findings import Finding
from ..form import Form
from ..identity import Change, Kind
from ..issuing import Cover, PreparedForm
from ..master import Reconciliation, read_master
from ..publishing import publish, read_text
from ..reading import Filled, read_all
from ..rounds import (
    Round,
    Standing,
    collect,
    counting_returns,
    distribute,
    open_round,
    reissue,
    status,
    status_workbook,
)
from ..summary import consolidate
from .days import (
    ABOUT,
    AGAIN,
    AMOUNT,
    BY,
    CHANGED,
    CLOSED,
    CONTACT,
    CORRECTED,
    DUE,
    FIRST,
    FORM,
    LATE,
    NAME,
    PUBLISHED,
    SENT,
    SLOW,
)
from .folder import Folder
from .sample import sample_folder
from .units import Units


@dataclass(frozen=True)
class Made:
    """What the demonstration made, for whoever wants to look at it.

    Attributes:
        round: the folder of the round: what was sent, what came in, and the ledger.
        outbox: the workbooks as they are sent to the units.
        returns: the same ones as the units sent them back.
        changed: the new master budget.
        reissued: the workbook that was issued again because of it.
        conflicts: what both the unit and the new master budget changed.
        again: that workbook as the unit sent it back.
        standing: how the round stands in the end.
        status: the same as a workbook.
        text: what is published of one unit, as a draft: its return still has errors.
        text_read: the same, read back; None where it is a workbook.
    """

    master: Path
    round: Path
    outbox: tuple[Path, ...]
    returns: tuple[Path, ...]
    changed: Path
    reissued: tuple[Path, ...]
    conflicts: tuple[Change, ...]
    again: tuple[Path, ...]
    status: Path
    summary: Path
    text: Path
    text_read: Filled | None
    examples: tuple[Finding, ...]
    standing: Standing
    reconciliation: Reconciliation


def demo(folder: Path, *, force: bool = False) -> Made:
    """Do the whole job into a folder: master, workbooks, returns, a change, status, summary.

    Raises:
        OutputError: a file exists there and `force` is not given, or it cannot be written.
    """
    made = Folder(folder, force)
    made.refuse_existing()
    form = Form.load(FORM)
    before = made.master("1-主预算.xlsx", read_master(sample_folder() / "master.csv"))
    issuing = distribute(
        form, before, made.round, DUE, SENT, name=NAME, contact=CONTACT, by=BY
    )  # fmt: skip
    outbox = tuple(made.round / each.file for each in issuing)
    office = Units(PreparedForm(form, Cover(str(DUE), CONTACT), "", NAME), made)
    returns = tuple(office.first(before))
    after = made.master("4-新主预算.xlsx", _corrected(before))
    with open_round(made.round) as round:
        _take_in(round, FIRST, *(path for path in returns if not _is_slow(path)))
        issued = list(reissue(round, CHANGED, master=after, by=BY, workers=1))
        again = tuple(office.second(after, issued))
        _take_in(round, AGAIN, *again)
        _take_in(round, LATE, *returns)  # what came in before changes nothing
        standing, reconciliation = _close(made, round)
        _print(made, round)
    changes = [change for each in issued for change in each.changes]
    return Made(
        folder / "1-主预算.xlsx", made.round, outbox, returns, folder / "4-新主预算.xlsx",
        tuple(made.round / each.issue.file for each in issued if each.issue),
        tuple(each for each in changes if each.kind is Kind.CONFLICT), again,
        folder / made.STATUS, folder / made.SUMMARY, made.text, _read_back(made.text, form),
        _examples(returns), standing, reconciliation,
    )  # fmt: skip


def _close(folder: Folder, round: Round) -> tuple[Standing, Reconciliation]:
    """The last day: how the round stands, and the summary of what counts."""
    standing = status(round, at=CLOSED)
    told = status_workbook(standing, round.ledger.changes())
    write_whole(folder.top / folder.STATUS, told, force=folder.force)
    found = counting_returns(round, at=CLOSED)
    done = consolidate(
        found.read(workers=1), found.master, folder.top / folder.SUMMARY,
        force=folder.force, form=found.form, round=found.heading,
    )  # fmt: skip
    return standing, done.reconciliation


def _print(folder: Folder, round: Round) -> None:
    """The text of the real unit, from the copy that counts."""
    found = counting_returns(round, at=CLOSED)
    publish(
        found.read(workers=1), folder.text, units=[PUBLISHED], about=ABOUT,
        draft=True, force=folder.force,
    )  # fmt: skip


def _read_back(text: Path, form: Form) -> Filled | None:
    """What the text says that was just printed, where its printer was there."""
    return read_text(text, form) if text.suffix == ".docx" else None


def _corrected(master: Master) -> Master:
    """The master budget with one amount changed."""
    units = (
        each.model_copy(update={"projects": tuple(map(_with_amount, each.projects))})
        for each in master.units
    )
    return master.model_copy(update={"units": tuple(units)})


def _with_amount(project: Project) -> Project:
    if project.code != CORRECTED:
        return project
    return project.model_copy(update={"budget": AMOUNT, "fiscal": AMOUNT})


def _take_in(round: Round, at: datetime, *paths: Path) -> None:
    for each in collect(round, paths, at, by=BY, workers=1):
        if each.error:
            raise each.error


def _is_slow(path: Path) -> bool:
    return path.name.startswith(SLOW)


def _examples(returns: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding of each of three kinds, as a reader of the screen would like to see them."""
    wanted = ("goal.placeholder", "plan.falls", "indicators.unit-sentence")
    found = [each for filled in read_all(returns) for each in filled.findings]
    firsts = (next((each for each in found if each.code == code), None) for code in wanted)
    return tuple(each for each in firsts if each)
