"""From the sheets of a workbook to records: located, transcribed, what is doubtful refused."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import NamedTuple

from ..budget import Unit, wording
from ..findings import Finding
from ..form import Form
from ..identity import Identity
from ..sheet import Grid
from .against_issued import copied_rows, part_with_issued_targets, with_issued_targets
from .beside_cells import beside_cells, odd_cells, outside_of
from .decode import shown
from .filled import MOST_STRAYS, FilledPart, FilledProject, Outside, Stray
from .locate import Labels, locate, remains
from .money_doubts import OF_WHOLE_SHEET, SILENT, AnyFilled, money_doubt, without_money
from .origin import Doubt, Origin
from .recognise import FormLabels, is_identity, is_ours
from .searching import words_of
from .table import Table
from .telling import Telling
from .transcribe import (
    Note,
    transcribe_groups,
    transcribe_part,
    transcribe_project,
    unit_line,
)

_NO_ACCIDENT = 5
"""So many labels do not stand on a sheet of ours unless somebody put a table there."""


class LocatedSheet(NamedTuple):
    """A sheet, and the tables of the form that stand on it.

    Attributes:
        is_keyed: whether it carries the hidden keys of an issued project sheet.
        is_known: whether it is accounted for, by a table or as one of our own sheets.
    """

    grid: Grid
    projects: Sequence[Table] = ()
    parts: Sequence[Table] = ()
    is_keyed: bool = False
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Answers:
    """What the sheets of a workbook say.

    Attributes:
        units: the units named above the tables.
        unreadable: codes of issued projects whose sheets have no table.
        strays: the cells of sheets of the unit's own; of more than are kept anywhere, one more.
        outside: what stands on the sheets in no field.
    """

    projects: tuple[FilledProject, ...] = ()
    parts: tuple[FilledPart, ...] = ()
    units: tuple[Unit, ...] = ()
    findings: tuple[Finding, ...] = ()
    unreadable: frozenset[str] = frozenset()
    strays: tuple[Stray, ...] = ()
    outside: tuple[Outside, ...] = ()


class _Transcribing(NamedTuple):
    """What is known of a workbook before its sheets are transcribed."""

    tell: Telling
    labels: FormLabels
    identity: Identity | None
    origin: Origin


class _Taken(NamedTuple):
    """What was taken from one sheet."""

    findings: Sequence[Finding]
    projects: Sequence[FilledProject] = ()
    parts: Sequence[FilledPart] = ()
    units: Sequence[Unit] = ()
    unreadable: frozenset[str] = frozenset()
    strays: Iterable[Stray] = ()


def locate_sheet(grid: Grid, labels: FormLabels, origin: Origin) -> LocatedSheet:
    """Find the tables on a sheet: as they were issued, else as they are printed."""
    if not grid.rows or is_identity(grid):
        is_blank = not (grid.errors or grid.doubts)
        return LocatedSheet(grid, is_known=is_blank or is_identity(grid))
    ours = is_ours(grid, origin.own.get(grid.name, ()))
    if ours and not _may_hold_a_table(grid, labels):
        return LocatedSheet(grid)
    tables = _as_issued(grid, labels.entry, ours=ours)
    is_keyed = bool(tables) and tables[0].is_keyed
    parts = [] if tables else _as_issued(grid, labels.unit, ours=ours)
    is_issued = is_keyed or any(map(_has_second_headings, tables))
    projects = tables if is_issued else _located(grid, labels.printed, ours=ours)
    return LocatedSheet(grid, projects, parts, is_keyed, bool(tables or parts) or ours)


def _may_hold_a_table(grid: Grid, labels: FormLabels) -> bool:
    """Whether all labels of a table may stand on a sheet: on one of ours only whole ones count."""
    words = words_of(grid)
    return any(each.may_all_stand(words) for each in labels.drawn)


def _as_issued(grid: Grid, labels: Sequence[Labels], *, ours: bool) -> list[Table]:
    """The tables on a sheet, with the second heading row of targets or as without it before."""
    found: list[Table] = []
    for each in labels:
        found = _located(grid, each, ours=ours)
        if any(map(_has_second_headings, found)):
            break
    return found


def _has_second_headings(table: Table) -> bool:
    """Whether a second heading row stands on the sheet, or its hidden key."""
    second = {*table.drawing.second_headings}
    return not second.isdisjoint({*table.lines, *table.keys})


def _located(grid: Grid, labels: Labels | None, *, ours: bool) -> list[Table]:
    """The tables on a sheet; on one of ours, whose words may be labels too, only whole ones."""
    if labels is None:
        return []
    enough = max(_NO_ACCIDENT, labels.count) if ours else 0
    return [table for table in locate(grid, labels) if table.score >= enough]


def transcribe_sheets(
    tell: Telling,
    labels: FormLabels,
    sheets: Sequence[LocatedSheet],
    identity: Identity | None,
    origin: Origin,
) -> Answers:
    """Everything the tables of all sheets say, and what there is to tell about it."""
    transcribing = _Transcribing(tell, labels, identity, origin)
    first = next((each for each in sheets if each.parts), None)
    taken = [_of_sheet(transcribing, each, first) for each in sheets]
    strays = chain.from_iterable(each.strays for each in taken)
    return Answers(
        tuple(each for sheet in taken for each in sheet.projects),
        tuple(each for sheet in taken for each in sheet.parts),
        tuple(each for sheet in taken for each in sheet.units),
        tuple(each for sheet in taken for each in sheet.findings),
        frozenset[str]().union(*(each.unreadable for each in taken)),
        tuple(islice(strays, MOST_STRAYS + 1)),
        tuple(
            outside
            for each, found in zip(sheets, taken, strict=True)
            for outside in outside_of(each.grid, [*found.projects, *found.parts])
        ),
    )


def _of_sheet(known: _Transcribing, sheet: LocatedSheet, first: LocatedSheet | None) -> _Taken:
    """What one sheet says; `first` is the first sheet with a unit's own part."""
    tell, grid = known.tell, sheet.grid
    found = [each for code, seen in grid.seen for each in tell(code, grid.name, found=seen)]
    for seen in beside_cells(grid):
        found += tell(seen.code, grid.name, seen.cell, found=seen.found, expected=seen.expected)
    if sheet.is_keyed and known.origin.seal and not grid.protected:
        found += tell("sheet.unprotected", grid.name)
    projects, units = [], []
    unread = frozenset[str]()
    for table in sheet.projects:
        read, told, codes = _projects(known, table)
        projects += read
        units.append(unit_line(table))
        found += told
        unread |= codes
    parts = []
    for number, table in enumerate(sheet.parts):
        part, told = _part(known, table)
        if first and (sheet is not first or number):
            found += tell("part.twice", part.sheet, expected=first.grid.name)
        parts.append(part)
        found += told
    if sheet.is_known:
        return _Taken(found, projects, parts, units, unread)
    unplaced, codes, is_stray = _unplaced(known, grid)
    strays = _strays(grid) if is_stray else ()
    return _Taken([*found, *unplaced], projects, parts, units, codes, strays)


