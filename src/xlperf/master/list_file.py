"""The master budget from a file: a list of projects, its columns found by their headings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..budget import Holds, Master, Project, Unit, UnitBudget, holds, wording
from ..excel.reading import list_grids
from ..findings import FormError, MasterError
from ..form import Block, Form, SheetForm
from ..reading import Labels, decode
from ..sheet import Cell, Grid
from .signs import unwritable_signs

_HEADED_UNIT = re.compile(r"(.+?)[（(]\s*(元|千元|万元|百万元|亿元)\s*[）)]\s*")
_UNIT_LINE = re.compile(r"\s*(?:金额)?单位\s*[:：]\s*(元|千元|万元|百万元|亿元)\s*")
_TOTALS = ("合计", "总计", "小计", "total")
_SEARCHED = 30
"""How many rows from the top the headings may be in."""


def read_master(source: Path | str | bytes, form: Form | str | Path = "master") -> Master:
    """Read a master budget from an .xlsx or .csv file (UTF-8 or GB18030).

    Columns are found by their headings, in any order and with the form's aliases; others are
    passed over. Amounts are in the unit the form declares: a file that says another is refused.

    Raises:
        FormError: the form draws no list.
        FileError: the file is not there, or is neither .xlsx nor text.
        MasterError: a column is missing, or a value is wrong; the cell is named.
    """
    form = Form.load(form)
    name = "" if isinstance(source, bytes) else str(source)
    return master_of(
        list_grids(Path(source) if isinstance(source, str) else source, name), form, name
    )


def master_of(grids: Sequence[Grid], form: Form, name: str) -> Master:
    """The master budget on the one of several grids that has most of the headings.

    Raises:
        FormError: the form draws no list.
        MasterError: a column is missing, or a value is wrong; the cell is named.
    """
    if form.list is None:
        raise FormError("form.kind", form=form.name, use="read a master budget", needs="[list]")
    reading = _Reading(form, form.list, name)
    heading = max((reading.heading(grid) for grid in grids), key=lambda h: len(h.columns))
    reading.check(heading)
    return reading.master(heading)


@dataclass(frozen=True)
class _Heading:
    """The row of headings on one sheet, and the column of each field found in it."""

    grid: Grid
    row: int
    columns: Mapping[str, int]
    units: Mapping[str, tuple[str, Cell]]
    alike: Mapping[str, tuple[Cell, Cell]]


class _Reading:
    """The reading of one master budget."""

    def __init__(self, form: Form, sheet: SheetForm, file: str) -> None:
        self.form, self.sheet, self.file = form, sheet, file
        self.labels = Labels(form, sheet.drawing)
        self.blocks = {block.text: block for block in sheet.drawing.repeats()}

    def heading(self, grid: Grid) -> _Heading:
        """The row of a sheet with the most headings."""
        rows = range(grid.origin.row, min(grid.bottom, grid.origin.row + _SEARCHED) + 1)
        found = [self._heading_at(grid, row) for row in rows]
        return max(found, key=lambda each: len(each.columns), default=_Heading(grid, 0, {}, {}, {}))

    def _heading_at(self, grid: Grid, row: int) -> _Heading:
        """The columns under one row; where two may be the same field, the form's own word wins."""
        places: dict[str, list[tuple[bool, int]]] = {}
        units: dict[int, tuple[str, Cell]] = {}
        for column in range(grid.origin.column, grid.right + 1):
            text = grid.value(row, column)
            if not isinstance(text, str) or not text.strip():
                continue
            match = None if self.labels.named(text) else _HEADED_UNIT.fullmatch(text.strip())
            words = match[1] if match else text
            for label in self.labels.named(words):
                alias = wording.heading(label.text) != wording.heading(words)
                places.setdefault(self._field_under(label), []).append((alias, column))
                if match:
                    units[column] = (match[2], Cell(row, column))
        columns = {name: min(found)[1] for name, found in places.items()}
        alike = {
            name: (Cell(row, found[0][1]), Cell(row, found[1][1]))
            for name, each in places.items()
            if len(found := sorted(each)) > 1 and found[0][0] == found[1][0]
        }
        named = {name: units[column] for name, column in columns.items() if column in units}
        return _Heading(grid, row, columns, named, alike)

    def _field_under(self, label: Block) -> str:
        return next(
            name
            for name, block in self.blocks.items()
            if self.sheet.drawing.governor(block)[0] is label
        )

    def check(self, heading: _Heading) -> None:
        """Refuse a list without a required column, or with amounts in another unit."""
        grid = heading.grid
        for name in self.blocks:
            if name in self.sheet.required and name not in heading.columns:
                label = self.form.label(name)
                texts = [decode.shown(grid.value(heading.row, c)) for c in range(grid.right + 1)]
                aliases = (label, *self.form.aliases.get(label, ()))
                raise MasterError(
                    "master.column",
                    file=self.file, column=label,
                    found="、".join(filter(None, texts)) or "—", aliases="、".join(aliases),
                )  # fmt: skip
        for name, (first, second) in heading.alike.items():
            raise self._mistake(
                "master.column-twice", heading, second, grid.value(*second),
                column=self.form.label(name), first=first,
            )  # fmt: skip
        for unit, cell in (*heading.units.values(), *self._unit_lines(heading)):
            if unit != self.form.money.unit:
                raise MasterError(
                    "master.money-unit",
                    file=self.file, place=f"{grid.name}!{cell}", found=unit,
                    expected=self.form.money.unit, form=self.form.name,
                )  # fmt: skip

    def _unit_lines(self, heading: _Heading) -> list[tuple[str, Cell]]:
        return [
            (match[1], Cell(row, column))
            for row, column, text in heading.grid.texts()
            if row < heading.row and (match := _UNIT_LINE.fullmatch(text))
        ]

    def master(self, heading: _Heading) -> Master:
        """All projects under the headings, by unit, in the order of the list."""
        units: dict[str, tuple[Unit, Cell, list[Project]]] = {}
        seen: dict[str, Cell] = {}
        for row in range(heading.row + 1, heading.grid.bottom + 1):
            values = self._row(heading, row)
            if values is None:
                continue
            code, cell = values["code"], Cell(row, heading.columns["code"])
            if code in seen:
                raise self._mistake("master.twice", heading, cell, code, first=seen[code])
            seen[code] = cell
            unit = Unit(code=values.pop("unit.code"), name=values.pop("unit.name"))
            known = units.setdefault(unit.code, (unit, cell, []))
            if wording.plain(known[0].name) != wording.plain(unit.name):
                raise self._mistake(
                    "master.unit-name", heading, cell, unit.name,
                    unit=unit.code, first=known[0].name,
                )  # fmt: skip
            known[2].append(Project(**values))
        if not units:
            raise MasterError("master.empty", file=self.file)
        return Master(
            money=self.form.money,
            units=tuple(
                UnitBudget(unit=unit, projects=tuple(projects))
                for unit, _, projects in units.values()
            ),
        )

    def _mistake(
        self, code: str, heading: _Heading, cell: Cell, found: object, **more: object
    ) -> MasterError:
        place = f"{heading.grid.name}!{cell}"
        return MasterError(code, file=self.file, place=place, found=found, **more)

    def _row(self, heading: _Heading, row: int) -> dict[str, Any] | None:
        """The values of one row; None for a blank one and for a row of totals."""
        grid = heading.grid
        cells = {name: Cell(row, column) for name, column in heading.columns.items()}
        if all(grid.is_blank(*cell) for cell in cells.values()) or _is_total(grid, cells):
            return None
        return {name: self._value(heading, name, cell) for name, cell in cells.items()}

    def _value(self, heading: _Heading, name: str, cell: Cell) -> str | Decimal | None:
        grid, kind = heading.grid, holds(name)
        raw = grid.value(*cell)
        if cell in grid.errors:
            raise self._wrong(heading, name, cell, "master.error-cell")
        if kind is Holds.MONEY:
            amount = decode.amount(raw)
            if amount.value is None and amount.code:
                raise self._wrong(heading, name, cell, "master.figure")
            value: str | Decimal | None = amount.value
        else:
            text = decode.code(raw) if kind is Holds.CODE else decode.text(raw)
            if text.code == "value.code-number" and len(text.value) > 15:
                raise self._wrong(heading, name, cell, "master.code")
            value = text.value.strip()
            if unwritable_signs(value):
                raise self._wrong(heading, name, cell, "master.signs")
        if name in self.sheet.required and value in (None, ""):
            raise self._wrong(heading, name, cell, "master.blank")
        return value

    def _wrong(self, heading: _Heading, name: str, cell: Cell, code: str) -> MasterError:
        grid = heading.grid
        found = grid.errors.get(cell) or decode.shown(grid.value(*cell))
        return self._mistake(code, heading, cell, found, column=self.form.label(name))


def _is_total(grid: Grid, cells: Mapping[str, Cell]) -> bool:
    """A row of totals has no project code, and says so in one of its other cells."""
    row = cells["code"].row
    columns = range(grid.origin.column, grid.right + 1)
    texts = (wording.heading(decode.shown(grid.value(row, column))) for column in columns)
    code = wording.heading(decode.shown(grid.value(*cells["code"])))
    return (not code or _is_sum(code)) and any(map(_is_sum, texts))


def _is_sum(text: str) -> bool:
    return text.endswith(_TOTALS)
