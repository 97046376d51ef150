"""What datamaps does with returned templates, without the detours of its code.

datamaps (and bcompiler-engine, its engine) opens each file with openpyxl, notes every cell that
holds something with its file, sheet, address and kind, hashes the file, looks up the cells that
a map of keys names, and writes a workbook with a column for each file. Its own code can not be
asked: it wants the same sheets in every file, and ours are named after projects. Its searches
along lists and its way through JSON are left out here; they would make it slower still.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from .form_places import PROJECT, Merged

_ONCE = dict(
    zip(
        PROJECT[3:],
        ("C5", "F5", "D6", "F6", "H6", "C7", "C9", "E9", "F9", "G9", "C10"),
        strict=True,
    )
)
_TABLE = "BCDEGHIJ"
_ROWS = range(13, 28)
_Cells = dict[str, dict[str, dict[str, Any]]]


def merge(files: Sequence[Path], approved: Mapping[str, float], out: Path) -> Merged:
    """Merge all returns into one workbook with a column a file; nothing is checked."""
    del approved
    taken = {file.name: dict(_values(_cells(file))) for file in files}
    keys = list(dict.fromkeys(key for values in taken.values() for key in values))
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Master"
    for row, key in enumerate(keys, 2):
        sheet.cell(row, 1, key)
    for column, (name, values) in enumerate(taken.items(), 2):
        sheet.cell(1, column, name)
        for row, key in enumerate(keys, 2):
            sheet.cell(row, column, values.get(key))
    book.save(out)
    budgets = [
        value for values in taken.values() for key, value in values.items()
        if key.endswith(".budget")
    ]  # fmt: skip
    return Merged(len(budgets), round(sum(map(float, budgets)), 2), 0)


def _cells(file: Path) -> _Cells:
    """Every cell that holds something, by sheet and address."""
    checksum = hashlib.md5(file.read_bytes()).hexdigest()  # noqa: S324 - as datamaps does
    found: _Cells = {}
    for sheet in load_workbook(file, data_only=True).worksheets:
        cells = found[str(sheet.title)] = {}
        for row in sheet.rows:
            for cell in row:
                if cell.value is not None:
                    text = isinstance(cell.value, str)
                    address = f"{get_column_letter(cell.column)}{cell.row}"
                    cells[address] = {
                        "file_name": file.name, "sheet_name": sheet.title, "cellref": address,
                        "value": cell.value.strip() if text else cell.value,
                        "data_type": "TEXT" if text else "NUMBER", "checksum": checksum,
                    }  # fmt: skip
    return found


def _values(cells: _Cells) -> Iterator[tuple[str, Any]]:
    """The cells that the map names, on every sheet of a project in turn."""
    number = 0
    for sheet in cells.values():
        if sheet.get("B5", {}).get("value") != "项目编码":
            continue
        number += 1
        for key, address in _ONCE.items():
            yield f"{number}.{key}", sheet[address]["value"] if address in sheet else None
        for row in _ROWS:
            for column in _TABLE:
                address = f"{column}{row}"
                if address in sheet:
                    yield f"{number}.{column}{row}", sheet[address]["value"]
