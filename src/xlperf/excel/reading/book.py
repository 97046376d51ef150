"""Reading sheets as plain values, behind the gate, with what the reading library does not see."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...findings import FileError
from ...sheet import Grid
from ..packages import GENEROUS
from .calamine_workbook import Values, opened, values_of
from .carriers import Carriers
from .file_bytes import content_of
from .gate import Inspected, Sheet, looked_over
from .kind_of_file import OTHER_FORMATS, parts_of

Source = Path | bytes


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
    try:
        parts = parts_of(name, content, GENEROUS)
    except FileError as error:
        if error.code not in OTHER_FORMATS:
            raise
        from .other_formats import other_book  # noqa: PLC0415 - most files are .xlsx

        return Book(*other_book(content, name, error.code))
    inspected = looked_over(content, name, parts, GENEROUS)
    return Book(grids_of(inspected, name), inspected.carriers)


def grids_of(inspected: Inspected, name: str) -> tuple[Grid, ...]:
    """The sheets of what came through the gate, those without values read by the library.

    Raises:
        FileError: the library cannot read one.
    """
    sheets = inspected.sheets.values()
    asked = [each for each in sheets if each.stored is None]
    read = _asked(inspected.handed_on(asked), name, asked) if asked else {}
    return tuple(
        _grid(
            each,
            each.stored.read() if each.stored else read[each.name],
            inspected,
            first=number == 0,
        )
        for number, each in enumerate(sheets)
    )


def read_grids(source: Source, name: str) -> Iterator[Grid]:
    """Every sheet of a workbook, in its order.

    Raises:
        FileError: the file is not a workbook, must not be opened, or is damaged.
    """
    yield from read_book(source, name).grids


def _asked(content: bytes, name: str, sheets: Collection[Sheet]) -> Mapping[str, Values]:
    with opened(content, name) as book:
        return {each.name: values_of(book.get_sheet_by_name(each.name)) for each in sheets}


def _grid(each: Sheet, values: Values, inspected: Inspected, *, first: bool) -> Grid:
    """A sheet with what the gate saw of it; what belongs to no sheet is told with the first."""
    seen = [s for s in inspected.seen if s.sheet == each.name or (first and not s.sheet)]
    return Grid(
        name=each.name,
        rows=values.rows,
        origin=values.origin,
        merges=values.merges,
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
