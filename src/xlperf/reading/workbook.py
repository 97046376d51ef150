"""Read: from a returned workbook, typed records, where every value stands, and findings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..budget import MONEY, Unit, wording
from ..excel.reading import Source, read_book
from ..findings import FileError, Finding, Place, level_of
from ..form import Form
from ..identity import Identity
from ..rules import check_project, check_unit_part
from ..sheet import Grid
from .beside_cells import beside_cells, odd_cells
from .filled import Filled, FilledProject
from .issued_rows import tell_copied_rows
from .issued_values import compare_with_issued, with_issued_targets
from .locate import locate, remains
from .origin import (
    Doubt,
    doubts_about_parts,
    doubts_about_sheets,
    doubts_about_workbook,
    origin_of,
    unit_of,
    what_is_gone,
)
from .reading import Reading
from .recognise import Reader, choose, find_identities, is_identity, is_ours, reader_for, take_seals
from .table import Table
from .transcribe import money_line, transcribe_part, transcribe_project, unit_line


def read(source: Source | str, form: Form | str | Path | None = None, *, name: str = "") -> Filled:
    """Read one returned workbook, and check it.

    Labels are found by their text and drawn geometry, never by address. The form is the one
    given; else the one the workbook says it was issued with; else the shipped one that fits.
    Mistakes of whoever filled the file are findings in what is returned.

    Args:
        source: the path of the file, or its bytes.
        form: a form, its name, or the path of its file.
        name: how findings call the file; its path if not given.

    Raises:
        FormError: `form` is not a usable form.
        FileError: the file is not there, or is no workbook that can be opened.
    """
    if isinstance(source, str):
        source = Path(source)
    asked = reader_for(Form.load(form)) if form is not None else None
    return _read(source, asked, name or (str(source) if isinstance(source, Path) else ""))


def read_all(files: Iterable[Path], form: Form | str | Path | None = None) -> Iterator[Filled]:
    """Read many files; one that cannot be opened is a finding of its own, and stops none.

    Raises:
        FormError: `form` is not a usable form.
    """
    drawn = Form.load(form) if form is not None else None
    for file in files:
        yield read_one(file, drawn)


def read_one(file: Path, form: Form | None = None) -> Filled:
    """Read a file; when it cannot be opened, that is its only finding."""
    try:
        return read(file, form)
    except FileError as error:
        return unreadable(str(file), error)


def unreadable(file: str, error: FileError) -> Filled:
    """What is left of a file that could not be opened: its name, and why."""
    found = error.values.get("found", "")
    finding = Finding(error.code, level_of(error.code), Place(file), found=found)
    return Filled(file, findings=(finding,))


def _read(source: Source, asked: Reader | None, file: str) -> Filled:
    book = read_book(source, file)
    sealed = [take_seals(grid) for grid in book.grids]
    grids, cells = [grid for grid, _ in sealed], {grid.name: each for grid, each in sealed if each}
    try:
        identities = find_identities(grids)
    except ValueError as error:
        return _refused(file, "identity.broken", str(error))
    origin = origin_of(identities, cells, book.carriers)
    identity = identities[0] if len(identities) == 1 else None
    reader = asked or choose(grids, origin.form)
    if reader is None:
        code = "form.unknown" if origin.form else "form.none"
        return _refused(file, code, origin.form, identity)
    reading = Reading(file, reader, identity, origin)
    doubts = list(doubts_about_workbook(origin, identities, reader.form))
    _tell_doubts(reading, doubts)
    for grid in grids:
        _read_sheet(reading, grid)
    if not reading.projects and not reading.parts:
        return _refused(file, "form.none", "", identity)
    return _finished(reading, is_refused=any(doubt.refuses for doubt in doubts))


def _refused(file: str, code: str, found: str, identity: Identity | None = None) -> Filled:
    finding = Finding(code, level_of(code), Place(file), found=found)
    unit = identity.unit if identity else Unit()
    codes = identity.issued_codes() if identity else ()
    return Filled(file, unit=unit, findings=(finding,), identity=identity, unreadable=codes)


def _read_sheet(reading: Reading, grid: Grid) -> None:
    reader = reading.reader
    for code, found in grid.seen:
        reading.tell(code, grid.name, found=found)
    for each in beside_cells(grid):
        reading.tell(each.code, grid.name, each.cell, found=each.found, expected=each.expected)
    if not grid.rows or is_identity(grid):
        return
    tables = locate(grid, reader.entry)
    keyed = bool(tables) and tables[0].is_keyed
    if keyed and reading.origin.seal and not grid.protected:
        reading.tell("sheet.unprotected", grid.name)
    for table in tables if keyed else locate(grid, reader.printed):
        _take_project(reading, table)
    parts = locate(grid, reader.unit) if reader.unit and not tables else []
    for table in parts:
        filled, notes = transcribe_part(reader.form, table)
        if reading.parts:
            reading.tell("part.twice", filled.sheet, expected=reading.parts[0].sheet)
        reading.parts.append(filled)
        reading.tell_notes(filled.sheet, "", filled.reasons, notes)
    if not tables and not parts and not is_ours(grid):
        _tell_unplaced(reading, grid)


def _tell_unplaced(reading: Reading, grid: Grid) -> None:
    """A sheet without a table: an issued project that cannot be read, or one of the unit's own."""
    named = _codes_named(grid, reading.identity)
    for code in sorted(named):
        reading.tell("sheet.unreadable", grid.name, found=code, project=code)
    left = remains(grid, reading.reader.printed)
    if left and not named:
        reading.tell(left.code, grid.name, left.cell, found=left.found, expected=left.expected)
    for each in odd_cells(grid):
        reading.tell(each.code, grid.name, each.cell, found=each.found)
    if not left and not named and not grid.hidden:
        reading.tell("sheet.unplaced", grid.name)
        reading.remember(grid)
    reading.broken |= named