def _projects(
    known: _Transcribing, table: Table
) -> tuple[list[FilledProject], list[Finding], frozenset[str]]:
    """The project of a table, or all of a list; and the codes of those that could not be read."""
    form, identity = known.labels.form, known.identity
    if not form.is_grouped:
        filled, found = _project(known, table, *transcribe_project(form, table))
        return [filled], found, frozenset()
    codes = identity.issued_codes() if identity else ()
    names = {code: identity.issued(code).get("name", "") for code in codes} if identity else {}
    projects, notes, unread = transcribe_groups(form, table, names)
    reasons = {row: text for each in projects for row, text in each.filled.reasons.items()}
    found = [
        finding
        for note in notes
        for finding in known.tell(
            note.code, table.grid.name, note.cell, reasons, found=note.found, expected=note.expected
        )
    ]
    read: list[FilledProject] = []
    for each in projects:
        filled, told = _project(known, each.table, each.filled, each.notes)
        found += told if not read else (x for x in told if x.code not in OF_WHOLE_SHEET)
        read.append(filled)
    return read, found, unread


def _project(
    known: _Transcribing, table: Table, read: FilledProject, notes: Iterable[Note]
) -> tuple[FilledProject, list[Finding]]:
    tell, form = known.tell, known.labels.form
    filled = with_issued_targets(_with_code(known, read), known.identity)
    code = filled.project.code
    found = [*tell.notes(filled, code, notes)]
    found += copied_rows(tell, form, filled, table, known.identity)
    is_told = form.code is not None and form.asks("code")  # a code of no shape has a rule
    if not code and "code" not in filled.refused and not is_told:
        found += tell("code.missing", filled.sheet, filled.where.get("code"), path="code")
    doubted, told = _held_to_money(known, filled, table, code)
    return doubted, [*found, *told]


