"""Reconcile: hold what came back against the master budget, by project, by unit and in all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import PurePath

from ..budget import MONEY, Amounts, Master, Project, Unit, UnitBudget, differing, hint, wording
from ..findings import Finding, Place, calling, level_of
from ..reading import Filled, FilledProject

_NAMED = ("code", "name", *MONEY)
"""The fields reconciling speaks of, each at its own cell."""


class Status(StrEnum):
    """What became of a project of the master budget, or of one it does not know."""

    EQUAL = "equal"
    DIFFERENT = "different"
    MISSING = "missing"
    EXTRA = "extra"
    TWICE = "twice"
    WRONG_UNIT = "wrong-unit"
    UNREADABLE = "unreadable"


ACCEPTED = frozenset({Status.EQUAL})
REJECTED = frozenset({Status.DIFFERENT, Status.TWICE, Status.WRONG_UNIT, Status.UNREADABLE})


@dataclass(frozen=True, slots=True)
class Returned:
    """A project as it came back, as far as reconciling needs it.

    Attributes:
        drawn: the fields its form has a cell for: what it does not ask is not compared.
    """

    file: str
    sheet: str
    cells: Mapping[str, str]
    unit: Unit
    name: str
    amounts: Amounts
    refused: frozenset[str] = frozenset()
    drawn: frozenset[str] = frozenset(_NAMED)

    @property
    def place(self) -> Place:
        """Where it stands: its budget, or at least its code."""
        return self.place_of("budget" if "budget" in self.cells else "code")

    def place_of(self, field: str) -> Place:
        """Where one of its fields stands; its sheet when the field has no cell."""
        return Place(self.file, self.sheet, self.cells.get(field, ""))


@dataclass(frozen=True, slots=True)
class Comparison:
    """One project, approved and returned.

    Attributes:
        unit: the unit the project belongs to by the master; by its file, for an extra one.
        approved: None for a project the master does not know.
        returned: every place it came back in; none for a missing one.
        unreadable_file: the file it came back in, when nothing of it could be read.
    """

    unit: Unit
    code: str
    name: str
    status: Status
    approved: Amounts | None
    returned: tuple[Returned, ...] = ()
    unreadable_file: str = ""

    @property
    def difference(self) -> Decimal | None:
        """Returned less approved budget, when it came back once and both are known."""
        if self.approved is None or len(self.returned) != 1:
            return None
        now, then = self.returned[0].amounts.budget, self.approved.budget
        return None if now is None or then is None else now - then


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts and sums of some projects: accepted + rejected + missing = issued, always."""

    issued: int = 0
    accepted: int = 0
    rejected: int = 0
    missing: int = 0
    extra: int = 0
    approved: Decimal = Decimal(0)
    returned: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.accepted + self.rejected + self.missing != self.issued:
            raise AssertionError(f"a project was counted twice or not at all: {self}")

    @property
    def difference(self) -> Decimal:
        """Accepted amounts less approved ones."""
        return self.returned - self.approved