def _codes_named(grid: Grid, identity: Identity | None) -> set[str]:
    """The issued projects a sheet speaks of, though its table cannot be read."""
    codes = set(identity.issued_codes()) if identity else set()
    return codes and {wording.code(text) for _, _, text in grid.texts() if len(text) < 99} & codes


def _take_project(reading: Reading, table: Table) -> None:
    form = reading.reader.form
    filled, notes = transcribe_project(form, table)
    filled = with_issued_targets(filled, reading.identity)
    code = filled.project.code
    reading.tell_notes(filled.sheet, code, filled.reasons, notes)
    tell_copied_rows(reading, filled, table)
    if not code and "code" not in filled.refused and not form.code:
        reading.tell("code.missing", filled.sheet, filled.where.get("code"), path="code")
    money = money_line(table)
    if money and wording.plain(money[0]) != wording.plain(form.money.unit):
        reading.tell(
            "money.unit-line", filled.sheet, money[1],
            found=money[0], expected=form.money.unit, project=code,
        )  # fmt: skip
        filled = _without_money(filled)
    reading.units.append(unit_line(table))
    reading.projects.append(filled)


def _without_money(filled: FilledProject) -> FilledProject:
    """Amounts in another unit are refused, never converted."""
    project = filled.project.model_copy(update=dict.fromkeys(MONEY))
    return replace(filled, project=project, refused=filled.refused | {*MONEY})


def _finished(reading: Reading, *, is_refused: bool) -> Filled:
    form, identity = reading.reader.form, reading.identity
    _doubt_sheets(reading, is_refused=is_refused)
    compare_with_issued(reading)
    projects = [each.project for each in reading.projects]
    for filled in reading.projects:
        for remark in check_project(filled.project, form):
            if not _is_refused(filled, remark.field):
                reading.tell_remark(filled, filled.project.code, remark)
    for part in reading.parts:
        for remark in check_unit_part(part.part, projects, form):
            reading.tell_remark(part, "", remark)
    named = _common_unit(reading.units)
    unit = identity.unit if identity else unit_of(reading.origin.seal, named)
    return Filled(
        file=reading.file,
        form=form.name,
        unit=unit,
        projects=tuple(reading.projects),
        part=reading.parts[0] if reading.parts else None,
        findings=tuple(reading.findings),
        identity=identity,
        unreadable=tuple(sorted(reading.broken)),
        strays=tuple(reading.strays),
        seal=reading.origin.seal,
    )


def _doubt_sheets(reading: Reading, *, is_refused: bool) -> None:
    """Tell what is doubtful about where sheets come from; refused ones give no amounts.

    A unit's own part has none: refused, it is not taken at all. Where the whole workbook is
    `is_refused`, so is each of its sheets.
    """
    origin = reading.origin
    sheets = [each.sheet for each in reading.projects] + [each.sheet for each in reading.parts]
    doubts = [
        *what_is_gone(origin, sheets),
        *doubts_about_sheets(origin, reading.projects),
        *doubts_about_parts(origin, reading.parts),
    ]
    _tell_doubts(reading, doubts)
    refused = {*sheets} if is_refused else {doubt.sheet for doubt in doubts if doubt.refuses}
    reading.projects[:] = [
        _without_money(each) if each.sheet in refused else each for each in reading.projects
    ]
    reading.parts[:] = [each for each in reading.parts if each.sheet not in refused]


def _tell_doubts(reading: Reading, doubts: Iterable[Doubt]) -> None:
    for doubt in doubts:
        reading.tell(doubt.code, doubt.sheet, found=doubt.found, expected=doubt.expected)


def _is_refused(filled: FilledProject, path: str) -> bool:
    """Whether a remark is about a value that is there but could not be read: told already."""
    return path in filled.refused or f"{path.rpartition('.')[0]}.number" in filled.refused


def _common_unit(units: Sequence[Unit]) -> Unit:
    """The unit all tables name; none when they name different ones."""
    named = {unit.code: unit for unit in units if unit.code}
    return next(iter(named.values())) if len(named) == 1 else Unit()
