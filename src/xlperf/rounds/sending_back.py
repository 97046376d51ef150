"""Send back: for every unit that is sent back, its own copy with what is to be mended marked in it.

What lies in the round's folder is exactly what is to be sent now: copies that were marked before,
and are as they were, stay where they are.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ..budget import Unit
from ..excel.files import write_whole
from ..findings import FileError, Finding, Lang, OutputError, Place, level_of, word
from ..form import Form, spoken_in
from ..reading import Filled, annotate
from ..rules import Rule
from ..sheet import file_name
from .arriving import Issued, Judgement, judge_as_one_file
from .counting import Standing, UnitStanding, UnitState, status
from .keeping import NOT_AS_IT_CAME, clear_away, kept_path, read_kept
from .ledger import Arrival, Edition, Event, ReasonKind
from .round import Round
from .telling import findings_workbook

_OURS = re.compile(r"outbox/sent-back-([0-9]+)/.*")
_OFFICE = "return.sent-back"


@dataclass(frozen=True, slots=True)
class SentBack:
    """A copy that is to go back to its unit.

    Attributes:
        arrival: the copy of it that counts, which was sent back.
        file: where what is to be sent lies; None where there is nothing to send.
        count: how many findings are listed in it.
        is_marked: whether it is the unit's own file; else it is a list beside it.
        is_new: whether it was made now.
        refused: why nothing could be made of it.
    """

    unit: Unit
    arrival: Arrival
    file: Path | None = None
    count: int = 0
    is_marked: bool = True
    is_new: bool = True
    refused: tuple[Finding, ...] = ()


class _Made(NamedTuple):
    """What goes back to a unit: the content of its file, and what is said of it."""

    content: bytes
    findings: int
    is_marked: bool


def send_back(
    round: Round, at: datetime, *, out: Path | None = None, by: str = "", force: bool = False,
    workers: int | None = None, rules: Iterable[Rule] | None = None, lang: Lang | None = None,
) -> Iterator[SentBack]:  # fmt: skip
    """Mark the copy of every unit that is sent back, one unit a step, and note it in the ledger.

    What was made before is noted again where the copy was decided of since, and nothing changed.

    An .xlsx is marked in the unit's own file and opens on its list of findings; of any other
    kind, the list is a workbook of its own.

    Args:
        at: the moment, with its time zone.
        out: the folder for the files; else a new one in the round's `outbox`, for those that
            were not marked before.
        by: who does it, for the audit.
        force: write over files of these names that say something else: somebody's in `out`, or
            those of a run that was killed before it noted them.
        rules: as for `read`: give those the copies were collected by.
        lang: the language of notes and lists; the form's if not given.

    Raises:
        RoundError: the ledger cannot be read, or nothing was issued yet.
        OutputError: a file cannot be written, or there is another of its name.
    """
    standing = status(round, at=at)
    units = [each for each in standing.of(UnitState.SENT_BACK) if each.copy]
    desk = _Desk(round, standing, lang)
    copies = [(each.unit, each.copy.arrival) for each in units if each.copy]
    clear_away(desk.folder)
    read = read_kept(round, copies, desk.edition.form, workers=workers, rules=rules)
    for (unit, arrival), each, filled in zip(copies, units, read, strict=True):
        refused = tuple(found for found in filled.findings if found.code in NOT_AS_IT_CAME)
        if refused:
            yield SentBack(unit, arrival, refused=refused)
            continue
        made = desk.made(each, arrival, filled)
        kept = None if out else desk.kept(arrival, made)
        target = kept or (out or desk.folder) / _name(desk.edition.form, unit, made.findings)
        if not kept:
            _write(target, made.content, force=force)
        if not kept or standing.returned(each) is None:
            _note(round, _Noted(unit, arrival, target, made), at, by)
        yield SentBack(unit, arrival, target, made.findings, made.is_marked, kept is None)


class _Desk:
    """What was known when a run began: what holds, what was issued, and what was marked before."""

    def __init__(self, round: Round, standing: Standing, lang: Lang | None) -> None:
        self._round, self.edition = round, round.ledger.edition()
        self._issued = Issued(self.edition, standing.issues)
        self._lang = spoken_in(lang, self.edition.form)
        self._events = [each for each in standing.events if each.action == "returned"]
        self.folder = round.outbox / f"sent-back-{_last_number(self._events) + 1}"

    def made(self, each: UnitStanding, arrival: Arrival, filled: Filled) -> _Made:
        """The unit's own file, marked; where that cannot be, a list of what is to be mended."""
        judged = judge_as_one_file(
            filled, self._round.ledger.terms, self.edition, self._issued,
            name=arrival.name, digest=arrival.digest, given=arrival.unit,
        )  # fmt: skip
        told = _with_all(filled, each, judged, self.edition, self._lang)
        content = kept_path(self._round.folder, arrival).read_bytes()
        try:
            marked = annotate(content, told, lang=self._lang, on_list=True)
        except FileError:  # an .xls, an .ods, or what cannot be patched
            made = findings_workbook(told, self._lang, each.unit)
            return _Made(made, len(told.findings), False)
        return _Made(marked, len(told.findings), True)

    def kept(self, arrival: Arrival, made: _Made) -> Path | None:
        """Where just this was put before, and lies still; None where it does not."""
        digest = sha256(made.content).hexdigest()
        for each in reversed(self._events):
            file = str(each.facts.get("file", ""))
            known = each.facts.get("arrival"), each.facts.get("digest")
            path = self._round.folder / file
            if known == (arrival.id, digest) and _OURS.fullmatch(file) and path.is_file():
                return path
        return None


