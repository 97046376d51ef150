"""The tables of a sheet as they came back and as they were sent, so that both can be compared."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from ...budget import (
    Holds,
    Indicator,
    InRow,
    Project,
    Row,
    Target,
    UnitPart,
    in_row,
    value_text,
    wording,
)
from ...form import INDICATORS, DrawnTable, Form, SheetForm
from ...sheet import Cell
from ..filled import FilledPart, FilledProject

_INDICATOR_TEXTS = ("level3", "description", "basis")
_PARTS = ("sign", "number", "unit")
_PROSE = frozenset({Holds.TEXT, Holds.CODE, Holds.TARGET})
Texts = Mapping[str, str]
"""What a row holds, by field."""


class Columns(NamedTuple):
    """The columns of a table by how a moved cell is known in them.

    Attributes:
        name: the name of the table.
        texts: those whose words are hardly ever the same in two rows; the first names the row.
        figures: those whose entries often are, so that only several in a row say something.
        content: those that say what a row is about.
    """

    name: str
    texts: tuple[str, ...]
    figures: tuple[str, ...]
    content: tuple[str, ...]

    @property
    def naming(self) -> str:
        """The column a row is called by; "" where there is none."""
        return next(iter(self.texts), "")


class Came:
    """The rows of a table as they came back, in their order, and where each key stands."""

    def __init__(self, filled: FilledProject | FilledPart, columns: Columns) -> None:
        self.filled, self.columns = filled, columns
        record = filled.project if isinstance(filled, FilledProject) else filled.part
        found = _rows(record, columns.name)
        self.keys = [each.key for each in found]
        self._rows = found

    @cached_property
    def at(self) -> Mapping[str, int]:
        """Where each key stands."""
        return {key: number for number, key in enumerate(self.keys) if key}

    @cached_property
    def texts(self) -> list[Texts]:
        """What the rows hold, as it stands there."""
        return [_texts(each) for each in self._rows]

    @cached_property
    def rows(self) -> list[Texts]:
        """What the rows hold, as it is compared."""
        targets = [each.target if isinstance(each, Indicator) else None for each in self._rows]
        pairs = zip(self.texts, targets, strict=True)
        return [_compared(self.columns, texts, target) for texts, target in pairs]

    def by_key(self, key: str) -> Texts:
        """The row beside a key; nothing when it is gone."""
        return self.rows[self.at[key]] if key in self.at else {}

    def path(self, name: str, number: int) -> str:
        """The path of a value, by the number of its row."""
        return f"{self.columns.name}.{number}.{name}"

    def cell(self, name: str, number: int) -> Cell | None:
        """The cell of a field of a row; that of the whole target where it is one cell."""
        where = self.filled.where
        return where.get(self.path(name, number)) or where.get(self.path("value", number))

    def first_cell(self) -> Cell | None:
        """The first cell of the table."""
        head = f"{self.columns.name}."
        found = sorted(cell for path, cell in self.filled.where.items() if path.startswith(head))
        return found[0] if found else None

    def is_as_sent(self, sent: Mapping[str, Texts]) -> bool:
        """Whether every row came back letter for letter, as most do."""
        names = self.columns.content
        came = {row.key: _content(row, names) for row in self._rows}
        then = {key: _said(row, names) for key, row in sent.items()}
        return {k: v for k, v in came.items() if v} == {k: v for k, v in then.items() if v}


def has_all_keys(filled: FilledProject | FilledPart, sheet: SheetForm | None) -> bool:
    """Whether every row of a table whose rows have keys came back with one."""
    record = filled.project if isinstance(filled, FilledProject) else filled.part
    keyed = (table.name for table in (sheet.tables if sheet else ()) if table.is_keyed)
    return all(row.key for name in keyed for row in _rows(record, name))


def columns_of(form: Form, sheet: SheetForm | None) -> Iterator[Columns]:
    """The columns of every table of a sheet whose rows have keys."""
    for table in sheet.tables if sheet else ():
        if table.is_keyed:
            yield _columns(form, table)


def _columns(form: Form, table: DrawnTable) -> Columns:
    own = {table.own(field): form.holds(field) for field in table.fields
           if field in form.fields and not form.is_computed(field)}  # fmt: skip
    texts = tuple(name for name, kind in own.items() if kind in _PROSE)
    figures = tuple(name for name in own if name not in texts)
    if not table.is_indicators:
        return Columns(table.name, texts, figures, (*texts, *figures))
    whole = (*_INDICATOR_TEXTS, *texts)
    return Columns(table.name, whole, (*_PARTS, *figures), (*whole, "value", *figures))


def sent_rows(columns: Columns, issued: Mapping[str, str]) -> Mapping[str, Texts]:
    """The rows of a table that were sent, by key, in their order."""
    rows: dict[str, dict[str, str]] = {}
    for path, text in issued.items():
        at = in_row(path)
        if at and at.table == columns.name:
            rows.setdefault(at.row, {})[at.field] = text
    return {InRow(columns.name, row, "").key: texts for row, texts in rows.items()}


def compared(columns: Columns, texts: Texts) -> Texts:
    """A row that was sent, as it is compared."""
    return _compared(columns, texts, Target.parse(texts.get("value", "")))


def _compared(columns: Columns, texts: Texts, target: Target | None) -> Texts:
    """Widths and spaces do not count, nor how a target was printed."""
    row = {name: wording.plain(texts.get(name, "")) for name in columns.texts}
    row |= {name: texts.get(name, "") for name in columns.figures}
    if columns.name == INDICATORS and target is not None:
        row["value"] = wording.plain(target.glued())
        row["sign"], row["unit"] = target.sign, wording.plain(target.words)
        row["number"] = "" if target.number is None else str(target.number.normalize())
    return row


def is_content(columns: Columns, row: Texts) -> bool:
    """Whether a row says what it is about."""
    names = ("level3", "description") if columns.name == INDICATORS else columns.content
    return any(row.get(name) for name in names)


def _rows(record: Project | UnitPart, table: str) -> Sequence[Indicator | Row]:
    return record.indicators if table == INDICATORS else record.rows.get(table, ())


def _texts(row: Indicator | Row) -> Texts:
    return {name: value_text(value) for name, value in row.values.items()}


def _content(row: Indicator | Row, names: Collection[str]) -> Texts:
    """What a row says in some of its columns."""
    if isinstance(row, Row) or row.declared:
        return _said(_texts(row), names)
    found = {
        "level3": row.level3,
        "description": row.description,
        "value": row.target.raw,
        "basis": row.basis,
    }
    return _said(found, names)


def _said(row: Texts, names: Collection[str]) -> Texts:
    return {name: text for name, text in row.items() if text and name in names}
