"""The rows of a list that are grouped by project: which rows are whose, and which nobody's.

By the hidden keys, where there are some: a row whose key says another project than stands beside
it is nobody's, and neither is an unkeyed one between two projects. A printed list names a project
in a merged cell, in each of its rows, or once above rows that are blank there.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from ..budget import wording
from ..form import Block, DrawnTable, parted_key
from ..sheet import Box, Cell
from .decode import shown
from .places import Places
from .table import Table
from .transcribe.margins import is_title_row

_TOTAL = re.compile(r".*(?:合计|总计|共计|小计|total)(?:\(.*\))?[:：]?")


@dataclass(frozen=True)
class GroupTable(Table):
    """The rows of one project on a list, as a table of its own.

    Attributes:
        project: the code of the project by the hidden keys; "" without them.
        rows: its rows, those among them on which a heading is printed again included.
        taken: the rows of all projects of the list.
        own_keys: the keys of its rows, without the project's code.
    """

    project: str = ""
    rows: tuple[int, ...] = ()
    taken: frozenset[int] = frozenset()
    own_keys: Mapping[int, str] = field(default_factory=dict)

    def row_key(self, row: int) -> str:
        """The key of a row within its project."""
        return self.own_keys.get(row, "")

    @property
    def own_rows(self) -> Sequence[int]:
        """The rows of this project."""
        return self.rows

    def repeated_rows(self, drawn: int) -> Sequence[int]:
        """Its rows."""
        return self.rows

    def repeated_span(self, drawn: int) -> range:
        """The rows of the sheet from its first to its last."""
        return range(self.rows[0], self.rows[-1] + 1)

    def cells_of(self, block: Block) -> list[Cell] | None:
        """The cells in which what a project has once may stand: of several that say the same
        words the first. None where its cell is merged with those of another project."""
        boxes = self._boxes(block)
        own = {*self.rows}
        over = (row for box in boxes for row in range(box.top, box.bottom + 1) if row not in own)
        if not boxes or not self.taken.isdisjoint(over):
            return None
        again = {*self._again(boxes)}
        return [box.first for box in boxes if box.first not in again]

    def said_again(self) -> list[Cell]:
        """The cells that say once more, in the same words, what its project has once."""
        return [c for block in self.drawing.fields() for c in self._again(self._boxes(block))]

    def _boxes(self, block: Block) -> Sequence[Box]:
        columns = self.columns_of(block)
        rows = (row for row in self.rows if row not in self.headings)
        return [*dict.fromkeys(self.grid.merged(row, columns[0]) for row in rows if columns)]

    def _again(self, boxes: Sequence[Box]) -> list[Cell]:
        first: dict[str, Cell] = {}
        texts = ((box.first, self.grid.value(*box.first)) for box in boxes)
        said = ((cell, text) for cell, text in texts if isinstance(text, str) and text)
        return [cell for cell, text in said if first.setdefault(text, cell) != cell]


class Lost(NamedTuple):
    """A row that is taken for no project: why, its cells that hold something, and what was found.

    `expected` is the project its key names.
    """

    code: str
    cells: Sequence[Cell]
    found: str
    expected: str = ""


Owner = str | Lost
"""Whose a row is, or why it is nobody's."""


class Grouped(NamedTuple):
    """The projects of a list in the order of their first rows, and what is none of theirs.

    Attributes:
        headings: rows above all projects on which the heading is printed again.
        end: the row of the next table's title, if one ends the list.
    """

    groups: tuple[GroupTable, ...]
    lost: tuple[Lost, ...]
    headings: tuple[int, ...] = ()
    end: int | None = None


class Named(NamedTuple):
    """What stands beside a row of its project, folded; "" where nothing does."""

    code: str
    name: str
    box: Box

    @property
    def says(self) -> bool:
        """Whether it names a project."""
        return bool(self.code or self.name)


