"""Stamping a described workbook into an .xlsx file, and refusing whatever Excel cannot hold.

XlsxWriter answers a cell it cannot write with a number below zero and saves the file without
it; here every such answer is an exception.
"""

import io
import tempfile
import warnings
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, BinaryIO, Self

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError, OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ...findings import OutputError
from ...sheet import (
    Box,
    Cell,
    Comment,
    Content,
    Highlight,
    Sheet,
    Validation,
    Value,
    Workbook,
)
from ..packages import packed, parts_of
from .charts import native_chart
from .detachable_file import DetachableFile
from .formats import Formats
from .formulas_once import sheet_class
from .paper import set_printing
from .row_file import RowFile, forget_row, row_file
from .streamed_workbook import StreamedWorkbook

_MOST_BREAKS = 1_000
"""Excel heeds no more page breaks on a sheet."""
_LONGEST_TEXT = 32_767
_LONGEST_FORMULA = 8_192
"""Excel calls a workbook with a longer one damaged; XlsxWriter does not mind."""
LARGEST_EXACT = 999_999_999_999_999
# A name inside XlsxWriter that it promises nobody. Where it is gone, a file of rows is closed
# later; what is written stays the same.
_ROWS_FILE = "row_data_fh"


def workbook_bytes(workbook: Workbook) -> bytes:
    """Write a described workbook; the same description gives the same bytes.

    Raises:
        OutputError: something in it is more than Excel can hold; the sheet and cell are named.
    """
    return packed(workbook_parts(workbook))


def workbook_parts(workbook: Workbook) -> dict[str, bytes]:
    """The same before it is packed: its parts by name, in their order.

    Raises:
        OutputError: as above.
    """
    buffer = io.BytesIO()
    with Writer(buffer, workbook) as writer:
        for sheet in workbook.sheets:
            writer.add(sheet)
    return parts_of(buffer.getvalue())


