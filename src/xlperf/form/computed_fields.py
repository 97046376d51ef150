"""The computed fields of a sheet: each with all that is known of what it is computed of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from ..budget import FIGURES, FieldValue, Holds, Project, Row, UnitPart, Values
from .computing import (
    REFUSED,
    Answer,
    Answers,
    Calculation,
    Comparison,
    Expression,
    Operand,
    ScoreForm,
    Value,
    answers_of,
    digits_of,
    parse_comparison,
    parse_expression,
)
from .declared import DeclaredField
from .sheet_form import SheetForm
from .tables import INDICATORS, DrawnTable

AnyRecord = TypeVar("AnyRecord", Project, UnitPart)

_WHOLE = 100
"""Records have whole percents; what is computed with them has fractions."""


@dataclass(frozen=True)
class ComputedFields:
    """What one sheet of a form computes.

    Attributes:
        kinds: what each field holds that the sheet has a cell for, split or whole, by name.
        declared: how the form declares its own.
        places: how many decimals its money has.
    """

    sheet: SheetForm
    kinds: Mapping[str, Holds]
    declared: Mapping[str, DeclaredField]
    places: int
    scoring: ScoreForm | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The computed fields of the sheet, in the order they are declared."""
        return tuple(n for n, each in self.declared.items() if each.is_computed and n in self.kinds)

    @cached_property
    def calculations(self) -> Mapping[str, Calculation]:
        """How each is computed.

        Raises:
            ExpressionError: one of them says nothing that can be computed.
        """
        return {name: self.calculation(name) for name in self.names}

    def calculation(self, name: str) -> Calculation:
        """How a field is computed.

        Raises:
            ExpressionError: it says nothing that can be computed.
        """
        part = parse_expression(self.declared[name].computed)
        return self._of(part, self._digits(name), self.table_of(name))

    def comparison(self, text: str) -> Calculation:
        """A check of what stands on the sheet.

        Raises:
            ExpressionError: it is no comparison.
        """
        return self._of(parse_comparison(text), None, "")

    def _of(self, part: Expression | Comparison, digits: int | None, table: str) -> Calculation:
        return Calculation(part, self.operands, digits, self.scoring, table=table)

    @cached_property
    def operands(self) -> Mapping[str, Operand]:
        """What is known of every field that may be named."""
        return {
            name: Operand(kind, self._digits(name), self.table_of(name), self._parts(name))
            for name, kind in self.kinds.items()
        }

    def _digits(self, name: str) -> int | None:
        kind, declared = self.kinds[name], self.declared.get(name)
        places = declared.places if declared else None
        if kind is Holds.MONEY:
            return digits_of(kind, self.places if places is None else places)
        if kind is Holds.COUNT or places is not None or (declared and declared.is_computed):
            return digits_of(kind, places)
        return None

    def _parts(self, name: str) -> tuple[str, ...]:
        parts = self.sheet.split.get(name, ())
        return parts if self.kinds[name] is Holds.TARGET else ()

    def table_of(self, name: str) -> str:
        """The table a field repeats in; "" where it stands once."""
        return self._tables.get(name, "")

    @cached_property
    def _tables(self) -> Mapping[str, str]:
        tables = (*self.sheet.printed_tables, *self.sheet.tables)
        return {field: table.name for table in tables for field in table.fields}

    def answers(self, record: Project | UnitPart, refused: Collection[str] = ()) -> Answers:
        """What every computed cell of a record comes to.

        Args:
            refused: the paths of what could not be read: what is computed of it is blank.
        """
        singles = {name: self._worth(name, value) for name, value in record.values.items()}
        singles |= {path: REFUSED for path in refused if path in singles}
        tables = {
            table.name: self._rows(table, record.tables.get(table.name, ()), refused)
            for table in self.sheet.tables
        }
        return answers_of(self.calculations, singles, tables)

    def _rows(
        self, table: DrawnTable, rows: Sequence[Row], refused: Collection[str]
    ) -> list[dict[str, Value]]:
        fields = [name for name, of in self._tables.items() if of == table.name]
        return [
            {
                name: REFUSED
                if table.path(name, number) in refused
                else self._worth(name, row.values.get(table.own(name)))
                for name in fields
            }
            for number, row in enumerate(rows)
        ]

    def _worth(self, name: str, value: FieldValue) -> Value:
        if isinstance(value, Decimal) and self.kinds.get(name) is Holds.PERCENT:
            return value / _WHOLE
        return value


def with_answers(computing: ComputedFields, record: AnyRecord, answers: Answers) -> AnyRecord:
    """The record with what its computed cells come to."""
    of_rows = {
        table: [_in_records(computing, each) for each in rows]
        for table, rows in answers.rows.items()
    }
    indicators = (
        each.model_copy(update={"declared": {**each.declared, **found}})
        for each, found in zip(record.indicators, of_rows.get(INDICATORS, ()), strict=False)
    )
    rows = {
        table.name: tuple(
            row.model_copy(update={"values": {**row.values, **_own(table, found)}})
            for row, found in zip(record.rows[table.name], of_rows[table.name], strict=True)
        )
        for table in computing.sheet.tables
        if table.name in record.rows
    }
    update: dict[str, object] = {
        "declared": {**record.declared, **_in_records(computing, answers.single)},
        "rows": {**record.rows, **rows},
    }
    if INDICATORS in of_rows:
        update["indicators"] = tuple(indicators)
    return record.model_copy(update=update)


def _in_records(computing: ComputedFields, answers: Mapping[str, Answer]) -> Values:
    return {name: in_record(computing.kinds[name], each.value) for name, each in answers.items()}


def in_record(kind: Holds, value: Decimal | str | None) -> FieldValue:
    """A computed value as a record has it: whole percents, and "" for a blank text."""
    if isinstance(value, Decimal):
        return value * _WHOLE if kind is Holds.PERCENT else value
    return value if value is not None or kind in FIGURES else ""


def _own(table: DrawnTable, values: Values) -> Values:
    return {table.own(name): value for name, value in values.items()}
