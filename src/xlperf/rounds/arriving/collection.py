"""Collect: take in what came back, keep its bytes as they are, and give each file a verdict.

The bytes are kept before the ledger speaks of them. A run that was killed between the two leaves
a file no arrival names; the next run takes it in. Collecting the same files again changes nothing.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from os.path import realpath  # a link to itself ends what Path.resolve does
from pathlib import Path
from tempfile import TemporaryDirectory

from ...findings import FileError
from ...reading import Filled, listed, read_many
from ...rules import Rule, checked_rules
from ..counting import (
    Judged,
    SentAgain,
    came_again,
    chosen_by_unit,
    digests_of,
    judge_all,
    sent_again,
)
from ..keeping import Keeper, digest_of, workroom
from ..ledger import Arrival, State
from ..round import Round
from .halves import held_of
from .incoming import Arriving, Incoming, shown
from .issued import Issued
from .judging import Judgement, judge_as_one_file, refused
from .telling_halves import tell_halves

_OWN = ("round.toml", "ledger.sqlite")


@dataclass(frozen=True, slots=True)
class Collected:
    """What was done with one file that was given.

    Attributes:
        name: the file's name as it came in.
        source: the file that was named, or the archive it was in.
        arrival: what the ledger now says of it; None when it came in before.
        error: why its bytes could not be had; nothing of it was taken in then.
        is_restored: whether it came in before, was gone from the folder, and is there again.
        digest: SHA-256 of its bytes, in hexadecimal; "" where they could not be had.
    """

    name: str
    source: Path
    arrival: Arrival | None = None
    error: FileError | None = None
    is_restored: bool = False
    digest: str = ""


def to_collect(round: Round, sources: Iterable[Path]) -> list[Path]:
    """The files named, and all in the folders named, without what the round keeps itself.

    Raises:
        FileError: a file is not there, or a folder holds none.
    """
    own, kept = round.folder.resolve(), round.received.resolve()
    named = list(sources)
    for path in named:
        if not path.exists():
            raise FileError("file.not-found", file=path)
    return [path for path in listed(named) if not _is_own(Path(realpath(path)), own, kept)]


def collect(
    round: Round,
    sources: Iterable[Path],
    at: datetime,
    *,
    by: str = "",
    workers: int | None = None,
    rules: Iterable[Rule] | None = None,
) -> Iterator[Collected]:
    """Take in files, folders and archives of returns, one file a step.

    Args:
        at: the moment they came in, with the office's time zone: it says what is late.
        by: who does it, for the audit.
        workers: how many processes read; as many as there are cores if not given.
        rules: as for `read`: what each file is judged by. A re-issue judges by its own.

    Raises:
        FileError: a file is not there, or a folder holds none; nothing was done then.
        RuleError: a worker could not import one of `rules`; nothing was done then.
        RoundError: nothing was issued yet, or the ledger would not do it.
        OutputError: the round's folder cannot be written in.
    """
    paths = to_collect(round, sources)
    with workroom(round.received) as room:
        desk = _Desk(round, at, by, workers=workers, rules=rules)
        arriving = Arriving(room, at.tzinfo, desk.seen)
        new: list[int] = []
        for incoming in (arriving.all_of(paths), desk.left_over()):
            for each in desk.taken(incoming):
                new += [each.arrival.id] if each.arrival else []
                yield each
        tell_halves(round, new, at, by, workers)


@contextmanager
def foreseen(
    round: Round, sources: Iterable[Path], at: datetime, *,
    workers: int | None = None, rules: Iterable[Rule] | None = None,
) -> Iterator[tuple[Arrival, ...]]:  # fmt: skip
    """What the ledger would say of files if they were collected; nothing is kept or entered.

    As long as the block lasts, each lies at its `file`. What came in before comes as it is.

    Raises:
        FileError: a file is not there, a folder holds none, or its bytes cannot be had.
        RoundError: nothing was issued yet.
    """
    paths = to_collect(round, sources)
    with TemporaryDirectory() as room:
        desk = _Desk(round, at, "", workers=workers, rules=rules)
        arriving = Arriving(Path(room), at.tzinfo, desk.seen)
        yield tuple(desk.foreseen(arriving.all_of(paths)))


def judged_of(
    round: Round, taken: Iterable[Collected]
) -> tuple[tuple[Judged, ...], tuple[Judged, ...]]:
    """What became of the files just taken in, and which older copies they superseded."""
    new = {each.arrival.id for each in taken if each.arrival}
    ledger = round.ledger
    states = judge_all(ledger.arrivals(), ledger.rulings(), digests_of(ledger.issues()))
    older = (
        each
        for each in states
        if each.state is State.SUPERSEDED and each.beside in new and each.arrival.id not in new
    )
    return tuple(each for each in states if each.arrival.id in new), tuple(older)


def sent_once_more(round: Round, taken: Sequence[Collected]) -> tuple[SentAgain, ...]:
    """The earlier copies among the files taken that another copy took the place of before.

    A folder that is collected a second time tells nothing: the copy that counts lies in it too.
    """
    ledger = round.ledger
    rulings, issued = ledger.rulings(), digests_of(ledger.issues())
    judged = judge_all(ledger.arrivals(), rulings, issued)
    new = {each.arrival.id for each in taken if each.arrival}
    found = [each for each in sent_again(judged, rulings, issued) if each.again.id in new]
    digests = {each.digest for each in taken}
    by_id = {each.arrival.id: each for each in judged}
    chosen = chosen_by_unit(rulings)
    for each in judged:
        is_known = each.arrival.digest in digests and each.arrival.id not in new
        again = came_again(each.arrival, each, by_id, chosen, issued) if is_known else None
        if again and again.counting.digest not in digests:
            found.append(again)
    return tuple(found)


class _Desk:
    """One run of collecting: what was known when it began, and the way into the ledger.

    `seen` has digest and name of all that came in, before this run and in it.
    """

    def __init__(
        self, round: Round, at: datetime, by: str, *,
        workers: int | None, rules: Iterable[Rule] | None,
    ) -> None:  # fmt: skip
        ledger = round.ledger
        self._workers, self._rules = workers, None if rules is None else checked_rules(rules)
        self._round, self._at, self._by = round, round.local(at), by
        self._terms, self._edition = ledger.terms, ledger.edition()
        self._deadlines = ledger.deadlines()
        self._issued = Issued(self._edition, ledger.issues())
        self._keeper = Keeper(round.folder, round.received)
        known = ledger.arrivals()
        self.seen = {(each.digest, each.name) for each in known if self._keeper.is_there(each.file)}

    def taken(self, incoming: Iterable[Incoming]) -> Iterator[Collected]:
        """Read files, judge them, and enter them, in the order they come."""
        for each, filled in self._read(incoming):
            if each.error or (filled is None and not each.refusal):
                yield Collected(each.name, each.source, error=each.error, digest=each.digest)
            else:
                yield self._entered(each, self._judged(each, filled), filled)
            _forget(each)

    def _read(self, incoming: Iterable[Incoming]) -> Iterator[tuple[Incoming, Filled | None]]:
        """Every file with what it says; None for one that is not read: known, refused or lost."""
        waiting: deque[tuple[Incoming, bool]] = deque()

        def to_read() -> Iterator[Path]:
            for each in incoming:
                copy = None if each.refusal or self._is_known(each) else each.copy
                waiting.append((each, copy is not None))
                if copy:
                    yield copy

        reading = read_many(to_read(), self._edition.form, workers=self._workers, rules=self._rules)
        for filled in reading:
            while not waiting[0][1]:
                yield waiting.popleft()[0], None
            yield waiting.popleft()[0], filled
        while waiting:
            yield waiting.popleft()[0], None

    def _is_known(self, each: Incoming) -> bool:
        """Whether these bytes came in under this name, in this run or one before it."""
        key = (each.digest, each.name)
        is_known = key in self.seen
        self.seen.add(key)
        return is_known

    def _judged(self, each: Incoming, filled: Filled | None) -> Judgement:
        if filled is None:
            return refused(each.refusal)
        return judge_as_one_file(
            filled, self._terms, self._edition, self._issued, name=each.name, digest=each.digest
        )

    def _entered(self, each: Incoming, judgement: Judgement, filled: Filled | None) -> Collected:
        """Keep a file and enter it, in one transaction: desks that run at once take turns."""
        keeper, arrival = self._keeper, self._arrival(each, judgement, filled)
        unit = judgement.unit if judgement.is_ours else ""
        with self._round.ledger.changing(self._at, self._by) as change:
            entered = change.kept_at(each.digest)
            file = (
                entered or each.kept or keeper.found(each.digest) or keeper.place_of(arrival, unit)
            )
            is_gone = bool(entered) and not keeper.is_there(file)
            if each.copy and not each.kept:
                keeper.put(each.copy, file, each.digest)
            is_known = bool(entered) if each.kept else change.has_arrived(each.digest, each.name)
            if is_known:
                restored = is_gone and not each.kept
                return Collected(
                    each.name, each.source, is_restored=restored, digest=each.digest
                )  # fmt: skip
            arrival = arrival.model_copy(update={"file": file})
            key = change.add_arrival(arrival)
        arrival = arrival.model_copy(update={"id": key})
        return Collected(each.name, each.source, arrival, digest=each.digest)

    def _arrival(self, each: Incoming, judgement: Judgement, filled: Filled | None) -> Arrival:
        """What the ledger is to say of a file."""
        return Arrival(
            name=each.name, digest=each.digest, unit=judgement.unit, number=judgement.number,
            file=each.kept, received_at=self._at, modified_at=each.modified_at,
            late=self._at.date() > self._deadlines.of(judgement.unit), verdict=judgement.verdict,
            edition=self._edition.number, errors=judgement.errors, warnings=judgement.warnings,
            reasons=judgement.reasons, more=judgement.more,
            projects=judgement.projects,
            held=held_of(filled) if filled and judgement.is_ours else {},
        )  # fmt: skip

    def foreseen(self, incoming: Iterable[Incoming]) -> Iterator[Arrival]:
        """What the ledger would say of files, each where it lies now; known ones as it does.

        Raises:
            FileError: the bytes of one cannot be had.
        """
        known = self._round.ledger.arrivals()
        before = {(each.digest, each.name): each for each in known}
        fresh = count(max((each.id for each in known), default=0) + 1)
        for each, filled in self._read(incoming):
            if each.error:
                raise each.error
            if found := before.get((each.digest, each.name)):
                yield found
            elif filled or each.refusal:
                judged = self._arrival(each, self._judged(each, filled), filled)
                yield judged.model_copy(update={"id": next(fresh), "file": str(each.copy)})

    def left_over(self) -> Iterator[Incoming]:
        """What a killed run kept and did not enter: bytes that no arrival names."""
        known = self._round.ledger.arrivals()
        files, digests = {each.file for each in known}, {each.digest for each in known}
        for path in self._keeper.kept():
            spelled = self._keeper.spelled(path)
            if spelled not in files:
                digest = digest_of(path)
                if digest not in digests:
                    digests.add(digest)
                    yield Incoming(shown(path.name), path, digest, path, kept=spelled)


def _is_own(path: Path, folder: Path, kept: Path) -> bool:
    """Whether a file is the round's own: its ledger, its settings, or kept already."""
    return path.is_relative_to(kept) or (path.parent == folder and path.name.startswith(_OWN))


def _forget(each: Incoming) -> None:
    """Take the copy away, so that the disk holds few at a time; the folder goes in any case."""
    if each.copy and not each.kept:
        with suppress(OSError):
            each.copy.unlink(missing_ok=True)
            each.copy.parent.rmdir()
