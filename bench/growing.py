"""How verbs grow: each with so many of something and with eight times as many.

A verb that is linear takes about eight times as long; one that looks at each beside each takes
sixty-four times.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from xlperf import Form, consolidate, generate, read, read_master, reconcile
from xlperf.master import list_workbook
from xlperf.reading import Filled

from . import sample
from .jobs import Job
from .pairs import timed

TIMES = 8


class Grown(NamedTuple):
    """A verb, what it was given more of, and how long few and many took."""

    verb: str
    of: str
    few: int
    seconds: tuple[float, float]

    @property
    def ratio(self) -> float:
        """How many times longer eight times as many took."""
        return self.seconds[1] / self.seconds[0]


def _returns(units: int) -> list[Filled]:
    """Returns of many units, out of one that was read."""
    (first, *more) = sample.master(units, 1).units
    form = Form.load(sample.FORM)
    only = sample.master(1, 1)
    (made,) = generate(form, only)
    one = read(made.content)
    return [
        replace(
            one, file=each.unit.code, unit=each.unit, identity=None,
            projects=tuple(replace(one.projects[0], project=own) for own in each.projects),
        )
        for each in (first, *more)
    ]  # fmt: skip


def _reconcile(units: int, _: Path) -> Job:
    master, returns = sample.master(units, 1), _returns(units)
    return lambda: reconcile(returns, master)


def _consolidate(units: int, folder: Path) -> Job:
    master, returns = sample.master(units, 1), _returns(units)
    return lambda: consolidate(returns, master, folder / "grown.xlsx", force=True)


def _read_master(rows: int, _: Path) -> Job:
    content = list_workbook(Form.load("master"), sample.master(rows, 1))
    return lambda: read_master(content)


def _generate(projects: int, _: Path) -> Job:
    form, master = Form.load(sample.FORM), sample.master(1, projects)
    return lambda: list(generate(form, master))


_VERBS: Final[tuple[tuple[str, str, Callable[[int, Path], Job], int], ...]] = (
    ("reconcile", "units", _reconcile, 500),
    ("consolidate", "units", _consolidate, 100),
    ("read_master", "rows", _read_master, 500),
    ("generate", "projects", _generate, 5),
)


def grown(folder: Path, *, quick: bool) -> Iterator[Grown]:
    """Each verb with few and with eight times as many."""
    for verb, of, job, usual in _VERBS:
        few = 2 if quick else usual
        jobs = [job(count, folder) for count in (few, few * TIMES)]
        jobs[0]()  # what is loaded and prepared once is paid here
        yield Grown(verb, of, few, (timed(jobs[0]), timed(jobs[1])))
