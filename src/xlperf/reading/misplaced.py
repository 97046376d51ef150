"""Labels that are missing, moved, there twice, or not to be told from others that say the same."""

from collections.abc import Iterator, Sequence

from ..budget import heading
from ..form import Block, is_row_key
from ..sheet import Cell
from .searching import Labels, Search
from .table import Problem, Table


def problems_of(search: Search, table: Table) -> tuple[tuple[Problem, ...], frozenset[Block]]:
    """What is wrong with the labels of a table, and those whose cells are not to be taken."""
    moved, twice, alike = (
        dict(_moved(table)),
        dict(_twice(search, table)),
        dict(_alike(search, table)),
    )
    unclear = dict.fromkeys((*twice.values(), *alike.values()))
    problems = (*_missing(table, search.labels), *moved.values(), *unclear)
    return problems, frozenset((*moved, *twice, *alike))


def _missing(table: Table, labels: Labels) -> Iterator[Problem]:
    for drawn, line in sorted(labels.lines.items()):
        for label in line:
            if table.label_cell(label) is None and label not in table.drawing.signed:
                row = table.lines[drawn].row if drawn in table.lines else table.first_row
                column = table.columns.get(label.box.left, table.span.start)
                yield Problem("layout.label-missing", Cell(row, column), "", label.text)


def _moved(table: Table) -> Iterator[tuple[Block, Problem]]:
    """Labels that stand in another column or row than the hidden keys say."""
    for drawn, line in table.lines.items():
        row = table.keys.get(drawn, line.row)
        for label, cell in line.cells.items():
            there = Cell(row, table.columns.get(label.box.left, cell.column))
            if there != cell:
                yield label, Problem("layout.moved", cell, label.text, str(there))


def _twice(search: Search, table: Table) -> Iterator[tuple[Block, Problem]]:
    """A whole line of labels that stands in two places where one belongs."""
    taken = {cell: each for line in table.lines.values() for each, cell in line.cells.items()}
    for drawn, line in table.lines.items():
        whole = len(search.labels.lines[drawn])
        for row in search.rows_with(drawn, table.top + 1, table.bottom + 1):
            if row == line.row or row in table.headings:
                continue
            matched = search.match(drawn, row)
            again = {each: cell for each, cell in matched.items() if taken.get(cell, each) == each}
            same = [
                label
                for label, cell in again.items()
                if line.cells.get(label, cell).column == cell.column
            ]
            if len(same) == whole and not is_row_key(table.row_key(row)):
                label = next(iter(again))
                first = str(line.cells.get(label, ""))
                problem = Problem("layout.label-twice", again[label], label.text, first)
                yield from ((each, problem) for each in again)


def _alike(search: Search, table: Table) -> Iterator[tuple[Block, Problem]]:
    """Labels that say the same and cannot be told apart.

    By the hidden keys they always can; by their order where each of them is there, and no more,
    and no other label was moved.
    """
    groups: dict[str, list[Block]] = {}
    for label in filter(search.labels.drawing.alike.__contains__, table.drawing.labels()):
        groups.setdefault(heading(label.text), []).append(label)
    for labels in groups.values():
        cells = [cell for label in labels if (cell := table.label_cell(label))]
        if table.key_column is not None and table.columns:
            wrong = [label for label in labels if _has_key_of_another(table, label)]
        else:
            more = _more(search, table, labels, cells).union(_near(cells) & {*cells})
            wrong = labels if more or table.displaced or len(cells) < len(labels) else []
        if wrong and cells:
            found = wrong[0].text
            problem = Problem("layout.label-alike", min(cells), found, str(len(labels)))
            yield from ((label, problem) for label in wrong)


def _has_key_of_another(table: Table, label: Block) -> bool:
    cell, drawn = table.label_cell(label), table.drawing.row_keys
    key = table.row_key(cell.row) if cell else ""
    return key in drawn and drawn[key] != label.box.top


def _near(cells: Sequence[Cell]) -> set[Cell]:
    """The cells right of and below some: an equal text there is a merged label taken apart."""
    return {Cell(row + down, column + 1 - down) for row, column in cells for down in (0, 1)}


def _more(
    search: Search, table: Table, labels: Sequence[Block], cells: Sequence[Cell]
) -> set[Cell]:
    """Where the text of labels that say the same stands besides: in their rows or columns."""
    rows, columns = {cell.row for cell in cells}, {cell.column for cell in cells}
    alike = search.labels.drawing.alike
    again = {row for row, line in table.headings.items() if not alike.issuperset(line.cells)}
    return {
        Cell(row, column)
        for row, hits in search.hits.items()
        if table.first_row <= row <= table.bottom and row not in again
        for column, blocks in hits
        if labels[0] in blocks and (row in rows or column in columns)
    }.difference(cells)
