"""After files came in: whether the copy of a unit that counts lacks what another of them holds."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from ..counting import COUNTABLE, Judged, digests_of, judge_all
from ..keeping import read_kept
from ..ledger import HALVES, Arrival, Reason, State, Verdict
from ..round import Round
from .halves import Held, halves_of, halves_reason, held_of, with_reasons


def tell_halves(
    round: Round, new: Collection[int], at: datetime, by: str, workers: int | None
) -> None:
    """Tell of each unit something came in for whether two copies of it belong together.

    Args:
        new: the ids of the files that came in.
    """
    ledger = round.ledger
    judged = judge_all(ledger.arrivals(), ledger.rulings(), digests_of(ledger.issues()))
    pairs = list(_pairs(judged, new))
    if not pairs:
        return
    copies = {each.id: each for pair in pairs for each in pair}
    held = _held(round, copies.values(), workers)
    told: dict[int, Reason] = {}
    for copy, other in pairs:
        found = halves_of(held[other.id], held[copy.id])
        if found and not any(each.code == HALVES for each in copy.reasons):
            told.setdefault(copy.id, halves_reason(copy, other, found))
    if told:
        with ledger.changing(at, by) as change:
            for key, reason in told.items():
                change.judge(copies[key], _with(copies[key], reason))


def _pairs(judged: Sequence[Judged], new: Collection[int]) -> Iterator[tuple[Arrival, Arrival]]:
    """Each copy that counts beside those it took the place of: the last of them first."""
    counting = {each.arrival.unit: each.arrival for each in judged if each.counts}
    for each in reversed(judged):
        other, copy = each.arrival, counting.get(each.arrival.unit)
        is_beside = each.state is State.SUPERSEDED and each.verdict in COUNTABLE
        if copy and is_beside and other.number == copy.number and {copy.id, other.id} & {*new}:
            yield copy, other


def _held(round: Round, copies: Iterable[Arrival], workers: int | None) -> dict[int, Held]:
    """What each copy holds: as it was seen when it came in, or, of one of before, seen now."""
    held = {each.id: each.held for each in copies if each.held is not None}
    unseen = [each for each in copies if each.held is None]
    if unseen:
        ledger = round.ledger
        units = {each.unit.code: each.unit for each in ledger.issues()}
        wanted = [(units[each.unit], each) for each in unseen]
        read = read_kept(round, wanted, ledger.edition().form, workers=workers)
        held |= {each.id: held_of(filled) for each, filled in zip(unseen, read, strict=True)}
    return held


def _with(copy: Arrival, reason: Reason) -> Arrival:
    """A copy that counts, and of which there is something to tell."""
    is_clean = copy.verdict is Verdict.ACCEPTED
    verdict = Verdict.WITH_FINDINGS if is_clean else copy.verdict
    told = {"verdict": verdict, "warnings": copy.warnings + 1}
    return with_reasons(copy, [reason]).model_copy(update=told)
