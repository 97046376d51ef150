"""Rows that a page break cut in two: the rest of their cells, put to the cells they belong to.

The row on the next page goes on with the last one of the page before, where each of its texts
stands below one that reached the foot of the page, and cells that had room for all they hold are
blank. A row that names a second level of its own is a row of its own.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .headings import Headings, is_labelled
from .pieces import TextCell, TextTable, Told
from .wraps import joined

_NEAR = 4.0
"""Points: so far two edges of one column may lie apart on two pages."""
_WORD = re.compile(r"[!-~]+")
_STOPS = tuple("，。、；：？！）》”’…")
_OF_LATIN, _SLACK = 0.6, 0.4
"""Of a sign's size: how wide a Latin letter is, and what setting a line in both edges leaves."""
_SEEN = 12
"""So many signs on both sides of a join are shown."""


class Put(NamedTuple):
    """Tables of one project, none of whose rows is cut; and what there is to tell of it."""

    tables: Sequence[TextTable]
    told: Sequence[Told]


def put_together(tables: Sequence[TextTable], headings: Headings) -> Put:
    """Join the rows that were cut, table by table."""
    found: list[TextTable] = []
    told: list[Told] = []
    for table in tables:
        rest = table
        if found and found[-1].ends_page and table.edges:
            rest = _in_columns_of(found[-1], table, headings)
            joining = _joined(found[-1], rest, headings)
            if joining is not None:
                found[-1], rest, more = joining
                told += more
        if not _is_printed_again(rest, found, headings):
            found.append(rest)
    return Put(found, told)


def _is_printed_again(table: TextTable, before: Sequence[TextTable], headings: Headings) -> bool:
    """Whether nothing stands in a table but labels that are printed above it already.

    A row that is split off is none: it has an answer, or labels that stand there only.
    """
    printed = headings.printed
    if printed is None or any(not is_labelled(printed, table, row) for row in range(table.rows)):
        return False
    above = {label for each in before for cell in each.cells for label in printed.named(cell.text)}
    texts = (cell.text for cell in table.cells if cell.text.strip())
    return all(above.intersection(printed.named(text)) for text in texts)


def without_heading(first: TextTable, table: TextTable) -> TextTable:
    """A table without the heading that `first` begins with, where it is printed there again.

    A drawing that begins with such a heading would be found anew at each of them.
    """
    same = [each.text.strip() for each in first.row(0)] == [
        each.text.strip() for each in table.row(0)
    ]
    columns = [each.column for each in first.row(0)] == [each.column for each in table.row(0)]
    return _without(table, 0) if same and columns else table


def _in_columns_of(before: TextTable, table: TextTable, headings: Headings) -> TextTable:
    """A table without a heading of its own, in the columns of the one before it."""
    if any(is_labelled(headings.printed, table, row) for row in range(min(2, table.rows))):
        return table
    columns = [_column_at(before, edge) for edge in table.edges]
    if None in columns:
        return table
    cells = tuple(
        each._replace(
            column=columns[each.column] or 0,
            width=(columns[each.column + each.width] or 0) - (columns[each.column] or 0),
        )
        for each in table.cells
    )
    return table._replace(cells=cells, edges=before.edges)


def _column_at(table: TextTable, edge: float) -> int | None:
    return next((n for n, each in enumerate(table.edges) if abs(each - edge) < _NEAR), None)


def _joined(
    before: TextTable, table: TextTable, headings: Headings
) -> tuple[TextTable, TextTable, list[Told]] | None:
    """Both tables with the cut row whole; None where none is cut."""
    row = next((n for n in range(table.rows) if not is_labelled(headings.printed, table, n)), None)
    if row is None or not before.rows:
        return None
    last = {_left(before, each): each for each in _in_row(before, before.rows - 1)}
    rest = {_left(table, each): each for each in table.row(row) if each.text.strip()}
    if not rest or not _is_rest(last, rest, headings):
        return None
    code = headings.form.code
    pattern = re.compile(code.pattern) if code else None
    told: list[Told] = []
    cells = {id(each): each for each in before.cells}
    goes_on = all(each.is_full for each in rest.values())
    for edge, each in rest.items():
        upper = _nearest(last, edge)
        if upper is None:
            return None
        whole = joined([upper.text, each.text], pattern)
        cells[id(upper)] = upper._replace(
            text=whole.text, doubt=whole.doubt or upper.doubt or each.doubt, is_full=each.is_full,
            told=(*upper.told, *each.told, *whole.told), room=each.room,
        )  # fmt: skip
        told.append(
            Told("text.cell-over-page", f"{upper.text[-_SEEN:]}|{each.text[:_SEEN]}", table.spot)
        )
    is_all = row == table.rows - 1
    whole_before = before._replace(
        cells=(*cells.values(),), ends_page=is_all and goes_on and table.ends_page
    )
    return whole_before, _without(table, row), told


def _is_rest(last: dict[float, TextCell], rest: dict[float, TextCell], headings: Headings) -> bool:
    form, labels = headings.form, headings.printed
    for each in rest.values():
        is_label = labels is not None and labels.named(each.text)
        if is_label or form.level2_of(each.text) or form.level1_of(each.text):
            return False
    upper = [(_nearest(last, edge), each) for edge, each in rest.items()]
    if not all(above is not None and _goes_on(above, each.text) for above, each in upper):
        return False
    filled = [each for each in last.values() if each.text.strip()]
    return len(rest) < len(filled)


def _goes_on(above: TextCell, rest: str) -> bool:
    """Whether a text stops at the end of its cell and of its line, so that a rest must follow.

    A line is ended early by a word that has no room, and by a stop that may not begin the next.
    """
    word = _WORD.match(rest)
    needed = _OF_LATIN * len(word[0]) if word else (2.0 if rest[1:2] in _STOPS else 1.0)
    return bool(above.text.strip()) and above.is_full and above.room < needed + _SLACK


def _in_row(table: TextTable, row: int) -> list[TextCell]:
    return [each for each in table.cells if each.row <= row < each.row + each.height]


def _left(table: TextTable, cell: TextCell) -> float:
    return table.edges[cell.column] if table.edges else float(cell.column)


def _nearest(cells: dict[float, TextCell], edge: float) -> TextCell | None:
    return next((each for at, each in cells.items() if abs(at - edge) < _NEAR), None)


def _without(table: TextTable, row: int) -> TextTable:
    """A table without one of its rows; cells that reach over it are so much lower."""
    cells: list[TextCell] = []
    for each in table.cells:
        if each.row == row and (each.height == 1 or not each.text.strip()):
            continue
        if each.row < row < each.row + each.height or each.row == row:
            cells.append(each._replace(height=each.height - 1))
        else:
            cells.append(each._replace(row=each.row - (each.row > row)))
    return table._replace(cells=(*cells,), rows=table.rows - 1)
