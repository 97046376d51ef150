"""What of a list is taken, and its office should know: what nobody sees, and what was computed."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from ..budget import MoneyUnit
from ..findings import Finding, Place, level_of
from ..sheet import Cell
from .doubts import seen
from .headings import Column, Heading
from .projects import ListedProject


def told_besides(
    heading: Heading, projects: Sequence[ListedProject], file: str, money: MoneyUnit
) -> Iterator[Finding]:
    """Hidden rows with projects, all in one finding; each used column hidden or of formulas."""
    yield from _hidden_rows(heading, projects, file, money)
    for name, columns in heading.columns.items():
        for column in columns:
            yield from _hidden_column(heading, column, file)
            yield from _formulas(heading, column, projects, name, file)


def _hidden_rows(
    heading: Heading, projects: Sequence[ListedProject], file: str, money: MoneyUnit
) -> Iterator[Finding]:
    grid = heading.grid
    hidden = [each for each in projects if each.row in grid.hidden_rows]
    if hidden:
        amounts = (each.project.budget or Decimal(0) for each in hidden)
        values = {
            "rows": _spans([each.row + 1 for each in hidden]),
            "total": money.printed(sum(amounts, Decimal(0))), "unit": money.unit,
        }  # fmt: skip
        first = Place(file, grid.name, str(hidden[0].key))
        code, found = "master.rows-hidden", str(len(hidden))
        yield Finding(code, level_of(code), first, found=found, values=values)


def _hidden_column(heading: Heading, column: Column, file: str) -> Iterator[Finding]:
    grid, code = heading.grid, "column.hidden"
    if any(first <= column.number <= last for first, last in grid.hidden_columns):
        place = Place(file, grid.name, str(Cell(heading.bottom, column.number)))
        yield Finding(code, level_of(code), place, found=column.text)


def _formulas(
    heading: Heading, column: Column, projects: Sequence[ListedProject], field: str, file: str
) -> Iterator[Finding]:
    """Cells whose stored results were taken; those without a result, or an error, are refused."""
    grid, code = heading.grid, "master.formulas"
    computed = grid.formulas - grid.unstored - grid.errors.keys()
    places = (seen(grid, Cell(each.row, column.number)).cell for each in projects)
    taken = list(dict.fromkeys(each for each in places if each in computed)) if computed else []
    if taken:
        values = {"column": column.text, "rows": _spans([each.row + 1 for each in taken])}
        place = Place(file, grid.name, str(taken[0]))
        yield Finding(code, level_of(code), place, "", field, str(len(taken)), values)


def _spans(numbers: Sequence[int]) -> str:
    """Row numbers as people write them: 5–8、12."""
    runs = []
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda each: each[1] - each[0]):
        members = [number for _, number in run]
        runs.append(str(members[0]) if len(members) == 1 else f"{members[0]}–{members[-1]}")
    return "、".join(runs)
