"""The rows of the indicator table: one a row, levels carried down where they are written once."""

from collections.abc import Iterator, Mapping
from typing import Any

from ...budget import Indicator, Target, is_sign, path, plain_sign
from ...form import is_row_key
from ...sheet import Cell, Read
from .. import as_seen, decode
from ..table import Table
from .margins import is_title_row
from .note import Note
from .taking import Taken

LEVELS = ("level1", "level2")
_PARTS = ("sign", "number", "unit")
_PROSE = ("description", "basis")
_SPREAD = frozenset({"level3", "sign", "unit", *_PROSE})
Cells = Mapping[str, Cell]


def take_indicators(taken: Taken) -> Iterator[Indicator]:
    """Every indicator of the table, in its order on the sheet."""
    rows = _Rows(taken)
    found: list[Indicator] = []
    for row, after_heading in rows.of_table():
        cells = rows.cells(row)
        levels = rows.levels(cells)
        if rows.is_remark(cells):
            taken.note("layout.note", "", cells["level1"])
            taken.used.update(cells.values())
        elif rows.is_unused(cells):
            rows.pass_over(cells)
        elif found and after_heading and rows.is_continued(cells):
            found[-1] = _joined(taken, found[-1], len(found) - 1, cells)
        else:
            found.append(_indicator(taken, rows, len(found), cells, levels))
    yield from found


class _Rows:
    """The rows of one table, and what each may be."""

    def __init__(self, taken: Taken) -> None:
        self.taken, self.table = taken, taken.table
        self.blocks = list(taken.table.drawing.repeats())
        self.columns = self._columns_in(self.table)
        self.keys: set[str] = set()
        self._above: dict[str, str] = {}

    def _columns_in(self, table: Table) -> dict[str, int]:
        columns = {block.text: table.columns_of(block) for block in self.blocks}
        found = {name: each[0] for name, each in columns.items() if each}
        if not table.is_keyed and "value" in found:
            found |= self._split_columns(table, found["value"])
        return found

    def _split_columns(self, table: Table, first: int) -> dict[str, int]:
        """Sign, number and unit of a hand-made table that has three columns for the value."""
        form, block = self.taken.form, table.drawing.block("value")
        parts = form.project.split.get("value", ()) if form.project else ()
        width = table.width_under(block) if block else 1
        return {part: first + i for i, part in enumerate(parts)} if width == len(parts) else {}

    def of_table(self) -> Iterator[tuple[int, bool]]:
        """Each row, and whether it follows a heading printed again after a page break.

        The columns under that heading are its own: the page before may have had others.
        """
        if not self.blocks:
            return
        after_heading = False
        for row in self.table.repeated_rows(self.blocks[0].box.top):
            if row in self.table.headings:
                self.columns = self._columns_in(self.table.under(row))
                self.taken.pass_over(row)
                after_heading = True
            elif self._is_title(row):
                self.taken.end = row
                break
            else:
                yield row, after_heading
                after_heading = False

    def _is_title(self, row: int) -> bool:
        if self.table.is_keyed:
            return False
        return is_title_row(self.table.grid, row)

    def cells(self, row: int) -> dict[str, Cell]:
        """The cell of every column in a row; a text merged over rows counts for each of them."""
        cells = {name: Cell(row, column) for name, column in self.columns.items()}
        if self.taken.grid.merges and not self.is_unused(cells):
            for name in _SPREAD & cells.keys():
                cells[name] = self._spread(name, cells[name])
        return cells

    def _spread(self, name: str, cell: Cell) -> Cell:
        """The cell a merged text stands in; it is told once, and never taken from a heading."""
        over = self.taken.grid.merged(*cell)
        first = self.table.repeated_rows(self.blocks[0].box.top).start
        if over.top == over.bottom or over.top < first or over.top in self.table.headings:
            return cell
        if cell == over.first and not self.taken.is_blank(cell):
            self.taken.note("cell.merged-text", "", cell, str(over))
        return over.first

    def levels(self, cells: Cells) -> dict[str, str]:
        """The two levels of a row.

        A level may be written once for several rows: in a merged cell, or, as published tables
        print it, left out below the first. In an issued workbook a blank is a blank.
        """
        grid = self.taken.grid
        for name in LEVELS:
            if name not in cells:
                continue
            cell = cells[name]
            if not grid.is_blank(*cell):
                self._above[name] = self.taken.shown(cell)
            elif (over := grid.merged(*cell)).top < cell.row:
                self._above[name] = self.taken.shown(over.first)
            elif self.table.is_keyed or name == "level2":
                self._above[name] = ""
        return {name: self._above.get(name, "") for name in LEVELS if name in cells}

    def is_unused(self, cells: Cells) -> bool:
        """A row that has nothing but its levels is not an indicator yet."""
        return all(self.taken.is_blank(cell) for name, cell in cells.items() if name not in LEVELS)

    def pass_over(self, cells: Cells) -> None:
        """Account for an unused row; what stands in its levels and is none is told."""
        form = self.taken.form
        if self.taken.grid.comments and cells:
            key = self.table.row_key(next(iter(cells.values())).row)
            unused = {f"indicators.{key}.{name}": cell for name, cell in cells.items()}
            self.taken.unused |= unused if is_row_key(key) else {}
        for name, known in (("level1", form.level1_of), ("level2", form.level2_of)):
            if name in cells and not self.taken.is_blank(cells[name]):
                self.taken.used.add(cells[name])
                if cells[name] in self.taken.grid.errors:
                    self.taken.value("", cells[name])
                elif known(self.taken.shown(cells[name])) is None:
                    self.taken.note("layout.note", "", cells[name])

    def is_remark(self, cells: Cells) -> bool:
        """A remark below the table: one text in the first column, which is no first level."""
        if "level1" not in cells or self.table.row_key(cells["level1"].row):
            return False
        filled = [name for name, cell in cells.items() if not self.taken.is_blank(cell)]
        if filled != ["level1"]:
            return False
        return self.taken.form.level1_of(self.taken.shown(cells["level1"])) is None

    def is_continued(self, cells: Cells) -> bool:
        """The rest of a cell that a page break cut in two: text, and no levels or name."""
        filled = {name for name, cell in cells.items() if not self.taken.is_blank(cell)}
        return not self.table.is_keyed and filled <= {*_PROSE}

    def key(self, row: int) -> str:
        """The key a row was issued with; a copied row has its key only once."""
        key = self.table.row_key(row)
        if not is_row_key(key) or key in self.keys:
            return ""
        self.keys.add(key)
        return key


