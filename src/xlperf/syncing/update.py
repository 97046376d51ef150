"""What becomes of everything in a workbook, before a new one is made."""

from collections.abc import Mapping
from typing import NamedTuple

from ..budget import UnitBudget
from ..form import Form
from ..identity import Change, Identity, Issued
from ..reading import Filled
from .added_fields import new_fields
from .answers_given_back import Asked, Kept, as_texts, goals_of, kept_of
from .answers_without_cell import GOAL
from .asked_now import as_asked_now
from .merged_part import MergedPart, merge_part
from .merged_project import Merged
from .settled import Beside, settled
from .updated_projects import UpdatedProject, updated_projects


class Update(NamedTuple):
    """A workbook brought up to a master budget, in parts.

    Attributes:
        projects: what became of each project.
        part: the unit's own part.
        added: the fields a new version of the form asks for.
        entries: what was kept of the unit's own part, and has its place again.
    """

    projects: tuple[UpdatedProject, ...]
    part: MergedPart
    added: tuple[Change, ...]
    entries: tuple[Issued, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything that changed; none when the workbook does as it stands."""
        projects = (change for each in self.projects for change in each.changes)
        return (*projects, *self.part.changes, *self.added)

    @property
    def merged(self) -> Mapping[str, Merged]:
        """The projects that have a sheet in the new workbook, by code."""
        return {each.code: each.merged for each in self.projects if each.merged}

    def answers(self, budget: UnitBudget) -> UnitBudget:
        """What the unit has answered, for the projects the master has now."""
        merged = self.merged
        projects = tuple(merged[each.code].answers for each in budget.projects)
        return UnitBudget(unit=budget.unit, projects=projects, part=self.part.part)

    def aside(self, before: tuple[Issued, ...]) -> tuple[Issued, ...]:
        """All that has no cell: what was kept before and is not given back, then what is new."""
        back = {kept for each in self.projects for kept in each.given_back} | {*self.entries}
        new = (kept for each in self.projects for kept in each.aside)
        kept_on = (each for each in before if each not in back)
        return tuple(dict.fromkeys((*kept_on, *new, *self.part.aside)))


def updated(form: Form, filled: Filled, issued: Identity, budget: UnitBudget) -> Update:
    """Bring every project up to date, then the unit's own part."""
    filled = as_asked_now(form, filled)
    projects = tuple(updated_projects(form, filled, issued, budget))
    entries = _entries(issued, budget) if form.unit else {}
    goals = {name: as_texts(kept)[GOAL] for name, kept in entries.items()}
    said = {name: text for name, text in goals.items() if text}
    part = merge_part(form, issued, filled.part, budget, said)
    part, given_back = _settled(form, filled, issued, budget, part)
    added = tuple(new_fields(form, filled, issued, budget))
    back = (*(each for kept in entries.values() for each in kept), *given_back)
    return Update(projects, part, added, back)


def _settled(
    form: Form, filled: Filled, issued: Identity, budget: UnitBudget, merged: MergedPart
) -> tuple[MergedPart, Kept]:
    """The unit's own part with what was kept of it before, and what that is."""
    if form.unit is None:
        return merged, ()
    found = settled(
        Asked(form, filled.form, issued, kept=kept_of(issued.aside, "")),
        answers=merged.part, ours=budget.part,
        beside=Beside(merged.typed, merged.reasons, merged.comments),
    )  # fmt: skip
    part = merged._replace(
        part=found.answers,
        changes=(*merged.changes, *found.changes),
        aside=(*merged.aside, *found.aside),
        **found.beside._asdict(),
    )
    return part, found.given_back


def _entries(issued: Identity, budget: UnitBudget) -> dict[str, Kept]:
    """What was kept of the unit's own part, for each project that is listed again, by its name."""
    kept = ((each.name, goals_of(kept_of(issued.aside, each.code))) for each in budget.projects)
    return {name: each for name, each in kept if each}
