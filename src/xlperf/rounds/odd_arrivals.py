"""Odd arrivals: files that are no return of any unit, put aside or given to their unit."""

from collections.abc import Iterable
from datetime import datetime

from ..budget import Unit, wording
from ..findings import RoundError
from ..reading import Filled
from ..rules import Rule, checked_rules
from .arriving import Issued, judge_as_one_file
from .counting import COUNTABLE, Judged, Standing, asked_unit, status
from .keeping import read_kept, what_is_wrong
from .ledger import Arrival, Ruling, State, Verdict
from .round import Round


def put_aside(round: Round, number: int, *, reason: str, at: datetime, by: str = "") -> Ruling:
    """Put an odd arrival aside: it is kept, and no longer listed with those to be looked at.

    Args:
        number: that of the arrival, as the status tells it.
        reason: why; it is kept.

    Raises:
        RoundError: no reason, or no such odd arrival.
    """
    odd = _odd(status(round, at=at), number, reason)
    made = Ruling(
        unit=odd.arrival.unit, arrival=number, verdict=Verdict.IGNORED, reason=reason.strip(),
        by=by, at=at,
    )  # fmt: skip
    with round.ledger.changing(at, by) as change:
        change.add_ruling(made)
    return made


def assign(
    round: Round, number: int, unit: str, *, reason: str, at: datetime, by: str = "",
    rules: Iterable[Rule] | None = None,
) -> Arrival:  # fmt: skip
    """Give an odd arrival to a unit: it is judged as that unit's, and is a copy of it from now on.

    Args:
        number: that of the arrival, as the status tells it.
        unit: the code of the unit, or a part of its name.
        reason: why; it is kept.
        rules: as for `read`: what it is judged by.

    Raises:
        RoundError: no reason, no such odd arrival or unit, its bytes came in before, the file says
            itself that it is of another unit, or it cannot be a return of this one.
    """
    standing = status(round, at=at)
    _refuse_same_bytes(standing, number)
    odd, owner = _odd(standing, number, reason).arrival, asked_unit(standing, unit).unit
    after = _judged(round, odd, owner, None if rules is None else checked_rules(rules))
    made = Ruling(unit=owner.code, arrival=number, reason=reason.strip(), by=by, at=at)
    with round.ledger.changing(at, by) as change:
        change.assign(odd, after)
        change.add_ruling(made)
    return after


def _refuse_same_bytes(standing: Standing, number: int) -> None:
    """The same bytes are one copy, under their first number: no second unit is given them."""
    found = next((each for each in standing.judged if each.arrival.id == number), None)
    if found and found.state is State.DUPLICATE:
        name = found.arrival.name
        raise RoundError("round.assign-duplicate", found=number, name=name, first=found.beside)


def _odd(standing: Standing, number: int, reason: str) -> Judged:
    """The odd arrival of this number, put aside before or not."""
    if not reason.strip():
        raise RoundError("round.no-reason")
    every = (*standing.other, *standing.ignored)
    found = next((each for each in every if each.arrival.id == number), None)
    if found is None:
        listed = "；".join(f"{each.arrival.id} {each.arrival.name}" for each in every) or "—"
        raise RoundError("round.not-odd", found=number, listed=listed)
    return found


def _judged(round: Round, odd: Arrival, unit: Unit, rules: tuple[Rule, ...] | None) -> Arrival:
    """The arrival as the unit's: judged as any other, by what holds now."""
    ledger, edition = round.ledger, round.ledger.edition()
    values = {"found": odd.id, "name": odd.name, "unit": str(unit)}
    if what_is_wrong(round.folder, odd):
        raise RoundError("round.assign-gone", **values)
    (filled,) = read_kept(round, [(Unit(), odd)], edition.form, rules=rules)
    said = _says_itself(filled)
    if said and said != wording.code(unit.code):
        raise RoundError("round.assign-other", **values, other=said)
    judged = judge_as_one_file(
        filled, ledger.terms, edition, Issued(edition, ledger.issues()),
        name=odd.name, digest=odd.digest, given=unit.code,
    )  # fmt: skip
    after = odd.model_copy(
        update={
            "unit": unit.code, "number": judged.number, "verdict": judged.verdict,
            "edition": edition.number, "errors": judged.errors, "warnings": judged.warnings,
            "reasons": judged.reasons, "more": judged.more, "remarks": (),
            "projects": judged.projects,
        }
    )  # fmt: skip
    if judged.verdict not in COUNTABLE:
        why = next((each.code for each in judged.reasons), judged.verdict.value)
        raise RoundError("round.assign-refused", **values, why=why)
    return after


def _says_itself(filled: Filled) -> str:
    """The unit a file carries the identity or a token of; "" for one that carries neither."""
    if filled.identity:
        return wording.code(filled.identity.unit.code)
    return wording.code(filled.seal.unit) if filled.seal else ""
