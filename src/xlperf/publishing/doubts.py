"""What is told of a text before it is printed: blanks, placeholders, what could not be read."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..budget import FieldValue, Project, UnitPart, is_blank_value, wording
from ..findings import Finding, Level, Place, calling, level_of
from ..form import Form, SheetForm
from ..reading import Filled, FilledPart, FilledProject
from .about import About, Known
from .paging import PagedText, unsure
from .printed import cover_lines, spelled, unprintable

_BESIDE = ("compiled_by", "reviewed_by", "date")
_IDENTITY = ("code", "name")


class Doubts(NamedTuple):
    """Tells findings in a form's levels and words; without a form in those of the catalogue."""

    form: Form | None
    file: str

    def told(self, code: str, place: Place | None = None, **values: object) -> Finding:
        """A finding of the file."""
        said = {name: str(each) for name, each in values.items()}
        found, project = said.pop("found", ""), said.pop("project", "")
        field = said.pop("field", "")
        level = level_of(code, self.form.levels if self.form else {})
        made = Finding(
            code, level, place or Place(self.file), project, field, found=found, values=said
        )
        return next(iter(calling([made], self.form.words.said if self.form else {})))


def doubts_of(form: Form, filled: Filled, known: Known) -> Iterator[Finding]:
    """Everything that should be mended before the text of a unit is printed."""
    doubts = Doubts(form, filled.file)
    if form.unit:
        part = filled.part or FilledPart(UnitPart(), form.unit.title, {})
        yield from _of_record(doubts, form, form.unit, part)
    for each in filled.projects:
        if form.project_sheet:
            yield from _of_record(doubts, form, form.project_sheet, each)
    for code in filled.unreadable:
        yield doubts.told("publish.unread-project", project=code, found=code)
    blocking = sum(finding.blocks for finding in filled.findings)
    if blocking:
        yield doubts.told("publish.unsettled", found=blocking)
    yield from _beside(form, known)


def _of_record(
    doubts: Doubts, form: Form, sheet: SheetForm, filled: FilledProject | FilledPart
) -> Iterator[Finding]:
    """The cells of one sheet that would be printed blank, or as nobody meant them."""
    record = filled.project if isinstance(filled, FilledProject) else filled.part
    project = record.code if isinstance(record, Project) else ""
    for path, field, value in _values(sheet, record):
        cell = filled.where.get(path)
        place = Place(doubts.file, filled.sheet, str(cell) if cell else "")
        said = {"label": form.label(field), "project": project, "field": path}
        if path in filled.refused:
            continue
        if is_blank_value(value):
            if form.requires(field) or (field in _IDENTITY and not form.is_computed(field)):
                yield doubts.told("publish.blank-cell", place, **said)
        elif isinstance(value, str) and form.is_placeholder(value):
            yield doubts.told("publish.placeholder", place, found=value, **said)
        elif isinstance(value, str) and (sign := unprintable(value)):
            yield doubts.told("publish.glyph", place, found=spelled(sign), **said)
    for path in sorted(filled.refused):
        cell = filled.where.get(path)
        place = Place(doubts.file, filled.sheet, str(cell) if cell else "")
        typed = filled.typed.get(path, "")
        label = form.label(form.drawn_as(path))
        yield doubts.told(
            "publish.unread-cell", place, found=typed, label=label, project=project, field=path
        )


def _values(sheet: SheetForm, record: Project | UnitPart) -> Iterator[tuple[str, str, FieldValue]]:
    """What a sheet prints: each value with its path and the name of its field."""
    once, tables = record.values, record.tables
    for block in sheet.drawing.fields():
        if block.text in once or block.text.startswith(("plan.", "extra.")):
            yield block.text, block.text, once.get(block.text)
    for table in sheet.printed_tables:
        rows = tables.get(table.name, ())
        for number, row in enumerate(rows):
            for field in table.fields:
                yield table.path(field, number), field, row.values.get(table.own(field))
        if not rows:
            yield from ((table.path(field, 0), field, None) for field in table.fields)


def _beside(form: Form, known: Known) -> Iterator[Finding]:
    """Who and when, where the cover says it and nobody said it."""
    lines = "".join(cover_lines(form))
    for name in _BESIDE:
        if f"{{{name}}}" in lines and not getattr(known, name):
            yield Doubts(form, "").told("publish.not-said", what=name, field=name)


def of_pages(form: Form, file: str, paged: PagedText, *, numbers: bool) -> Iterator[Finding]:
    """What the pages say: numbers that hang on fonts, and rows higher than a page.

    Args:
        numbers: whether the printer takes the numbers from us.
    """
    doubts = Doubts(form, file)
    for heading, page in (next(unsure(paged), ("", None)),) if numbers else ():
        if page:
            yield doubts.told(
                "publish.numbers-unsure", found=heading, least=page.least, most=page.most
            )
    for part in paged.parts:
        for each in part.sections:
            if any(piece.is_tall for table in each.tables for piece in table):
                yield doubts.told("publish.row-too-high", found=each.section.heading)


def unknown_units(form: Form, about: About, seen: Iterable[str]) -> Iterator[Finding]:
    """Units of --about of which no text is printed."""
    there = set(map(wording.code, seen))
    for code in about.units:
        if code not in there:
            yield Doubts(form, "").told("publish.unit-unknown", found=code)


def stops(findings: Iterable[Finding]) -> bool:
    """Whether a finding keeps a text from being printed."""
    return any(each.level is Level.ERROR for each in findings)
