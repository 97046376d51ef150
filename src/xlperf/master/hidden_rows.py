"""What of a list stands in rows and columns that nobody sees, and is taken all the same."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from ..budget import MoneyUnit
from ..findings import Finding, Place, level_of
from ..sheet import Cell
from .headings import Heading
from .projects import ListedProject


def told_of_hidden(
    heading: Heading, projects: Sequence[ListedProject], file: str, money: MoneyUnit
) -> Iterator[Finding]:
    """Hidden rows with projects, all in one finding; each hidden column that was used."""
    grid = heading.grid
    hidden = [each for each in projects if each.row in grid.hidden_rows]
    if hidden:
        amounts = (each.project.budget or Decimal(0) for each in hidden)
        values = {
            "rows": _spans([each.row + 1 for each in hidden]),
            "total": money.printed(sum(amounts, Decimal(0))), "unit": money.unit,
        }  # fmt: skip
        first = Place(file, grid.name, str(hidden[0].cells["code"]))
        code, found = "master.rows-hidden", str(len(hidden))
        yield Finding(code, level_of(code), first, found=found, values=values)
    for columns in heading.columns.values():
        for column in columns:
            if any(first <= column.number <= last for first, last in grid.hidden_columns):
                place = Place(file, grid.name, str(Cell(heading.bottom, column.number)))
                code = "column.hidden"
                yield Finding(code, level_of(code), place, found=column.text)


def _spans(numbers: Sequence[int]) -> str:
    """Row numbers as people write them: 5–8、12."""
    runs = []
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda each: each[1] - each[0]):
        members = [number for _, number in run]
        runs.append(str(members[0]) if len(members) == 1 else f"{members[0]}–{members[-1]}")
    return "、".join(runs)
