"""A list whose rows are grouped by project: where each group stands, and the keys of its rows."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .drawing import Drawing, Kind
from .layout import Layout, lay_out
from .tables import DrawnTable, tables_of


class Groups(NamedTuple):
    """A grouped list laid out.

    Attributes:
        whole: the sheet; the paths of its cells have the number of their group before them.
        parts: each group by itself, as if there were no other.
    """

    whole: Layout
    parts: tuple[Layout, ...]


def lay_out_groups(drawing: Drawing, counts: Sequence[int]) -> Groups:
    """Lay out a grouped list; `counts` says how many rows each group has, at least one."""
    (table,) = tables_of(drawing)
    frame = lay_out(drawing, {table.row: sum(counts)})
    placed = [each for each in frame.placed if each.kind is Kind.LABEL]
    parts: list[Layout] = []
    down = 0
    for number, count in enumerate(counts):
        part = _moved(lay_out(drawing, {table.row: count}), down, frame)
        placed += (each._replace(path=in_group(number, each.path)) for each in part.placed)
        parts.append(part)
        down += count
    placed.sort(key=lambda each: (each.box.top, each.box.left))
    whole = Layout(tuple(placed), frame.keys, frame.bottom, frame.right, frame.tables)
    return Groups(whole, tuple(parts))


def in_group(number: int, path: str) -> str:
    """The path of a value of a group among all of its sheet."""
    return f"{number}/{path}"


def _moved(layout: Layout, down: int, frame: Layout) -> Layout:
    """The cells to fill of a layout, so many rows further down on a sheet."""
    placed = tuple(
        each._replace(box=each.box._replace(top=each.box.top + down, bottom=each.box.bottom + down))
        for each in layout.placed
        if each.kind is not Kind.LABEL
    )
    tables = tuple(
        each._replace(rows=range(each.rows.start + down, each.rows.stop + down))
        for each in layout.tables
    )
    return Layout(placed, frame.keys, frame.bottom, frame.right, tables)


def group_key(project: str, key: str) -> str:
    """The hidden key of a row of a grouped list: that of its project, and the row's own."""
    return f"{project}/{key}" if key else ""


def parted_key(text: str, table: DrawnTable) -> tuple[str, str]:
    """The project and the own key of a row; two blanks where it is no such key."""
    before = "" if table.is_indicators else f"{re.escape(table.name)}/"
    match = re.fullmatch(rf"(.+)/({before}R[0-9]{{3,}})", text)
    return (match[1], match[2]) if match else ("", "")
