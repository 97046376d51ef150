"""A drawing and its answers as the tables that are printed: rows of cells with their spans."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from ...budget import Holds
from ...form import Form, Kind, Layout, Placed, SheetForm
from ...sheet import Box
from .answers import BLANK, Answer
from .nouns import Across, PrintedCell, PrintedRow, PrintedTable, Role

_MIDDLE = frozenset({"code", "name", "level1", "level2"})
"""Texts that stand in the middle of their cell; other texts begin at its left."""


def printed_tables(
    form: Form, sheet: SheetForm, layout: Layout, answers: Mapping[str, Answer]
) -> tuple[PrintedTable, ...]:
    """What a sheet prints, cut where the heading of a repeated row begins.

    A table that has its heading at its top is said to go on by it, wherever a page ends.
    """
    first = layout.table.top
    placed = [*_without_levels(layout), *_levels(layout, answers)]
    headings = {row for rows in _headings(layout) for row in rows}
    cells = _cells_by_row(form, layout, placed, answers, headings)
    rows = [
        PrintedRow(tuple(cells.get(row, ())), row in headings)
        for row in range(first, layout.bottom + 1)
    ]
    starts = _starts(layout, [each.box for each in placed])
    ends = [*starts[1:], layout.bottom + 1]
    widths = _widths(form, layout)
    return tuple(
        PrintedTable(_headed(rows[start - first : end - first]), widths)
        for start, end in zip(starts, ends, strict=True)
    )


def _headed(rows: Sequence[PrintedRow]) -> tuple[PrintedRow, ...]:
    """Rows whose headings count only at the top: one further down belongs to what is above."""
    count = next((n for n, row in enumerate(rows) if not row.is_heading), len(rows))
    return tuple(row._replace(is_heading=n < count) for n, row in enumerate(rows))


def _without_levels(layout: Layout) -> Sequence[Placed]:
    return [each for each in layout.placed if each.text != "level1" or each.kind is Kind.LABEL]


def _levels(layout: Layout, answers: Mapping[str, Answer]) -> Sequence[Placed]:
    """First levels, those that are alike one below the other in one cell."""
    found: list[Placed] = []
    cells = [each for each in layout.cells("level1") if each.kind is Kind.REPEAT]
    for text, alike in groupby(cells, lambda each: answers.get(each.path, BLANK).text):
        run = list(alike)
        if not text:
            found += run
            continue
        parted = [run[:1]]
        for before, each in pairwise(run):
            if each.box.top == before.box.top + 1 and each.box.left == before.box.left:
                parted[-1].append(each)
            else:
                parted.append([each])
        found += (
            run[0]._replace(box=run[0].box._replace(bottom=run[-1].box.bottom)) for run in parted
        )
    return found


def _headings(layout: Layout) -> Sequence[range]:
    """For each repeated row the rows of labels right above it."""
    filled = {
        row
        for each in layout.placed
        if each.kind is not Kind.LABEL
        for row in range(each.box.top, each.box.bottom + 1)
    }
    found = []
    for _, rows in layout.tables:
        top = rows.start
        while top - 1 >= layout.table.top and top - 1 not in filled:
            top -= 1
        if top < rows.start:
            found.append(range(top, rows.start))
    return found


def _starts(layout: Layout, boxes: Sequence[Box]) -> list[int]:
    """The rows at which tables begin: where headings do, and no cell reaches over."""
    top = layout.table.top
    wanted = sorted({top, *(rows.start for rows in _headings(layout))})
    return [
        row for row in wanted if row == top or not any(box.top < row <= box.bottom for box in boxes)
    ]


def _cells_by_row(
    form: Form,
    layout: Layout,
    placed: Sequence[Placed],
    answers: Mapping[str, Answer],
    headings: set[int],
) -> Mapping[int, Sequence[PrintedCell]]:
    left = layout.table.left
    found: dict[int, list[PrintedCell]] = {}
    for each in sorted(placed, key=lambda each: (each.box.top, each.box.left)):
        cell = _cell(form, each, answers.get(each.path, BLANK), each.box.top in headings)
        found.setdefault(each.box.top, []).append(cell._replace(column=each.box.left - left))
    for row, column in _undrawn(layout, placed):
        found.setdefault(row, []).append(PrintedCell("", column - left, 1, 1, Role.LABEL))
    return {row: sorted(cells, key=lambda cell: cell.column) for row, cells in found.items()}


def _undrawn(layout: Layout, placed: Sequence[Placed]) -> Iterator[tuple[int, int]]:
    """The cells of which the drawing says nothing: they are printed too, as in the sheet."""
    whole = layout.table
    taken = {
        (row, column)
        for each in placed
        for row in range(each.box.top, each.box.bottom + 1)
        for column in range(each.box.left, each.box.right + 1)
    }
    for row in range(whole.top, whole.bottom + 1):
        for column in range(whole.left, whole.right + 1):
            if (row, column) not in taken:
                yield row, column


def _cell(form: Form, placed: Placed, answer: Answer, in_heading: bool) -> PrintedCell:
    box = placed.box
    rows, columns = box.bottom - box.top + 1, box.right - box.left + 1
    if placed.kind is Kind.LABEL:
        role = Role.HEADING if in_heading else Role.LABEL
        return PrintedCell(placed.text, 0, rows, columns, role)
    return PrintedCell(
        answer.text, 0, rows, columns, Role.ANSWER, _across(form, placed.text), answer.figure,
        form.look(placed.text), placed.path,
    )  # fmt: skip


def _across(form: Form, field: str) -> Across:
    return "left" if form.holds(field) is Holds.TEXT and field not in _MIDDLE else "center"


def _widths(form: Form, layout: Layout) -> tuple[float, ...]:
    """The widths of the columns against each other."""
    left = layout.table.left
    found = [1.0] * (layout.right - left + 1)
    for each in layout.placed:
        width = form.publish.widths.get(each.text) if each.kind is not Kind.LABEL else None
        if width:
            columns = range(each.box.left - left, each.box.right - left + 1)
            for column in columns:
                found[column] = width / len(columns)
    return tuple(found)
