"""A copy that was sent, taken the place of, and sent once more: which one counts, and why.

What came last is not always what is meant: mail is fetched twice, and a file is taken from the
wrong folder. So the copy between stays the one that counts, and the office is told.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..ledger import Arrival, Ruling, State
from .which_counts import Judged, chosen_by_unit, is_untouched


class Why(StrEnum):
    """Why one copy of a unit counts, and not another one."""

    RULED = "ruled"
    TOUCHED = "touched"
    NUMBER = "number"
    LATER = "later"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class SentAgain:
    """An earlier copy that came once more.

    Attributes:
        again: it, as it came the second time; the same as `first` where the ledger has only that.
        first: it, as it came the first time.
        counting: the copy that counts.
    """

    again: Arrival
    first: Arrival
    counting: Arrival
    why: Why


def sent_again(
    judged: Sequence[Judged], rulings: Iterable[Ruling], issued: Collection[str]
) -> tuple[SentAgain, ...]:
    """Every copy that came once more after another had taken its place.

    Args:
        issued: the digests of all workbooks that were issued.
    """
    return tuple(_found(judged, chosen_by_unit(rulings), issued))


def _found(
    judged: Sequence[Judged], chosen: Mapping[str, int], issued: Collection[str]
) -> Iterator[SentAgain]:
    by_id = {each.arrival.id: each for each in judged}
    for each in judged:
        first = by_id.get(each.beside) if each.state is State.DUPLICATE else None
        found = came_again(each.arrival, first, by_id, chosen, issued) if first else None
        if found and each.arrival.id > found.counting.id:
            yield found


def came_again(
    again: Arrival,
    first: Judged,
    by_id: dict[int, Judged],
    chosen: Mapping[str, int],
    issued: Collection[str],
) -> SentAgain | None:
    """Which copy counts in place of one that came before, and why; None when it counts itself.

    Args:
        chosen: the number of the copy that the office said counts, by unit.
    """
    other = by_id.get(first.beside)
    if first.state is not State.SUPERSEDED or other is None or not other.counts:
        return None
    return SentAgain(
        again, first.arrival, other.arrival, _why(first.arrival, other.arrival, chosen, issued)
    )


def _why(
    first: Arrival, counting: Arrival, chosen: Mapping[str, int], issued: Collection[str]
) -> Why:
    """The first step of the rule at which the two part."""
    if chosen.get(counting.unit) == counting.id:
        return Why.RULED
    if is_untouched(first, issued) and not is_untouched(counting, issued):
        return Why.TOUCHED
    if counting.number != first.number:
        return Why.NUMBER
    return Why.LATER if counting.received_at != first.received_at else Why.CHANGED
