"""What came in, gathered once by the unit it is of: a round of many is not searched for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ...budget import wording
from ..ledger import Issue, Ruling, State, Verdict
from .copies_sent_again import SentAgain
from .which_counts import COUNTABLE, Judged


class ByUnit(NamedTuple):
    """What there is of each unit, by its code, and what was decided of a copy, by its number.

    Attributes:
        returns: its returns, in the order they came.
        verdicts: what the office decided of a copy last.
        unusable: the last file that came from it and cannot be a return of it, by the unit's
            code in one form.
        sent_again: the copies it sent once more, in the order they came.
    """

    returns: Mapping[str, tuple[Judged, ...]]
    verdicts: Mapping[int, Ruling]
    unusable: Mapping[str, Judged]
    sent_again: Mapping[str, tuple[SentAgain, ...]]


def by_unit(
    judged: Sequence[Judged],
    units: Mapping[str, Issue],
    rulings: Iterable[Ruling],
    again: Iterable[SentAgain],
) -> ByUnit:
    """All of it gathered; `units` are those that were asked for a return."""
    return ByUnit(
        returns=_returns(judged, units),
        verdicts={each.arrival: each for each in rulings if each.verdict},
        unusable={
            wording.code(each.arrival.unit): each
            for each in judged
            if each.verdict not in COUNTABLE
        },
        sent_again=_sent_again(again),
    )


def _returns(judged: Iterable[Judged], units: Mapping[str, Issue]) -> dict[str, tuple[Judged, ...]]:
    found: dict[str, list[Judged]] = {}
    for each in judged:
        if _is_return(each, units):
            found.setdefault(each.arrival.unit, []).append(each)
    return {unit: tuple(copies) for unit, copies in found.items()}


def odd_ones(judged: Iterable[Judged], units: Mapping[str, Issue]) -> Iterator[Judged]:
    """What is no return, but for the same bytes as what is settled: a return, or put aside."""
    settled: set[int] = set()
    for each in judged:
        is_return, is_aside = _is_return(each, units), each.verdict is Verdict.IGNORED
        if is_return or is_aside:
            settled.add(each.arrival.id)
        is_told = each.state is State.DUPLICATE and each.beside in settled
        if not is_return and (is_aside or not is_told):
            yield each


def _sent_again(every: Iterable[SentAgain]) -> dict[str, tuple[SentAgain, ...]]:
    found: dict[str, list[SentAgain]] = {}
    for each in every:
        found.setdefault(each.first.unit, []).append(each)
    return {unit: tuple(copies) for unit, copies in found.items()}


def _is_return(judged: Judged, units: Mapping[str, Issue]) -> bool:
    """Whether a file is a return of a unit that was asked for one in this round."""
    return judged.arrival.unit in units and judged.verdict in COUNTABLE
