"""Reading sheets as plain values, behind the gate, with what the reading library does not see."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineSheet

from ...sheet import Cell, Grid
from .calamine_workbook import merges_of, opened
from .carriers import Carriers
from .file_bytes import content_of
from .gate import Inspected, Sheet, inspect
from .kind_of_file import OTHER_FORMATS, triage

Source = Path | bytes
_NO_AREA = (0, 0)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as it was read.

    Attributes:
        grids: its sheets, in their order.
        carriers: what may hold a token besides its cells; None where that cannot be looked at.
    """

    grids: tuple[Grid, ...]
    carriers: Carriers | None = None


def read_book(source: Source, name: str) -> Book:
    """A whole workbook, once the gate has let the file pass.

    Returns saved as .xls or .ods are read too; what cannot be checked there is told with them.

    Raises:
        FileError: the file is not a workbook, must not be opened, or is damaged.
    """
    content = source if isinstance(source, bytes) else content_of(source, name)
    kind = triage(name, content)
    if kind in OTHER_FORMATS:
        from .other_formats import other_book  # noqa: PLC0415 - most files are .xlsx

        return Book(*other_book(content, name, kind))
    inspected = inspect(content, name)
    with opened(inspected.content, name) as book:
        grids = tuple(
            _grid(book.get_sheet_by_name(each.name), each, inspected, first=number == 0)
            for number, each in enumerate(inspected.sheets.values())
        )
    return Book(grids, inspected.carriers)


def read_grids(source: Source, name: str) -> Iterator[Grid]:
    """Every sheet of a workbook, in its order.

    Raises:
        FileError: the file is not a workbook, must not be opened, or is damaged.
    """
    yield from read_book(source, name).grids


def _grid(sheet: CalamineSheet, each: Sheet, inspected: Inspected, *, first: bool) -> Grid:
    """A sheet with what the gate saw of it; what belongs to no sheet is told with the first."""
    seen = [s for s in inspected.seen if s.sheet == each.name or (first and not s.sheet)]
    return Grid(
        name=each.name,
        rows=sheet.to_python(skip_empty_area=True),
        origin=Cell(*(sheet.start or _NO_AREA)),
        merges=merges_of(sheet),
        errors=each.facts.errors,
        hidden=each.state != "visible",
        formulas=each.facts.formulas,
        unstored=each.facts.unstored,
        protected=each.facts.is_protected,
        seen=tuple((s.code, s.found) for s in seen),
        comments=each.comments,
        shown=each.shown,
        doubts=each.doubts,
        overlays=each.overlays,
        hidden_rows=each.facts.hidden_rows,
        hidden_columns=each.facts.hidden_columns,
    )
