"""Status: who is in, who is late, who was sent back, who is missing, as of one moment."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from ...budget import Unit, units_named, wording
from ...findings import RoundError
from ...form import Form
from ...master import Tally
from ..ledger import (
    Event,
    Extension,
    Issue,
    Ruling,
    Verdict,
)
from ..round import Round
from .altered import Altered, altered_files
from .asked import codes_of, in_force
from .by_unit import ByUnit, by_unit, odd_ones
from .copies_sent_again import SentAgain, sent_again
from .marked_copies import marked_copies, still_there
from .projects import all_of, codes_asked, projects_of
from .unit_standing import UnitStanding, UnitState, WithdrawnUnit
from .which_counts import Judged, digests_of, judge_all


@dataclass(frozen=True)
class Standing:
    """A whole round as it stands: submitted + late + sent back + missing = issued, always.

    Attributes:
        due: the round's deadline, as it is now.
        at: the moment it is told for, on the clock of the office that began the round.
        units: every unit that is asked, in the order of the master budget.
        withdrawn: the units that no longer are; they count nowhere.
        other: what came in and belongs to no unit's return: unrecognised, unreadable, of
            another round, or from a unit nothing was issued to. The bytes of a return, or of what
            was put aside, are no news under another name.
        ignored: those of them that the office put aside.
        judged: everything that came in.
        form: the form that holds now, in whose words fields are told.
        events: of the audit, who issued what, what was judged anew, and who is asked again.
        marked: what was made of copies to be sent back, by their numbers, and holds still.
        sent_again: the copies that came once more after another had taken their place.
        altered: the files in `received` that are gone, or no longer what came in.
        extensions: the deadlines that were moved, in the order they were.
    """

    round: str
    due: date
    contact: str
    at: datetime
    units: tuple[UnitStanding, ...]
    withdrawn: tuple[WithdrawnUnit, ...]
    other: tuple[Judged, ...]
    judged: tuple[Judged, ...]
    issues: tuple[Issue, ...]
    rulings: tuple[Ruling, ...]
    form: Form | None = None
    ignored: tuple[Judged, ...] = ()
    events: tuple[Event, ...] = ()
    marked: Mapping[int, Event] = field(default_factory=dict)
    sent_again: tuple[SentAgain, ...] = ()
    altered: tuple[Altered, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def __post_init__(self) -> None:
        if sum(self.count(each) for each in UnitState) != self.issued:
            raise AssertionError("a unit was counted twice or not at all")

    @property
    def issued(self) -> int:
        """How many units are asked for a return."""
        return len({each.unit.code for each in self.units})

    def count(self, standing: UnitState) -> int:
        """How many units stand so."""
        return len(self.of(standing))

    def of(self, standing: UnitState) -> tuple[UnitStanding, ...]:
        """The units that stand so."""
        return tuple(each for each in self.units if each.standing is standing)

    @property
    def projects(self) -> Tally:
        """How all projects that are asked for stand; the units, where nothing else is asked."""
        return all_of(each.projects for each in self.units)

    @property
    def duplicates(self) -> int:
        """How many returns of the units came in again, byte by byte the same."""
        return sum(each.duplicates for each in self.units)

    @property
    def superseded(self) -> int:
        """How many copies of the units another one took the place of."""
        return sum(each.superseded for each in self.units)

    @property
    def days_overdue(self) -> int:
        """Days since the round was due; 0 as long as it is not."""
        return max(0, (self.at.date() - self.due).days)

    def overdue(self, unit: UnitStanding) -> int:
        """Days since a unit's return was due; 0 as long as it is not."""
        return max(0, (self.at.date() - unit.due).days)

    def returned(self, unit: UnitStanding) -> Event | None:
        """What was made of a unit's copy to be sent back, and holds; None where nothing was."""
        if unit.copy is None or unit.standing is not UnitState.SENT_BACK:
            return None
        return self.marked.get(unit.copy.arrival.id)

    @cached_property
    def _again(self) -> Mapping[int, SentAgain]:
        return {each.again.id: each for each in self.sent_again}

    def came_again(self, judged: Judged) -> SentAgain | None:
        """What a file is an earlier copy of, sent once more; None where it is no such copy."""
        return self._again.get(judged.arrival.id)

    def moment(self, at: datetime) -> str:
        """A moment in words, on the clock of whoever asked."""
        return f"{at.astimezone(self.at.tzinfo):%Y-%m-%d %H:%M}"

    def unit(self, text: str) -> UnitStanding | WithdrawnUnit:
        """The unit of this code, or with this in its name, asked or withdrawn.

        Raises:
            RoundError: nothing was issued to such a unit, or several may be meant.
        """
        every: tuple[UnitStanding | WithdrawnUnit, ...] = (*self.units, *self.withdrawn)
        found = units_named((each.unit for each in every), text)
        if not found:
            raise RoundError("round.no-unit", found=text, units=_some(each.unit for each in every))
        if len(found) > 1:
            raise RoundError("round.some-units", found=text, units=_some(found))
        return next(each for each in every if each.unit == found[0])


