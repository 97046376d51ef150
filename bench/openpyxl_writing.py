"""What openpyxl costs for the same cells: the workbook described for us, written by openpyxl.

Styles are made once and shared between cells. Stored values of formulas are left out, because
openpyxl cannot write them; everything else is there.
"""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule  # type: ignore[import-not-found]
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-not-found]

from xlperf.sheet import workbook as described

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def write(book: described.Workbook) -> bytes:
    """The workbook as bytes."""
    made = Workbook()
    made.remove(made.worksheets[0])
    styles = {name: _parts(style) for name, style in book.styles.items()}
    for sheet in book.sheets:
        target = made.create_sheet(sheet.name)
        _write_cells(target, sheet, styles)
        _set_up(target, sheet)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _parts(style: described.Style) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "font": Font(
            name=style.font,
            sz=str(style.size),
            b=style.bold,
            color=f"FF{style.colour or '000000'}",
            u="single" if style.underline else None,
        ),
        "alignment": Alignment(
            horizontal=style.across, vertical=style.down, wrap_text=style.wrap or None
        ),
        "protection": Protection(locked=style.locked),
        "number_format": style.number or "General",
    }
    if style.border:
        parts["border"] = _BOX
    if style.fill:
        parts["fill"] = PatternFill("solid", fgColor=f"FF{style.fill}")
    return parts


def _write_cells(target: Any, sheet: described.Sheet, styles: dict[str, dict[str, Any]]) -> None:
    for each in sheet.contents:
        cell = target.cell(each.row + 1, each.column + 1)
        cell.value = each.formula or (sheet.values.get(each.slot) if each.slot else each.value)
        if each.link:
            cell.hyperlink = f"#{each.link}"
        for name, part in styles[each.style].items():
            setattr(cell, name, part)


def _set_up(target: Any, sheet: described.Sheet) -> None:
    for box in sheet.merges:
        target.merge_cells(str(box))
    for column, width in sheet.widths.items():
        target.column_dimensions[get_column_letter(column + 1)].width = width
    for row, height in sheet.heights.items():
        target.row_dimensions[row + 1].height = height
    for limit in sheet.validations:
        target.add_data_validation(_validation(limit))
    for each in sheet.highlights:
        fill = PatternFill("solid", bgColor=f"FF{each.fill}") if each.fill else None
        font = Font(color=f"FF{each.colour}") if each.colour else None
        rule = FormulaRule([each.formula.removeprefix("=")], font=font, fill=fill)
        target.conditional_formatting.add(str(each.box), rule)
    target.protection.sheet = sheet.protected
    target.sheet_state = "hidden" if sheet.hidden else "visible"


def _validation(limit: described.Validation) -> Any:
    listed = limit.source.removeprefix("=")
    return DataValidation(
        type=None if limit.kind == "any" else limit.kind,
        formula1=listed or (None if limit.least is None else str(limit.least)),
        formula2=None if limit.most is None else str(limit.most),
        allow_blank=True,
        sqref=str(limit.box),
        promptTitle=limit.prompt[0],
        prompt=limit.prompt[1],
        errorTitle=limit.alert[0],
        error=limit.alert[1],
    )
