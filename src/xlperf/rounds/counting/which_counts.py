"""Which copy of a unit counts, and what became of every file that came in.

The rule: of all copies of a unit that could be read and are of this round, the one with the
highest issue number counts; of those, the one that came in last; of those that came in
together, the one last changed. A workbook that came back as it was issued, and is sent back,
counts only where there is nothing else. The office may overrule it. What is late, sent back or
superseded follows from that; nothing of it is stored, so it cannot disagree with the facts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ..ledger import Arrival, Issue, Ruling, State, Verdict

COUNTABLE = frozenset({Verdict.ACCEPTED, Verdict.WITH_FINDINGS, Verdict.SENT_BACK})
"""Verdicts on a file that could be read and is of this round."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that came in, and what became of it.

    Attributes:
        verdict: the verdict that holds: the office's, where it gave one.
        counts: whether it is the copy of its unit that counts.
        beside: the id of the arrival it is a duplicate of, or superseded by; 0 for none.
    """

    arrival: Arrival
    state: State
    verdict: Verdict
    counts: bool = False
    beside: int = 0


def judge_all(
    arrivals: Sequence[Arrival], rulings: Iterable[Ruling], issued: Collection[str] = frozenset()
) -> tuple[Judged, ...]:
    """What became of every file that came in, in the order they came in.

    Args:
        issued: the digests of all workbooks that were issued.
    """
    rulings = tuple(rulings)
    ruled: dict[int, Verdict] = {}
    for ruling in rulings:  # in the order they were made: the last one holds
        if ruling.verdict:
            ruled[ruling.arrival] = ruling.verdict
        elif not ruling.counts:  # given to a unit, whatever was decided of it before
            ruled.pop(ruling.arrival, None)
    firsts: dict[str, int] = {}
    for each in arrivals:
        firsts.setdefault(each.digest, each.id)
    counting = _counting(arrivals, firsts, ruled, chosen_by_unit(rulings), issued)
    return tuple(_judged(each, firsts, ruled, counting) for each in arrivals)


def chosen_by_unit(rulings: Iterable[Ruling]) -> dict[str, int]:
    """The number of the copy that the office last said counts, by unit."""
    return {each.unit: each.arrival for each in rulings if each.counts}


def _counting(
    arrivals: Iterable[Arrival],
    firsts: Mapping[str, int],
    ruled: Mapping[int, Verdict],
    chosen: Mapping[str, int],
    issued: Collection[str],
) -> dict[str, int]:
    """The id of the copy that counts, by unit."""
    copies: dict[str, list[Arrival]] = {}
    untouched: set[int] = set()
    for each in arrivals:
        verdict = ruled.get(each.id, each.verdict)
        is_copy = verdict in COUNTABLE and each.unit
        if verdict is Verdict.SENT_BACK and is_untouched(each, issued):
            untouched.add(each.id)
        if is_copy and firsts[each.digest] == each.id:
            copies.setdefault(each.unit, []).append(each)

    def order(each: Arrival) -> tuple[bool, tuple[int, datetime, datetime, int]]:
        return each.id not in untouched, rank(each)

    counting = {}
    for unit, found in copies.items():
        ids = {each.id for each in found}
        wanted = chosen.get(unit, 0)
        counting[unit] = wanted if wanted in ids else max(found, key=order).id
    return counting


def is_untouched(arrival: Arrival, issued: Collection[str]) -> bool:
    """Whether a file is a workbook as it was issued, byte by byte, and cannot be accepted so."""
    return arrival.verdict is Verdict.SENT_BACK and arrival.digest in issued


def digests_of(issues: Iterable[Issue]) -> frozenset[str]:
    """The digests of the workbooks that were issued."""
    return frozenset(each.digest for each in issues)


def rank(arrival: Arrival) -> tuple[int, datetime, datetime, int]:
    """The order of the copies of a unit: the last counts, unless the office says otherwise."""
    return (
        arrival.number, arrival.received_at, arrival.modified_at or _LONG_AGO, arrival.id,
    )  # fmt: skip


def _judged(
    arrival: Arrival,
    firsts: Mapping[str, int],
    ruled: Mapping[int, Verdict],
    counting: Mapping[str, int],
) -> Judged:
    verdict = ruled.get(arrival.id, arrival.verdict)
    first, counted = firsts[arrival.digest], counting.get(arrival.unit, 0)
    if first != arrival.id:
        return Judged(arrival, State.DUPLICATE, verdict, beside=first)
    if verdict in COUNTABLE and counted != arrival.id:
        return Judged(arrival, State.SUPERSEDED, verdict, beside=counted)
    is_in = verdict in (Verdict.ACCEPTED, Verdict.WITH_FINDINGS)
    state = State.LATE if is_in and arrival.late else State(verdict.value)
    return Judged(arrival, state, verdict, counts=counted == arrival.id)