def _indicator(
    taken: Taken, rows: _Rows, number: int, cells: Cells, levels: Mapping[str, str]
) -> Indicator:
    values: dict[str, Any] = {"key": rows.key(next(iter(cells.values())).row)}
    for name in LEVELS:
        if name in cells:
            taken.value(path(name, number), cells[name])
            values[name] = levels[name]
    for name in ("level3", *_PROSE):
        if name in cells:
            values[name] = taken.text(path(name, number), cells[name])
    if "weight" in cells:
        field = path("weight", number)
        if not taken.is_of_many_rows(field, cells["weight"]):
            values["weight"] = taken.amount(field, cells["weight"])
    return Indicator(**values, target=_target(taken, number, cells))


def _target(taken: Taken, number: int, cells: Cells) -> Target:
    if all(part in cells for part in _PARTS):
        filled = [part for part in _PARTS if not taken.is_blank(cells[part])]
        if "value" not in cells or len(filled) > 1:
            return _split_target(taken, number, cells)
        whole = cells[filled[0] if filled else "value"]
    elif "value" in cells:
        whole = cells["value"]
    else:
        return Target()
    if taken.is_of_many_rows(path("value", number), whole):
        return Target()
    if as_seen.look_of(taken.grid, whole) is None and _may_be_percent(taken.grid.value(*whole)):
        taken.note("value.scale", path("value", number), whole)
    return Target.parse(taken.text(path("value", number), whole))


def _may_be_percent(value: Read) -> bool:
    """Whether a number may be a percent: 95% typed into a cell is stored as 0.95."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 1


def _split_target(taken: Taken, number: int, cells: Cells) -> Target:
    sign = _sign(taken, number, cells["sign"])
    words = taken.text(path("unit", number), cells["unit"])
    if taken.is_of_many_rows(path("number", number), cells["number"]):
        taken.where[path("value", number)] = cells["number"]
        return Target.of(sign, None, "")
    figure = taken.target_number(path("number", number), cells["number"], words)
    stands = "unit" if taken.is_blank(cells["number"]) and words else "number"
    taken.where[path("value", number)] = cells[stands]
    is_plain = as_seen.worth(as_seen.look_of(taken.grid, cells["number"])) is None
    value = taken.grid.value(*cells["number"])
    if is_plain and words.strip() in as_seen.PERCENT_UNITS and _may_be_percent(value):
        taken.note("value.scale", path("number", number), cells["number"])
    if figure.code and figure.value is None:  # words where a figure belongs: kept, and told
        typed = taken.shown(cells["number"])
        return Target(sign=sign, text=f"{typed}{words}", raw=f"{sign}{typed}{words}")
    return Target.of(sign, figure.value, words)


def _sign(taken: Taken, number: int, cell: Cell) -> str:
    """The sign of a target, in the one spelling it is compared in; another is told."""
    field, typed = path("sign", number), taken.text(path("sign", number), cell)
    sign = plain_sign(typed.strip())
    if not (is_sign(sign) or not sign or sign in taken.form.signs):
        taken.note("value.sign", field, cell, "、".join(taken.form.signs))
    elif sign not in ("", typed):
        taken.note("value.spelling", field, cell, sign)
    return sign


def _joined(taken: Taken, before: Indicator, number: int, cells: Cells) -> Indicator:
    """The indicator with the rest of its cells from over the page, told as a finding."""
    joined = {}
    for name in _PROSE:
        if name in cells and not taken.is_blank(cells[name]):
            rest = decode.text(taken.grid.value(*cells[name])).value
            joined[name] = getattr(before, name) + rest
            taken.used.add(cells[name])
            taken.last_row = max(taken.last_row, cells[name].row)
            note = Note("layout.joined", path(name, number), cells[name], rest, joined[name])
            taken.notes.append(note)
    return before.model_copy(update=joined)
