"""What has been taken from a table so far, and what there is to tell about it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from .. import decode
from ..address import Cell
from ..drawing import Block
from ..form import Form
from ..grid import Read
from ..locate import label_boxes
from ..table import Table


class Note(NamedTuple):
    """Something to tell about a field: becomes a finding once the sheet is known."""

    code: str
    field: str
    cell: Cell
    found: str
    expected: str = ""


class Taken:
    """The values taken from one table: where each stands, what was refused, what to tell."""

    def __init__(self, form: Form, table: Table) -> None:
        self.form, self.table, self.grid = form, table, table.grid
        self.where: dict[str, Cell] = {}
        self.used: set[Cell] = set()
        self.notes: list[Note] = []
        self.refused: set[str] = set()
        self.last_row = max(line.row for line in table.lines.values())

    def note(self, code: str, field: str, cell: Cell, expected: str = "") -> None:
        """Tell something about the value in a cell."""
        self.notes.append(Note(code, field, cell, self.shown(cell), expected))

    def shown(self, cell: Cell) -> str:
        """A cell as a person sees it."""
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
        return self.grid.value(*cell)

    def text(self, field: str, cell: Cell) -> str:
        """A text field."""
        decoded = decode.text(self.value(field, cell))
        if decoded.code:
            self.note(decoded.code, field, cell)
        return decoded.value

    def code(self, field: str, cell: Cell) -> str:
        """A code."""
        decoded = decode.code(self.value(field, cell))
        if decoded.code:
            self.refused.add(field)
            self.note(decoded.code, field, cell)
        return decoded.value

    def amount(self, field: str, cell: Cell) -> decode.Decoded[Decimal | None]:
        """Money or another figure."""
        decoded = decode.amount(self.value(field, cell))
        self.tell(field, decoded)
        return decoded

    def tell(self, field: str, decoded: decode.Decoded[Decimal | None]) -> None:
        """Tell what decoding a figure had to say, and remember what it refused."""
        if not decoded.code:
            return
        self.note(decoded.code, field, self.where[field])
        if decoded.value is None:
            self.refused.add(field)

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

    def single(self, block: Block) -> Cell | None:
        """The cell of a field that stands once; None when it cannot be told which."""
        cells = self.table.cells_of(block)
        if cells is None:
            self.refused.add(block.text)
            return None
        return self.one_of(block.text, cells)

    def pass_over(self, row: int) -> None:
        """Account for a row that holds no values of its own, such as a heading printed again."""
        self.used.update(Cell(row, column) for column in self.table.span)
        self.last_row = max(self.last_row, row)

    def leftovers(self) -> Iterator[Note]:
        """Every cell inside the table that no label, value or passed-over row accounts for."""
        labels = label_boxes(self.table)
        for row in range(self.table.first_row, self.last_row + 1):
            for column in self.table.span:
                cell = Cell(row, column)
                if cell in self.used or self.is_blank(cell):
                    continue
                if not any(box.holds(cell) for box in labels):
                    yield Note("layout.stray", "", cell, self.shown(cell))

    def all_notes(self) -> list[Note]:
        """Everything there is to tell: about the table, its values, and what is left over."""
        problems = [Note(p.code, "", p.cell, p.found, p.expected) for p in self.table.problems]
        return [*problems, *self.notes, *self.leftovers()]