def _part(known: _Transcribing, table: Table) -> tuple[FilledPart, list[Finding]]:
    tell, form = known.tell, known.labels.form
    read, notes = transcribe_part(form, table)
    filled = part_with_issued_targets(read, known.identity)
    found = [*tell.notes(filled, "", notes)]
    found += copied_rows(tell, form, filled, table, known.identity)
    doubted, told = _held_to_money(known, filled, table, "")
    return doubted, [*found, *told]


def _held_to_money(
    known: _Transcribing, filled: AnyFilled, table: Table, code: str
) -> tuple[AnyFilled, Sequence[Finding]]:
    """A sheet without amounts that may be counted in another unit than the form's."""
    told = money_doubt(known.labels.form, filled, table)
    if told is None:
        return filled, ()
    found = known.tell(
        told.code, filled.sheet, told.cell, found=told.found, expected=told.expected, project=code
    )
    return (filled if told.code == SILENT else without_money(known.labels.form, filled)), found


def _with_code(known: _Transcribing, read: FilledProject) -> FilledProject:
    """A project whose code is not drawn has the one that the token of its sheet names."""
    named = {seal.project for seal in known.origin.of_sheet(read.sheet) if seal.project}
    if known.labels.form.asks("code") or len(named) != 1:
        return read
    project = read.project.model_copy(update={"code": wording.code(named.pop())})
    return replace(read, project=project)


def _unplaced(known: _Transcribing, grid: Grid) -> tuple[list[Finding], frozenset[str], bool]:
    """A sheet without a table: an issued project that cannot be read, or one of the unit's own.

    The codes of such projects are given too, and whether the sheet is the unit's own.
    """
    tell, named = known.tell, _codes_named(grid, known.identity)
    found = [
        each
        for code in sorted(named)
        for each in tell("sheet.unreadable", grid.name, found=code, project=code)
    ]
    for odd in odd_cells(grid):
        found += tell(odd.code, grid.name, odd.cell, found=odd.found)
    left = remains(grid, known.labels.main)
    is_stray = not (left or named or grid.hidden)
    if left and not named:
        found += tell(left.code, grid.name, left.cell, found=left.found, expected=left.expected)
    elif is_stray:
        found += tell("sheet.unplaced", grid.name)
    return found, named, is_stray


def _codes_named(grid: Grid, identity: Identity | None) -> frozenset[str]:
    """The issued projects a sheet speaks of, though its table cannot be read."""
    codes = frozenset(identity.issued_codes()) if identity else frozenset[str]()
    if not codes:
        return codes
    return codes & {wording.code(text) for _, _, text in grid.texts() if len(text) < 99}


def _strays(grid: Grid) -> Iterator[Stray]:
    """What stands on a sheet of the unit's own."""
    for cell in grid.filled(grid.origin.row, grid.bottom + 1):
        yield Stray(grid.name, cell, grid.errors.get(cell) or shown(grid.value(*cell)))


def without_refused(
    form: Form, answers: Answers, doubts: Iterable[Doubt], *, is_refused: bool
) -> Answers:
    """The answers but for what is doubtful: a refused project sheet gives no amounts.

    A unit's own part has none: refused, it is not taken at all. Where the whole workbook is
    `is_refused`, so is each of its sheets.
    """
    refused = {doubt.sheet for doubt in doubts if doubt.refuses}
    if is_refused:
        refused = {each.sheet for each in answers.projects} | {each.sheet for each in answers.parts}
    return replace(
        answers,
        projects=tuple(
            without_money(form, each) if each.sheet in refused else each
            for each in answers.projects
        ),
        parts=tuple(each for each in answers.parts if each.sheet not in refused),
    )
