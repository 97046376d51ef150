"""The floor of reading: every cell of a file, as bare libraries give them."""

from pathlib import Path

from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

Cells = dict[str, list[list[object]]]
"""Rows of values by the name of their sheet."""


def by_calamine(file: Path, *, whole: bool = False) -> Cells:
    """All sheets by calamine, which is the fastest there is; `whole`: each from its first cell."""
    book = CalamineWorkbook.from_path(file)
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=not whole)  # type: ignore[misc]
        for name in book.sheet_names
    }


def by_openpyxl(file: Path) -> Cells:
    """All sheets by openpyxl, with stored values for formulas."""
    book = load_workbook(file, data_only=True)
    return {
        str(sheet.title): [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }
