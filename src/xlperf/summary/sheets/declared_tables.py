"""A list for each table a form declares, of projects and of units: a row a row, with its source."""

from collections.abc import Iterator
from typing import NamedTuple

from ...budget import Project, Unit, UnitPart
from ...form import Block, DrawnTable, Form, Kind, SheetForm
from ...reading import FilledPart, FilledProject
from ...sheet import Cell
from ..declared_columns import declared_cells, declared_columns
from ..kept_records import Source
from ..list_sheet import Given, Listing, Shown
from ..setting import LINK, UNIT_CODE, UNIT_NAME, Setting, unit_cells


class DeclaredTable(NamedTuple):
    """A table of the form, and whose it is.

    Attributes:
        title: the words it stands under on its sheet.
        of_unit: whether it is of the unit's own part, not of its projects.
    """

    table: DrawnTable
    title: str
    of_unit: bool

    @property
    def kind(self) -> str:
        """What its records are called while they are set aside."""
        return f"table.{'unit' if self.of_unit else 'project'}.{self.table.name}"


class TableRow(NamedTuple):
    """A row as it is shown, and the cell it begins in."""

    cells: tuple[Given, ...]
    cell: str


class TableRecord(NamedTuple):
    """The rows one return has of a table."""

    code: str
    name: str
    source: Source
    rows: tuple[TableRow, ...]


_AROUND_NAME = " :：-—·,，"
"""What parts a title from the name of a project, before it or behind."""
ONCE = "once"
"""What stands once on the unit's own sheet is a table of one row a unit."""


def declared_tables(form: Form | None) -> list[DeclaredTable]:
    """The tables of a form that have no list of their own yet, projects' before units'."""
    if form is None:
        return []
    found: list[DeclaredTable] = []
    if sheet := form.project_sheet:
        keyed = [each for each in sheet.tables if each.is_keyed]
        own = (each for each in keyed if not each.is_indicators)
        found += [DeclaredTable(each, _title(sheet, each, len(keyed) == 1), False) for each in own]
    if sheet := form.unit:
        singles = _singles(sheet)
        if singles:
            found.append(DeclaredTable(DrawnTable(ONCE, -1, singles), sheet.title, True))
        keyed = [each for each in sheet.tables if each.is_keyed]
        is_alone = len(keyed) == 1 and not singles
        found += [DeclaredTable(each, _title(sheet, each, is_alone), True) for each in keyed]
    return found


def _singles(sheet: SheetForm) -> tuple[str, ...]:
    return tuple(b.text for b in sheet.entry.fields() if not b.text.startswith("unit."))


def _title(sheet: SheetForm, table: DrawnTable, is_alone: bool) -> str:
    """The label on the left of all its rows; without one the title of the sheet.

    Of several lists with the rows of a sheet the title tells none from another: the first heading
    of the table does.
    """
    drawing = sheet.entry
    first = min((b for b in drawing.repeats() if b.box.top == table.row), key=_from_left)
    left = first.box.left
    beside = (b for b in drawing.labels() if b.kind is Kind.LABEL and b.box.right < left)
    spans = [b.text for b in beside if b.box.top <= table.row <= b.box.bottom]
    if spans:
        return spans[-1]
    if not is_alone:
        return drawing.name_of(first)
    return sheet.title.replace("{name}", "").replace("{code}", "").strip(_AROUND_NAME)


def _from_left(block: Block) -> int:
    return block.box.left


def table_record(
    form: Form, wanted: DeclaredTable, file: str, filled: FilledProject | FilledPart
) -> TableRecord:
    """What one return has of a table."""
    record = filled.project if isinstance(filled, FilledProject) else filled.part
    rows = tuple(_rows(form, wanted.table, record, filled))
    source = Source(file, filled.sheet, rows[0].cell if rows else "")
    named = record if isinstance(record, Project) else Project()
    return TableRecord(named.code, named.name, source, rows)


def _rows(
    form: Form, table: DrawnTable, record: Project | UnitPart, filled: FilledProject | FilledPart
) -> Iterator[TableRow]:
    if table.name == ONCE:
        cells = declared_cells(form, table.fields, record.declared)
        yield TableRow(tuple(cells), _first(filled.where.get(f) for f in table.fields))
        return
    own = [table.own(field) for field in table.fields]
    for number, row in enumerate(record.tables.get(table.name, ())):
        values = {
            field: row.values.get(name) for field, name in zip(table.fields, own, strict=True)
        }
        where = (filled.where.get(table.path(field, number)) for field in table.fields)
        yield TableRow(tuple(declared_cells(form, table.fields, values)), _first(where))


def _first(cells: Iterator[Cell | None]) -> str:
    return next((str(cell) for cell in cells if cell), "")


def table_list(setting: Setting, form: Form, wanted: DeclaredTable, rows: int) -> Listing:
    """The list of a table, for so many rows."""
    columns = [
        setting.column("unit-code", UNIT_CODE, "plain.code"),
        setting.column("unit-name", UNIT_NAME),
        *([] if wanted.of_unit else setting.project_columns()[2:]),
        *declared_columns(form, wanted.table.fields),
        setting.column("source", LINK),
    ]
    has_total = any(column.total for column in columns)
    return setting.titled_list(
        wanted.title, columns, rows, total=has_total, frozen=2 if wanted.of_unit else 4
    )


def table_rows(
    setting: Setting, wanted: DeclaredTable, unit: Unit, record: TableRecord
) -> Iterator[list[Given | Shown]]:
    """All rows of one return."""
    named = [] if wanted.of_unit else [record.code, record.name]
    for row in record.rows:
        place = Source(record.source.file, record.source.sheet, row.cell)
        yield [*unit_cells(unit), *named, *row.cells, setting.link(place)]