@dataclass(frozen=True, slots=True)
class UnitTally:
    """The tally of one unit, and the files it came back in."""

    unit: Unit
    tally: Tally
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The whole comparison: a row a project, a tally a unit, one in all, and the findings."""

    comparisons: tuple[Comparison, ...]
    units: tuple[UnitTally, ...]
    total: Tally
    findings: tuple[Finding, ...]
    unreadable_files: tuple[str, ...] = ()


def reconcile(returns: Iterable[Filled], master: Master) -> Reconciliation:
    """Compare returns with the master budget.

    A project is accepted when it came back once, in its own unit's file, with the approved
    amounts, to the last decimal. A name that differs is told and does not reject.
    """
    gathering = Gathering(master)
    for filled in returns:
        gathering.add(filled)
    return gathering.result()


class Gathering:
    """Returns taken in one by one, so that memory does not grow with what they hold."""

    def __init__(self, master: Master) -> None:
        self._master = master
        self._seen: dict[str, list[Returned]] = {}
        self._broken: dict[str, str] = {}
        self._broken_units: dict[str, str] = {}
        self._nameless: set[str] = set()
        self._files: dict[str, list[str]] = {}
        self._unreadable: list[str] = []
        self._nouns: Mapping[str, str] = {}

    def add(self, filled: Filled) -> None:
        """Take one return in."""
        if filled.form and not self._nouns:
            self._nouns = filled.form.words.said
        if not filled.is_readable:
            self._unreadable.append(filled.file)
            self._broken_units[wording.code(_unit_code_of(filled))] = filled.file
        self._broken |= dict.fromkeys(map(wording.code, filled.unreadable), filled.file)
        self._files.setdefault(filled.unit.code, []).append(filled.file)
        for each in filled.projects:
            code = wording.code(each.project.code)
            if not code or "code" in each.refused:
                self._nameless.add(wording.plain(each.project.name))
            self._seen.setdefault(code, []).append(_returned(filled, each))

    def result(self) -> Reconciliation:
        """The comparison of everything taken in."""
        comparisons = [*self._known(), *self._extras()]
        of_unit: dict[str, list[Comparison]] = {}
        for each in comparisons:
            of_unit.setdefault(each.unit.code, []).append(each)
        units = tuple(
            self._unit_tally(each, of_unit.get(each.unit.code, [])) for each in self._master.units
        )
        findings = (found for each in comparisons for found in _findings(each, self._master))
        return Reconciliation(
            comparisons=tuple(comparisons),
            units=units,
            total=_tally(comparisons),
            findings=calling(findings, self._nouns),
            unreadable_files=tuple(self._unreadable),
        )

    def _known(self) -> Iterator[Comparison]:
        for unit, project in self._master.projects():
            code = wording.code(project.code)
            returned = tuple(self._seen.get(code, ()))
            status = self._status(unit, project, returned)
            broken = self._broken.get(code) or self._broken_units.get(wording.code(unit.code), "")
            file = broken if status is Status.UNREADABLE and not returned else ""
            approved = Amounts.of(project)
            yield Comparison(unit, code, project.name, status, approved, returned, file)

    def _status(self, unit: Unit, project: Project, returned: tuple[Returned, ...]) -> Status:
        if not returned:
            broken = (
                wording.code(project.code) in self._broken
                or wording.code(unit.code) in self._broken_units
                or wording.plain(project.name) in self._nameless
            )
            return Status.UNREADABLE if broken else Status.MISSING
        if len(returned) > 1:
            return Status.TWICE
        one = returned[0]
        if one.unit.code and wording.code(one.unit.code) != wording.code(unit.code):
            return Status.WRONG_UNIT
        if one.refused & {*MONEY}:
            return Status.UNREADABLE
        return Status.DIFFERENT if differing(project, one.amounts, one.drawn) else Status.EQUAL

    def _extras(self) -> Iterator[Comparison]:
        known = {wording.code(project.code) for _, project in self._master.projects()}
        for code, returned in self._seen.items():
            if code not in known:
                first = returned[0]
                yield Comparison(first.unit, code, first.name, Status.EXTRA, None, tuple(returned))

    def _unit_tally(self, budget: UnitBudget, mine: Iterable[Comparison]) -> UnitTally:
        files = self._files.get(budget.unit.code, ())
        return UnitTally(budget.unit, _tally(mine), tuple(files))


def _unit_code_of(filled: Filled) -> str:
    """The unit of a file that cannot be read: its identity if that is left, else its name.

    A file's name proves nothing; it only keeps projects that came back unreadable from being
    called missing. Nothing is accepted on it.
    """
    head = PurePath(filled.file).name.partition(" ")[0].partition(".")[0]
    return filled.unit.code or wording.code(head)


def _returned(filled: Filled, each: FilledProject) -> Returned:
    return Returned(
        file=filled.file,
        sheet=each.sheet,
        cells={name: str(each.where[name]) for name in _NAMED if name in each.where},
        unit=filled.unit,
        name=each.project.name,
        amounts=Amounts.of(each.project),
        refused=each.refused,
        drawn=frozenset(filter(filled.form.asks, _NAMED)) if filled.form else frozenset(_NAMED),
    )


def _tally(comparisons: Iterable[Comparison]) -> Tally:
    rows = list(comparisons)
    known = [each for each in rows if each.status is not Status.EXTRA]
    accepted = [each for each in known if each.status in ACCEPTED]
    zero = Decimal(0)
    return Tally(
        issued=len(known),
        accepted=len(accepted),
        rejected=sum(each.status in REJECTED for each in known),
        missing=sum(each.status is Status.MISSING for each in known),
        extra=len(rows) - len(known),
        approved=sum((_budget(each.approved) for each in known), zero),
        returned=sum(map(_returned_budget, accepted), zero),
    )


def _returned_budget(accepted: Comparison) -> Decimal:
    """The budget that came back; the approved one, where the form has no cell for it."""
    one = accepted.returned[0]
    return _budget(one.amounts if "budget" in one.drawn else accepted.approved)


def _budget(amounts: Amounts | None) -> Decimal:
    return (amounts.budget if amounts else None) or Decimal(0)


def _findings(comparison: Comparison, master: Master) -> Iterator[Finding]:
    """What there is to tell about one project, each at the place it stands."""
    first = comparison.returned[0] if comparison.returned else None
    values = {
        "project": str(comparison.code),
        "name": comparison.name,
        "unit": str(comparison.unit),
    }
    about = "budget" if comparison.status is Status.UNREADABLE else "code"
    place = first.place_of(about) if first else Place(comparison.unreadable_file)
    code = {
        Status.MISSING: "master.missing",
        Status.EXTRA: "master.extra",
        Status.TWICE: "master.twice",
        Status.WRONG_UNIT: "master.wrong-unit",
        Status.UNREADABLE: "master.unreadable",
    }.get(comparison.status)
    if code:
        places = "、".join(f"{each.file} {each.place}" for each in comparison.returned)
        found = places if comparison.status is Status.TWICE else str(first.unit) if first else ""
        yield _finding(code, place, comparison.code, found, values)
    if first and comparison.status is Status.DIFFERENT and comparison.approved:
        yield from _differences(comparison, first, master, values)
    is_named = first and comparison.status is not Status.EXTRA and "name" in first.drawn
    named = first.name if first and is_named else comparison.name
    if wording.plain(named) != wording.plain(comparison.name):
        where = first.place_of("name") if first else place
        yield _finding("master.name", where, comparison.code, named, values)


def _differences(
    comparison: Comparison, first: Returned, master: Master, values: Mapping[str, str]
) -> Iterator[Finding]:
    then = comparison.approved or Amounts()
    project = Project(budget=then.budget, fiscal=then.fiscal, other=then.other)
    for name, (approved, returned) in differing(project, first.amounts, first.drawn).items():
        guess = hint(approved, returned)
        more = {
            **values,
            "expected": master.money.printed(approved),
            "difference": master.money.printed(returned - approved),
            "money": master.money.unit,
        }
        code = f"master.{name}" + (f"-{guess}" if guess else "")
        found = master.money.printed(returned)
        yield _finding(code, first.place_of(name), comparison.code, found, more)


def _finding(
    code: str, place: Place, project: str, found: str, values: Mapping[str, str]
) -> Finding:
    return Finding(code, level_of(code), place, project, found=found, values=dict(values))
