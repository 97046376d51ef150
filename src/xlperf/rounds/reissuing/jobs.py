"""Which units may need a new workbook, and from which files their answers are read."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...budget import UnitBudget, wording
from ...form import Form
from ...reading import Filled, read_many
from ...rules import Rule
from ..keeping import read_kept
from ..ledger import Arrival, Edition, Issue
from ..round import Round
from .known import Known


class Job(NamedTuple):
    """A unit that may need a new workbook.

    Attributes:
        budget: what the master that holds now has of it.
        last: the workbook it was issued last.
        copy: the copy of it that counts.
        is_settled: whether it holds a workbook of these very values, with the answers that
            count: only the verdict on its copy is open.
    """

    budget: UnitBudget
    last: Issue | None = None
    copy: Arrival | None = None
    is_settled: bool = False

    @property
    def code(self) -> str:
        """The unit's code, as it is compared."""
        return wording.code(self.budget.unit.code)

    @property
    def holds_another(self) -> bool:
        """Whether the unit was sent a workbook after the one it answered."""
        return bool(self.copy and self.last and self.copy.number < self.last.number)


def jobs_of(known: Known, edition: Edition, gone: frozenset[str]) -> Iterator[Job]:
    """A job for every unit that is asked, in the order of the master budget."""
    for budget in edition.master.units:
        code = wording.code(budget.unit.code)
        if code not in gone:
            last, copy = known.last.get(code), known.copies.get(code)
            is_settled = bool(last) and _is_settled(known, edition, Job(budget, last, copy))
            yield Job(budget, last, copy, is_settled)


def _is_settled(known: Known, edition: Edition, job: Job) -> bool:
    """Whether an edition changes nothing for a unit, and its answers are where they belong."""
    last, copy = job.last, job.copy
    if last is None or not _says_the_same(known, edition, last.edition, job):
        return False
    return copy is None or copy.number == last.number or last.source == copy.id


def is_judged(known: Known, edition: Edition, job: Job) -> bool:
    """Whether the verdict on a unit's copy was given by what holds now.

    Who was issued a workbook of this edition was judged when it was.
    """
    if job.copy is None or edition.number in (job.copy.edition, job.last and job.last.edition):
        return True
    then = known.editions.get(job.copy.edition)
    is_form = then is not None and then.form == edition.form
    return is_form and _says_the_same(known, edition, job.copy.edition, job)


def _says_the_same(known: Known, edition: Edition, number: int, job: Job) -> bool:
    """Whether an edition before has the same of a unit, by the same version of the form."""
    if number == edition.number:
        return True
    then = known.editions.get(number)
    if then is None or _version(then.form) != _version(edition.form):
        return False
    return known.budgets.get((number, job.code)) == job.budget


def _version(form: Form) -> tuple[str, str]:
    return form.name, form.version


def read_answers(
    round: Round, known: Known, jobs: Iterable[Job], workers: int | None,
    rules: Iterable[Rule] | None,
) -> Iterator[tuple[Job, Filled]]:  # fmt: skip
    """What each unit has answered, by the form its workbook was issued with.

    Where nothing came in, the workbook as it was issued says what the unit has.
    """
    groups: dict[tuple[bool, int], list[Job]] = {}
    for job in jobs:
        groups.setdefault((job.copy is not None, _edition_of(known, job)), []).append(job)
    for (is_copy, edition), group in groups.items():
        form = known.editions[edition].form
        if is_copy:
            copies = [(job.budget.unit, job.copy) for job in group if job.copy]
            read = read_kept(round, copies, form, workers=workers, rules=rules)
        else:
            paths = [round.folder / job.last.file for job in group if job.last]
            read = read_many(paths, form, workers=workers, rules=rules)
        yield from zip(group, read, strict=True)


def _edition_of(known: Known, job: Job) -> int:
    """The edition of the issue that a copy answers."""
    number = job.copy.number if job.copy else 0
    found = known.numbered.get((job.code, number), job.last)
    return found.edition if found else max(known.editions)
