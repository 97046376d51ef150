"""One unit's records as the text that is printed of them."""

from collections.abc import Iterator, Sequence
from datetime import date

from ...budget import Project, Unit, UnitPart
from ...form import Form, SheetForm, in_group, lay_out, lay_out_groups
from ..about import Known
from .answers import answers_of
from .nouns import PrintedPart, PrintedTable, PrintedText, Prose, Tables
from .prose import is_prose, prose_of
from .signs import printable
from .table import printed_tables


def compose(
    form: Form, unit: Unit, part: UnitPart | None, projects: Sequence[Project], known: Known
) -> PrintedText:
    """The text of one unit, whatever its form draws; projects stand in the order they are given.

    Args:
        known: what is printed beside the answers: people, the date.
    """
    said = _said(form, unit, known)
    asked = form.publish
    title = (known.title or asked.title or form.word("publish.title")).format(**said)
    return PrintedText(
        unit=unit,
        title=title,
        cover=tuple(_cover(form, said)),
        by=known.compiled_by,
        parts=tuple(_parts(form, unit, part, projects, said)),
    )


def cover_lines(form: Form) -> Sequence[str]:
    """The lines at the foot of a cover, with names in braces."""
    return form.publish.cover or form.word("publish.cover").split("\n")


def _said(form: Form, unit: Unit, known: Known) -> dict[str, object]:
    said = {
        "unit": known.name, "name": unit.name, "code": unit.code, "title": form.title,
        "compiled_by": known.compiled_by, "reviewed_by": known.reviewed_by,
    }  # fmt: skip
    texts = {name: printable(text) for name, text in said.items()}
    return {**texts, "year": form.year, "date": _day(form, known.date)}


def _day(form: Form, day: date | None) -> str:
    if day is None:
        return ""
    month = form.word(f"publish.month-{day.month}")
    return form.word("publish.date", year=day.year, month=month, day=day.day)


def _cover(form: Form, said: dict[str, object]) -> Iterator[str]:
    """The lines whose names are known: `编制` without anybody says nothing."""
    for line in cover_lines(form):
        if all(said[name] for name in said if f"{{{name}}}" in line):
            yield line.format(**said)


def _parts(
    form: Form,
    unit: Unit,
    part: UnitPart | None,
    projects: Sequence[Project],
    said: dict[str, object],
) -> Iterator[PrintedPart]:
    both = form.unit is not None and form.project_sheet is not None
    templates = form.publish.parts or [form.word("publish.part-1"), form.word("publish.part-2")]
    first, second = [*templates, "", ""][:2]
    if form.unit is not None:
        heading = first.format(**{**said, "title": form.unit.title}) if both else ""
        yield PrintedPart(heading, tuple(_own(form, form.unit, unit, part or UnitPart())))
    if form.project_sheet is not None:
        sections = tuple(_of_projects(form, form.project_sheet, unit, projects))
        yield PrintedPart(second.format(**said) if both else "", sections)


def _own(form: Form, sheet: SheetForm, unit: Unit, part: UnitPart) -> Iterator[Prose | Tables]:
    """What the unit says of itself: prose where it is nothing else, or what is drawn."""
    if is_prose(sheet):
        yield from prose_of(form, sheet, part)
        return
    answers = answers_of(form, sheet, part, unit)
    layout = lay_out(sheet.drawing, _repeats(sheet, part))
    yield _tables(form, unit, sheet.title, printed_tables(form, sheet, layout, answers))


def _of_projects(
    form: Form, sheet: SheetForm, unit: Unit, projects: Sequence[Project]
) -> Iterator[Tables]:
    if form.is_grouped:
        yield from _grouped(form, sheet, unit, projects)
        return
    template = form.publish.table or form.word("publish.table")
    for number, project in enumerate(projects, 1):
        answers = answers_of(form, sheet, project, unit)
        layout = lay_out(sheet.drawing, _repeats(sheet, project))
        heading = template.format(number=number, title=_title(form, sheet, project))
        yield _tables(form, unit, heading, printed_tables(form, sheet, layout, answers))


def _title(form: Form, sheet: SheetForm, project: Project) -> str:
    """The title of a project's table, which names it."""
    title = sheet.title
    name, code = printable(project.name), printable(project.code)
    if "{name}" not in title and "{code}" not in title:
        return form.word("publish.named", title=title, name=name or code)
    return title.replace("{name}", name).replace("{code}", code)


def _grouped(
    form: Form, sheet: SheetForm, unit: Unit, projects: Sequence[Project]
) -> Iterator[Tables]:
    """One list for all projects, the rows of each together."""
    if not projects:
        return
    (table,) = sheet.printed_tables
    counts = [max(1, len(each.tables.get(table.name, ()))) for each in projects]
    layout = lay_out_groups(sheet.drawing, counts).whole
    answers = {
        in_group(number, path): answer
        for number, project in enumerate(projects)
        for path, answer in answers_of(form, sheet, project, unit).items()
    }
    yield _tables(form, unit, sheet.title, printed_tables(form, sheet, layout, answers))


def _repeats(sheet: SheetForm, record: Project | UnitPart) -> dict[int, int]:
    rows = record.tables
    return {each.row: max(1, len(rows.get(each.name, ()))) for each in sheet.printed_tables}


def _tables(form: Form, unit: Unit, heading: str, tables: tuple[PrintedTable, ...]) -> Tables:
    money = form.word("line.money", unit=form.money.unit) if form.has_money else ""
    return Tables(heading, printable(str(unit)), money, tables)
