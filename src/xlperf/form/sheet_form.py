"""One drawn sheet of a form, and what stands beside the drawing."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    PlainSerializer,
    SkipValidation,
    Tag,
    ValidationInfo,
)

from ..budget import PROJECT, Record, in_row
from .drawing import Drawing, Kind, parse_drawing
from .tables import DrawnTable, is_row_key, tables_of

T = TypeVar("T")


def _drawn(value: Any, info: ValidationInfo) -> Drawing:
    """A drawing from its lines; in a grouped list `{x}` may stand among what repeats.

    A `group` that is wrong by itself is told, and nothing that follows from it.
    """
    if isinstance(value, Drawing):
        return value
    if not isinstance(value, str):
        raise ValueError("wanted.text")  # noqa: TRY004 - pydantic takes no TypeError for an answer
    return parse_drawing(value, mixed=bool(info.data.get("group", True)))


def _lines(drawing: Drawing) -> str:
    return drawing.text


def _in_order(names: frozenset[str]) -> list[str]:
    """As JSON has them: a set has no order, and the same form is to be the same text."""
    return sorted(names)


Drawn = Annotated[SkipValidation[Drawing], BeforeValidator(_drawn), PlainSerializer(_lines)]
Names = Annotated[frozenset[str], PlainSerializer(_in_order)]


def flat(table: Any) -> Any:
    """TOML reads `goals.project = 26` as a table in a table; a field's name has the dot in it."""
    if not isinstance(table, dict):
        return table
    found: dict[str, Any] = {}
    for name, value in table.items():
        inner = flat(value)
        found |= (
            {f"{name}.{key}": each for key, each in inner.items()}
            if isinstance(inner, dict) and inner
            else {name: inner}
        )
    return found


