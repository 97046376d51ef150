"""The sheets of one unit's workbook that are filled in: its own part, then a sheet per project."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..budget import Project, Unit
from ..form import Form, in_group
from ..identity import Amendment, Seal
from ..sheet import Box, Cell, Comment, Sheet, Value, sheet_name, sheet_names
from .beside_fields import carried_over, comments_on
from .cell_values import part_values, project_values
from .frame_slots import UNIT
from .grouped_sheet import GroupedSheet, group_values
from .live_checks import is_counted
from .prefilling import Prefilled, PrefilledPart, project_sheet
from .prepared_form import PreparedForm
from .sheets.contents import Line
from .sheets.entry import EntrySheet

_OWN = ("sheet.guide", "sheet.contents", "sheet.changes", "sheet.choices", "sheet.identity")
"""Names of sheets that are ours."""


class Entry(NamedTuple):
    """A sheet to be filled in, and the lines of the 目录 that lead to it.

    On a grouped sheet each line is of one group.
    """

    sheet: Sheet
    lines: tuple[Line, ...]
    is_grouped: bool = False


def part_entry(
    prepared: PreparedForm,
    own: PrefilledPart,
    seal: Seal,
    amended: Amendment,
    *,
    unit: Unit,
    others: Iterable[str],
) -> Iterator[Entry]:
    """The sheet of the unit's own part, where the form has one.

    Args:
        others: the names of the sheets of projects.
    """
    drawn = prepared.form.unit
    if drawn is None:
        return
    form, compiled = prepared.form, prepared.unit_sheet(own)
    carried = carried_over(amended, "", compiled.layout, own.part)
    said = {UNIT: str(unit), "unit.code": unit.code, "unit.name": unit.name}
    values = part_values(form, own.part) | said | carried
    name = sheet_name(drawn.title, (*map(form.word, _OWN), *others))
    comments = comments_on(form, amended, own, compiled.layout)
    made = compiled.stamp(name, values, drawn.title, seal, tab="548235", comments=comments)
    count = compiled.open_count(made)
    yield Entry(made, (Line(name, "", drawn.title, compiled.hint_box, count),))


def project_entries(
    prepared: PreparedForm,
    unit: Unit,
    projects: Sequence[Prefilled],
    seal: Seal,
    amended: Amendment,
) -> Iterator[Entry]:
    """A sheet for each project, in their order; of a list of grouped rows, one for all.

    Args:
        seal: the token of the workbook; each sheet's names its project too.
    """
    form = prepared.form
    if form.is_grouped:
        yield from _grouped(prepared, unit, projects, seal, amended)
        return
    names = sheet_names(each.project.name for each in projects)
    for name, each in zip(names, projects, strict=True):
        project, compiled = each.project, prepared.project_sheet(each)
        carried = carried_over(amended, project.code, compiled.layout, project)
        values = project_values(form, project) | {UNIT: str(unit)} | carried
        own = seal.model_copy(update={"project": project.code})
        comments = comments_on(form, amended, each, compiled.layout)
        made = compiled.stamp(name, values, _title(form, project), own, comments=comments)
        yield Entry(made, (_line(made, compiled, each),))


def _grouped(
    prepared: PreparedForm,
    unit: Unit,
    projects: Sequence[Prefilled],
    seal: Seal,
    amended: Amendment,
) -> Iterator[Entry]:
    if not projects:
        return
    form = prepared.form
    compiled = prepared.grouped_sheet(projects)
    values: dict[str, Value] = {UNIT: str(unit), **dict(group_values(form, projects))}
    comments: dict[Cell, Comment] = {}
    for number, (each, part) in enumerate(zip(projects, compiled.parts, strict=True)):
        carried = carried_over(amended, each.project.code, part, each.project)
        values |= {
            slot if slot.startswith("reason.") else in_group(number, slot): value
            for slot, value in carried.items()
        }
        comments |= comments_on(form, amended, each, part)
    title = project_sheet(form).title
    name = sheet_name(title, [*map(form.word, _OWN)])
    made = compiled.sheet.stamp(name, values, title, seal, comments=comments)
    yield Entry(made, tuple(_lines(made, compiled, projects)), is_grouped=True)


def _lines(stamped: Sheet, compiled: GroupedSheet, projects: Sequence[Prefilled]) -> Iterator[Line]:
    """A line for each project, with the hints of its own rows."""
    for number, (each, part) in enumerate(zip(projects, compiled.parts, strict=True)):
        ((_, rows),) = part.tables
        budget = stamped.values.get(in_group(number, "budget"))
        yield Line(
            sheet=stamped.name,
            code=each.project.code,
            name=each.project.name,
            hints=Box(rows[0], part.hints, rows[-1], part.hints),
            open_count=sum(is_counted(stamped.values.get(f"hint.{row}")) for row in rows),
            budget=part.cell("budget"),
            control=each.issued.budget,
            filled=budget if isinstance(budget, float) else 0.0,
        )


def _title(form: Form, project: Project) -> str:
    title = project_sheet(form).title
    return title.replace("{name}", project.name).replace("{code}", project.code)


def _line(stamped: Sheet, sheet: EntrySheet, each: Prefilled) -> Line:
    budget = stamped.values.get("budget")
    return Line(
        sheet=stamped.name,
        code=each.project.code,
        name=each.project.name,
        hints=sheet.hint_box,
        open_count=sheet.open_count(stamped),
        budget=sheet.layout.cell("budget"),
        control=each.issued.budget,
        filled=budget if isinstance(budget, float) else 0.0,
    )
