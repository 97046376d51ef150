"""The file XlsxWriter streams the rows of a sheet to, where rows that are text already go too.

XlsxWriter holds one row back until the next one comes. Names inside it are used that it promises
nobody: where one is gone or takes something else, every row is left to it, and what is known of
rows on disk stays in memory; what is written is the same.
"""

from collections.abc import Mapping
from inspect import signature

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_KNOWN_OF_ROWS = ("row_info", "row_sizes")
_KNOWN = {
    "_write_single_row": ["self", "current_row_num"],
    "_check_dimensions": ["self", "row", "col", "ignore_row", "ignore_col"],
}


class RowFile:
    """Rows of one sheet, from top to bottom, those of XlsxWriter and those that are text."""

    def __init__(self, worksheet: Worksheet, formats: Mapping[str, Format]) -> None:
        self._worksheet, self._formats = worksheet, formats

    def reach(self, row: int, column: int) -> bool:
        """Have what stands above a row written; False if no cell may stand in it any more.

        Args:
            column: the last one of the row.
        """
        sheet = self._worksheet
        if sheet._check_dimensions(row, column):
            return False
        if sheet.previous_row < row:
            above = sheet.previous_row
            sheet._write_single_row(row)
            forget_row(sheet, above)
        return True

    def number_of(self, style: str) -> int | None:
        """The number of a style; None as long as XlsxWriter has given it none."""
        looks = self._formats[style]
        number: int | None = looks.xf_format_indices.get(looks._get_format_key())
        return number

    def write(self, row: int, xml: str) -> None:
        """Write a row that was reached; the next one is another."""
        self._worksheet.row_data_fh.write(xml)
        self._worksheet._write_single_row(row + 1)


def row_file(worksheet: Worksheet, formats: Mapping[str, Format]) -> RowFile | None:
    """The file of a sheet whose rows are streamed and keep their heights."""
    if not getattr(worksheet, "row_data_fh", None) or worksheet.growing or not _is_known(worksheet):
        return None
    return RowFile(worksheet, formats)


def _is_known(worksheet: Worksheet) -> bool:
    """Whether the inside of XlsxWriter is as it is used here."""
    methods = ((getattr(Worksheet, name, None), names) for name, names in _KNOWN.items())
    return (
        all(each and list(signature(each).parameters) == names for each, names in methods)
        and hasattr(worksheet, "previous_row")
        and hasattr(Format(), "xf_format_indices")
        and hasattr(Format, "_get_format_key")
    )


def forget_row(worksheet: Worksheet, row: int) -> None:
    """Let go what is known of a row that is on disk already."""
    for name in _KNOWN_OF_ROWS:
        known = getattr(worksheet, name, None)
        if isinstance(known, dict):
            known.pop(row, None)
