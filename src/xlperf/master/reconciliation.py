"""Reconcile: hold what came back against the master budget, by project, by unit and in all."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import PurePath

from ..budget import MONEY, Amounts, Holds, Master, Unit, UnitBudget, differing, given, wording
from ..findings import Finding, FormError, calling
from ..form import Form
from ..reading import Filled
from .adoption import Adoption, Content, adoption_of, is_sent_back
from .comparison import ACCEPTED, Comparison, Status
from .returned import Returned, asked_fields, compared, returned_project, returned_unit
from .told_of_comparison import told_of


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts and sums of some projects, which come out even twice over.

    By their amounts: accepted + rejected + missing = issued. By what stands in them and the
    verdict on their return: blank + to_mend + adopted + missing = issued. Sums are of budgets;
    None where the form asks for none.
    """

    issued: int = 0
    accepted: int = 0
    rejected: int = 0
    missing: int = 0
    extra: int = 0
    approved: Decimal | None = Decimal(0)
    returned: Decimal | None = Decimal(0)
    blank: int = 0
    to_mend: int = 0
    adopted: int = 0

    def __post_init__(self) -> None:
        by_amounts = self.accepted + self.rejected + self.missing
        by_content = self.blank + self.to_mend + self.adopted + self.missing
        if not by_amounts == by_content == self.issued:
            raise AssertionError(f"a project was counted twice or not at all: {self}")

    @property
    def difference(self) -> Decimal | None:
        """Accepted amounts less approved ones."""
        if self.approved is None or self.returned is None:
            return None
        return self.returned - self.approved


