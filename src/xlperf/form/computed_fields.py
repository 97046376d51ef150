"""The computed fields of a sheet: each with all that is known of what it is computed of."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, TypeVar

from ..budget import FIGURES, MONEY, FieldValue, Holds, Project, Row, UnitPart, Values
from .computing import (
    REFUSED,
    Answer,
    Answers,
    Calculation,
    Comparison,
    Expression,
    Operand,
    ScoreDoubt,
    ScoreForm,
    Value,
    added_names,
    answers_of,
    digits_of,
    names_of,
    parse_comparison,
    parse_expression,
    score_call,
    scored,
    singly_named,
    truth_of,
)
from .declared import DeclaredField
from .form_check import FormCheck
from .sheet_form import SheetForm
from .tables import INDICATORS, DrawnTable

AnyRecord = TypeVar("AnyRecord", Project, UnitPart)

_WHOLE = 100
"""Records have whole percents; what is computed with them has fractions."""


class HeldCheck(NamedTuple):
    """A check of the form, ready to be held against the values of a sheet."""

    check: FormCheck
    calculation: Calculation

    @property
    def names(self) -> tuple[str, ...]:
        """The fields it names."""
        return names_of(self.calculation.part)

    @property
    def added_names(self) -> tuple[str, ...]:
        """Those that it adds up."""
        return added_names(self.calculation.part)

    @property
    def single_names(self) -> tuple[str, ...]:
        """Those of which one value is meant, and not a whole column."""
        return singly_named(self.calculation.part)


class ScoredCell(NamedTuple):
    """A score: its path, why it is none or odd, and what it holds against each other."""

    path: str
    doubts: Sequence[ScoreDoubt]
    target: Value = None
    actual: Value = None


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
    checks: tuple[FormCheck, ...] = ()

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

    @cached_property
    def held(self) -> tuple[HeldCheck, ...]:
        """The checks whose fields this sheet has, each once or for every row of a table.

        Raises:
            ExpressionError: one of them is no comparison.
        """
        found = (HeldCheck(each, self.comparison(each.that)) for each in self.checks)
        return tuple(each for each in found if each.names and {*each.names} <= self.kinds.keys())

    def comparison(self, text: str) -> Calculation:
        """A check of what stands on the sheet.

        Raises:
            ExpressionError: it is no comparison.
        """
        part = parse_comparison(text)
        named = (self.table_of(name) for name in singly_named(part))
        return self._of(part, None, next(filter(None, named), ""))

    def broken(self, record: Project | UnitPart) -> Iterator[tuple[str, HeldCheck]]:
        """Every check that does not hold, with the path it is told at."""
        if not self.held:
            return
        singles, tables = self._worths(record, ())
        columns = _columns(tables)
        for check in self.held:
            rows = tables.get(check.calculation.table, ()) if check.calculation.table else [{}]
            for number, row in enumerate(rows):
                if truth_of(check.calculation, {**singles, **row}, columns) is False:
                    yield self.told_at(check, number), check

    def told_at(self, check: HeldCheck, number: int) -> str:
        """The path at which a check is told in a row: the first field it names there.

        One that is not of rows is told at the first that stands once, else in the first row.
        """
        table = check.calculation.table
        own = (name for name in check.single_names if self.table_of(name) == table)
        name = next(own, check.names[0])
        drawn = next((each for each in self.sheet.tables if each.name == self.table_of(name)), None)
        return drawn.path(name, number) if drawn else name

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

    def scores(self, record: Project | UnitPart) -> Iterator[ScoredCell]:
        """Every score of a record that was worked out, with what is odd, and its targets."""
        singles, tables = self._worths(record, ())
        columns = _columns(tables)
        by_name = {table.name: table for table in self.sheet.tables}
        for name, calculation in self.calculations.items():
            call = score_call(calculation.part)
            table = by_name.get(calculation.table)
            rows = tables[table.name] if table else [{}]
            for number, row in enumerate(rows) if call else ():
                values = {**singles, **row}
                doubts = [s.doubt for s in scored(calculation, values, columns) if s.doubt]
                path = table.path(name, number) if table else name
                yield ScoredCell(path, doubts, *(values.get(each) for each in call or ()))

    def path_beside(self, path: str, name: str) -> str:
        """The path of a field in the row of another cell; of what stands once its name."""
        rest = path.partition(".")[2]
        drawn = next((t for t in self.sheet.tables if t.name == self.table_of(name)), None)
        number = rest.partition(".")[0]
        return drawn.path(name, int(number)) if drawn and number.isdigit() else name

    def answers(self, record: Project | UnitPart, refused: Collection[str] = ()) -> Answers:
        """What every computed cell of a record comes to.

        Args:
            refused: the paths of what could not be read: what is computed of it is blank.
        """
        singles, tables = self._worths(record, refused)
        return answers_of(self.calculations, singles, tables)

    def _worths(
        self, record: Project | UnitPart, refused: Collection[str]
    ) -> tuple[dict[str, Value], dict[str, list[dict[str, Value]]]]:
        """What stands once, and the rows of each table, as they are computed with."""
        singles = {name: self._worth(name, value) for name, value in record.values.items()}
        singles |= {path: REFUSED for path in refused if path in singles}
        tables = {
            table.name: self._rows(table, record.tables.get(table.name, ()), refused)
            for table in self.sheet.tables
        }
        return singles, tables

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


def _columns(tables: Mapping[str, Sequence[Mapping[str, Value]]]) -> dict[str, list[Value]]:
    """For each field of a table its values in all rows."""
    return {
        name: [row.get(name) for row in rows]
        for rows in tables.values()
        for name in dict.fromkeys(name for row in rows for name in row)
    }


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
    found = _in_records(computing, answers.single)
    own = type(record).model_fields  # a budget may be computed, and is the project's budget then
    amounts = {name: found.pop(name) for name in MONEY if name in found and name in own}
    update: dict[str, object] = {
        **amounts,
        "declared": {**record.declared, **found},
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