def grouped(table: Table, names: Mapping[str, str]) -> Grouped:
    """Part the rows of a list by project.

    Args:
        names: the names of the projects that were issued, by code.
    """
    (drawn,) = table.tables
    keys = {row: parted_key(table.row_key(row), drawn) for row in table.repeated_rows(drawn.row)}
    is_by_key = table.is_keyed and any(code for code, _ in keys.values())
    end = None if table.is_keyed else _end(table, keys)
    rows = [row for row in keys if end is None or row < end]
    owned = (
        _owned_by_key(table, drawn, {row: keys[row][0] for row in rows}, names)
        if is_by_key
        else _owned_as_printed(table, drawn, rows)
    )
    return _gathered(table, rows, dict(owned), keys)._replace(end=end)


def _end(table: Table, rows: Iterable[int]) -> int | None:
    return next(
        (row for row in rows if row not in table.headings and is_title_row(table, row)), None
    )


def _gathered(
    table: Table,
    rows: Sequence[int],
    owned: Mapping[int, Owner],
    keys: Mapping[int, tuple[str, str]],
) -> Grouped:
    """The rows of each project; a heading that is printed again is of the project above it."""
    found: dict[Owner, list[int]] = {}
    bases: dict[Owner, Table] = {}
    base, last, headings = table, list[int](), list[int]()
    for row in rows:
        if row in table.headings:
            base = table.under(row)
            (last if found else headings).append(row)
        elif row in owned and not isinstance(owned[row], Lost):
            last = found.setdefault(owned[row], [])
            bases.setdefault(owned[row], base)
            last.append(row)
    taken = frozenset(row for each in found.values() for row in each)
    groups = (_table(bases[owner], sorted(each), keys, taken) for owner, each in found.items())
    lost = (each for each in owned.values() if isinstance(each, Lost))
    return Grouped(tuple(groups), tuple(lost), tuple(headings))


def _table(
    base: Table, rows: Sequence[int], keys: Mapping[int, tuple[str, str]], taken: frozenset[int]
) -> GroupTable:
    whole = {each.name: getattr(base, each.name) for each in fields(Table)}
    whole["places"] = Places(base.places.columns)  # what stands once is in any row of its own
    own = {row: keys[row] for row in rows if keys[row][0]}
    return GroupTable(
        **whole,
        project=next((code for code, _ in own.values()), ""),
        rows=tuple(rows),
        taken=taken,
        own_keys={row: key for row, (_, key) in own.items()},
    )


def _owned_by_key(
    table: Table, drawn: DrawnTable, keys: Mapping[int, str], names: Mapping[str, str]
) -> Iterator[tuple[int, Owner]]:
    """Whose each row is by its key and by what stands beside it, which must not differ."""
    known = {wording.code(code): code for code in keys.values() if code}
    by_name = _only(names, _named_so(table, keys))
    for row, code in keys.items():
        if row in table.headings:
            continue
        beside = _named(table, row)
        said = known.get(beside.code, beside.code) or by_name.get(beside.name, "")
        is_other = bool(said) and said != code
        if code and not is_other:
            yield row, code
        elif code:
            if cells := _filled(table, drawn, row):
                yield row, Lost("group.row-other", cells, beside.code or beside.name, code)
        elif _is_total(beside):
            yield row, _total(table, row)
        elif beside.says:
            yield row, said or beside.name
        elif cells := _filled(table, drawn, row):
            yield row, _between(table, keys, row, cells)


def _between(table: Table, keys: Mapping[int, str], row: int, cells: Sequence[Cell]) -> Owner:
    """Whose a row is that somebody put between others: theirs, where both have one project."""
    before = next((keys[each] for each in reversed([*keys]) if keys[each] and each < row), "")
    after = next((code for each, code in keys.items() if code and each > row), "")
    if before and before == after:
        return before
    return Lost("group.row-homeless", cells, shown(table.grid.value(*cells[0])))


