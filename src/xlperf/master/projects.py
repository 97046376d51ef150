"""A row of a list as a project: each of its cells read, or refused with the reason."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ..budget import (
    FieldValue,
    Holds,
    Project,
    Target,
    Unit,
    Values,
    blank_of,
    fields,
    is_blank_value,
    is_currency,
    wording,
)
from ..findings import Finding, Level, Place, level_of
from ..reading import as_seen, decode
from ..sheet import Cell, Grid, Read
from .declared_columns import Asked
from .declared_kinds import FIGURED, figure_of
from .doubts import Doubt, Seen, doubt_of, figure_look, seen, spelled
from .headings import Heading
from .texts import code_of, name_of, prose_of

Money = Callable[[Read], decode.Decoded[Decimal | None]]
Value = FieldValue
_CODE = re.compile(r"[0-9]+(?:[.-][0-9]+)*(?:E[+-][0-9]+)?")
"""What a number must look like to be a code: 25001, 01.20, or the 1.3E+20 that is told as such."""


@dataclass(frozen=True)
class ListedProject:
    """A project of the list, its unit, and the cell of each field.

    Attributes:
        numbers: fields whose code was stored as a number.
        refused: fields whose cells could not be read; the project stands for what is left.
        part: the declared fields of its unit, as this row gives them.
    """

    unit: Unit
    project: Project
    sheet: str
    row: int
    cells: Mapping[str, Cell]
    numbers: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    part: Values = field(default_factory=dict)

    @property
    def key(self) -> Cell:
        """The cell it is known by."""
        return self.cells["code"] if "code" in self.cells else self.cells["unit.code"]


@dataclass(frozen=True)
class Taking:
    """How the cells of a list are taken: its headings, and its unit of money.

    Attributes:
        money: reads one cell's amount, in the unit of the list, into that of the form.
        shape: what the form says a code looks like, in words; "" where it says nothing.
    """

    file: str
    heading: Heading
    unit: str
    money: Money
    shape: str = ""

    @property
    def _grid(self) -> Grid:
        return self.heading.grid

    def project(self, row: int) -> tuple[ListedProject, list[Finding]]:
        """The project of a row, and what is wrong with its cells."""
        values: dict[str, Value] = {}
        findings: list[Finding] = []
        cells: dict[str, Cell] = {}
        for name in self.heading.columns:
            values[name], told = self._value(name, row)
            cells[name] = Cell(row, self.heading.columns[name][0].number)
            findings += told
        numbers = frozenset(n for n, cell in cells.items() if self._is_number(n, cell))
        refused = frozenset(each.field for each in findings if _refuses(each))
        unit = Unit(code=values.pop("unit.code", "") or "", name=values.pop("unit.name", "") or "")
        values = {name: each for name, each in values.items() if name not in refused}
        listed = ListedProject(
            unit,
            self._project(values), self._grid.name, row, cells, numbers, refused,
            _given(values, self._asked.is_of_unit),
        )  # fmt: skip
        return listed, findings

    @property
    def _asked(self) -> Asked:
        return self.heading.asked

    def _project(self, values: Mapping[str, Value]) -> Project:
        """The project of a row: what is of the vocabulary, and what is declared."""
        known = {name: each for name, each in values.items() if name in fields.LISTED}
        own = _given(values, lambda name: name not in known and not self._asked.is_of_unit(name))
        return Project.model_validate({**known, "declared": own})

    def _is_number(self, name: str, cell: Cell) -> bool:
        value = seen(self._grid, cell).value
        return self._asked.holds(name) is Holds.CODE and not isinstance(value, str)

    def _value(self, name: str, row: int) -> tuple[Value, list[Finding]]:
        """A field's value in a row; several columns of one amount are added up."""
        columns, kind = self.heading.columns[name], self._asked.holds(name)
        read = [self._cell(name, Cell(row, column.number)) for column in columns]
        findings = [finding for _, told in read for finding in told]
        values = [value for value, _ in read if value is not None]
        if kind is Holds.MONEY:
            amounts = [value for value in values if isinstance(value, Decimal)]
            value: Value = sum(amounts, Decimal(0)) if amounts else None
        else:
            value = next((each for each in values if not is_blank_value(each)), blank_of(kind))
        is_told = any(map(_refuses, findings))
        if is_blank_value(value) and name in self._asked.required and not is_told:
            findings.append(self._finding("master.blank", name, Cell(row, columns[0].number)))
        return value, findings

    def _cell(self, name: str, cell: Cell) -> tuple[Value, list[Finding]]:
        look = seen(self._grid, cell)
        findings = list(self._covered(name, cell, look))
        doubt = doubt_of(self._grid, look.cell)
        if doubt:
            told = self._finding(doubt.code, name, look.cell, doubt.found, doubt.expected)
            return None, [*findings, told]
        kind = self._asked.holds(name)
        is_figure = kind in FIGURED or kind is Holds.MONEY
        if is_figure and look.rows > 1 and not decode.is_blank(look.value):
            if cell != look.cell:  # told, or taken, at the cell that is seen
                return None, findings
            if not self._is_of_one_unit(name, look.cell):
                shown = self._shown(look.cell)
                return None, [*findings, self._finding("master.merged-figure", name, cell, shown)]
        if kind is Holds.MONEY:
            value, told_of = self._money(name, look)
        elif kind in FIGURED:
            value, told_of = self._figure(name, look, kind)
        else:
            value, told_of = self._text(name, look)
        return value, [*findings, *told_of]

    def _is_of_one_unit(self, name: str, cell: Cell) -> bool:
        """Whether a figure merged over rows is its unit's, and all of them are of one unit."""
        columns = self.heading.columns.get("unit.code", ())
        if not columns or not self._asked.is_of_unit(name):
            return False
        box = self._grid.merged(*cell)
        cells = (Cell(row, columns[0].number) for row in range(box.top, box.bottom + 1))
        codes = {decode.shown(seen(self._grid, each).value).strip() for each in cells}
        return len(codes - {""}) == 1

    def _figure(self, name: str, look: Seen, kind: Holds) -> tuple[Value, list[Finding]]:
        """A declared figure or date, as it is seen."""
        taken = figure_of(self._grid, look.cell, look.value, kind)
        if not taken.code:
            return taken.value, []
        found = taken.found or self._shown(look.cell)
        told = self._finding(taken.code, name, look.cell, found, taken.expected)
        return (None if taken.refuses else taken.value), [told]

    def _covered(self, name: str, cell: Cell, look: Seen) -> Iterator[Finding]:
        if look.covered:
            box = str(self._grid.merged(*cell))
            yield self._finding("cell.covered", name, cell, look.covered, box)

    def _money(self, name: str, look: Seen) -> tuple[Value, list[Finding]]:
        looks = figure_look(self._grid, look.cell, self.unit)
        told = [self._looks(looks, name, look.cell)] if looks else []
        if looks and looks.refuses:
            return None, told
        decoded = self.money(look.value)
        if decoded.value is None and decoded.code:
            found = self._shown(look.cell)
            is_other = decoded.code == "value.money-unit" and _names_a_unit(found)
            code = "master.figure-unit" if is_other else "master.figure"
            return None, [self._finding(code, name, look.cell, found)]
        return decoded.value, told

    def _looks(self, looks: as_seen.Looks, name: str, cell: Cell) -> Finding:
        if looks.code == "value.money-unit":
            return self._finding("master.figure-unit", name, cell, looks.found)
        return self._finding(looks.code, name, cell, looks.found, looks.shown)

    def _text(self, name: str, look: Seen) -> tuple[Value, list[Finding]]:
        kind = self._asked.holds(name)
        is_code = kind is Holds.CODE
        text, doubt = self._words(look, is_code=is_code)
        if doubt:
            return None, [self._finding(doubt.code, name, look.cell, doubt.found, doubt.expected)]
        reads = code_of if is_code else name_of if name in ("name", "unit.name") else prose_of
        told = reads(text)
        value = self._in_kind(name, told.value, kind)
        if not told.code:
            return value, []
        return value, [self._finding(told.code, name, look.cell, told.found)]

    def _in_kind(self, name: str, text: str, kind: Holds) -> Value:
        """A text as a target, or as the choice of the form it means."""
        if kind is Holds.TARGET:
            return Target.parse(text)
        declared = self._asked.form.fields.get(name) if kind is Holds.CHOICE else None
        choices = declared.choices if declared else ()
        return next((e for e in choices if wording.plain(e) == wording.plain(text)), text)

    def _words(self, look: Seen, *, is_code: bool) -> tuple[str, Doubt | None]:
        """What a cell for text shows; a number is worth what it shows, and a code is a number."""
        if not as_seen.is_figure(look.value):
            return decode.text(look.value).value, None
        text, looks = as_seen.as_text(self._grid, look.cell)
        if is_code and looks and looks.code == "value.digits-lost":
            return "", Doubt("master.code", look.cell, looks.found)
        if looks:
            return "", Doubt(looks.code, look.cell, looks.found, looks.shown)
        if is_code and not _CODE.fullmatch(text):
            return "", Doubt("value.not-as-shown", look.cell, decode.shown(look.value), text)
        return text, None

    def _shown(self, cell: Cell) -> str:
        return spelled(self._grid, cell)

    def _finding(
        self, code: str, name: str, cell: Cell, found: str = "", expected: str = ""
    ) -> Finding:
        values = {"column": self._asked.label(name), "unit": self.unit, "expected": expected}
        place = Place(self.file, self._grid.name, str(cell))
        return Finding(code, level_of(code), place, field=name, found=found, values=values)


def _given(values: Mapping[str, Value], is_meant: Callable[[str], bool]) -> Values:
    """What stands in the columns that are meant; a blank says nothing."""
    return {n: each for n, each in values.items() if is_meant(n) and not is_blank_value(each)}


def _refuses(finding: Finding) -> bool:
    """Whether nothing was taken; of a merged cell what is seen is, whatever lies under it."""
    return finding.level is Level.ERROR and finding.code != "cell.covered"


def _names_a_unit(text: str) -> bool:
    """Whether an amount says a unit; 万 alone is a number word."""
    words = re.findall("[A-Za-z]{3}", text)
    return any(sign in text for sign in "元圆¥￥$€£₩") or any(map(is_currency, words))
