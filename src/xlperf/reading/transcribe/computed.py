"""What is computed is worked out anew; what the sheet has stored is only held against it."""

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import TypeVar

from ...budget import FIGURES, Holds, Project, UnitPart, number_from_float, typed, value_text
from ...form import Answer, Answers, ComputedFields, Form, in_record, with_answers
from ...sheet import Cell, Grid
from ..table import Table
from .account import Account
from .entries import Note, shown

AnyRecord = TypeVar("AnyRecord", Project, UnitPart)
_WHOLE = 100


def computed(
    form: Form, table: Table, record: AnyRecord, account: Account
) -> tuple[AnyRecord, tuple[Note, ...]]:
    """Work out every computed cell of a record, and hold what is stored against it.

    Args:
        account: what became of its cells: where each stands, and which were refused.
    """
    computing = form.computed_of(record)
    if computing is None or not computing.names:
        return record, ()
    answers = computing.answers(record, account.refused)
    where = account.where
    notes = (
        note
        for path, field, each in _paths(computing, answers)
        if path in where
        for note in _held(table.grid, computing.kinds[field], path, where[path], each)
    )
    return with_answers(computing, record, answers), tuple(notes)


def computed_anew(form: Form, record: AnyRecord, refused: Collection[str]) -> AnyRecord:
    """The record with its computed cells worked out of what is left of it.

    Args:
        refused: the paths of what is not taken: what is computed of it is blank.
    """
    computing = form.computed_of(record)
    if computing is None:
        return record
    return with_answers(computing, record, computing.answers(record, refused))


def _paths(computing: ComputedFields, answers: Answers) -> Iterator[tuple[str, str, Answer]]:
    """The path, the field and the answer of every computed cell."""
    for name, answer in answers.single.items():
        yield name, name, answer
    tables = {table.name: table for table in computing.sheet.tables}
    for table, rows in answers.rows.items():
        for number, row in enumerate(rows):
            for name, answer in row.items():
                yield tables[table].path(name, number), name, answer


def _held(grid: Grid, kind: Holds, path: str, cell: Cell, answer: Answer) -> Iterator[Note]:
    """What is told of the stored value of one cell."""
    expected = value_text(in_record(kind, answer.value))
    if kind is Holds.PERCENT and expected:
        expected += "%"
    value = grid.value(*cell)
    is_missing = cell in grid.unstored or (value == "" and cell not in grid.formulas)
    if is_missing and cell not in grid.errors:
        if answer.value is not None:
            yield Note("computed.missing", path, cell, "", expected)
    elif cell in grid.errors or not answer.agrees(_stored(grid, kind, cell)):
        found = grid.errors.get(cell) or shown(grid, cell)
        yield Note("computed.differs", path, cell, found, expected)


def _stored(grid: Grid, kind: Holds, cell: Cell) -> Decimal | str:
    """What is stored in the cell: a figure, or a text where it is none."""
    value = grid.value(*cell)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_from_float(value)
    text = str(value)
    if kind not in FIGURES or not text.strip():
        return text.strip()
    share = typed.percent(text).number if kind is Holds.PERCENT else None
    figure = share / _WHOLE if share is not None else typed.figure(text).number
    return text if figure is None else figure
