"""The table of a project as a grid, the lines above it among its rows: what every reader reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...findings import Lang
from ...sheet import Box, Cell, CellDoubt, Grid
from .extracted_spaces import extracted_kinds, without_extracted
from .headings import Headings
from .page_breaks import put_together, without_heading
from .pieces import Paragraph, Spot, TextCell, TextTable, Told
from .sorting import Group

_LONGEST_NAME = 60


@dataclass(frozen=True)
class LaidGroup:
    """A project's table as a grid.

    Attributes:
        above: the lines over the table, each in a row of its own at the top.
        told: what there is to tell, and the cell it is about; None for the table as a whole.
    """

    group: Group
    grid: Grid
    above: Sequence[Paragraph]
    told: Sequence[tuple[Told, Cell | None]]


def laid_groups(groups: Sequence[Group], headings: Headings, lang: Lang) -> list[LaidGroup]:
    """Every group as a grid, under a name of its own that says where it stands."""
    found: list[LaidGroup] = []
    names: set[str] = set()
    for each in groups:
        laid = _laid(each, headings, _name(each, lang, names))
        names.add(laid.grid.name)
        found.append(laid)
    return found


def _name(group: Group, lang: Lang, taken: set[str]) -> str:
    title = " ".join(group.above[0].text.split())[:_LONGEST_NAME] if group.above else ""
    spots = [*(each.spot for each in group.above), *(each.spot for each in group.tables)]
    spots += [_end(each) for each in group.tables]
    place = min(spots).said(lang, max(spots)) if spots[0].page or spots[0].line else ""
    if not place:
        tables = [each.spot for each in group.tables]
        place = tables[0].said(lang, tables[-1])
    name = f"{place} {title}".strip()
    number = 2
    while name in taken:
        name, number = f"{place} {title} ({number})".strip(), number + 1
    return name


def _end(table: TextTable) -> Spot:
    """Where a table of plain text ends."""
    line = table.spot.line
    return table.spot._replace(line=line + table.rows - 1) if line else table.spot


def _laid(group: Group, headings: Headings, name: str) -> LaidGroup:
    put = put_together(group.tables, headings)
    told: list[tuple[Told, Cell | None]] = [(each, None) for each in put.told]
    tables = list(_as_typed(put.tables, headings, told))
    if headings.begins_with_rows:
        tables[1:] = [without_heading(tables[0], each) for each in tables[1:]]
    cells = {Cell(row, 0): each.text for row, each in enumerate(group.above)}
    merges: list[Box] = []
    doubts: dict[Cell, CellDoubt] = {}
    top = len(group.above)
    for table in tables:
        for each in table.cells:
            cell = Cell(top + each.row, each.column)
            cells[cell] = each.text.strip()
            if each.height * each.width > 1:
                merges.append(_box(cell, each))
            if each.doubt:
                doubts[cell] = CellDoubt(each.doubt, each.text)
            told += ((one, cell) for one in each.told)
        top += table.rows
    width = max((cell.column for cell in cells), default=0) + 1
    rows = [[cells.get(Cell(row, column), "") for column in range(width)] for row in range(top)]
    return LaidGroup(group, Grid(name, rows, merges=merges, doubts=doubts), group.above, told)


def _box(cell: Cell, each: TextCell) -> Box:
    return Box(cell.row, cell.column, cell.row + each.height - 1, cell.column + each.width - 1)


def _as_typed(
    tables: Sequence[TextTable], headings: Headings, told: list[tuple[Told, Cell | None]]
) -> Iterator[TextTable]:
    """Tables without the spaces that taking them out of a PDF put into their cells."""
    labels = headings.printed
    cut = [each for each in tables if each.is_cut]
    kinds = extracted_kinds(cut, labels) if labels else frozenset[str]()
    changed = 0
    for table in tables:
        made = table
        if table.is_cut and kinds:
            made = table._replace(cells=tuple(without_extracted(c, kinds) for c in table.cells))
            changed += sum(a != b for a, b in zip(table.cells, made.cells, strict=True))
        yield made
    if changed:
        told.append((Told("text.spaces-taken", str(changed)), None))
