"""A workbook of the texts of units, sheet by sheet."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO

from ...excel.writing import Writer
from ...form import Form
from ...sheet import Workbook, in_language, palette, text_font
from ..paging import PagedText
from .printed_sheets import printed_sheets


def write_sheets(
    file: BinaryIO, form: Form, texts: Iterable[PagedText], *, title: str, day: date, by_unit: bool
) -> int:
    """Write a workbook, one unit after the other; how many sheets it has.

    Args:
        by_unit: whether it holds several units.

    Raises:
        OutputError: something is more than Excel can hold.
    """
    book = Workbook(
        sheets=(), styles=in_language(palette(form.money), form.lang), font=text_font(form.lang),
        title=title, created=datetime(day.year, day.month, day.day),
    )  # fmt: skip
    names: list[str] = []
    with Writer(file, book, streaming=True) as writer:
        for text in texts:
            for sheet in printed_sheets(form, text, names, by_unit=by_unit):
                names.append(sheet.name)
                writer.add(sheet)
    return len(names)
