"""One run of re-issuing: the edition is entered, then a unit a step is brought up to it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ...budget import Master, Unit, wording
from ...form import Form
from ...rules import Rule, checked_rules
from ..ledger import NOT_LISTED, Arrival, Edition, Withdrawal
from ..round import Round
from .desk import Asked, Desk, Reissued
from .jobs import Job, jobs_of
from .known import Known, known_of
from .new_edition import NewEdition, new_edition, still_withdrawn


@dataclass(frozen=True)
class Reissuing:
    """A round about to be brought up to date: iterate it, and each step does one unit.

    Attributes:
        edition: the form and the master budget that hold from now on.
        dropped: the units the new master leaves out: they are no longer asked.
        asked_again: the units that a master before left out and this one lists.
        still_withdrawn: the units it lists and the office has withdrawn: they stay so.
    """

    round: Round
    edition: Edition
    dropped: tuple[Unit, ...]
    asked_again: tuple[Unit, ...]
    still_withdrawn: tuple[Withdrawal, ...]
    _known: Known = field(repr=False)
    _jobs: tuple[Job, ...] = field(repr=False)
    _asked: Asked = field(repr=False)

    def __len__(self) -> int:
        return len(self._jobs)

    def __iter__(self) -> Iterator[Reissued]:
        desk = Desk(self.round, self._known, self.edition, self._asked)
        return desk.all_of(self._jobs)


def reissue(
    round: Round, at: datetime, *,
    master: Master | None = None, form: Form | None = None, only: Collection[str] = (),
    by: str = "", password: str = "", workers: int | None = None,
    rules: Iterable[Rule] | None = None, amounts_are_right: bool = False, dry_run: bool = False,
    coming: Sequence[Arrival] = (), without_objects: bool = False,
) -> Reissuing:  # fmt: skip
    """Issue a new workbook to every unit that needs one: iterate what is given, a unit a step.

    Given again after an interruption, it goes on where it stopped; given again when all is
    done, it changes nothing.

    Args:
        at: the moment, with its time zone.
        master: the new master budget; the one that holds if not given.
        form: the new version of the form; the one that holds if not given.
        only: the codes of the units it is for; all if none are given.
        rules: as for `read`: what copies are judged anew by; give those they were collected by.
        amounts_are_right: take a master most of whose budgets changed by one power of ten.
        dry_run: say what would be done, and write nothing.
        without_objects: issue again to units too whose copy has text boxes, pictures, threads or
            attached files, which the new workbook does not have.
        coming: what did not come in yet and is to be seen as if it had: for a dry run.

    Raises:
        RoundError: the new master budget leaves a unit out that has sent something, most of its
            budgets changed by one power of ten, or the form is another one; nothing was changed
            then.
        RuleError: a worker could not import one of `rules`; raised by the first step.
        MasterError: the master's amounts are in another unit than the form's.
        OutputError: a workbook cannot be written; raised by the step that would.
    """
    own = None if rules is None else checked_rules(rules)
    asked = Asked(at, by, password, workers, own, dry_run, without_objects)
    known, new = _begun(
        round, master, form, asked, coming=coming, amounts_are_right=amounts_are_right
    )  # fmt: skip
    return _about_to(round, known, new, asked, frozenset(map(wording.code, only)))


def _about_to(
    round: Round, known: Known, new: NewEdition | None, asked: Asked, wanted: frozenset[str]
) -> Reissuing:
    """A run that may begin: what holds, whom it concerns, and what is to be done."""
    edition = new.edition if new else known.edition
    held = still_withdrawn(known, edition.master)
    left = {wording.code(each.unit) for each in held}
    jobs = jobs_of(known, edition, frozenset(left))
    return Reissuing(
        round=round,
        edition=edition,
        dropped=new.dropped if new else (),
        asked_again=new.asked_again if new else (),
        still_withdrawn=held,
        _known=known._replace(editions={**known.editions, edition.number: edition}),
        _jobs=tuple(each for each in jobs if not wanted or each.code in wanted),
        _asked=asked,
    )


def _begun(
    round: Round, master: Master | None, form: Form | None, asked: Asked, *,
    coming: Sequence[Arrival], amounts_are_right: bool,
) -> tuple[Known, NewEdition | None]:  # fmt: skip
    """What the ledger says, and the edition that was entered on it, if one was to be."""
    while True:
        known = known_of(round.ledger, coming)
        new = new_edition(
            known, master, form, asked.at, round.folder, amounts_are_right=amounts_are_right
        )
        if new is None or asked.is_trial or _is_entered(round, new, asked):
            return known, new


def _is_entered(round: Round, new: NewEdition, asked: Asked) -> bool:
    """Enter an edition; False when another desk has entered one since the ledger was read."""
    with round.ledger.changing(asked.at, asked.by) as change:
        if change.has_edition(new.edition.number):
            return False
        change.add_edition(new.edition)
        for unit in new.dropped:
            change.add_withdrawal(
                Withdrawal(unit=unit.code, cause=NOT_LISTED, by=asked.by, at=asked.at)
            )
        for unit in new.asked_again:
            change.tell("asked-again", unit.code, edition=new.edition.number)
    return True
