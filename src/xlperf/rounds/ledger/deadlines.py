"""When returns are due: as the round was begun, and as it was moved since, for all or for some."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ...budget import wording
from .entries import JOINED, Arrival, Extension, Terms


@dataclass(frozen=True)
class Deadlines:
    """The deadlines that hold.

    A unit's own beats the round's. Where the whole round is given more time than a unit of its
    own was, the unit has that time too: nobody has less for having asked before.

    Attributes:
        due: the round's.
        extensions: how they came about, in the order they were moved.
    """

    terms: Terms
    due: date
    extensions: tuple[Extension, ...] = ()
    _own: dict[str, date] = field(default_factory=dict, repr=False)

    @classmethod
    def of_round(cls, terms: Terms, extensions: Iterable[Extension]) -> "Deadlines":
        """The deadlines after they were moved, one move after the other."""
        moved, due, own = tuple(extensions), terms.due, dict[str, date]()
        for each in moved:
            if each.unit:
                own[wording.code(each.unit)] = each.due
            else:
                due = each.due
                own = {unit: its for unit, its in own.items() if its > due}
        return cls(terms, due, moved, own)

    def of(self, unit: str) -> date:
        """The last day on which a return of a unit is not late."""
        return self._own.get(wording.code(unit), self.due)

    def as_of_now(self, arrivals: Iterable[Arrival]) -> tuple[Arrival, ...]:
        """Arrivals that are late, or are not, by the deadlines as they are now.

        A copy that was joined out of two is late where one of them is.
        """
        if not self.extensions:  # as it was when they came in
            return tuple(arrivals)
        late: dict[int, bool] = {}
        found = []
        for each in arrivals:
            came = self.terms.local(each.received_at).date()
            parts = [late.get(number, False) for number in _joined_of(each)]
            late[each.id] = any(parts) if parts else came > self.of(each.unit)
            found.append(each.model_copy(update={"late": late[each.id]}))
        return tuple(found)


def _joined_of(arrival: Arrival) -> Iterator[int]:
    """The numbers of the two copies that an arrival was joined out of; none for others."""
    for each in arrival.reasons:
        if each.code == JOINED:
            yield from (int(each.values[name]) for name in ("first", "second"))