def _named_so(table: Table, keys: Mapping[int, str]) -> dict[str, str]:
    """The name that stands beside most rows of each project, by its code."""
    found: dict[str, Counter[str]] = {}
    for row, code in keys.items():
        if code and (name := _named(table, row).name):
            found.setdefault(code, Counter())[name] += 1
    return {code: each.most_common(1)[0][0] for code, each in found.items()}


def _only(issued: Mapping[str, str], named: Mapping[str, str]) -> dict[str, str]:
    """The code of each name that only one project has: as it was issued, else as it stands."""
    codes = {wording.code(code): code for code in named}
    sent = {codes.get(code, code): wording.plain(name) for code, name in issued.items()}
    names = {**named, **sent}
    said = [*names.values()]
    return {name: code for code, name in names.items() if name and said.count(name) == 1}


def _owned_as_printed(
    table: Table, drawn: DrawnTable, rows: Iterable[int]
) -> Iterator[tuple[int, Owner]]:
    """Whose each row is by the project that is named in it, or the last one above it."""
    under, current, number = table, None, 0
    for row in rows:
        if row in table.headings:
            under = table.under(row)
            continue
        beside, filled = _named(under, row), _filled(under, drawn, row)
        is_named = beside.says and beside.box.top == row
        if is_named and not filled and _is_remark(table, row):
            continue  # it is left over, and told
        if is_named and _is_total(beside):
            yield row, _total(table, row)
            continue
        if is_named and not _is_same(current, beside):
            current, number = beside, number + 1
        if current is not None:
            yield row, str(number)
        elif filled:
            found = shown(table.grid.value(*filled[0]))
            yield row, Lost("group.row-homeless", filled, found)


def _is_same(current: Named | None, beside: Named) -> bool:
    """Whether a row names the project again that stands above it."""
    if current is None or (beside.code and current.code):
        return current is not None and beside.code == current.code
    return beside.name == current.name and not (current.box.is_merged and beside.box.is_merged)


def _is_total(beside: Named) -> bool:
    """Whether a row is called what a total is."""
    return any(_TOTAL.fullmatch(wording.plain(text)) for text in (beside.code, beside.name))


def _total(table: Table, row: int) -> Lost:
    """A total is no project: it is told, and nothing of it is taken."""
    cells = [Cell(row, c) for c in table.span if not table.grid.is_blank(row, c)]
    return Lost("layout.note", cells, shown(table.grid.value(*cells[0])))


def _is_remark(table: Table, row: int) -> bool:
    """Whether a row has nothing but one text in the first column."""
    filled = [column for column in table.span if not table.grid.is_blank(row, column)]
    box = table.grid.merged(row, table.span.start)
    return filled == [table.span.start] and (box.left != box.right or not box.is_merged)


def _named(table: Table, row: int) -> Named:
    """What stands of its project in or over a row."""
    boxes = {name: _box(table, name, row) for name in ("code", "name")}
    texts = {name: _text(table, box) for name, box in boxes.items()}
    box = next((box for name, box in boxes.items() if box and texts[name]), Box(row, 0, row, 0))
    return Named(wording.code(texts["code"]), wording.plain(texts["name"]), box)


def _box(table: Table, name: str, row: int) -> Box | None:
    block = table.drawing.block(name)
    columns = table.columns_of(block) if block else []
    return table.grid.merged(row, columns[0]) if columns else None


def _text(table: Table, box: Box | None) -> str:
    return shown(table.grid.value(*box.first)) if box else ""


def _filled(table: Table, drawn: DrawnTable, row: int) -> Sequence[Cell]:
    """The cells of a row that hold something of its own."""
    blocks = (block for block in table.drawing.repeats() if block.box.top == drawn.row)
    columns = [column for block in blocks for column in table.columns_of(block)]
    cells = (Cell(row, column) for column in columns)
    return [cell for cell in cells if not table.grid.is_blank(*cell)]
