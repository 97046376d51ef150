"""Returns saved as .xls or .ods: values and labels, and word of what cannot be checked there."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ...findings import FileError
from ...sheet import Cell, CellDoubt, Grid, Read
from ..packages import GENEROUS, Limits, Package, listed, open_package
from .calamine_workbook import merges_of, opened
from .carriers import Carriers, with_properties
from .old_workbook import old_sheets, readable
from .open_document import Page, Pages
from .open_styles import OpenStyles, StylesPart
from .open_values import without_values
from .safe_xml import utf_8, without_asides
from .seen import seen_of
from .sheet_by_element import ERRORS
from .sheet_facts import SheetFacts

_LARGEST = 20_000_000
_CONTENT, _MANIFEST, _META = "content.xml", "META-INF/manifest.xml", "meta.xml"
_STYLES = "styles.xml"
_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_NOTHING = b"<manifest/>"
_MACRO_FOLDERS = ("basic/", "scripts/")
_MACRO_STREAM = "_VBA_PROJECT".encode("utf-16-le")
_NO_AREA = (0, 0)


def other_book(content: bytes, name: str, code: str) -> tuple[tuple[Grid, ...], Carriers | None]:
    """The sheets of a workbook that is no .xlsx, in their order; `code` is what triage said.

    With them comes what may hold a token besides cells, which the old format does not show.

    Raises:
        FileError: it must not be opened, or is damaged.
    """
    if len(content) > _LARGEST:
        raise FileError("file.too-large", file=name, found=f"{len(content):,} > {_LARGEST:,}")
    if code == "file.xls":
        return tuple(_xls_grids(content, name, GENEROUS)), None
    package = open_package(content, name, listed(content, name, GENEROUS), GENEROUS)
    if any(each.startswith(_MACRO_FOLDERS) for each in package.parts):
        raise FileError("file.macros", file=name)
    walked, packed = _walked(package)
    grids = tuple(_ods_grids(walked, packed, name))
    return grids, with_properties(walked.carriers(), package, _META)


def _xls_grids(content: bytes, name: str, limits: Limits) -> Iterator[Grid]:
    """What the library reads, with the formulas and errors it does not tell."""
    if _MACRO_STREAM in content:
        raise FileError("file.macros", file=name)
    facts = old_sheets(content, name, limits)
    told: tuple[tuple[str, str], ...] = (("file.xls", ""),)
    with opened(readable(content, facts), name) as book:
        if any(each.typ == SheetTypeEnum.MacroSheet for each in book.sheets_metadata):
            raise FileError("file.macros", file=name)
        of_cells = [each for each in facts if each]
        for each, (sheet, is_hidden) in zip(of_cells, _sheets(book), strict=True):
            days = each.old.from_1904
            shown, doubts = seen_of(each.facts, each.old.styles, {}, from_1904=days)
            yield Grid(
                name=sheet.name,
                rows=_without_errors(sheet, each.errors),
                origin=Cell(*(sheet.start or _NO_AREA)),
                merges=merges_of(sheet),
                errors=each.errors,
                hidden=is_hidden,
                formulas=frozenset(each.formulas),
                protected=each.is_protected,
                seen=told,
                shown=shown,
                doubts={**doubts, **each.far},
                hidden_rows=frozenset(each.hidden_rows),
                hidden_columns=each.hidden_columns,
                overlays=each.overlays,
                comments=each.comments,
            )
            told = ()


def _ods_grids(walked: Pages, packed: bytes, name: str) -> Iterator[Grid]:
    """What the library reads is made of the one part that was walked."""
    told = [("file.ods", ""), *((code, "") for code in dict.fromkeys(walked.links))]
    with opened(packed, name) as book:
        if book.sheet_names != [page.name for page in walked.pages]:
            raise FileError("file.broken", file=name, found=_CONTENT)
        pages = {page.name: page for page in walked.pages}
        if len(pages) < len(walked.pages):
            raise FileError("file.broken", file=name, found=_CONTENT)
        for sheet, is_hidden in _sheets(book):
            grid = _ods_grid(sheet, pages[sheet.name], tuple(told), is_hidden=is_hidden)
            yield _with_looks(grid, pages[sheet.name], walked)
            told = []


def _walked(package: Package) -> tuple[Pages, bytes]:
    """The content looked over, and a package with nothing else in it."""
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise FileError("file.encrypted", file=package.name)
    content = utf_8(package.read(_CONTENT), _CONTENT, package.name)
    styles = OpenStyles()
    if _STYLES in package:
        of_styles = utf_8(package.read(_STYLES, len(content)), _STYLES, package.name)
        StylesPart(_STYLES, package.name, package.limits, styles).run(of_styles)
    pages = Pages(_CONTENT, package.name, package.limits, styles)
    pages.run(content)
    content = without_asides(without_values(content, pages.spoilt))  # their cells are doubted
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        for part, held in (("mimetype", _KIND), (_MANIFEST, _NOTHING), (_CONTENT, content)):
            made.writestr(part, held)
    return pages, file.getvalue()


def _ods_grid(
    sheet: CalamineSheet, page: Page, told: tuple[tuple[str, str], ...], *, is_hidden: bool
) -> Grid:
    origin = Cell(*(sheet.start or _NO_AREA))
    errors = _errors(sheet.to_python(skip_empty_area=True), origin, page)
    return Grid(
        name=sheet.name,
        rows=_without_errors(sheet, errors),
        origin=origin,
        merges=page.merges,
        errors=errors,
        hidden=is_hidden,
        formulas=frozenset(page.formulas),
        unstored=frozenset(page.unstored),
        protected=page.is_protected,
        seen=told,
    )


def _with_looks(grid: Grid, page: Page, walked: Pages) -> Grid:
    """The same with what is seen of its cells."""
    table = walked.numbers.table()
    looks = [each for each in page.looks if each.style in table.of_interest or each.kind == "n"]
    changes = [
        (reference, code)
        for reference, name in page.changes
        if (code := walked.styles.own_code(name)) is not None
    ]
    facts = SheetFacts(looks=tuple(looks), changes=tuple(changes), odd=page.odd)
    shown, doubts = seen_of(facts, table, {}, from_1904=False)
    pieces = {cell: CellDoubt(finding, "") for cell, finding in page.pieces.items()}
    return replace(
        grid,
        rows=_with_texts(grid, page.texts),
        shown=shown,
        doubts={**doubts, **pieces},
        comments=page.comments,
        overlays=tuple(page.overlays),
        hidden_rows=frozenset(page.hidden_rows),
        hidden_columns=page.hidden_columns,
    )


def _with_texts(grid: Grid, texts: Mapping[Cell, str]) -> Sequence[Sequence[Read]]:
    """The values, with the tabs and line ends in texts that the reading library leaves out."""
    if not texts:
        return grid.rows
    rows = [list(cells) for cells in grid.rows]
    for cell, text in texts.items():
        row, column = cell.row - grid.origin.row, cell.column - grid.origin.column
        is_there = 0 <= row < len(rows) and 0 <= column < len(rows[row])
        if is_there and isinstance(rows[row][column], str):
            rows[row][column] = text
    return rows


def _without_errors(sheet: CalamineSheet, errors: Iterable[Cell]) -> list[list[Read]]:
    """The values, where an error reads as a blank, whatever is stored with it."""
    origin, rows = Cell(*(sheet.start or _NO_AREA)), sheet.to_python(skip_empty_area=True)
    for cell in errors:
        row, column = cell.row - origin.row, cell.column - origin.column
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            rows[row][column] = ""
    return rows


def _errors(rows: list[list[Read]], origin: Cell, page: Page) -> Mapping[Cell, str]:
    """The cells that hold an error: those that say so, and formulas whose result is one."""
    found = dict(page.errors)
    for cell in page.formulas:
        row, column = cell.row - origin.row, cell.column - origin.column
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            value = rows[row][column]
            if isinstance(value, str) and value in ERRORS:
                found[cell] = value
    return found


def _sheets(book: CalamineWorkbook) -> Iterator[tuple[CalamineSheet, bool]]:
    """The sheets of cells, and whether each is hidden."""
    for each in book.sheets_metadata:
        if each.typ == SheetTypeEnum.WorkSheet:
            yield book.get_sheet_by_name(each.name), each.visible != SheetVisibleEnum.Visible
