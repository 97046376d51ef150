"""A row of a list as a project: each of its cells read, or refused with the reason."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..budget import Holds, Project, Unit, holds, wording
from ..findings import Finding, Place, level_of
from ..reading import decode
from ..sheet import Cell, Read
from .doubts import Seen, doubt_of, seen
from .headings import Heading, Vocabulary
from .texts import code_of, name_of

Money = Callable[[Read], decode.Decoded[Decimal | None]]
Value = str | Decimal | None


@dataclass(frozen=True)
class ListedProject:
    """A project of the list, its unit, and the cell of each field.

    Attributes:
        numbers: fields whose code was stored as a number.
    """

    unit: Unit
    project: Project
    sheet: str
    row: int
    cells: Mapping[str, Cell]
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Taking:
    """How the cells of a list are taken: its headings, its words, and its unit of money.

    Attributes:
        money: reads one cell's amount, in the unit of the list, into that of the form.
        shape: what the form says a code looks like, in words; "" where it says nothing.
    """

    file: str
    heading: Heading
    words: Vocabulary
    unit: str
    money: Money
    shape: str = ""

    def project(self, row: int) -> tuple[ListedProject | None, list[Finding]]:
        """The project of a row, and what is wrong with its cells; None where anything is."""
        values: dict[str, Value] = {}
        findings: list[Finding] = []
        cells: dict[str, Cell] = {}
        for name in self.heading.columns:
            values[name], told = self._value(name, row)
            cells[name] = Cell(row, self.heading.columns[name][0].number)
            findings += told
        if any(each.level.value == "error" for each in findings):
            return None, findings
        unit = Unit(code=values.pop("unit.code", ""), name=values.pop("unit.name", ""))
        numbers = frozenset(n for n, cell in cells.items() if self._is_number(n, cell))
        project = Project.model_validate(values)
        sheet = self.heading.grid.name
        return ListedProject(unit, project, sheet, row, cells, numbers), findings

    def _is_number(self, name: str, cell: Cell) -> bool:
        return holds(name) is Holds.CODE and not isinstance(
            seen(self.heading.grid, cell).value, str
        )

    def _value(self, name: str, row: int) -> tuple[Value, list[Finding]]:
        """A field's value in a row; several columns of one amount are added up."""
        columns = self.heading.columns[name]
        read = [self._cell(name, Cell(row, column.number)) for column in columns]
        findings = [finding for _, told in read for finding in told]
        values = [value for value, _ in read if value is not None]
        if holds(name) is Holds.MONEY:
            amounts = [value for value in values if isinstance(value, Decimal)]
            value: Value = sum(amounts, Decimal(0)) if amounts else None
        else:
            value = next((text for text in values if text), "")
        if value in (None, "") and name in self.words.sheet.required and not findings:
            findings.append(self._finding("master.blank", name, Cell(row, columns[0].number)))
        return value, findings

    def _cell(self, name: str, cell: Cell) -> tuple[Value, list[Finding]]:
        look = seen(self.heading.grid, cell)
        findings = list(self._covered(name, cell, look))
        doubt = doubt_of(self.heading.grid, look.cell)
        if doubt:
            return None, [*findings, self._finding(doubt.code, name, look.cell, doubt.found)]
        if holds(name) is Holds.MONEY:
            value, told = self._money(name, cell, look)
        else:
            value, told = self._text(name, look)
        return value, [*findings, *told]

    def _covered(self, name: str, cell: Cell, look: Seen) -> Iterator[Finding]:
        if look.covered:
            yield self._finding("master.covered", name, cell, look.covered)

    def _money(self, name: str, cell: Cell, look: Seen) -> tuple[Value, list[Finding]]:
        if look.rows > 1 and not decode.is_blank(look.value):
            if cell != look.cell:  # told once, at the cell that is seen
                return None, []
            return None, [self._finding("master.merged-figure", name, cell, _shown(look.value))]
        decoded = self.money(look.value)
        if decoded.value is None and decoded.code:
            is_other = decoded.code == "value.money-unit" and _names_a_unit(_shown(look.value))
            code = "master.figure-unit" if is_other else "master.figure"
            return None, [self._finding(code, name, look.cell, _shown(look.value))]
        return decoded.value, []

    def _text(self, name: str, look: Seen) -> tuple[Value, list[Finding]]:
        text = code_of(look.value) if holds(name) is Holds.CODE else name_of(look.value)
        if not text.code:
            return text.value, []
        return text.value, [self._finding(text.code, name, look.cell, text.found)]

    def _finding(self, code: str, name: str, cell: Cell, found: str = "") -> Finding:
        values = {"column": self.words.form.label(name), "unit": self.unit}
        place = Place(self.file, self.heading.grid.name, str(cell))
        return Finding(code, level_of(code), place, field=name, found=found, values=values)


def _shown(value: Read) -> str:
    return wording.visible(decode.shown(value))


def _names_a_unit(text: str) -> bool:
    """Whether an amount says a unit; 万 alone is a number word."""
    return any(sign in text for sign in "元圆¥￥$€£")
