"""Overrule: the office's own word on a copy, on which copy counts, or on asking a unit at all."""

from datetime import datetime

from ...findings import RoundError
from ..ledger import Ruling, State, Verdict, Withdrawal
from ..round import Round
from .standing import Standing, status
from .unit_standing import UnitStanding, WithdrawnUnit
from .which_counts import COUNTABLE, Judged

_RULED = frozenset({Verdict.WITH_FINDINGS, Verdict.SENT_BACK})
"""The verdicts the office gives: taken as it is, or sent back."""


def overrule(
    round: Round,
    unit: str,
    *,
    reason: str,
    at: datetime,
    by: str = "",
    copy: int = 0,
    verdict: Verdict | None = None,
    withdraw: bool = False,
) -> Ruling | Withdrawal:
    """Put a decision of the office into the ledger, with its reason; the last one holds.

    Args:
        unit: the code of the unit it is about.
        copy: the number of the copy it is about, which counts from now on unless it is sent
            back; the copy that counts now if not given.
        verdict: `WITH_FINDINGS` takes the copy as it is, `SENT_BACK` sends it back.
        withdraw: the unit is no longer asked.

    Raises:
        RoundError: no reason, nothing or too much decided, no such unit or copy, or a copy that
            cannot count.
    """
    if not reason.strip():
        raise RoundError("round.no-reason")
    if bool(copy or verdict) == withdraw or verdict not in {None, *_RULED}:
        raise RoundError("round.no-decision", unit=unit)
    standing = status(round, at=at)
    found = asked_unit(standing, unit)
    unit = found.unit.code
    if withdraw:
        gone = Withdrawal(unit=unit, reason=reason.strip(), by=by, at=at)
        with round.ledger.changing(at, by) as change:
            change.add_withdrawal(gone)
        return gone
    chosen = _chosen(standing, found, copy, verdict)
    counts = bool(copy) and verdict is not Verdict.SENT_BACK
    made = Ruling(
        unit=unit, arrival=chosen.arrival.id, verdict=verdict, counts=counts,
        reason=reason.strip(), by=by, at=at,
    )  # fmt: skip
    with round.ledger.changing(at, by) as change:
        change.add_ruling(made)
    return made


def asked_unit(standing: Standing, unit: str) -> UnitStanding:
    """The unit of this code, which must still be asked.

    Raises:
        RoundError: nothing was issued to such a unit, or it is withdrawn.
    """
    found = standing.unit(unit)
    if isinstance(found, WithdrawnUnit):
        gone = found.withdrawal
        values = {"unit": str(found.unit), "at": standing.moment(gone.at)}
        if gone.cause:
            raise RoundError("round.withdrawn-not-listed", **values)
        raise RoundError("round.withdrawn", **values, reason=gone.reason)
    return found


def _chosen(standing: Standing, found: UnitStanding, copy: int, verdict: Verdict | None) -> Judged:
    """The copy that is meant, which must be one that can count."""
    chosen = _named(standing, found, copy) if copy else _counting(standing, found)
    _refuse_unusable(chosen, verdict)
    return chosen


def _counting(standing: Standing, found: UnitStanding) -> Judged:
    if found.copy is None:
        raise RoundError("round.no-copy", unit=found.unit, copies=_copies(standing, found))
    return found.copy


def _named(standing: Standing, found: UnitStanding, copy: int) -> Judged:
    """The copy of this number, which must be the unit's own."""
    chosen = next((each for each in standing.judged if each.arrival.id == copy), None)
    if chosen is None or not chosen.arrival.unit:
        raise RoundError(
            "round.unknown-copy", unit=found.unit, found=copy, copies=_copies(standing, found)
        )
    if chosen.arrival.unit != found.unit.code:
        raise RoundError(
            "round.copy-of-another", unit=found.unit, found=copy, other=chosen.arrival.unit,
            name=chosen.arrival.name, copies=_copies(standing, found),
        )  # fmt: skip
    return chosen


def _refuse_unusable(chosen: Judged, verdict: Verdict | None) -> None:
    """A copy that cannot count is not made to by naming it."""
    values = {"found": chosen.arrival.id, "name": chosen.arrival.name}
    if chosen.state is State.DUPLICATE:
        raise RoundError("round.copy-duplicate", first=chosen.beside, **values)
    if chosen.verdict is Verdict.UNREADABLE:
        raise RoundError("round.copy-unreadable", **values)
    if chosen.verdict not in COUNTABLE and verdict is None:
        raise RoundError("round.copy-not-accepted", **values)


def _copies(standing: Standing, found: UnitStanding) -> str:
    """What came in for a unit, for a message."""
    mine = [each for each in standing.judged if each.arrival.unit == found.unit.code]
    told = (
        f"{each.arrival.id} {each.arrival.name} {standing.moment(each.arrival.received_at)}"
        for each in mine
    )
    return "；".join(told) or "—"
