"""Join: one return out of two copies of a unit, each with what the other left blank.

Whole projects and the unit's own part, each from the one copy that filled it in. What both
filled in differently is nobody's to choose here: it is refused, with the places.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from ..budget import Unit, code
from ..findings import Finding, RoundError, word
from ..form import Form
from ..issuing import Cover, PreparedForm
from ..reading import Filled, FilledProject, Stray, read
from ..syncing import sync
from .arriving import answers_of_part, answers_of_project, joined_reason, judge, with_reasons
from .counting import COUNTABLE, Judged, UnitStanding, status
from .keeping import Keeper, read_kept, workroom
from .ledger import Arrival, Edition, Issue, Ruling, State
from .round import Round
from .telling import differences

T = TypeVar("T")
_MOST_PLACES = 10
"""How many places a refusal names at most."""


class _Pair(NamedTuple):
    """The two copies, as they came in and as they were read."""

    unit: Unit
    first: Arrival
    second: Arrival
    one: Filled
    other: Filled


def join_copies(
    round: Round, unit: str, first: int, second: int, *, reason: str, at: datetime, by: str = ""
) -> Ruling:
    """Join two copies of a unit, take the joined one in, and let it count.

    Args:
        first, second: the numbers of the copies; both answer the same issue.
        reason: why; it is kept.

    Raises:
        RoundError: no reason, no such unit or copies, copies that cannot be joined, or both
            filled in something differently; nothing was changed then.
        OutputError: the round's folder cannot be written in.
    """
    if not reason.strip():
        raise RoundError("round.no-reason")
    pair = _pair(round, unit, first, second, at)
    issue, edition = _issued(round, pair.unit, pair.first.number)
    made = _made(round, pair, issue, edition)
    return _entered(round, pair, made, reason=reason.strip(), at=at, by=by)


def _pair(round: Round, unit: str, first: int, second: int, at: datetime) -> _Pair:
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
    _, edition = _issued(round, found.unit, one.number)
    left, right = read_kept(round, [(found.unit, one), (found.unit, two)], edition.form)
    for copy, filled in ((one, left), (two, right)):
        if filled.form is None or filled.identity is None or filled.unreadable:
            _refuse_unread(found.unit, copy, filled)
    return _Pair(found.unit, one, two, left, right)


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
    told = [each.message() for each in filled.findings if each.blocks]
    raise RoundError(
        "round.join-unread", unit=unit, found=copy.id, name=copy.name, why=(told or ["—"])[0]
    )


def _issued(round: Round, unit: Unit, number: int) -> tuple[Issue, Edition]:
    """The workbook both copies answer, and what it was issued by."""
    ledger = round.ledger
    mine = (each for each in ledger.issues() if each.unit.code == unit.code)
    issue = next((each for each in mine if each.number == number), None)
    if issue is None:
        raise RoundError("round.join-not-issued", unit=unit, found=number)
    editions = {each.number: each for each in ledger.editions()}
    return issue, editions[issue.edition]


def _made(round: Round, pair: _Pair, issue: Issue, edition: Edition) -> bytes:
    """The workbook of the same issue, with what each of the two copies holds."""
    joined = _joined(pair, edition.form)
    terms = round.ledger.terms
    prepared = PreparedForm(edition.form, Cover(terms.due, terms.contact), "", terms.name)
    made = sync(
        joined, edition.master, edition.form,
        number=issue.number, prepared=prepared, always=True, amounts_are_right=True,
    )  # fmt: skip
    if made.content is None:
        why = (made.refused[0].message() if made.refused else "") or "—"
        raise RoundError(
            "round.join-unread", unit=pair.unit, found=pair.first.id, name=pair.first.name, why=why
        )
    return made.content


def _joined(pair: _Pair, form: Form) -> Filled:
    """Whole projects and the unit's part, each from the copy that filled it in.

    Raises:
        RoundError: both filled in the same differently.
    """
    one, other = pair.one, pair.other
    left, right = _by_code(one), _by_code(other)
    chosen, places = [], list[str]()
    from_other: set[str] = set()
    for name in dict.fromkeys((*left, *right)):
        is_other = _from_other(
            left.get(name), right.get(name),
            lambda each: answers_of_project(one, each),
            lambda each: answers_of_project(other, each),
        )  # fmt: skip
        if is_other is None:
            places += _places(pair, form, name)
            continue
        taken = right[name] if is_other else left[name]
        chosen.append(taken)
        if is_other:
            from_other.add(taken.sheet)
    is_other = _from_other(
        one.part, other.part, lambda _: answers_of_part(one), lambda _: answers_of_part(other)
    )
    if is_other is None:
        places += _places(pair, form, "")
    if places:
        _refuse_differing(pair, places)
    part = other.part if is_other else one.part
    if is_other and part:
        from_other.add(part.sheet)
    return replace(
        one, projects=tuple(chosen), part=part, strays=(*one.strays, *_more_strays(pair)),
        findings=tuple(_findings(pair, from_other)),
    )  # fmt: skip


def _from_other(
    left: T | None, right: T | None,
    ours: Callable[[T], Mapping[str, str]], theirs: Callable[[T], Mapping[str, str]],
) -> bool | None:  # fmt: skip
    """Whether something is to be taken from the second copy; None where nobody can say."""
    if left is None or right is None:
        return left is None
    mine, yours = ours(left), theirs(right)
    if mine and yours and mine != yours:
        return None
    return bool(yours) and not mine


def _by_code(filled: Filled) -> dict[str, FilledProject]:
    return {code(each.project.code): each for each in filled.projects}


def _places(pair: _Pair, form: Form, project: str) -> Iterator[str]:
    """Where two copies of one project, or of the unit's part, say something else."""
    for each in differences(pair.one, pair.other, form):
        if code(each.project) == project:
            yield f"{each.name} {each.label} {each.place_before or each.place_after}".strip()


