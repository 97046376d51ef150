"""The summary beside XlsxWriter in constant_memory mode, which writes the same cells."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from xlperf import Form, consolidate
from xlperf.budget import Master
from xlperf.demo import FORM
from xlperf.reading import Filled, read_many

from . import floor
from .described_summary import WrittenSheet, looks_of, sheets_of
from .figures import Figures
from .lines import SUMMARY
from .measuring import in_turn, middle, ratio


def measured(files: Sequence[Path], master: Master, folder: Path, rounds: int) -> Figures:
    """The figure of the summary of so many returns.

    Raises:
        AssertionError: XlsxWriter wrote other cells.
    """
    form, returns = Form.load(FORM), list(read_many(files))
    ours, theirs = folder / "summary.xlsx", folder / "plain summary.xlsx"
    _consolidate(returns, master, ours, form)
    sheets, looks = list(sheets_of(ours)), looks_of(ours)
    taken = in_turn(
        {
            "xlperf": lambda _: _consolidate(returns, master, ours, form),
            "XlsxWriter": lambda _: _write(theirs, sheets, looks),
        },
        range(rounds),
    )
    _hold_equal(ours, theirs)
    return Figures(
        {SUMMARY: ratio(taken["XlsxWriter"], taken["xlperf"])},
        {"XlsxWriter, a return of the summary": 1000 * middle(taken["XlsxWriter"]) / len(files)},
    )


def _consolidate(returns: Sequence[Filled], master: Master, out: Path, form: Form) -> None:
    consolidate(returns, master, out, force=True, form=form)


def _write(
    out: Path, sheets: Sequence[WrittenSheet], looks: Sequence[Mapping[str, object]]
) -> None:
    """Write it, row by row, with the method that each kind of cell has."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(out), options) as book:
        formats = [None, *(book.add_format(dict(look)) for look in looks[1:])]
        for written in sheets:
            sheet = book.add_worksheet(written.name)
            for first, last, width in written.widths:
                sheet.set_column(first, last, width)
            for number, height, cells in written.rows:
                if height is not None:
                    sheet.set_row(number, height)
                for column, kind, value, stored, look in cells:
                    if kind == "string":
                        sheet.write_string(number, column, value, formats[look])
                    elif kind == "number":
                        sheet.write_number(number, column, value, formats[look])
                    elif kind == "formula":
                        sheet.write_formula(number, column, value, formats[look], stored)
                    else:
                        sheet.write_blank(number, column, None, formats[look])


def _hold_equal(ours: Path, theirs: Path) -> None:
    """Hold both to have the same values, and as many cells; merges, hints and charts are ours."""
    wanted, found = (floor.by_calamine(each, whole=True) for each in (ours, theirs))
    if wanted != found:
        raise AssertionError("XlsxWriter wrote other values than the summary holds")
    mine, other = _cells_of(ours), _cells_of(theirs)
    if mine != other:
        raise AssertionError(f"XlsxWriter wrote other cells than the summary: {mine}, {other}")


def _cells_of(file: Path) -> list[int]:
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as book:
        sheets = sorted(each for each in book.namelist() if "worksheets/sheet" in each)
        return [book.read(each).count(b"<c r=") for each in sheets]
