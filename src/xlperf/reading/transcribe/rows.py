"""The rows of the indicator table: where each one's cells stand, and what kind of row it is."""

from collections.abc import Mapping
from typing import NamedTuple

from ...budget import indicator_path, wording
from ...form import DrawnTable, Form, is_row_key
from ...sheet import Cell
from ..places import PlacedRow
from ..table import Table
from .account import NOTHING, Account, account_of, heading_account, joined
from .entries import Note, entry, note, shown
from .fields import is_computed
from .margins import is_title_row

LEVELS = ("level1", "level2")
PROSE = ("description", "basis")
_SPREAD = frozenset({"level3", "sign", "unit", *PROSE})
Cells = Mapping[str, Cell]


class Row(NamedTuple):
    """A row of the sheet that may be an indicator.

    Attributes:
        cells: the cell of every column.
        key: its hidden key; "" where it has none that a row is issued with.
        after_heading: whether a heading stands above it that is printed again.
        is_apart: whether each of its cells is known to stand for itself, whatever is merged.
    """

    cells: Cells
    key: str = ""
    after_heading: bool = False
    is_apart: bool = False


class Rows(NamedTuple):
    """The rows of one table, and the row of the next table's title, if one ends them."""

    rows: list[Row]
    account: Account
    end: int | None = None


def rows_of(form: Form, table: Table) -> Rows:
    """Every row the table may have, each in the columns of the heading above it.

    After a page break the columns are those of the heading printed there: the page before may
    have had others.
    """
    drawn = indicators_of(table)
    rows: list[Row] = []
    headings: list[Account] = []
    if drawn is None:
        return Rows(rows, joined(headings))
    settled = table.places.rows.get(drawn.row)
    if settled is not None:
        return Rows([_placed(form, table, each) for each in settled], NOTHING)
    columns, after_heading = _columns(form, table), False
    for row in table.repeated_rows(drawn.row):
        if row in table.headings:
            columns, after_heading = _columns(form, table.under(row)), True
            headings.append(heading_account(table, row))
        elif not table.is_keyed and is_title_row(table, row):
            return Rows(rows, joined(headings), row)
        else:
            cells = {name: Cell(row, column) for name, column in columns.items()}
            key = table.row_key(row)
            own = key if is_row_key(key) else ""
            rows.append(Row(_spread(form, table, cells), own, after_heading))
            after_heading = False
    return Rows(rows, joined(headings))


def _placed(form: Form, table: Table, placed: PlacedRow) -> Row:
    cells = placed.cells if placed.is_apart else _spread(form, table, placed.cells)
    return Row(cells, placed.key, is_apart=placed.is_apart)


def indicators_of(table: Table) -> DrawnTable | None:
    """The table of indicators of a drawing, if it has one."""
    return next((each for each in table.tables if each.is_indicators), None)


def _spread(form: Form, table: Table, cells: Cells) -> Cells:
    """The cells of a row, for a text merged over rows the one it stands in: it counts for each."""
    grid = table.grid
    if not grid.merges or is_unused(form, table, cells):
        return cells
    drawn = indicators_of(table)
    first = table.repeated_span(drawn.row).start if drawn else 0
    over = {name: grid.merged(*cells[name]) for name in _SPREAD & cells.keys()}
    merged = {
        name: box.first
        for name, box in over.items()
        if box.top != box.bottom and box.top >= first and box.top not in table.headings
    }
    return {**cells, **merged}


def merged_texts(table: Table, cells: Cells) -> Account:
    """What is told of texts merged over rows: once, at the first of them."""
    grid, row = table.grid, max((cell.row for cell in cells.values()), default=-1)
    notes = [
        note(grid, "cell.merged-text", "", cell, str(box))
        for name, cell in cells.items()
        if name in _SPREAD and cell.row == row and not grid.is_blank(*cell)
        if (box := grid.merged(*cell)).top != box.bottom
    ]
    return Account(notes=notes)


def _columns(form: Form, table: Table) -> dict[str, int]:
    drawn = indicators_of(table)
    blocks = [each for each in table.drawing.repeats() if drawn and each.box.top == drawn.row]
    columns = {block.text: table.columns_of(block) for block in blocks}
    found = {name: each[0] for name, each in columns.items() if each}
    if not table.is_keyed and "value" in found:
        found |= _split_columns(form, table, found["value"])
    return found


