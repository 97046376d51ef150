"""What a workbook is issued with: what the master knows, what the unit has answered, blank rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from ..budget import ISSUED, MONEY, Goal, Indicator, Project, UnitBudget, UnitPart
from ..budget import code as code_of
from ..findings import FormError
from ..form import Form, SheetForm

T = TypeVar("T")


class Prefilled(NamedTuple):
    """A project as its sheet is stamped.

    Attributes:
        project: its values, with every row the sheet will have, each with its key.
        issued: the same, as the master budget has it where the unit says another.
        locked: the fields the master fixes.
        disputed: those of which the unit's answer stands in the cell, open to be changed.
    """

    project: Project
    issued: Project
    locked: frozenset[str]
    disputed: frozenset[str] = frozenset()

    @property
    def closed(self) -> frozenset[str]:
        """The fields whose cells are locked."""
        return self.locked - self.disputed


def project_sheet(form: Form) -> SheetForm:
    """The drawn sheet of a project.

    Raises:
        FormError: the form is a list.
    """
    if form.project is None:
        raise FormError("form.kind", form=form.name, use="generate", needs="[project]")
    return form.project


def in_order(form: Form, projects: Sequence[Project]) -> list[Project]:
    """Projects as the form wants them: by name in national code (pinyin) order, or by code."""
    if form.order == "name":
        return sorted(projects, key=lambda each: (_pinyin(each.name), each.code))
    return sorted(projects, key=lambda each: each.code) if form.order == "code" else [*projects]


def _pinyin(name: str) -> bytes:
    return name.encode("gb18030", errors="replace")


def prefill(
    form: Form, known: Project, answers: Project | None, disputed: frozenset[str] = frozenset()
) -> Prefilled:
    """What the master knows, and for everything else what the unit has answered."""
    locked = frozenset(name for name in ISSUED if getattr(known, name, None) not in (None, ""))
    if answers is None:
        rows = _with_rows(form, known)
        return Prefilled(rows, rows, locked)
    told = {
        name: getattr(known, name)
        for name in ("code", "name", "purpose", *MONEY)
        if getattr(known, name) not in (None, "")
    }
    issued = _with_rows(form, answers.model_copy(update=told))
    own = {name: getattr(answers, name) for name in disputed}
    return Prefilled(issued.model_copy(update=own), issued, locked, disputed & locked)


def prefilled_projects(
    form: Form,
    budget: UnitBudget,
    answers: UnitBudget | None,
    disputed: Mapping[str, frozenset[str]],
) -> list[Prefilled]:
    """Every project of a unit, in the order its sheets will have.

    Args:
        disputed: the fields of which the unit's answer stands, by project code.
    """
    given = {code_of(each.code): each for each in answers.projects} if answers else {}
    open_fields = {code_of(code): fields for code, fields in disputed.items()}
    return [
        prefill(
            form, each, given.get(code_of(each.code)),
            open_fields.get(code_of(each.code), frozenset()),
        )
        for each in in_order(form, budget.projects)
    ]  # fmt: skip


def prefilled_part(projects: Iterable[Project], part: UnitPart) -> UnitPart:
    """The unit's own part with an entry for each project: its own words where it gave some."""
    wanted = [(project.name, Goal(project=project.name)) for project in projects]
    goals = woven(part.goals, wanted, lambda goal: goal.project)
    return part.model_copy(update={"goals": tuple(goals)})


def _with_rows(form: Form, project: Project) -> Project:
    """The project with every row its sheet will have, each with its key.

    Given indicators in their order, and among them one row for each second level that has
    none; then spare rows.
    """
    sheet = project_sheet(form)
    rows = list(project.indicators)
    if sheet.rows == "taxonomy":
        wanted = [
            (name, Indicator(level1=form.parents[name], level2=name)) for name in form.level2s
        ]
        rows = woven(rows, wanted, lambda row: row.level2)
    rows += [Indicator()] * (sheet.spare if rows else max(1, sheet.spare))
    taken = {each.key for each in rows}
    fresh = (f"R{number:03d}" for number in range(1, 10_000))
    unused = (key for key in fresh if key not in taken)
    keyed = [each if each.key else each.model_copy(update={"key": next(unused)}) for each in rows]
    return project.model_copy(update={"indicators": tuple(keyed)})


def woven(
    given: Iterable[T], wanted: Iterable[tuple[str, T]], name_of: Callable[[T], str]
) -> list[T]:
    """What is given, in its order, and each of the wanted that is missing in its place."""
    rows, at = list(given), 0
    for name, blank in wanted:
        places = [place for place, row in enumerate(rows) if name_of(row) == name]
        if not places:
            rows.insert(at, blank)
        at = (places[-1] if places else at) + 1
    return rows
