"""The jobs of a round of collecting, each on a copy of a round that was brought as far before.

A round is made once: begun, and begun and collected. Every job works on a copy of its own, so
that it can be done again; the copying is not measured.
"""

# ruff: noqa: PLC0415 - imports inside functions: each job is weighed with its own libraries only

import itertools
import os
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlperf.budget.nouns import Master

Job = Callable[[], object]
ROUND = "round"
"""What lies in the folder: `mail`, what the units send; `issued`, `collected`: the round so far."""
_MAIL, _ISSUED, _COLLECTED = "mail", "issued", "collected"
_ZONE = timezone(timedelta(hours=8))
_DUE, _AT = date(2023, 3, 15), datetime(2023, 3, 10, 9, 0, tzinfo=_ZONE)
_NUMBERS = itertools.count()


def prepare(folder: Path, units: int) -> None:
    """What the units send, and the round as it stands before each job."""
    from xlperf import generate
    from xlperf.rounds import collect, distribute, open_round

    from . import sample

    top, master = folder / ROUND, sample.master(units, sample.SMALL)
    answers = sample.answers(master)
    for each in generate(sample.FORM, master, answers=answers, due=str(_DUE), round_name=ROUND):
        each.save(top / _MAIL)
    list(distribute(sample.FORM, master, top / _ISSUED, _DUE, _AT, name=ROUND))
    shutil.copytree(top / _ISSUED, top / _COLLECTED)
    with open_round(top / _COLLECTED) as round:
        list(collect(round, [top / _MAIL], _AT))


def _copy(folder: Path, state: str) -> Path:
    """A round of its own, as far as `state`."""
    place = _place(folder)
    shutil.copytree(folder / ROUND / state, place)
    return place


def _place(folder: Path) -> Path:
    return folder / ROUND / f"job-{os.getpid()}-{next(_NUMBERS)}"


def _mail(folder: Path) -> list[Path]:
    return sorted((folder / ROUND / _MAIL).iterdir())


def _master(folder: Path) -> "Master":
    from . import sample

    return sample.master(len(_mail(folder)), sample.SMALL)


def _changed(folder: Path) -> "Master":
    """The master budget with the first amount of every unit changed."""
    master = _master(folder)
    units = []
    for each in master.units:
        first, *rest = each.projects
        assert first.budget is not None
        assert first.fiscal is not None
        more = {"budget": first.budget + 1, "fiscal": first.fiscal + 1}
        projects = (first.model_copy(update=more), *rest)
        units.append(each.model_copy(update={"projects": projects}))
    return master.model_copy(update={"units": tuple(units)})


def _distribute(folder: Path) -> Job:
    from xlperf.rounds import distribute

    from . import sample

    master = _master(folder)
    return lambda: sum(
        1 for _ in distribute(sample.FORM, master, _place(folder), _DUE, _AT, name=ROUND)
    )


def _generate_saved(folder: Path) -> Job:
    from xlperf import generate

    from . import sample

    master = _master(folder)

    def job() -> object:
        place = _place(folder)
        made = generate(sample.FORM, master, due=str(_DUE), round_name=ROUND)
        return [each.save(place) for each in made]

    return job


def _collect(folder: Path) -> Job:
    return _collected(folder, _ISSUED)


def _collect_again(folder: Path) -> Job:
    return _collected(folder, _COLLECTED)


def _collected(folder: Path, state: str) -> Job:
    from xlperf.rounds import collect, open_round

    place = _copy(folder, state)

    def job() -> object:
        with open_round(place) as round:
            return sum(1 for _ in collect(round, [folder / ROUND / _MAIL], _AT))

    return job


def _read_mail(folder: Path) -> Job:
    from xlperf.reading.many_files import read_many

    files = _mail(folder)
    return lambda: sum(len(filled.findings) for filled in read_many(files))


def _sync_round(folder: Path) -> Job:
    from xlperf.rounds import open_round, reissue

    place, master = _copy(folder, _COLLECTED), _changed(folder)

    def job() -> object:
        with open_round(place) as round:
            return sum(1 for _ in reissue(round, _AT, master=master))

    return job


def _read_and_generate(folder: Path) -> Job:
    """What a new workbook for every unit costs at least: read the answers, stamp and write them."""
    read, write = _read_mail(folder), _generate_saved(folder)
    return lambda: (read(), write())


def _status(folder: Path) -> Job:
    from xlperf.rounds import open_round, status, status_workbook

    place = _copy(folder, _COLLECTED)

    def job() -> object:
        with open_round(place) as round:
            return len(status_workbook(status(round, at=_AT), round.ledger.changes()))

    return job


def _consolidate_round(folder: Path) -> Job:
    from xlperf import consolidate
    from xlperf.rounds import counting_returns, open_round

    place = _copy(folder, _COLLECTED)

    def job() -> object:
        with open_round(place) as round:
            found = counting_returns(round, at=_AT)
            return consolidate(
                found.read(), found.master, place / "summary.xlsx",
                force=True, form=found.form, round=found.heading,
            )  # fmt: skip

    return job


def _consolidate_mail(folder: Path) -> Job:
    from xlperf import consolidate
    from xlperf.reading.many_files import read_many

    files, master = _mail(folder), _master(folder)
    out = folder / ROUND / "summary.xlsx"
    return lambda: consolidate(read_many(files), master, out, force=True)


ROUND_JOBS: Final[dict[str, Callable[[Path], Job]]] = {
    "distribute": _distribute,
    "generate, written": _generate_saved,
    "collect": _collect,
    "collect again": _collect_again,
    "read, apart": _read_mail,
    "sync --round": _sync_round,
    "read and generate": _read_and_generate,
    "status --out": _status,
    "cons. --round": _consolidate_round,
    "consolidate, apart": _consolidate_mail,
}
