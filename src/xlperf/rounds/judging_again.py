"""The files of an older ledger judged again by their bytes, as they were when they came in."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from ..reading import Filled, read_many
from .arriving import Issued, Judgement, archive_bytes, judge_as_one_file, members, refused
from .keeping import kept_path, name_on_disk, what_is_wrong, workroom
from .ledger import Arrival, Edition, Issue, Past


def judged_again(folder: Path, past: Past) -> Iterator[Arrival]:
    """The files as they were judged, with what came back of each project.

    Each is judged by the form, the master budget and the issues its verdict was given by. One
    whose verdict comes out as it was has the reasons of it too; of one that today gets another
    verdict, what was said of it then stays. A file that is gone or altered is passed over.

    Raises:
        OutputError: the round's folder cannot be written in.
    """
    editions = {each.number: each for each in past.editions}
    sound = [each for each in past.arrivals if not what_is_wrong(folder, each)]
    with workroom(folder / "received") as room:
        for number in dict.fromkeys(each.edition for each in sound if each.edition in editions):
            own, edition = [each for each in sound if each.edition == number], editions[number]
            for arrival, filled in _read(folder, room, own, edition):
                made = _judged(folder, past, arrival, filled)
                told: dict[str, Any] = {"projects": made.projects}
                if made.verdict is arrival.verdict:
                    told |= {
                        "reasons": made.reasons, "more": made.more, "remarks": (),
                        "errors": made.errors, "warnings": made.warnings,
                    }  # fmt: skip
                yield arrival.model_copy(update=told)


def _read(
    folder: Path, room: Path, arrivals: Sequence[Arrival], edition: Edition
) -> Iterator[tuple[Arrival, Filled | None]]:
    """What each file says, read under the name it came in by; None for an archive."""
    single = [each for each in arrivals if archive_bytes(kept_path(folder, each)) is None]
    copies = _copied(folder, room / str(edition.number), single)
    read = zip(single, read_many(copies, edition.form), strict=True)
    read_singly = {each.id for each in single}
    yield from ((each, None) for each in arrivals if each.id not in read_singly)
    yield from read


def _copied(folder: Path, room: Path, arrivals: Iterable[Arrival]) -> Iterator[Path]:
    """A copy of each file under its own name: some are told by it."""
    for number, arrival in zip(count(1), arrivals, strict=False):
        place = room / str(number) / name_on_disk(arrival.name)
        place.parent.mkdir(parents=True)
        shutil.copyfile(kept_path(folder, arrival), place)
        yield place


def _judged(folder: Path, past: Past, arrival: Arrival, filled: Filled | None) -> Judgement:
    if filled is None:
        content = archive_bytes(kept_path(folder, arrival)) or b""
        found = (each.error for each in members(content, arrival.name, None))
        return refused(each for each in found if each)
    edition = next(each for each in past.editions if each.number == arrival.edition)
    return judge_as_one_file(
        filled, past.terms, edition, Issued(edition, _issues_then(past, arrival, edition)),
        name=arrival.name, digest=arrival.digest, given=arrival.unit,
    )  # fmt: skip


def _issues_then(past: Past, arrival: Arrival, edition: Edition) -> Sequence[Issue]:
    """What had been issued when the verdict was given.

    A file that was judged anew, by an edition made after it came in, was judged when that
    edition was issued.
    """
    moment = max(arrival.received_at, edition.made_at)
    return [
        each for each in past.issues if each.edition <= edition.number and each.issued_at <= moment
    ]
