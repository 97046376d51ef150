"""The unit's own part as prose, where it is nothing but paragraphs: a section for each list."""

from collections.abc import Iterator

from ...budget import OF_UNIT, UNIT_PART, UnitPart
from ...findings import Lang
from ...form import DrawnTable, Form, SheetForm
from .nouns import Paragraph, Prose
from .numbering import in_words, numbered
from .signs import printable

_LISTS = ("overall", "goals", "safeguards")


def is_prose(sheet: SheetForm) -> bool:
    """Whether a sheet asks for paragraphs and nothing else."""
    drawing = sheet.drawing
    once = (block.text for block in drawing.fields())
    return all(name in OF_UNIT for name in once) and bool(sheet.printed_tables) and all(
        name in UNIT_PART for table in sheet.printed_tables for name in table.fields
    )  # fmt: skip


def prose_of(form: Form, sheet: SheetForm, part: UnitPart) -> Iterator[Prose]:
    """The sections, in the order in which they are drawn."""
    template = form.publish.section or form.word("publish.section")
    drawn = [table for table in sheet.printed_tables if table.name in _LISTS]
    for number, table in enumerate(drawn, 1):
        title = _title(form, sheet, table)
        heading = template.format(number=in_words(number, form.lang), title=title)
        yield Prose(heading, tuple(_paragraphs(form, table.name, part)))


def _title(form: Form, sheet: SheetForm, table: DrawnTable) -> str:
    """What stands on the left of a list, else over it."""
    rows = (each for each in sheet.drawing.labels() if each.box.top <= table.row <= each.box.bottom)
    found = min(rows, key=lambda each: each.box.left, default=None)
    return found.text if found else form.label(table.fields[0])


def _paragraphs(form: Form, name: str, part: UnitPart) -> Iterator[Paragraph]:
    is_numbered = name in form.publish.numbered
    if name == "goals":
        yield from _goals(form, part, form.lang, is_numbered=is_numbered)
        return
    texts = [*part.tables[name]]
    said = [printable(str(row.values[name])) for row in texts]
    yield from map(Paragraph, numbered(said) if is_numbered else said)


def _goals(form: Form, part: UnitPart, lang: Lang, *, is_numbered: bool) -> Iterator[Paragraph]:
    """What is said of each project: its name, then a paragraph a line."""
    template = form.publish.entry or form.word("publish.entry")
    for number, goal in enumerate(part.goals, 1):
        if goal.project:
            project = printable(goal.project)
            said = template.format(number=in_words(number, lang), project=project)
            yield Paragraph(said, is_entry=True)
        lines = printable(goal.text).split("\n") if goal.text else []
        yield from map(Paragraph, numbered(lines) if is_numbered else lines)
