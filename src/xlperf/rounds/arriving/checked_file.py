"""Check: what `collect` would say of a file, and nothing of it is kept or entered."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from ...findings import FileError, Finding
from ...reading import Filled, Source, read_many, sources
from ...rules import Rule, checked_rules
from ..keeping import name_on_disk
from ..ledger import Arrival, Edition, Reason, State, Verdict
from ..round import Round
from .archives import archive_bytes, mail_bytes
from .incoming import shown
from .issued import Issued
from .judging import Judgement, judge_as_one_file

_IN = (Verdict.ACCEPTED, Verdict.WITH_FINDINGS)


@dataclass(frozen=True)
class Checked:
    """What would be said of a file if it came in now.

    Attributes:
        unit: the code of the unit it says it is from; "" where it does not say.
        number: its issue number; 0 where it does not say.
        late: whether its unit's deadline has passed.
        errors, warnings: how many findings of that level it has.
        reasons: why it would not simply be accepted, as `collect` tells them.
        more: how many reasons there are besides those.
        findings: all there is to find, each with its place; what it is held against the master
            budget for is among them.
        before: the arrival these bytes came in as before; None where they did not.
        filled: what was read from it.
    """

    name: str
    unit: str
    number: int
    verdict: Verdict
    late: bool
    errors: int
    warnings: int
    reasons: tuple[Reason, ...]
    more: int
    findings: tuple[Finding, ...]
    before: Arrival | None
    filled: Filled

    @property
    def state(self) -> State:
        """What it would be by itself, whatever else came in for its unit."""
        is_late = self.late and self.verdict in _IN
        return State.LATE if is_late else State(self.verdict.value)


def check(
    round: Round, source: Source, *, at: datetime, name: str = "",
    rules: Iterable[Rule] | None = None,
) -> Checked:  # fmt: skip
    """Say what `collect` would say of a file; the file, the round and its ledger stay as they are.

    It is read in a process of its own, which it cannot take the caller down with.

    Args:
        source: its path, its bytes, or the file open for reading bytes.
        at: the moment, with its time zone: it says what is late.
        name: what it is called, which may say another unit than it holds; else its path's.
        rules: as for `collect`.

    Raises:
        FileError: it is not there, or is an archive or a mail: what is in it is checked by itself.
        RoundError: nothing was issued yet, or the ledger cannot be read.
        TypeError: `source` is no path, no bytes and no open binary file.
    """
    called = shown(name or Path(sources.name_of(source)).name)
    content = sources.content(source, called)
    own = None if rules is None else checked_rules(rules)
    edition = round.ledger.edition()
    with TemporaryDirectory() as room:
        place = Path(room, name_on_disk(called))
        place.write_bytes(content)
        if archive_bytes(place) is not None or mail_bytes(place) is not None:
            raise FileError("check.archive", file=called)
        (filled,) = read_many([place], edition.form, workers=1, rules=own)
    digest = sha256(content).hexdigest()
    return _checked(round, edition, _called(filled, called), digest, at)


def _checked(round: Round, edition: Edition, filled: Filled, digest: str, at: datetime) -> Checked:
    """The verdict on it, by what holds now."""
    ledger, called, deadlines = round.ledger, filled.file, round.ledger.deadlines()
    issued = Issued(edition, ledger.issues())
    found: Judgement = judge_as_one_file(
        filled, ledger.terms, edition, issued, name=called, digest=digest
    )
    before = next((each for each in ledger.arrivals(deadlines) if each.digest == digest), None)
    due = deadlines.of(found.unit)
    return Checked(
        name=called, unit=found.unit, number=found.number, verdict=found.verdict,
        late=round.local(at).date() > due, errors=found.errors, warnings=found.warnings,
        reasons=found.reasons, more=found.more, findings=found.findings, before=before,
        filled=filled,
    )  # fmt: skip


def _called(filled: Filled, name: str) -> Filled:
    """What was read, with every place in the file as it is called."""
    told = (replace(each, place=replace(each.place, file=name)) for each in filled.findings)
    return replace(filled, file=name, findings=tuple(told))