def _refuse_differing(pair: _Pair, places: list[str]) -> None:
    shown = places[:_MOST_PLACES]
    more = word("judged.more", count=len(places) - len(shown)) if len(places) > len(shown) else ""
    raise RoundError(
        "round.join-differ", unit=pair.unit, first=pair.first.id, second=pair.second.id,
        places="；".join(filter(None, (*shown, more))),
    )  # fmt: skip


def _more_strays(pair: _Pair) -> Iterator[Stray]:
    known = {(each.sheet, each.text) for each in pair.one.strays}
    return (each for each in pair.other.strays if (each.sheet, each.text) not in known)


def _findings(pair: _Pair, from_other: set[str]) -> Iterator[Finding]:
    """What was found on the sheets that are taken, and on either file as a whole."""
    for each in pair.one.findings:
        if each.place.sheet not in from_other:
            yield each
    for each in pair.other.findings:
        if not each.place.sheet or each.place.sheet in from_other:
            yield each


def _entered(
    round: Round, pair: _Pair, content: bytes, *, reason: str, at: datetime, by: str
) -> Ruling:
    """Keep the joined copy, enter it as an arrival that names both, and let it count."""
    arrival = _arrival(round, pair, content, at)
    keeper = Keeper(round.folder, round.received)
    with workroom(round.received) as room, round.ledger.changing(at, by) as change:
        file = change.kept_at(arrival.digest) or keeper.place_of(arrival, pair.unit.code)
        made = room / Path(file).name
        made.write_bytes(content)
        keeper.put(made, file, arrival.digest)
        known = change.arrived_as(arrival.digest)
        key = known or change.add_arrival(arrival.model_copy(update={"file": file}))
        change.tell(
            "joined", pair.unit.code, arrival=key, first=pair.first.id, second=pair.second.id
        )
        made_ruling = Ruling(
            unit=pair.unit.code, arrival=key, counts=True, reason=reason, by=by, at=at
        )
        change.add_ruling(made_ruling)
    return made_ruling


def _arrival(round: Round, pair: _Pair, content: bytes, at: datetime) -> Arrival:
    """The joined copy, judged as any other; it is late when one of the two was."""
    ledger = round.ledger
    edition, digest = ledger.edition(), sha256(content).hexdigest()
    first, second = pair.first.id, pair.second.id
    name = edition.form.word("join.name", first=first, second=second)
    name = f"{pair.unit.code} {name}.xlsx"
    found = judge(
        read(content, edition.form, name=name), ledger.terms, edition, ledger.issues(),
        name=name, digest=digest,
    )  # fmt: skip
    arrival = Arrival(
        name=name, digest=digest, unit=pair.unit.code, number=pair.first.number, file="",
        received_at=at, late=pair.first.late or pair.second.late, verdict=found.verdict,
        edition=edition.number, errors=found.errors, warnings=found.warnings,
        reasons=found.reasons, more=found.more,
    )  # fmt: skip
    return with_reasons(arrival, [joined_reason(first, second)])
