"""Last year's returns made ready for this year: matched to its projects, and what is left told.

A project is known by its code, else by its very name within its unit: a code holds the year.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..budget import Goal, Master, Project, Unit, UnitBudget, UnitPart, wording
from ..form import Form
from ..issuing import LastYear, Left, Notes, SameName, Why, prefill, prefilled_part
from ..reading import Filled
from ..sheet import Comment
from .last_years_content import Taken, taken_part, taken_project
from .rows_by_key import by_row


class _Old(NamedTuple):
    """A project of last year, and where it was found."""

    file: str
    unit: Unit
    project: Project

    def left(self, why: Why) -> Left:
        """It has no place this year."""
        return Left(why, self.file, self.unit, self.project.code, self.project.name)


class _Part(NamedTuple):
    """A unit's own part of last year."""

    file: str
    unit: Unit
    part: UnitPart


def from_last_year(
    form: Form, master: Master, returns: Iterable[Filled], *, take_targets: bool = False
) -> LastYear:
    """What of last year's returns goes into this year's workbooks.

    Taken are indicators with their descriptions and bases, purpose, goals, the unit's own part,
    and the texts and choices that the form declares; never amounts, plans, figures or dates. A
    target of last year stands in a note on its cell.

    Args:
        form, master: of this year.
        returns: as `read` gives them, of last year's form or of this one.
        take_targets: whether last year's targets are filled in as this year's answers.
    """
    desk = _Desk(form, master, targets=take_targets)
    for filled in returns:
        desk.take_in(filled)
    return desk.result()


class _Desk:
    """Returns taken in one by one, then matched: by code first, so that no name takes its place."""

    def __init__(self, form: Form, master: Master, *, targets: bool) -> None:
        self._form, self._targets = form, targets
        self._budgets = {wording.code(each.unit.code): each for each in master.units}
        self._by_code = {
            wording.code(project.code): (unit, project) for unit, project in master.projects()
        }
        self._old: list[_Old] = []
        self._parts: list[_Part] = []
        self._left: list[Left] = []
        self._same: list[SameName] = []
        self._found: dict[str, _Old] = {}

    def take_in(self, filled: Filled) -> None:
        """One return of last year."""
        if not filled.is_readable:
            self._left.append(Left(Why.UNREADABLE, filled.file, filled.unit))
        for each in filled.projects:
            self._old.append(_Old(filled.file, filled.unit, each.project))
        if filled.part:
            self._parts.append(_Part(filled.file, filled.unit, filled.part.part))

    def result(self) -> LastYear:
        """All of it, by the units of this year."""
        self._match()
        answers: dict[str, UnitBudget] = {}
        notes: dict[str, Notes] = {}
        parts = self._parts_by_unit()
        for code, budget in self._budgets.items():
            made = [
                (each, taken_project(self._form, each, old.project, targets=self._targets))
                for each in budget.projects
                if (old := self._found.get(wording.code(each.code)))
            ]
            part = parts.get(code)
            taken = self._part(budget, part) if part else None
            if made or taken:
                answers[budget.unit.code] = _answers(budget, [each for _, each in made], taken)
                notes[budget.unit.code] = self._notes(budget, made, taken)
        return LastYear(
            answers=answers, notes=notes, projects=len(self._found),
            same_name=tuple(self._same), left=tuple(self._left),
        )  # fmt: skip

    def _match(self) -> None:
        """Each project of last year to one of this year, or to none."""
        rest = []
        for old in self._old:
            code = wording.code(old.project.code)
            if code in self._by_code:
                self._claim(code, old)
            else:
                rest.append(old)
        for old in rest:
            self._match_by_name(old)

    def _claim(self, code: str, old: _Old) -> bool:
        if code in self._found:
            self._left.append(old.left(Why.TWICE))
            return False
        self._found[code] = old
        return True

    def _match_by_name(self, old: _Old) -> None:
        budget = self._budgets.get(wording.code(old.unit.code))
        if budget is None:
            self._left.append(old.left(Why.NO_UNIT))
            return
        name = wording.plain(old.project.name)
        alike = [each for each in budget.projects if name and wording.plain(each.name) == name]
        if len(alike) != 1:
            self._left.append(old.left(Why.SEVERAL if alike else Why.NO_PROJECT))
        elif self._claim(wording.code(alike[0].code), old):
            self._same.append(
                SameName(budget.unit, alike[0].code, old.project.code, old.project.name)
            )

    def _parts_by_unit(self) -> Mapping[str, _Part]:
        """The unit's own part of each unit: the first, where there are several."""
        found: dict[str, _Part] = {}
        for each in self._parts:
            code = wording.code(each.unit.code)
            if code not in self._budgets or code in found:
                why = Why.TWICE if code in found else Why.NO_UNIT
                self._left.append(Left(why, each.file, each.unit))
            else:
                found[code] = each
        return found

    def _part(self, budget: UnitBudget, part: _Part) -> Taken | None:
        """A unit's own part, its goals under the names that projects have this year."""
        if self._form.unit is None:
            return None
        renamed = {
            wording.plain(old.project.name): each.name
            for each in budget.projects
            if (old := self._found.get(wording.code(each.code)))
        }
        known = {wording.plain(each.name): each.name for each in budget.projects} | renamed
        goals = tuple(
            Goal(project=known[wording.plain(each.project)], text=each.text)
            for each in part.part.goals
            if wording.plain(each.project) in known
        )
        self._left += self._goals_left(part, known)
        whole = part.part.model_copy(update={"goals": goals})
        return taken_part(self._form, whole, targets=self._targets)

    def _goals_left(self, part: _Part, known: Mapping[str, str]) -> Iterator[Left]:
        """The entries of projects that are no more, where the projects themselves told nothing."""
        told = {wording.plain(each.name) for each in self._left if each.unit == part.unit}
        for each in part.part.goals:
            name = wording.plain(each.project)
            if each.text.strip() and name not in known and name not in told:
                yield Left(Why.NO_PROJECT, part.file, part.unit, name=each.project)

    def _notes(
        self, budget: UnitBudget, made: Iterable[tuple[Project, Taken]], part: Taken | None
    ) -> Notes:
        """Last year's targets as notes, by the rows of this year's sheets."""
        found: dict[str, Mapping[str, Comment]] = {}
        for known, taken in made:
            if taken.targets and isinstance(taken.record, Project):
                rows = prefill(self._form, known, taken.record).project
                found[known.code] = self._said(by_row(rows, taken.targets))
        if part and part.targets and isinstance(part.record, UnitPart):
            own = prefilled_part(self._form, budget.projects, part.record)
            found[""] = self._said(by_row(own, part.targets))
        return found

    def _said(self, targets: Mapping[str, str]) -> Mapping[str, Comment]:
        author = self._form.word("last-year.author")
        return {
            path: Comment(author, self._form.word("last-year.note", value=" ".join(text.split())))
            for path, text in targets.items()
        }


def _answers(budget: UnitBudget, made: Iterable[Taken], part: Taken | None) -> UnitBudget:
    records = [each.record for each in made]
    projects = tuple(each for each in records if isinstance(each, Project))
    own = part.record if part and isinstance(part.record, UnitPart) else UnitPart()
    return UnitBudget(unit=budget.unit, projects=projects, part=own)