_TOLD = frozenset({"issued", "judged", "asked-again", "joined", "returned"})
"""Of the audit, what no other record tells."""
_NAMED = 10
"""How many units a message names at most."""


def _some(units: Iterable[Unit]) -> str:
    """The first units, so that a message stays one line in a round of hundreds."""
    names = [str(each) for each in units]
    return "、".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


def status(round: Round, *, at: datetime) -> Standing:
    """How every unit of a round stands, what came in, and who overruled what.

    It is worked out once and kept by the round until its ledger changes; a kept file is looked
    into again where the disk says it was touched.

    Args:
        at: the moment, with its time zone.

    Raises:
        RoundError: the ledger cannot be read, or nothing was issued yet.
    """
    at = round.local(at)
    age = round.ledger.stamp()
    known = round.kept("standing", age, lambda: _worked_out(round, at))
    altered = tuple(altered_files(round, (each.arrival for each in known.standing.judged)))
    changed = frozenset(each.arrival.file for each in altered)
    units = round.kept("units", (age, changed), lambda: _all_counted(known, changed))
    marked = still_there(round.folder, known.standing.marked)
    return replace(known.standing, at=at, altered=altered, units=units, marked=marked)


class _Known(NamedTuple):
    """What the ledger says of a round, and the projects each of its units is asked for."""

    standing: Standing
    asked: Mapping[str, Iterable[str]]


def _all_counted(known: _Known, changed: Collection[str]) -> tuple[UnitStanding, ...]:
    """Every unit with its projects counted; `changed` are the kept files that are altered."""
    return tuple(
        _counted(each, known.asked.get(each.unit.code, ()), changed)
        for each in known.standing.units
    )


def _worked_out(round: Round, at: datetime) -> _Known:
    """The same without a look at the files, and without what hangs on them."""
    ledger, terms = round.ledger, round.ledger.terms
    # In this order, so that whatever is decided or came in has its arrival and its issue read.
    withdrawals, rulings = ledger.withdrawals(), ledger.rulings()
    deadlines = ledger.deadlines()
    arrivals, issues = ledger.arrivals(deadlines), ledger.issues()
    judged = judge_all(arrivals, rulings, digests_of(issues))
    events = ledger.events()
    edition = ledger.edition()
    order = [each.unit.code for each in edition.master.units]
    units = _ordered(issues, order)
    again = sent_again(judged, rulings, digests_of(issues))
    found = by_unit(judged, units, rulings, again)
    odd = list(odd_ones(judged, units))
    held = in_force(withdrawals, codes_of(edition.master))
    gone = {each.unit: each for each in held}
    asked = {each.unit.code: codes_asked(each, edition.form) for each in edition.master.units}
    made = Standing(
        round=terms.name,
        due=deadlines.due,
        contact=terms.contact,
        at=at,
        units=tuple(
            _standing(issue, found, deadlines.of(code))
            for code, issue in units.items()
            if code not in gone
        ),
        withdrawn=tuple(
            WithdrawnUnit(units[code].unit, each, found.returns.get(code, ()))
            for code, each in gone.items()
            if code in units
        ),
        other=tuple(each for each in odd if each.verdict is not Verdict.IGNORED),
        ignored=tuple(each for each in odd if each.verdict is Verdict.IGNORED),
        judged=judged,
        issues=issues,
        rulings=rulings,
        form=edition.form,
        events=tuple(each for each in events if each.action in _TOLD),
        marked=marked_copies(events, arrivals),
        sent_again=again,
        extensions=deadlines.extensions,
    )
    return _Known(made, asked)


def _ordered(issues: Iterable[Issue], order: Sequence[str]) -> dict[str, Issue]:
    """The last issue of each unit: units of the master in its order, then those it dropped."""
    last: dict[str, Issue] = {}
    for each in sorted(issues, key=lambda issue: issue.number):
        last[each.unit.code] = each
    codes = dict.fromkeys((*order, *(each.unit.code for each in issues)))
    return {code: last[code] for code in codes if code in last}


def _standing(issue: Issue, found: ByUnit, due: date) -> UnitStanding:
    code = issue.unit.code
    arrivals = found.returns.get(code, ())
    copy = next((each for each in arrivals if each.counts), None)
    return UnitStanding(
        issue.unit, _state(copy), issue, due, copy,
        ruling=found.verdicts.get(copy.arrival.id) if copy else None,
        arrivals=arrivals,
        unusable=found.unusable.get(wording.code(code)),
        sent_again=found.sent_again.get(code, ()),
    )  # fmt: skip


def _counted(each: UnitStanding, codes: Iterable[str], changed: Collection[str]) -> UnitStanding:
    """A unit with its projects counted; `changed` are the kept files that are altered."""
    is_altered = each.copy is not None and each.copy.arrival.file in changed
    return replace(each, projects=projects_of(codes, each.copy, is_altered=is_altered))


def _state(copy: Judged | None) -> UnitState:
    if copy is None:
        return UnitState.MISSING
    if copy.verdict is Verdict.SENT_BACK:
        return UnitState.SENT_BACK
    return UnitState.LATE if copy.arrival.late else UnitState.SUBMITTED