class _Noted(NamedTuple):
    """What the ledger is to say of a file that was made."""

    unit: Unit
    arrival: Arrival
    file: Path
    made: _Made


def _with_all(
    filled: Filled, each: UnitStanding, judged: Judgement, edition: Edition, lang: Lang
) -> Filled:
    """A copy with all that is to be mended in it: of the office first, then of the whole file."""
    grave = level_of(_OFFICE)
    said = [(each.ruling.reason, grave)] if each.ruling else []
    said += [
        (word(reason.code, lang, **reason.values), reason.level or grave)
        for reason in judged.reasons if reason.kind is ReasonKind.JUDGED
    ]  # fmt: skip
    words = edition.form.words.said
    own = (
        Finding(_OFFICE, level, Place(filled.file), found=text, values={**words, "said": text})
        for text, level in said
    )
    return replace(filled, form=edition.form, findings=(*own, *judged.findings))


def _name(form: Form, unit: Unit, count: int) -> str:
    """What is sent is called by the unit and by how much is to be mended."""
    ending = form.word("return.file", count=count)
    plain = file_name(unit.code, unit.name, "")
    return f"{plain}{ending}.xlsx"


def _last_number(events: Iterable[Event]) -> int:
    """The number of the last folder in `outbox` that copies were put into; 0 for none."""
    found = (_OURS.fullmatch(str(each.facts.get("file", ""))) for each in events)
    return max((int(each[1]) for each in found if each), default=0)


def _write(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file; one that is there and is the same is as good."""
    try:
        write_whole(path, content, force=force)
    except OutputError as error:
        if error.code != "out.exists" or path.read_bytes() != content:
            raise


def _note(round: Round, noted: _Noted, at: datetime, by: str) -> None:
    """What was made of which copy, and where it was put: a line of the audit."""
    path = noted.file
    inside = path.is_relative_to(round.folder)
    file = path.relative_to(round.folder).as_posix() if inside else str(path.absolute())
    with round.ledger.changing(at, by) as change:
        change.tell(
            "returned", noted.unit.code, arrival=noted.arrival.id, file=file,
            marked=int(noted.made.is_marked), count=noted.made.findings,
            digest=sha256(noted.made.content).hexdigest(),
        )  # fmt: skip
