"""Extend: give a round, or some units of it, another deadline, with a reason."""

from collections.abc import Iterable
from datetime import date, datetime

from ...findings import RoundError
from ...issuing import last_day
from ..ledger import Extension
from ..round import Round
from .rulings import asked_unit
from .standing import Standing, status


def extend(
    round: Round,
    due: date | str,
    units: Iterable[str] = (),
    *,
    reason: str,
    at: datetime,
    by: str = "",
    earlier: bool = False,
) -> tuple[Extension, ...]:
    """Move the deadline of a round, or of some units; gives what was moved.

    Nothing is moved that is where it should be. What came in stands by the deadlines as they are
    now: a return that was late may be so no longer.

    Args:
        due: the last day on which a return is not late, as `generate` takes it.
        units: the codes of the units it is for; the whole round if none are given.
        earlier: that a deadline may move to a day before the one that holds.

    Raises:
        RoundError: no reason, no date, a day that is past, a day before the one that holds, or a
            unit that is not asked; nothing was moved then.
    """
    day, at = last_day(due), round.local(at)
    if not reason.strip():
        raise RoundError("round.no-reason")
    if day < at.date():
        raise RoundError("round.extend-past", due=day, today=at.date())
    moved = [
        Extension(unit=unit, due=day, before=before, reason=reason.strip(), by=by, at=at)
        for unit, before in _now(status(round, at=at), units).items()
        if before != day
    ]
    sooner = [each for each in moved if day < each.before]
    if sooner and not earlier:
        named = "、".join(f"{each.unit} {each.before}".strip() for each in sooner)
        raise RoundError("round.extend-earlier", due=day, before=named)
    with round.ledger.changing(at, by) as change:
        for each in moved:
            change.add_extension(each)
    return tuple(moved)


def _now(standing: Standing, units: Iterable[str]) -> dict[str, date]:
    """The deadlines that are meant, as they are now: of each unit, or of the round."""
    found = {each.unit.code: each.due for each in (asked_unit(standing, unit) for unit in units)}
    return found or {"": standing.due}
