"""The rows of an indicator table as the rules see them: real, empty, or saying nothing.

A row that says nothing (无 in every cell) is told of once, by the rule for filler rows; all
other rules look at the real rows only, so that one empty thought draws one finding. What a row
is, is seen once for all of them.
"""

from enum import Enum
from typing import NamedTuple

from ..budget import Indicator, Project, Target, is_not_applicable, says_nothing, wording


class RowKind(Enum):
    """What a row says.

    `REAL`: something. `EMPTY`: levels at most, as it was issued. `FILLER`: 无 or a dash, in one
    cell or in all. `LAWFUL`: nothing but 不适用.
    """

    REAL = "real"
    EMPTY = "empty"
    FILLER = "filler"
    LAWFUL = "lawful"


class SeenRow(NamedTuple):
    """A row of the table, and where it stands there; its texts without spaces at their ends."""

    position: int
    row: Indicator
    kind: RowKind
    target: Target
    name: str
    description: str

    def path(self, field: str) -> str:
        """The path of one of its fields."""
        return f"indicators.{self.position}.{field}"


class SeenProject(NamedTuple):
    """A project, all rows of its table, and those that are real."""

    project: Project
    rows: tuple[SeenRow, ...]
    real: tuple[SeenRow, ...]


def seen_rows(project: Project) -> SeenProject:
    """A project with its rows, each looked at once."""
    rows = tuple(_seen_row(number, row) for number, row in enumerate(project.indicators))
    return SeenProject(project, rows, tuple(row for row in rows if row.kind is RowKind.REAL))


def _seen_row(position: int, row: Indicator) -> SeenRow:
    name = row.level3.strip()
    kind = RowKind.REAL if _says(name) else kind_of(row)
    return SeenRow(position, row, kind, row.target, name, row.description.strip())


def kind_of(row: Indicator) -> RowKind:
    """What a row says."""
    cells = _cells(row)
    if any(map(_says, cells)):
        return RowKind.REAL
    if not any(cells):
        return RowKind.EMPTY if row.weight is None else RowKind.REAL
    return RowKind.FILLER if any(map(_is_unsaid, cells)) else RowKind.LAWFUL


def is_empty(row: Indicator) -> bool:
    """Whether a row was left as it was issued: levels at most, and nothing else."""
    return row.weight is None and not any(_cells(row))


def same_text(one: str, two: str) -> bool:
    """Whether two texts read the same; a blank or 无 is the same as nothing else."""
    for sign, other in zip(one, two, strict=False):
        if sign != other:
            if _stays(sign) and _stays(other):  # as nearly all do that part
                return False
            break
    return _says(one) and _says(two) and (one == two or wording.plain(one) == wording.plain(two))


def _stays(sign: str) -> bool:
    """Whether no folding changes a sign, whatever stands beside it: an ideograph, a digit, 《."""
    return "一" <= sign <= "鿿" or "0" <= sign <= "9" or "〈" <= sign <= "】"


def _cells(row: Indicator) -> tuple[str, ...]:
    """What stands in the cells of a row: in place of a figure its text, or the sign chosen."""
    target = row.target
    value = (target.text or target.sign) if target.number is None else str(target.number)
    return tuple(cell.strip() for cell in (row.level3, row.description, value, row.basis))


def _says(cell: str) -> bool:
    """Whether a cell says something: it is not blank, and not 无 or 不适用."""
    return bool(cell) and not says_nothing(cell)


def _is_unsaid(cell: str) -> bool:
    """Whether a cell says 无; 不适用 is lawful."""
    return says_nothing(cell) and not is_not_applicable(cell)
