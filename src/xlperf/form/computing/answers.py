"""All computed cells of a sheet, worked out in their order: each of the others' rounded values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .calculation import Calculation
from .evaluation import Value, value_of
from .order import order_of
from .rounding import Answer

Row = Mapping[str, Value]
"""The values of a row, by the names of its fields as they are drawn (`task.budget`)."""


@dataclass(frozen=True)
class Answers:
    """What the computed cells of a sheet come to.

    Attributes:
        single: those that stand once, by name.
        rows: those of each table, row by row, by name.
    """

    single: Mapping[str, Answer]
    rows: Mapping[str, tuple[Mapping[str, Answer], ...]]


def answers_of(
    calculations: Mapping[str, Calculation],
    values: Mapping[str, Value],
    tables: Mapping[str, Sequence[Row]] = {},
) -> Answers:
    """What every computed cell comes to; those that wait for each other come to nothing.

    Args:
        calculations: the computed fields of one sheet, by name.
        values: the fields that stand once; a percent is its fraction.
        tables: the rows of each table, by the table's name.
    """
    known = {name: value for name, value in values.items() if name not in calculations}
    rows = {table: [dict(row) for row in each] for table, each in tables.items()}
    columns = {
        name: [row.get(name) for row in each]
        for each in rows.values()
        for name in dict.fromkeys(name for row in each for name in row)
        if name not in calculations
    }
    single = dict[str, Answer]()
    answers = {table: [dict[str, Answer]() for _ in each] for table, each in rows.items()}
    for name in order_of(calculations).names:
        calculation = calculations[name]
        if not calculation.table:
            single[name] = value_of(calculation, known, columns)
            known[name] = single[name].value
            continue
        found = [
            value_of(calculation, known | row, columns) for row in rows.get(calculation.table, ())
        ]
        columns[name] = [each.value for each in found]
        for number, answer in enumerate(found):
            answers[calculation.table][number][name] = answer
            rows[calculation.table][number][name] = answer.value
    return Answers(single, {table: tuple(each) for table, each in answers.items()})
