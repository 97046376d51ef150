"""The bytes of a return as they are kept in the round's folder, and whether they still are."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import file_digest
from pathlib import Path

from ...budget import Unit
from ...findings import Finding, Place, level_of
from ...form import Form
from ...reading import Filled, read_many
from ...rules import Rule
from ..ledger import Arrival
from ..round import Round

_GONE, _CHANGED = "kept.gone", "kept.changed"
NOT_AS_IT_CAME = frozenset({_GONE, _CHANGED})
"""The findings on a kept file that is not read, since it is not what came in."""


def kept_path(folder: Path, arrival: Arrival) -> Path:
    """Where the bytes of an arrival lie, in the folder of its round."""
    return folder / arrival.file


def what_is_wrong(folder: Path, arrival: Arrival) -> str:
    """The finding on a kept file: gone, or no longer what came in; "" when it is as it was."""
    path = kept_path(folder, arrival)
    try:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
    except OSError:
        return _GONE
    return "" if digest == arrival.digest else _CHANGED


def state_of(folder: Path, arrival: Arrival) -> tuple[int, ...]:
    """What the disk says of a kept file: another one as soon as somebody wrote to it."""
    try:
        found = kept_path(folder, arrival).stat()
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def read_kept(
    round: Round, copies: Iterable[tuple[Unit, Arrival]], form: Form, *,
    workers: int | None = None, rules: Iterable[Rule] | None = None,
) -> Iterator[Filled]:  # fmt: skip
    """Read what is kept of some arrivals, in their order, each under the name of its unit.

    A file that is gone, or no longer holds the bytes that came in, is a finding of its unit
    and is never read.
    """
    wanted = list(copies)
    wrong = [what_is_wrong(round.folder, arrival) for _, arrival in wanted]
    sound = [
        kept_path(round.folder, a) for (_, a), bad in zip(wanted, wrong, strict=True) if not bad
    ]
    read = read_many(sound, form, workers=workers, rules=rules) if sound else iter(())
    for (unit, arrival), bad in zip(wanted, wrong, strict=True):
        yield _refused(round, unit, arrival, bad) if bad else _named(next(read), unit)


def _named(filled: Filled, unit: Unit) -> Filled:
    """A return that carries nothing of ours may say any unit; the ledger knows whose it is."""
    is_told = filled.unit.code and (filled.identity or filled.seal)
    return filled if is_told else replace(filled, unit=unit)


def _refused(round: Round, unit: Unit, arrival: Arrival, code: str) -> Filled:
    file = str(kept_path(round.folder, arrival))
    values = {"unit": str(unit), "name": arrival.name, "file": arrival.file}
    finding = Finding(code, level_of(code), Place(file), found=arrival.file, values=values)
    return Filled(file, unit=unit, findings=(finding,))