@dataclass(frozen=True, slots=True)
class UnitTally:
    """The tally of one unit, the files it came back in, and whether they go back to it."""

    unit: Unit
    tally: Tally
    files: tuple[str, ...] = ()
    is_sent_back: bool = False


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The whole comparison: a row a project, a tally a unit, one in all, and the findings.

    Attributes:
        comparisons: of projects; of units where `of_units`.
        kinds: the declared fields that were compared, with what each holds.
    """

    comparisons: tuple[Comparison, ...]
    units: tuple[UnitTally, ...]
    total: Tally
    findings: tuple[Finding, ...]
    unreadable_files: tuple[str, ...] = ()
    of_units: bool = False
    kinds: Mapping[str, Holds] = field(default_factory=dict)


def reconcile(
    returns: Iterable[Filled],
    master: Master,
    form: Form | None = None,
    *,
    decided: Mapping[str, bool] = {},
) -> Reconciliation:
    """Compare returns with the master budget.

    A project is accepted when it came back once, in its own unit's file, with the approved
    amounts, to the last decimal. A name that differs is told and does not reject. Where the form
    asks for units alone, the same holds for units, and for all that the master gives of them.

    Args:
        form: the form of the round; without it, the one the first return was read with.
        decided: of a round, whether a file is sent back, by its name as it was read: the office
            may say another thing of it than its findings do.

    Raises:
        FormError: returns were read as of several years.
    """
    gathering = Gathering(master, form, decided)
    for filled in returns:
        gathering.add(filled)
    return gathering.result()


def _refuse_other_year(form: Form | None, filled: Filled) -> None:
    """Returns of two years are no one round: who reads them says which year is meant.

    Raises:
        FormError: the return was read as of another year than those before it.
    """
    if form and filled.form and filled.seal and filled.form.year != form.year:
        raise FormError(
            "form.other-year", file=filled.file, form=filled.form.name,
            found=filled.form.year, expected=form.year,
        )  # fmt: skip


class Gathering:
    """Returns taken in one by one, so that memory does not grow with what they hold."""

    def __init__(
        self, master: Master, form: Form | None = None, decided: Mapping[str, bool] = {}
    ) -> None:
        self._master = master
        self._form = form
        self._decided = decided
        self._blocked: set[str] = set()
        self._ruled: dict[str, bool] = {}
        self._known_projects = {wording.code(p.code): p for _, p in master.projects()}
        self._known_parts = {wording.code(each.unit.code): each.part for each in master.units}
        self._seen: dict[str, list[Returned]] = {}
        self._broken: dict[str, str] = {}
        self._broken_units: dict[str, str] = {}
        self._nameless: set[str] = set()
        self._files: dict[str, list[str]] = {}
        self._unreadable: list[str] = []

    def add(self, filled: Filled) -> None:
        """Take one return in."""
        self._form = self._form or filled.form
        _refuse_other_year(self._form, filled)
        is_lost = (
            filled.form is not None and filled.form.project_sheet is None and filled.part is None
        )
        if not filled.is_readable:
            self._unreadable.append(filled.file)
        if not filled.is_readable or is_lost:
            self._broken_units[wording.code(_unit_code_of(filled))] = filled.file
        self._broken |= dict.fromkeys(map(wording.code, filled.unreadable), filled.file)
        self._files.setdefault(filled.unit.code, []).append(filled.file)
        unit = wording.code(filled.unit.code)
        self._blocked |= {unit} if filled.is_blocked else set()
        self._ruled |= {unit: self._decided[filled.file]} if filled.file in self._decided else {}
        asked = asked_fields(filled.form)
        for each in filled.projects:
            code = wording.code(each.project.code)
            returned = returned_project(filled, each, asked, self._known_projects.get(code))
            self._take(code, returned, is_named="code" not in each.refused)
        if filled.form and filled.form.project_sheet is None and filled.part:
            code = wording.code(filled.unit.code)
            returned = returned_unit(filled, filled.form, filled.part, self._known_parts.get(code))
            self._take(code, returned, is_named=True)

    def _take(self, code: str, returned: Returned, *, is_named: bool) -> None:
        if not code or not is_named:
            self._nameless.add(wording.plain(returned.name))
        self._seen.setdefault(code, []).append(returned)

    @property
    def _of_units(self) -> bool:
        """Whether units are compared."""
        return self._form is not None and self._form.project_sheet is None

    def result(self) -> Reconciliation:
        """The comparison of everything taken in."""
        found = [*self._known(), *self._extras()]
        back = self._sent_back(found)
        comparisons = [_with_word(each, back) for each in found]
        of_unit: dict[str, list[Comparison]] = {}
        for each in comparisons:
            of_unit.setdefault(each.unit.code, []).append(each)
        units = tuple(
            self._unit_tally(each, of_unit.get(each.unit.code, []), back)
            for each in self._master.units
        )
        kinds = compared(self._form) if self._form else {}
        kind = "unit-" if self._of_units else ""
        findings = (
            found
            for each in comparisons
            for found in told_of(each, kind, self._master.money, self._form)
        )
        return Reconciliation(
            comparisons=tuple(comparisons),
            units=units,
            total=self._tally(comparisons),
            findings=calling(findings, self._form.words.said if self._form else {}),
            unreadable_files=tuple(self._unreadable),
            of_units=self._of_units,
            kinds=kinds,
        )

    def _sent_back(self, comparisons: Iterable[Comparison]) -> frozenset[str]:
        """The units whose returns go back to them: by the round, or by all that came of them."""
        contents: dict[str, list[Content | None]] = {}
        for each in comparisons:
            for unit in {each.unit.code, *(one.unit.code for one in each.returned)}:
                contents.setdefault(wording.code(unit), []).append(each.content)
        return frozenset(
            unit
            for unit in {*contents, *self._blocked}
            if self._ruled.get(unit, is_sent_back(unit in self._blocked, contents.get(unit, ())))
        )

    def _listed(self) -> Iterator[tuple[Unit, str, str, Amounts]]:
        """What the master lists: its projects, or its units, each with its code and name."""
        own = compared(self._form) if self._form else {}
        for budget in self._master.units:
            if self._of_units:
                amounts = Amounts(declared=given(budget.part.declared, own))
                yield budget.unit, wording.code(budget.unit.code), budget.unit.name, amounts
                continue
            for project in budget.projects:
                yield (
                    budget.unit,
                    wording.code(project.code),
                    project.name,
                    Amounts.of(project, own),
                )

    def _known(self) -> Iterator[Comparison]:
        for unit, code, name, approved in self._listed():
            returned = tuple(self._seen.get(code, ()))
            status = self._status(unit, code, name, approved, returned)
            broken = self._broken.get(code) or self._broken_units.get(wording.code(unit.code), "")
            file = broken if status is Status.UNREADABLE and not returned else ""
            yield Comparison(unit, code, name, status, approved, returned, file)

    def _status(
        self, unit: Unit, code: str, name: str, approved: Amounts, returned: tuple[Returned, ...]
    ) -> Status:
        if not returned:
            broken = (
                code in self._broken
                or wording.code(unit.code) in self._broken_units
                or wording.plain(name) in self._nameless
            )
            return Status.UNREADABLE if broken else Status.MISSING
        if len(returned) > 1:
            return Status.TWICE
        one = returned[0]
        if one.unit.code and wording.code(one.unit.code) != wording.code(unit.code):
            return Status.WRONG_UNIT
        if not one.refused.isdisjoint((*MONEY, *approved.declared)):
            return Status.UNREADABLE
        return Status.DIFFERENT if differing(approved, one.amounts, one.drawn) else Status.EQUAL

    def _extras(self) -> Iterator[Comparison]:
        known = {code for _, code, _, _ in self._listed()}
        for code, returned in self._seen.items():
            if code not in known:
                first = returned[0]
                yield Comparison(first.unit, code, first.name, Status.EXTRA, None, tuple(returned))

    def _unit_tally(
        self, budget: UnitBudget, mine: Iterable[Comparison], back: Collection[str]
    ) -> UnitTally:
        files = self._files.get(budget.unit.code, ())
        is_back = bool(files) and wording.code(budget.unit.code) in back
        return UnitTally(budget.unit, self._tally(mine), tuple(files), is_back)

    def _tally(self, comparisons: Iterable[Comparison]) -> Tally:
        rows = list(comparisons)
        known = [each for each in rows if each.status is not Status.EXTRA]
        accepted = [each for each in known if each.status in ACCEPTED]
        has_budget = not self._of_units and (self._form is None or self._form.asks("budget"))
        returned = (each.returned[0].amounts for each in accepted)
        return replace(
            tally_of([(each.content, each.adoption) for each in known if each.adoption]),
            extra=len(rows) - len(known),
            approved=_total(each.approved for each in known) if has_budget else None,
            returned=_total(returned) if has_budget else None,
        )


def tally_of(found: Sequence[tuple[Content | None, Adoption]]) -> Tally:
    """The counts of some projects, each by what came back of it and by the word on it."""
    contents = Counter(content for content, _ in found)
    words = Counter(word for _, word in found)
    return Tally(
        issued=len(found),
        accepted=contents[Content.FILLED] + contents[Content.BLANK],
        rejected=contents[Content.REJECTED],
        missing=contents[None],
        approved=None,
        returned=None,
        blank=words[Adoption.BLANK],
        to_mend=words[Adoption.TO_MEND],
        adopted=words[Adoption.ADOPTED],
    )


def _with_word(each: Comparison, back: Collection[str]) -> Comparison:
    """A comparison with the word on what came back."""
    if each.status is Status.EXTRA:
        return each
    is_back = wording.code(each.unit.code) in back
    return replace(each, adoption=adoption_of(each.content, is_sent_back=is_back))


def _unit_code_of(filled: Filled) -> str:
    """The unit of a file that cannot be read: its identity if that is left, else its name.

    A file's name proves nothing; it only keeps projects that came back unreadable from being
    called missing. Nothing is accepted on it.
    """
    head = PurePath(filled.file).name.partition(" ")[0].partition(".")[0]
    return filled.unit.code or wording.code(head)


def _total(amounts: Iterable[Amounts | None]) -> Decimal:
    return sum(((each.budget if each else None) or Decimal(0) for each in amounts), Decimal(0))