def _split_columns(form: Form, table: Table, first: int) -> dict[str, int]:
    """Sign, number and unit of a hand-made table that has three columns for the value."""
    block = table.drawing.block("value")
    parts = form.project_sheet.split.get("value", ()) if form.project_sheet else ()
    width = table.width_under(block) if block else 1
    return {part: first + i for i, part in enumerate(parts)} if width == len(parts) else {}


def levels_of(table: Table, cells: Cells, above: Mapping[str, str]) -> dict[str, str]:
    """The two levels of a row, given those of the row above.

    A level may be written once for several rows: in a merged cell, or, as published tables
    print it, left out below the first. In an issued workbook a blank is a blank. A page break
    cuts a merged cell in two, and leaves the second piece blank.
    """
    grid, levels = table.grid, dict(above)
    for name in LEVELS:
        if name not in cells:
            continue
        first = grid.merged(*cells[name]).first
        if not grid.is_blank(*first):
            levels[name] = wording.seen(shown(grid, first))
        elif table.is_keyed or name == "level2":
            levels[name] = ""
    return levels


def spelled(form: Form, name: str, text: str) -> str:
    """A level as the form spells it, where it differs in signs nobody sees or in its width."""
    known = form.level1_of(text) if name == "level1" else form.level2_of(text)
    return known or text


def carried_level(table: Table, cells: Cells, levels: Mapping[str, str], number: int) -> Account:
    """What is told of a first level carried into a merged cell that is blank: once, at its top."""
    cell = cells.get("level1")
    if cell is None or table.is_keyed or not levels.get("level1"):
        return Account()
    over = table.grid.merged(*cell)
    if over.top == over.bottom or over.top < cell.row or not table.grid.is_blank(*cell):
        return Account()
    field = indicator_path("level1", number)
    return Account(notes=[Note("layout.level-carried", field, cell, "", levels["level1"])])


def is_unused(form: Form, table: Table, cells: Cells) -> bool:
    """Whether a row has nothing but its levels: that is not an indicator yet.

    What is computed in it is nobody's answer.
    """
    is_blank = table.grid.is_blank
    return all(
        name in LEVELS or is_blank(*cell) or is_computed(form, name) for name, cell in cells.items()
    )


def is_remark(form: Form, table: Table, cells: Cells) -> bool:
    """A remark below the table: one text in the first column, which is no first level."""
    if "level1" not in cells or table.row_key(cells["level1"].row):
        return False
    if _filled(table, cells) != {"level1"}:
        return False
    return form.level1_of(shown(table.grid, cells["level1"])) is None


def is_continued(table: Table, cells: Cells) -> bool:
    """The rest of a cell that a page break cut in two: text, and no levels or name."""
    return not table.is_keyed and _filled(table, cells) <= {*PROSE}


def _filled(table: Table, cells: Cells) -> set[str]:
    return {name for name, cell in cells.items() if not table.grid.is_blank(*cell)}


def account_of_remark(table: Table, cells: Cells) -> Account:
    """The account of a remark: it is told, and no value is taken from it."""
    told = note(table.grid, "layout.note", "", cells["level1"])
    return Account(notes=[told], used=[*cells.values()])


def account_of_unused(form: Form, table: Table, cells: Cells) -> Account:
    """The account of an unused row; what stands in its levels and is none is told."""
    grid = table.grid
    accounts = [Account(used=[cell for name, cell in cells.items() if is_computed(form, name)])]
    if grid.comments and cells:
        key = table.row_key(next(iter(cells.values())).row)
        if is_row_key(key):
            unused = {f"indicators.{key}.{name}": cell for name, cell in cells.items()}
            accounts.append(Account(unused=unused))
    for name, known in (("level1", form.level1_of), ("level2", form.level2_of)):
        if name not in cells or grid.is_blank(*cells[name]):
            continue
        cell = cells[name]
        accounts.append(Account(used=[cell]))
        if cell in grid.errors:
            accounts.append(account_of([entry(grid, "", cell)]))
        elif (level := known(shown(grid, cell))) is None:
            accounts.append(Account(notes=[note(grid, "layout.note", "", cell)]))
        elif name == "level2":
            accounts.append(Account(waiting={level: cells.get("level3", cell)}))
    return joined(accounts)
