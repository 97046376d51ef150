"""Join two copies: the joined one is made, taken in, and counts."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from ...findings import RoundError
from ...issuing import Cover, PreparedForm
from ...reading import read
from ...rules import Rule, checked_rules
from ...syncing import sync
from ..arriving import Issued, held_of, joined_reason, judge, with_reasons
from ..keeping import Keeper, workroom
from ..ledger import Arrival, Edition, Issue, Ruling
from ..round import Round
from .one_of_both import joined
from .pair import Pair, issued, pair_of, unread


def join_copies(
    round: Round, unit: str, first: int, second: int, *, reason: str, at: datetime, by: str = "",
    rules: Iterable[Rule] | None = None,
) -> Ruling:  # fmt: skip
    """Join two copies of a unit, take the joined one in, and let it count.

    Args:
        first, second: the numbers of the copies; both answer the same issue.
        reason: why; it is kept.
        rules: as for `read`: what the joined copy is judged by.

    Raises:
        RoundError: no reason, no such unit or copies, copies that cannot be joined, or both
            filled in something differently; nothing was changed then.
        OutputError: the round's folder cannot be written in.
    """
    if not reason.strip():
        raise RoundError("round.no-reason")
    pair = pair_of(round, unit, first, second, at)
    issue, edition = issued(round, pair.unit, pair.first.number)
    made = _made(round, pair, issue, edition)
    arrival = _arrival(round, pair, made, at, None if rules is None else checked_rules(rules))
    return _entered(round, pair, made, arrival, reason=reason.strip(), at=at, by=by)


def _made(round: Round, pair: Pair, issue: Issue, edition: Edition) -> bytes:
    """The workbook of the same issue, with what each of the two copies holds."""
    both = joined(pair, edition.form)
    terms, due = round.ledger.terms, round.ledger.deadlines().of(pair.unit.code)
    prepared = PreparedForm(edition.form, Cover(due, terms.contact), "", terms.name)
    made = sync(
        both, edition.master, edition.form,
        number=issue.number, prepared=prepared, always=True, amounts_are_right=True,
    )  # fmt: skip
    if made.content is None:
        raise unread(pair.unit, pair.first, made.refused)
    return made.content


def _entered(
    round: Round, pair: Pair, content: bytes, arrival: Arrival, *,
    reason: str, at: datetime, by: str,
) -> Ruling:  # fmt: skip
    """Keep the joined copy, enter it as an arrival that names both, and let it count."""
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


def _arrival(
    round: Round, pair: Pair, content: bytes, at: datetime, rules: Sequence[Rule] | None
) -> Arrival:
    """The joined copy, judged as any other; it is late when one of the two was."""
    ledger = round.ledger
    edition, digest = ledger.edition(), sha256(content).hexdigest()
    first, second = pair.first.id, pair.second.id
    said = edition.form.word("join.name", first=first, second=second)
    name = f"{pair.unit.code} {said}.xlsx"
    filled = read(content, edition.form, name=name, rules=rules)
    known = Issued(edition, ledger.issues())
    found = judge(filled, ledger.terms, edition, known, name=name, digest=digest)
    arrival = Arrival(
        name=name, digest=digest, unit=pair.unit.code, number=pair.first.number, file="",
        received_at=at, late=pair.first.late or pair.second.late, verdict=found.verdict,
        edition=edition.number, errors=found.errors, warnings=found.warnings,
        reasons=found.reasons, more=found.more, projects=found.projects, held=held_of(filled),
    )  # fmt: skip
    return with_reasons(arrival, [joined_reason(first, second)])
