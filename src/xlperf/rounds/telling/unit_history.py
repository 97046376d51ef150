"""The history of one unit: what was sent, what came, what was decided, and what changed between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ...budget import Unit
from ...findings import Lang, RoundError
from ...reading import Filled
from ..counting import COUNTABLE, Judged, Standing, digests_of, is_untouched, rank
from ..keeping import read_kept
from ..ledger import (
    Arrival,
    Change,
    Deadlines,
    Event,
    Extension,
    Issue,
    Ruling,
    State,
    Terms,
    Withdrawal,
)
from ..round import Round
from .between_copies import Difference, differences

_AUDITED = frozenset({"judged", "asked-again", "joined", "returned"})
"""What only the audit tells; everything else has a record of its own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a unit.

    Attributes:
        record: what it was: an issue, an arrival with what became of it, a ruling, a
            withdrawal, a deadline that was moved, or a line of the audit.
        by: who did it; "" where nobody is named.
        changes: what a re-issue changed.
    """

    at: datetime
    record: Issue | Judged | Ruling | Withdrawal | Extension | Event
    by: str = ""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """A copy, and the one that followed it.

    Attributes:
        differences: what differs between them, field by field.
        unread: why they cannot be compared, in words; "" when they were.
    """

    before: Arrival
    after: Arrival
    differences: tuple[Difference, ...] = ()
    unread: str = ""


def history(round: Round, standing: Standing, unit: str) -> tuple[Step, ...]:
    """All that happened to a unit, in order of time.

    Raises:
        RoundError: nothing was issued to such a unit.
    """
    code = standing.unit(unit).unit.code
    return tuple(sorted(_steps(round, standing, code), key=lambda step: step.at))


def _steps(round: Round, standing: Standing, unit: str) -> Iterator[Step]:
    """What happened, kind by kind: of one moment, what was sent comes before what came in."""
    changes = [each for each in round.ledger.changes() if each.unit == unit]
    events = [each for each in round.ledger.events() if each.unit == unit]
    for issue in standing.issues:
        if issue.unit.code == unit:
            mine = tuple(each for each in changes if each.number == issue.number)
            yield Step(issue.issued_at, issue, _issued_by(events, issue), mine)
    arrivals = [each for each in standing.judged if each.arrival.unit == unit]
    yield from (Step(each.arrival.received_at, each) for each in arrivals)
    yield from (Step(each.at, each, each.by) for each in events if each.action in _AUDITED)
    decided: list[Ruling | Withdrawal | Extension] = [
        each for each in standing.rulings if each.unit == unit
    ]
    decided += _moved(round.ledger.terms, standing.extensions, unit)
    decided += [each.withdrawal for each in standing.withdrawn if each.unit.code == unit]
    yield from (Step(each.at, each, each.by) for each in decided)


def _moved(terms: Terms, moves: Sequence[Extension], unit: str) -> Iterator[Extension]:
    """The moves of a unit's own deadline, and those of the round's that changed this unit's.

    Each says the days that held for the unit: it may have had a later one than the round.
    """
    before = terms.due
    for count, each in enumerate(moves, 1):
        due = Deadlines.of_round(terms, moves[:count]).of(unit)
        if due != before or each.unit == unit:
            yield each.model_copy(update={"before": before, "due": due})
        before = due


def _issued_by(events: Sequence[Event], issue: Issue) -> str:
    named = (
        each.by for each in events
        if each.action == "issued" and each.facts.get("number") == issue.number
    )  # fmt: skip
    return next(named, "")


def follow_copies(
    round: Round, standing: Standing, unit: str, *, lang: Lang = "zh"
) -> tuple[Followed, ...]:
    """What differs between each copy of a unit and the one that followed it.

    Copies come in the order of the rule which one counts; they are read again from what is
    kept of them.

    Raises:
        RoundError: nothing was issued to such a unit.
    """
    found, issued = standing.unit(unit), digests_of(standing.issues)
    copies = sorted(
        (
            each.arrival for each in found.arrivals
            if each.state is not State.DUPLICATE and each.verdict in COUNTABLE
        ),
        key=lambda each: (not is_untouched(each, issued), rank(each)),
    )  # fmt: skip
    if len(copies) < 2:
        return ()
    form = round.ledger.edition().form
    read = list(read_kept(round, [(found.unit, each) for each in copies], form))
    pairs = zip(copies, copies[1:], read, read[1:], strict=False)
    made = []
    for old, new, before, after in pairs:
        unread = _unread(before, lang) or _unread(after, lang)
        changed = () if unread else differences(before, after, form, lang=lang)
        made.append(Followed(old, new, changed, unread))
    return tuple(made)


def compare_copies(
    round: Round, older: int, newer: int, *, lang: Lang = "zh"
) -> tuple[Difference, ...]:
    """What differs between two files that came in, by their numbers in the ledger.

    Raises:
        RoundError: there is no such file, they are not of one unit, or one of them is gone from
            the folder or cannot be read.
    """
    known = {each.id: each for each in round.ledger.arrivals()}
    for number in (older, newer):
        if number not in known:
            raise RoundError("round.no-arrival", found=number, last=max(known, default=0))
    before, after = known[older], known[newer]
    if before.unit != after.unit:
        raise RoundError(
            "round.two-units", older=older, newer=newer, found=before.unit, expected=after.unit
        )
    units = {each.unit.code: each.unit for each in round.ledger.issues()}
    form, unit = round.ledger.edition().form, before.unit
    owner = units.get(unit, Unit(code=unit))
    one, other = read_kept(round, [(owner, each) for each in (before, after)], form)
    for filled in (one, other):
        if not filled.is_readable:
            raise RoundError("round.copy-unread", found=_unread(filled, lang))
    return differences(one, other, form, lang=lang)


def _unread(filled: Filled, lang: Lang) -> str:
    """Why nothing can be read from a copy; "" where something can."""
    if filled.is_readable:
        return ""
    return " ".join(each.message(lang) for each in filled.findings)