def _rows(value: Any) -> Any:
    """How many rows: by the taxonomy, so many for all tables, or for each."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if value != BY_TAXONOMY and not isinstance(value, dict) and not is_number:
        raise ValueError("wanted.rows")
    return flat(value)


def _kind_of_rows(value: Any) -> str:
    if isinstance(value, dict):
        return "table"
    return "number" if isinstance(value, int) else "word"


MOST_ROWS = 500
BY_TAXONOMY = "taxonomy"
Count = Annotated[int, Field(ge=1, le=MOST_ROWS, strict=True)]
Spare = Annotated[int, Field(ge=0, le=MOST_ROWS, strict=True)]
_Word = Annotated[Literal["taxonomy"], Tag("word")]
_Number = Annotated[Count, Tag("number")]
_OneOf = Annotated[_Word | _Number, Discriminator(_kind_of_rows)]
Rows = Annotated[
    _Word | _Number | Annotated[dict[str, _OneOf], Tag("table")],
    Discriminator(_kind_of_rows),
    BeforeValidator(_rows),
]
Spares = Annotated[
    Annotated[Spare, Tag("number")] | Annotated[dict[str, Spare], Tag("table")],
    Discriminator(_kind_of_rows),
    BeforeValidator(flat),
]
Width = Annotated[float, Field(ge=1, le=255, strict=True)]
"""Excel makes no column wider than 255 characters, and hides one of none."""
Title = Annotated[str, Field(max_length=255)]


class SheetForm(Record):
    """One drawn sheet of a form.

    Attributes:
        title: what stands above the table; `{name}` and `{code}` are put in.
        group: in a list, the field by whose value the rows of a project stand together; "" for
            a list of projects, which has a row for each.
        drawing: the table as it is printed.
        split: fields that are asked for in several cells, though printed in one.
        required: fields that may not stay blank.
        rows: how many rows each table gets at least, one number for all or by the name of a table
            or of one of its fields (`"taxonomy"`: one for each second level).
        spare: how many blank rows follow them, for all tables or by name.
        widths: width of a field's column, in characters of half width.
    """

    title: Title
    group: Literal["", "code", "name"] = ""
    drawing: Drawn
    split: dict[str, tuple[str, ...]] = {}
    required: Names = frozenset()
    rows: Rows = {}
    spare: Spares = 0
    widths: Annotated[dict[str, Width], BeforeValidator(flat)] = {}

    @cached_property
    def entry(self) -> Drawing:
        """The table as it is filled, with the columns of split fields taken apart."""
        return self.drawing.split(self.split)

    @cached_property
    def tables(self) -> tuple[DrawnTable, ...]:
        """The tables of the sheet as it is filled, from top to bottom."""
        return tables_of(self.entry)

    @cached_property
    def printed_tables(self) -> tuple[DrawnTable, ...]:
        """The same as it is printed."""
        return tables_of(self.drawing)

    def grouped(self) -> "SheetForm":
        """A grouped list as the sheet of its projects: what a project has once stands once."""
        said = {name: getattr(self, name) for name in SheetForm.model_fields}
        return SheetForm.model_construct(**{**said, "drawing": self.drawing.standing_once(PROJECT)})

    def rows_of(self, table: DrawnTable) -> int:
        """How many rows a table gets at least by number; 0 where that is not said."""
        wanted = _of_table(self.rows, table) if isinstance(self.rows, Mapping) else self.rows
        return wanted if isinstance(wanted, int) else 0

    def is_by_taxonomy(self, table: DrawnTable) -> bool:
        """Whether it gets a row for each second level."""
        wanted = _of_table(self.rows, table) if isinstance(self.rows, Mapping) else self.rows
        return table.is_indicators and wanted == BY_TAXONOMY

    def spare_of(self, table: DrawnTable) -> int:
        """How many blank rows follow the rows of a table."""
        spare = self.spare
        return _of_table(spare, table) or 0 if isinstance(spare, Mapping) else spare

    def has_cell(self, path: str) -> bool:
        """Whether the sheet has a cell for a value, or rows like the one of a key."""
        if path in self._once:
            return True
        if is_row_key(path):
            return any(is_row_key(path, name) for name in self._columns)
        if found := in_row(path):
            return found.field in self._columns.get(found.table, ())
        head, _, rest = path.partition(".")
        if head == "goals":
            return f"goals.{rest.partition('.')[2]}" in self._goals
        if path == "goal" and self.goal_rows:
            return True
        return rest.isdigit() and head in self._columns

    @cached_property
    def goal_rows(self) -> DrawnTable | None:
        """The rows a project's goal is drawn in, a paragraph each; None where it has one cell."""
        found = (each for each in self.tables if each.is_paragraphs and each.name == "goal")
        return next(found, None)

    def asks_for(self, path: str) -> bool:
        """Whether a value has a cell of its own, or cells for its parts."""
        if self.has_cell(path):
            return True
        at = in_row(path)
        head, field = (f"{at.table}.{at.row}.", at.field) if at else ("", path)
        parts = self._parts.get((at.table if at else "", field), ())
        return any(self.has_cell(f"{head}{part}") for part in parts)

    @cached_property
    def _parts(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The cells a value is asked for in, by its table and what it is called inside its rows."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for name, parts in self.split.items():
            tables = [each for each in self.printed_tables if name in each.fields]
            for table in tables:
                found[table.name, table.own(name)] = tuple(map(table.own, parts))
            if not tables:
                found["", name] = parts
        return found

    @cached_property
    def _once(self) -> frozenset[str]:
        names = (block.text for block in self.entry.fields())
        return frozenset(name for name in names if not name.startswith("goals."))

    @cached_property
    def _columns(self) -> Mapping[str, frozenset[str]]:
        """What the fields of each table are called inside its rows."""
        return {each.name: frozenset(map(each.own, each.fields)) for each in self.tables}

    @cached_property
    def _goals(self) -> frozenset[str]:
        return frozenset(block.text for block in self.entry.repeats())

    def names(self) -> Iterator[str]:
        """The names of all cells to fill, as printed and as split."""
        for drawing in (self.drawing, self.entry):
            for block in drawing.blocks:
                if block.kind is not Kind.LABEL:
                    yield block.text


def _of_table(said: Mapping[str, T], table: DrawnTable) -> T | None:
    """What is said of a table, by its name or by that of one of its fields."""
    return next((said[name] for name in (table.name, *table.fields) if name in said), None)
