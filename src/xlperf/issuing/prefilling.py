"""What a workbook is issued with: what the master knows, what the unit has answered, blank rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from ..budget import (
    ISSUED,
    MONEY,
    Goal,
    Indicator,
    Itself,
    Project,
    Row,
    UnitBudget,
    UnitPart,
    Values,
    is_blank_value,
)
from ..budget import code as code_of
from ..findings import FormError
from ..form import DrawnTable, Form, SheetForm
from ..identity import Amendment, keys_of_kept

T = TypeVar("T")
AnyRow = TypeVar("AnyRow", Row, Indicator)


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


def refuse_list(form: Form) -> None:
    """Refuse a form that draws no sheet that is filled in.

    Raises:
        FormError: it draws none.
    """
    if form.project_sheet is None and form.unit is None:
        raise FormError("form.kind", form=form.name, use="generate", needs="[project]")


def project_sheet(form: Form) -> SheetForm:
    """The drawn sheet of a project.

    Raises:
        FormError: the form draws none.
    """
    if form.project_sheet is None:
        raise FormError("form.kind", form=form.name, use="generate", needs="[project]")
    return form.project_sheet


def own_sheet(form: Form) -> SheetForm:
    """The drawn sheet of a unit's own part.

    Raises:
        FormError: the form draws none.
    """
    if form.unit is None:
        raise FormError("form.kind", form=form.name, use="generate", needs="[unit]")
    return form.unit


def in_order(form: Form, projects: Sequence[Project]) -> list[Project]:
    """Projects as the form wants them: by name in national code (pinyin) order, or by code."""
    if form.order == "name":
        return sorted(projects, key=lambda each: (_pinyin(each.name), each.code))
    return sorted(projects, key=lambda each: each.code) if form.order == "code" else [*projects]


def _pinyin(name: str) -> bytes:
    return name.encode("gb18030", errors="replace")


def prefill(
    form: Form,
    known: Project,
    answers: Project | None,
    disputed: frozenset[str] = frozenset(),
    kept: frozenset[str] = frozenset(),
) -> Prefilled:
    """What the master knows, and for everything else what the unit has answered.

    Only what the form draws is fixed: the rest has no cell to come back in.

    Args:
        kept: keys of rows of which something is kept aside: no new row gets one of them.
    """
    declared = declared_by_master(form, form.project_sheet, known.declared)
    if declared != known.declared:
        known = known.model_copy(update={"declared": declared})
    given = (name for name in ISSUED if getattr(known, name, None) not in (None, ""))
    asked = (name for name in given if form.asks(name) and not form.is_computed(name))
    locked = frozenset((*asked, *declared))
    if answers is None:
        rows = _with_rows(form, known, kept)
        return Prefilled(rows, rows, locked)
    told: dict[str, Any] = {
        name: getattr(known, name)
        for name in ("code", "name", "purpose", *MONEY)
        if getattr(known, name) not in (None, "")
    }
    told["declared"] = {**answers.declared, **declared}
    issued = _with_rows(form, answers.model_copy(update=told), kept)
    own: dict[str, Any] = {name: answers.values[name] for name in disputed - declared.keys()}
    theirs = {name: answers.declared[name] for name in disputed & declared.keys()}
    own["declared"] = {**issued.declared, **theirs}
    return Prefilled(issued.model_copy(update=own), issued, locked, disputed & locked)


def drawn_of(form: Form, project: Project) -> Project:
    """A project as it is sent: without amounts and a purpose that have no cell, or are computed."""
    hidden: dict[str, None] = {
        name: None for name in MONEY if not form.asks(name) or form.is_computed(name)
    }
    update = {**hidden, **({} if form.asks("purpose") else {"purpose": ""})}
    return project.model_copy(update=update) if update else project


def prefilled_projects(
    form: Form,
    budget: UnitBudget,
    answers: UnitBudget | None,
    amended: Amendment,
) -> list[Prefilled]:
    """Every project of a unit, in the order its sheets will have."""
    if form.project_sheet is None:
        return []
    given = {code_of(each.code): each for each in answers.projects} if answers else {}
    open_fields = {code_of(code): fields for code, fields in amended.disputed.items()}
    return [
        prefill(
            form, each, given.get(code_of(each.code)),
            open_fields.get(code_of(each.code), frozenset()),
            keys_of_kept(amended.aside, each.code),
        )
        for each in in_order(form, budget.projects)
    ]  # fmt: skip


def declared_by_master(form: Form, sheet: SheetForm | None, declared: Values) -> Values:
    """What the master gives of the fields a form declares: those a sheet asks for."""
    return {
        name: value
        for name, value in declared.items()
        if name in form.fields and not form.is_computed(name)
        if sheet and sheet.asks_for(name) and not is_blank_value(value)
    }  # fmt: skip


class PrefilledPart(NamedTuple):
    """The unit's own part as its sheet is stamped.

    Attributes:
        part: its values, with every row the sheet will have.
        issued: the same, as the master budget has it where the unit says another.
        locked: the fields the master fixes.
        disputed: those of which the unit's answer stands in the cell, open to be changed.
    """

    part: UnitPart
    issued: UnitPart
    locked: frozenset[str]
    disputed: frozenset[str] = frozenset()

    @property
    def closed(self) -> frozenset[str]:
        """The fields whose cells are locked."""
        return self.locked - self.disputed


def prefill_unit(
    form: Form, budget: UnitBudget, answers: UnitBudget | None, amended: Amendment
) -> PrefilledPart:
    """What the master knows of a unit, and for everything else what it has answered."""
    fixed = declared_by_master(form, form.unit, budget.part.declared)
    known = answers.part if answers else budget.part
    kept = keys_of_kept(amended.aside, "")
    told = known.model_copy(update={"declared": {**known.declared, **fixed}})
    issued = prefilled_part(form, budget.projects, told, kept)
    disputed = amended.disputed.get("", frozenset()) & fixed.keys()
    theirs = {name: known.declared[name] for name in disputed}
    part = issued.model_copy(update={"declared": {**issued.declared, **theirs}})
    return PrefilledPart(part, issued, frozenset(fixed), disputed)


def prefilled_part(
    form: Form,
    projects: Iterable[Project],
    part: UnitPart,
    kept: frozenset[str] = frozenset(),
) -> UnitPart:
    """The unit's own part with every row its sheet will have, as far as the form draws it.

    An entry for each project: the unit's own words where it gave some.
    """
    wanted = [(project.name, Goal(project=project.name)) for project in in_order(form, [*projects])]
    goals = woven(part.goals, wanted, lambda goal: goal.project)
    rows = all_rows(form, form.unit, part, kept) if form.unit else {}
    return part.model_copy(update={"goals": tuple(goals), **rows})


def _with_rows(form: Form, project: Project, kept: frozenset[str]) -> Project:
    """The project with every row its sheet will have, each with its key."""
    return project.model_copy(update=all_rows(form, project_sheet(form), project, kept))


def all_rows(
    form: Form, sheet: SheetForm, record: Project | UnitPart, kept: frozenset[str]
) -> dict[str, Any]:
    """The rows a sheet will have, each with its key, as `indicators` and `rows` of a record.

    Given rows in their order, and among indicators one for each second level that has none;
    then spare rows.
    """
    found: dict[str, Any] = {"rows": dict(record.rows)}
    for table in sheet.tables:
        if table.is_indicators and not (record.indicators or kept):
            found["indicators"] = blank_indicators(form, sheet)
        elif table.is_indicators:
            given = indicators_wanted(form, sheet, table, record.indicators)
            blank = _blank_rows(sheet, table, given, Indicator())
            found["indicators"] = _keyed(table, [*given, *blank], kept)
        elif table.is_keyed:
            own = record.rows.get(table.name, ())
            rows = [*own, *_blank_rows(sheet, table, own, Row())]
            found["rows"][table.name] = _keyed(table, rows, kept)
    return found


def blank_indicators(form: Form, sheet: SheetForm) -> tuple[Indicator, ...]:
    """The rows of indicators of a sheet that none are given for: the same ones every time."""
    return _blank_indicators(Itself(form), Itself(sheet))


@lru_cache(maxsize=8)  # a batch has one form, with a sheet or two
def _blank_indicators(form: Itself[Form], sheet: Itself[SheetForm]) -> tuple[Indicator, ...]:
    for table in sheet.thing.tables:
        if table.is_indicators:
            wanted = indicators_wanted(form.thing, sheet.thing, table, ())
            blank = _blank_rows(sheet.thing, table, wanted, Indicator())
            return _keyed(table, [*wanted, *blank], frozenset())
    return ()


def indicators_wanted(
    form: Form, sheet: SheetForm, table: DrawnTable, given: Sequence[Indicator]
) -> Sequence[Indicator]:
    """The given indicators, and among them one for each second level that has none."""
    if not sheet.is_by_taxonomy(table):
        return given
    wanted = [(name, Indicator(level1=form.parents[name], level2=name)) for name in form.level2s]
    return woven(given, wanted, lambda row: row.level2)


def _blank_rows(sheet: SheetForm, table: DrawnTable, given: Sequence[T], blank: T) -> Iterator[T]:
    """The blank rows behind those that are given: up to the least number, then the spare ones."""
    missing = max(0, sheet.rows_of(table) - len(given))
    spare = sheet.spare_of(table)
    yield from [blank] * (missing + (spare if given or missing else max(1, spare)))


def _keyed(table: DrawnTable, rows: Sequence[AnyRow], kept: frozenset[str]) -> tuple[AnyRow, ...]:
    """The rows, each with a key: those that have none get keys nobody else has."""
    taken = {*kept, *(each.key for each in rows)}
    fresh = (table.key(number) for number in range(1, 10_000))
    unused = (key for key in fresh if key not in taken)
    return tuple(
        each if each.key else each.model_copy(update={"key": next(unused)}) for each in rows
    )


def woven(
    given: Iterable[T], wanted: Iterable[tuple[str, T]], name_of: Callable[[T], str]
) -> list[T]:
    """What is given, in its order, and each of the wanted that is missing in its place."""
    rows = [*given]
    last = {name_of(row): place for place, row in enumerate(rows, 1)}
    after = [*range(1, len(rows) + 1), 0]  # the place behind each; 0 is before all and behind all
    at = 0
    for name, blank in wanted:
        if name not in last:
            rows.append(blank)
            last[name] = len(rows)
            after.append(after[at])
            after[at] = len(rows)
        at = last[name]
    return [rows[place - 1] for place in _chain(after)]


def _chain(after: Sequence[int]) -> Iterator[int]:
    place = after[0]
    while place:
        yield place
        place = after[place]
