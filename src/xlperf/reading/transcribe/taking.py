"""What has been taken from a table so far, and what there is to tell about it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from ...budget import wording
from ...findings import word
from ...form import Block, Form
from ...sheet import Cell, Comment, Read
from .. import as_seen, decode
from ..table import Table
from .margins import above, is_title_row
from .note import Note
from .unseen import unseen

_KEY = re.compile(r"[cdR][0-9]+")


class Taken:
    """The values taken from one table: where each stands, what was refused, what to tell."""

    def __init__(self, form: Form, table: Table) -> None:
        self.form, self.table, self.grid = form, table, table.grid
        self.where: dict[str, Cell] = {}
        self.unused: dict[str, Cell] = {}
        self.used: set[Cell] = set()
        self.notes: list[Note] = []
        self.refused: set[str] = set()
        self.last_row = max(line.row for line in table.lines.values())
        self.end: int | None = None

    def note(self, code: str, field: str, cell: Cell, expected: str = "") -> None:
        """Tell something about the value in a cell."""
        self.notes.append(Note(code, field, cell, self.shown(cell), expected))

    def shown(self, cell: Cell) -> str:
        """A cell as a person sees it."""
        look = as_seen.look_of(self.grid, cell)
        if look and look.text and look.is_certain:
            return look.text
        return decode.shown(self.grid.value(*cell))

    def is_blank(self, cell: Cell) -> bool:
        """Whether a cell holds nothing."""
        return self.grid.is_blank(*cell)

    def value(self, field: str, cell: Cell) -> Read:
        """The value of a field's cell; an error in it is refused, not read as blank."""
        self.where[field] = cell
        self.used.add(cell)
        self.last_row = max(self.last_row, cell.row)
        if cell in self.grid.errors:
            self.refused.add(field)
            self.notes.append(Note("value.error-cell", field, cell, self.grid.errors[cell]))
        elif cell in self.grid.doubts:
            self.refused.add(field)
            doubt = self.grid.doubts[cell]
            found = wording.visible(doubt.found or self.shown(cell))
            expected = doubt.shown or word("shown.nothing")
            self.notes.append(Note(doubt.code, field, cell, found, expected))
            return ""
        elif cell in self.grid.unstored:
            self.refused.add(field)
            self.note("value.formula-blank", field, cell)
        elif cell in self.grid.formulas:
            self.note("value.formula", field, cell)
        return self.grid.value(*cell)

    def text(self, field: str, cell: Cell) -> str:
        """A text field."""
        value = self.value(field, cell)
        if as_seen.is_figure(value):
            shown, looks = as_seen.as_text(self.grid, cell)
            if looks:
                self.tell_looks(field, cell, looks)
            else:
                self.note("value.converted", field, cell)
            return shown
        decoded = decode.text(value)
        if decoded.code:
            self.note(decoded.code, field, cell)
        return decoded.value

    def code(self, field: str, cell: Cell) -> str:
        """A code."""
        decoded = decode.code(self.value(field, cell))
        if decoded.code:
            self.note(decoded.code, field, cell, decoded.expected)
        if decoded.code == "value.code-number":
            self.refused.add(field)
        return decoded.value

    def money(self, field: str, cell: Cell) -> Decimal | None:
        """Money, in the form's unit."""
        if self.is_not_seen(field, cell, self.form.money.unit):
            return None
        decoded = decode.money(self.value(field, cell), self.form.money.unit)
        self.tell(field, decoded)
        return decoded.value

    def amount(self, field: str, cell: Cell) -> Decimal | None:
        """Another figure."""
        if self.is_not_seen(field, cell):
            return None
        decoded = decode.amount(self.value(field, cell))
        self.tell(field, decoded)
        return decoded.value

    def target_number(self, field: str, cell: Cell, unit: str) -> decode.Decoded[Decimal | None]:
        """The figure of a target, worth what it shows beside a unit of percent."""
        in_percent = unit.strip() in as_seen.PERCENT_UNITS[1:]
        if self.is_not_seen(field, cell, in_percent=in_percent):
            return decode.Decoded(None, "value.not-as-shown")
        percent = as_seen.worth(as_seen.look_of(self.grid, cell))
        if percent is not None:
            self.value(field, cell)
            return decode.Decoded(Decimal(format(percent.normalize(), "f")))
        decoded = decode.target_number(self.value(field, cell))
        self.tell(field, decoded)
        return decoded

    def is_of_many_rows(self, field: str, cell: Cell) -> bool:
        """Whether a figure is merged over rows, so that it is none of theirs; told once."""
        over = self.grid.merged(*cell)
        if over.top == over.bottom or self.is_blank(over.first):
            return False
        self.refused.add(field)
        self.where[field] = cell
        self.used.add(cell)
        if cell == over.first:
            self.notes.append(Note("cell.merged-figure", field, cell, self.shown(cell), str(over)))
        return True

    def is_not_seen(
        self, field: str, cell: Cell, unit: str = "", *, in_percent: bool = False
    ) -> bool:
        """Whether a figure is not what is seen of it; told, with what is seen.

        A date is told as one by what decodes it; so is whatever is no figure at all.
        """
        look = as_seen.look_of(self.grid, cell)
        if cell in self.grid.doubts or as_seen.is_date(look, self.grid.value(*cell)):
            return False
        looks = as_seen.judged(look, unit, in_percent=in_percent)
        if looks:
            if looks.refuses:
                self.value(field, cell)
            self.tell_looks(field, cell, looks)
        return bool(looks and looks.refuses)

    def tell_looks(self, field: str, cell: Cell, looks: as_seen.Looks) -> None:
        """Tell how a figure looks; one that is not taken is remembered as refused."""
        if looks.refuses:
            self.refused.add(field)
        self.notes.append(Note(looks.code, field, cell, looks.found, looks.shown))

    def tell(self, field: str, decoded: decode.Decoded[Decimal | None]) -> None:
        """Tell what decoding a figure had to say, and remember what it refused."""
        if not decoded.code:
            return
        cell, found = self.where[field], self.shown(self.where[field])
        if decoded.value is None:
            self.refused.add(field)
            found = wording.visible(found)
        self.notes.append(Note(decoded.code, field, cell, found, decoded.expected))

    def one_of(self, field: str, cells: list[Cell]) -> Cell | None:
        """The one cell of several that is filled; None, and a finding, when there are more."""
        filled = [cell for cell in cells if not self.is_blank(cell)]
        if len(filled) > 1:
            self.refused.add(field)
            self.where[field] = filled[0]
            self.used.update(filled)
            texts = " / ".join(self.shown(cell) for cell in filled)
            self.notes.append(Note("layout.ambiguous", field, filled[0], texts))
            return None
        return filled[0] if filled else cells[0]

    def comments(self) -> dict[str, Comment]:
        """What people noted on the cells of fields."""
        noted = self.grid.comments
        cells = {**self.unused, **self.where}.items() if noted else ()
        return {field: noted[cell] for field, cell in cells if cell in noted}

    def single(self, block: Block) -> Cell | None:
        """The cell of a field that stands once; None when it cannot be told which."""
        cells = self.table.cells_of(block)
        if cells is None:
            self.refused.add(block.text)
            self._tell_unplaced(block)
            return None
        return self.one_of(block.text, cells)

    def _tell_unplaced(self, block: Block) -> None:
        """A field whose label is there and whose cell is not; all else is told of the label."""
        label, _ = self.table.drawing.governor(block)
        cell = self.table.label_cell(label)
        if cell and label not in self.table.doubtful:
            note = Note("layout.cell-missing", block.text, cell, label.text)
            self.notes.append(note)

    def pass_over(self, row: int) -> None:
        """Account for a heading that is printed again."""
        self.used.update(self.table.headings[row].cells.values())
        self.last_row = max(self.last_row, row)

    def leftovers(self) -> Iterator[Note]:
        """Every cell of the table's rows that no label, value or heading accounts for."""
        table, grid = self.table, self.grid
        for cell in above(table):
            if not _KEY.fullmatch(self.shown(cell)):
                yield Note("layout.outside", "", cell, self.shown(cell))
        span, last = table.span, self.end or table.bottom + 1
        for cell in grid.filled(table.first_row, last):
            if cell in self.used or cell.column == table.key_column or cell in self._labels:
                continue
            if self._is_ours(cell) or self._is_label_again(cell):
                continue
            inside = "layout.stray" if cell.row <= self.last_row else "layout.note"
            code = inside if cell.column in span else "layout.outside"
            yield Note(code, "", cell, self.shown(cell) or grid.errors.get(cell, ""))
        yield from self._below()

    def _is_ours(self, cell: Cell) -> bool:
        """What belongs beside the table: hints, reasons, and keys that lost their column's.

        A figure is no reason: it was pushed there.
        """
        if cell.column == self.table.reasons:
            return isinstance(self.grid.value(*cell), str) and cell not in self.grid.errors
        text = self.shown(cell)
        if cell.column == self.table.hints:
            return text.startswith("←")
        return cell.column not in self.table.span and _KEY.fullmatch(text) is not None

    def _is_label_again(self, cell: Cell) -> bool:
        """A merged label taken apart, its text in each of its cells."""
        value, label_cells = self.grid.value(*cell), (Cell(cell.row - 1, cell.column),)
        beside = (*label_cells, Cell(cell.row, cell.column - 1))
        return any(
            self.grid.value(*each) == value and (each in self._labels or self._is_label_again(each))
            for each in beside
        )

    @cached_property
    def _labels(self) -> frozenset[Cell]:
        return frozenset(cell for line in self.table.lines.values() for cell in line.cells.values())

    def _below(self) -> Iterator[Note]:
        """What follows the title of another table that was not found: told, once."""
        if self.end is None:
            return
        rows = range(self.end + 1, self.table.bottom + 1)
        for row in rows:
            filled = [c for c in self.table.span if not self.grid.is_blank(row, c)]
            if filled and not is_title_row(self.grid, row):
                cell = Cell(row, filled[0])
                yield Note("layout.unread", "", cell, self.shown(cell), str(rows[-1] + 1))
                return

    def all_notes(self) -> list[Note]:
        """Everything there is to tell: about the table, its values, and what is left over."""
        problems = [Note(p.code, "", p.cell, p.found, p.expected) for p in self.table.problems]
        return [*problems, *self.notes, *unseen(self.table, self.where), *self.leftovers()]
