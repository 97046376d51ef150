"""The two copies that are to be joined: of one issue of one unit, and readable."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from ...budget import Unit
from ...findings import Finding, RoundError
from ...reading import Filled
from ..counting import COUNTABLE, Judged, UnitStanding, status
from ..keeping import read_kept
from ..ledger import Arrival, Edition, Issue, State
from ..round import Round


class Pair(NamedTuple):
    """The two copies, as they came in and as they were read."""

    unit: Unit
    first: Arrival
    second: Arrival
    one: Filled
    other: Filled


def pair_of(round: Round, unit: str, first: int, second: int, at: datetime) -> Pair:
    """The two copies, which must be of one issue of the unit, and readable."""
    standing = status(round, at=at)
    found = standing.unit(unit)
    if not isinstance(found, UnitStanding):
        raise RoundError("round.join-withdrawn", unit=found.unit)
    if first == second:
        raise RoundError("round.join-one", unit=found.unit, found=first)
    one, two = (_copy(found, each) for each in (first, second))
    if one.number != two.number:
        raise RoundError(
            "round.join-issues", unit=found.unit, first=first, second=second,
            found=one.number, expected=two.number,
        )  # fmt: skip
    _, edition = issued(round, found.unit, one.number)
    left, right = read_kept(round, [(found.unit, one), (found.unit, two)], edition.form)
    for copy, filled in ((one, left), (two, right)):
        if filled.form is None or filled.identity is None or filled.unreadable:
            _refuse_unread(found.unit, copy, filled)
    return Pair(found.unit, one, two, left, right)


def _copy(found: UnitStanding, number: int) -> Arrival:
    """One copy of the unit, which could count by itself."""
    mine = next((each for each in found.arrivals if each.arrival.id == number), None)
    if mine is None or not _is_usable(mine):
        copies = "；".join(
            f"{each.arrival.id} {each.arrival.name}" for each in found.arrivals if _is_usable(each)
        )
        raise RoundError("round.join-copy", unit=found.unit, found=number, copies=copies or "—")
    return mine.arrival


def _is_usable(each: Judged) -> bool:
    return each.state is not State.DUPLICATE and each.verdict in COUNTABLE


def _refuse_unread(unit: Unit, copy: Arrival, filled: Filled) -> None:
    raise unread(unit, copy, (each for each in filled.findings if each.blocks))


def unread(unit: Unit, copy: Arrival, found: Iterable[Finding]) -> RoundError:
    """That a copy cannot be joined: the first of what was found in it, by its code and place."""
    why = next((f"{each.code} {each.place}".strip() for each in found), "—")
    return RoundError("round.join-unread", unit=unit, found=copy.id, name=copy.name, why=why)


def issued(round: Round, unit: Unit, number: int) -> tuple[Issue, Edition]:
    """The workbook both copies answer, and what it was issued by."""
    ledger = round.ledger
    mine = (each for each in ledger.issues() if each.unit.code == unit.code)
    issue = next((each for each in mine if each.number == number), None)
    if issue is None:
        raise RoundError("round.join-not-issued", unit=unit, found=number)
    editions = {each.number: each for each in ledger.editions()}
    return issue, editions[issue.edition]