class Writer:
    """An open workbook. Sheets are added one by one; leaving the block finishes the file.

    With `streaming`, rows go to disk as they come, in any order of sheets but from top to
    bottom in each, and memory stays flat.
    """

    def __init__(self, target: BinaryIO, workbook: Workbook, *, streaming: bool = False) -> None:
        self._rows = (
            tempfile.TemporaryDirectory(prefix="xlperf-", ignore_cleanup_errors=True)
            if streaming
            else None
        )
        options = {
            "constant_memory": streaming,
            "tmpdir": self._rows.name if self._rows else None,
            "in_memory": not streaming,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": workbook.font, "font_size": 10.5},
        }
        self._file = DetachableFile(target)
        workbook_class = StreamedWorkbook if streaming else xlsxwriter.Workbook
        self._book = workbook_class(self._file, options)
        self._sheet_class = sheet_class()
        self.formats = Formats(self._book, workbook.styles)
        self._described = workbook
        self._describe(workbook)

    def _describe(self, workbook: Workbook) -> None:
        self._book.set_properties(
            {"title": workbook.title, "created": workbook.created, "keywords": workbook.keywords}
        )
        for name, value in workbook.properties.items():
            self._book.set_custom_property(name, value, "text")
        self._book.set_calc_mode("auto")

    def _define_names(self) -> None:
        """Names of sheets are defined once the sheets are there."""
        for each in self._described.names:
            # XlsxWriter takes the quotes off and looks the rest up: an inner quote stays single
            where = f"'{each.sheet}'!{each.name}" if each.sheet else each.name
            if self._book.define_name(where, f"={each.meaning}"):
                title = self._described.title
                raise OutputError("out.refused", file=title, place=where, found=each.meaning)

    def add(self, sheet: Sheet) -> "SheetWriter":
        """Add a sheet with everything its description holds; more rows may follow."""
        made = SheetWriter(self, self._book.add_worksheet(sheet.name, self._sheet_class), sheet)
        made.set_up()
        made.write(sheet.contents, sheet.values)
        return made

    def finish(self) -> None:
        """Write the file.

        Raises:
            OutputError: XlsxWriter warned about something it would leave out.
            OSError: it could not be written.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                self._define_names()
                self._book.close()
            except UserWarning as warning:
                raise OutputError(
                    "out.refused", file=self._described.title, place="?", found=warning
                ) from None
            except FileCreateError as error:  # the system's own error, which it wraps
                raise error.args[0] from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self.finish()
        finally:
            # Or XlsxWriter would still write it when collected. Should it call that otherwise one
            # day, what it writes then goes nowhere, since the file is detached.
            self._book.fileclosed = True
            self._file.detach()
            if self._rows:
                self._sweep(self._rows)

    def _sweep(self, rows: "tempfile.TemporaryDirectory[str]") -> None:
        """Take away the rows on disk, which XlsxWriter leaves there when something went wrong."""
        try:
            for sheet in self._book.worksheets():
                rows_on_disk = getattr(sheet, _ROWS_FILE, None)
                with suppress(OSError):  # nobody needs them any more, full disk or not
                    if rows_on_disk:
                        rows_on_disk.close()
        finally:
            rows.cleanup()


class SheetWriter:
    """One open sheet."""

    def __init__(self, writer: Writer, worksheet: Worksheet, sheet: Sheet) -> None:
        self._writer, self._sheet, self._worksheet = writer, sheet, worksheet

    def write(self, contents: Iterable[Content], values: Mapping[str, Value] = {}) -> None:
        """Write cells; those with a slot take their value from `values`."""
        sheet, formats = self._worksheet, self._writer.formats
        text, number, formula = sheet.write_string, sheet.write_number, sheet.write_formula
        for row, column, style, constant, spelled, slot, link in contents:
            value = values.get(slot) if slot else constant
            if spelled:
                if len(spelled) > _LONGEST_FORMULA:
                    self._refuse(row, column, spelled)
                shown = "" if value is None else value
                code = formula(row, column, spelled, formats[style], shown)
            elif link:
                where = f"internal:{link}"
                code = sheet.write_url(row, column, where, formats[style], str(value))
            elif value is None or value == "":
                code = sheet.write_blank(row, column, None, formats[style])
            elif isinstance(value, str):
                if value.startswith("<r>"):  # XlsxWriter would take it for XML of its own
                    runs = value[0], value[1], value[2:]
                    code = sheet.write_rich_string(row, column, *runs, formats[style])
                else:
                    code = text(row, column, value, formats[style])
            else:
                code = self._number(number, row, column, value, formats[style])
            if code:
                self._refuse(row, column, value)

    def rows_on_disk(self) -> RowFile | None:
        """Where rows that are text already may go; None where they are not streamed."""
        return row_file(self._worksheet, self._writer.formats)

    def page_breaks(self, rows: Sequence[int]) -> None:
        """Begin a new page above each of these rows; of a sheet that is printed at a scale."""
        self._worksheet.set_h_pagebreaks(list(rows)[:_MOST_BREAKS])

    def height(self, row: int, height: float) -> None:
        """Set the height of the next row; what is known of rows already on disk is let go."""
        self._worksheet.set_row(row, height)
        forget_row(self._worksheet, row - 2)

    def _number(self, write: Any, row: int, column: int, value: float, style: Format) -> int:
        if not abs(value) <= LARGEST_EXACT:  # also catches NaN
            self._refuse(row, column, value)
        return int(write(row, column, value, style))

    def _refuse(self, row: int, column: int, value: Value) -> None:
        shown = str(value)
        if len(shown) > _LONGEST_TEXT:
            shown = f"{len(shown)} > {_LONGEST_TEXT} characters"
        place = f"{self._sheet.name}!{Cell(row, column)}"
        raise OutputError("out.refused", file=self._sheet.name, place=place, found=shown[:80])

    def set_up(self) -> None:
        """Everything around the cells."""
        sheet, worksheet = self._sheet, self._worksheet
        self._measure()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the code says the same, and is not lost
            for limit in sheet.validations:
                self._validation(limit)
        for highlight in sheet.highlights:
            self._highlight(highlight)
        for chart in sheet.charts:
            worksheet.insert_chart(
                chart.at.row, chart.at.column, native_chart(self._writer._book, chart)
            )
        for cell, comment in sheet.comments.items():
            self._comment(cell, comment)
        self._view()
        if sheet.printing:
            set_printing(worksheet, sheet.printing)

    def _measure(self) -> None:
        sheet, worksheet = self._sheet, self._worksheet
        for box in sheet.merges:
            self._merge(box)
        for column, width in sheet.widths.items():
            hidden = {"hidden": column in sheet.hidden_columns}
            worksheet.set_column(column, column, width, None, hidden)
        for row, height in sheet.heights.items():
            worksheet.set_row(row, height)
        worksheet.growing = sheet.growing
        for row in sheet.hidden_rows:
            worksheet.set_row(row, None, None, {"hidden": True})

    def _merge(self, box: Box) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the code says the same, and is not lost
            try:
                code = self._worksheet.merge_range(*_corners(box), "", None)
            except OverlappingRange:
                code = -1
        if code:
            self._refuse(box.top, box.left, str(box))

    def _view(self) -> None:
        sheet, worksheet = self._sheet, self._worksheet
        if not sheet.gridlines:
            worksheet.hide_gridlines(2)
        if sheet.filtered:
            worksheet.autofilter(*_corners(sheet.filtered))
        if sheet.frozen:
            worksheet.freeze_panes(*sheet.frozen)
        if sheet.tab:
            worksheet.set_tab_color(f"#{sheet.tab}")
        if sheet.protected:
            allowed = ("insert_rows", "autofilter", "format_columns", "format_rows", "format_cells")
            worksheet.protect(self._writer._described.password, dict.fromkeys(allowed, True))
        worksheet.set_zoom(sheet.zoom)
        if sheet.opened:
            worksheet.activate()
        if sheet.hidden:
            worksheet.hide()

    def _validation(self, limit: Validation) -> None:
        options: dict[str, Any] = {
            "validate": limit.kind,
            "input_title": limit.prompt[0],
            "input_message": limit.prompt[1],
            "show_error": limit.strict and limit.kind != "any",
            "ignore_blank": True,
        }
        if limit.alert[0]:
            options |= {"error_title": limit.alert[0], "error_message": limit.alert[1]}
        if limit.kind == "list":
            options["source"] = limit.source
        elif limit.kind != "any":
            options |= {"criteria": "between", "minimum": limit.least, "maximum": limit.most}
        if self._worksheet.data_validation(*_corners(limit.box), options):
            self._refuse(limit.box.top, limit.box.left, limit.source or limit.prompt[1])

    def _comment(self, cell: Cell, comment: Comment) -> None:
        font = self._writer._described.font
        options = {"author": comment.author, "x_scale": 2.0, "font_name": font, "font_size": 9}
        if self._worksheet.write_comment(*cell, comment.text, options):
            self._refuse(*cell, comment.text)

    def _highlight(self, highlight: Highlight) -> None:
        style = self._writer.formats.change(highlight)
        options = {"type": "formula", "criteria": highlight.formula, "format": style}
        if self._worksheet.conditional_format(*_corners(highlight.box), options):
            self._refuse(highlight.box.top, highlight.box.left, highlight.formula)


def _corners(box: Box) -> tuple[int, int, int, int]:
    return box.top, box.left, box.bottom, box.right
