"""Sheets drawn as text, so that a test shows what it talks about.

    | 项目 | 金额 | 比例 |
    | 甲   | 12.5 | 60%  |
    | 乙   | '007 | <    |

A number becomes a number, `60%` becomes 0.6 shown as percent, `TRUE` a truth; an apostrophe
before it keeps it a text. `<` is merged with the cell on its left, `^` with the one above;
`\\|` is a stroke and `\\n` a new line inside a cell. `sheet_text` draws what a workbook holds in
the same way, so both directions meet.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from xlperf.sheet.address import Box, Cell, parse_cell

_NUMBER = re.compile(r"-?\d+(\.\d+)?(%?)")
_CELL_END = re.compile(r"(?<!\\)\|")
_TRUTHS = {"TRUE": True, "FALSE": False}
_MARKS = {"<", "^"}


def cells_of(text: str) -> list[list[str]]:
    """The drawn cells, row by row, as they are spelled."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return [[_inside(cell) for cell in _CELL_END.split(line)[1:-1]] for line in lines]


def tidy(text: str) -> str:
    """A drawn table without what only pleases the eye, to compare it with `sheet_text`."""
    return _table([[_outside(cell) for cell in row] for row in cells_of(text)])


def sheet_text(path: Path | bytes, sheet: str, merges: bool = False) -> str:
    """What a sheet holds, drawn; with `merges`, merged cells show `<` and `^` too."""
    source = io.BytesIO(path) if isinstance(path, bytes) else path
    page = openpyxl.load_workbook(source, data_only=True)[sheet]
    rows = [[_outside(_spelled(cell)) for cell in row] for row in page.iter_rows()]
    for box in page.merged_cells.ranges if merges else ():
        merged = Box(box.min_row - 1, box.min_col - 1, box.max_row - 1, box.max_col - 1)
        for cell in _cells(merged):
            if cell != merged.first:
                rows[cell.row][cell.column] = "<" if cell.row == merged.top else "^"
    return _table(rows)


def workbook_of(sheets: Mapping[str, str], merges: Mapping[str, Sequence[str]] = {}) -> bytes:
    """A workbook from drawn sheets; `merges` names ranges (`{"Sheet": ["A1:B2"]}`) to merge too."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    pen = Pen(book.add_format(), book.add_format({"num_format": "0.######%"}))
    for name, text in sheets.items():
        pen.draw(book.add_worksheet(name), cells_of(text), merges.get(name, ()))
    book.close()
    return file.getvalue()


@dataclass(frozen=True)
class Pen:
    """Writes drawn cells: the format of most, and the one of percents."""

    plain: Any
    percent: Any

    def draw(self, sheet: Any, rows: list[list[str]], ranges: Sequence[str]) -> None:
        """Write a sheet: merged ranges first, because they clear their cells."""
        for box in [*merged_boxes(rows), *map(_box, ranges)]:
            sheet.merge_range(*box, None, self.plain)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if text not in _MARKS | {""}:
                    self.write(sheet, row, column, text)

    def write(self, sheet: Any, row: int, column: int, text: str) -> None:
        """Write one cell as what it is spelled as."""
        number = _NUMBER.fullmatch(text)
        if number and number[2]:
            sheet.write_number(row, column, float(Decimal(text[:-1]) / 100), self.percent)
        elif number:
            sheet.write_number(row, column, float(text), self.plain)
        elif text in _TRUTHS:
            sheet.write_boolean(row, column, _TRUTHS[text], self.plain)
        else:
            sheet.write_string(row, column, text.removeprefix("'"), self.plain)


def merged_boxes(rows: list[list[str]]) -> Iterator[Box]:
    """The merged ranges that `<` and `^` draw."""
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if text not in _MARKS:
                box = _grown(rows, Cell(row, column))
                if box.is_merged:
                    yield box


def _grown(rows: list[list[str]], corner: Cell) -> Box:
    """How far the cell reaches: to the right while there is `<`, down while there is `^`."""
    right = corner.column
    while right + 1 < len(rows[corner.row]) and rows[corner.row][right + 1] == "<":
        right += 1
    bottom = corner.row
    while bottom + 1 < len(rows) and rows[bottom + 1][corner.column : corner.column + 1] == ["^"]:
        bottom += 1
    return Box(corner.row, corner.column, bottom, right)


def _box(reference: str) -> Box:
    """A range as people spell it."""
    first, _, last = reference.partition(":")
    return Box(*parse_cell(first), *parse_cell(last or first))


def _cells(box: Box) -> Iterator[Cell]:
    """All cells of a box."""
    for row in range(box.top, box.bottom + 1):
        for column in range(box.left, box.right + 1):
            yield Cell(row, column)


def _spelled(cell: Any) -> str:
    """One value as a person would draw it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        return f"{_plain(number * 100)}%" if "%" in cell.number_format else _plain(number)
    text = str(value)
    return f"'{text}" if _looks_typed(text) else text


def _looks_typed(text: str) -> bool:
    """Whether a text would turn into something else if it were drawn without an apostrophe."""
    return bool(_NUMBER.fullmatch(text)) or text in _TRUTHS or text in _MARKS or text[:1] == "'"


def _plain(number: Decimal) -> str:
    """A number without exponent and idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _inside(cell: str) -> str:
    """What a drawn cell means."""
    return cell.strip().replace("\\|", "|").replace("\\n", "\n")


def _outside(cell: str) -> str:
    """How a cell is drawn."""
    return cell.replace("|", "\\|").replace("\n", "\\n")


def _table(rows: list[list[str]]) -> str:
    """Rows as lines, without padding."""
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
