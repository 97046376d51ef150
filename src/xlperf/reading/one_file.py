"""Read: from a returned workbook, typed records, where every value stands, and findings."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..budget import Unit, code
from ..excel.reading import Book, read_book
from ..findings import FileError, Finding, Place, Remark, level_of, one_file
from ..form import Form
from ..identity import Identity, hold_together
from ..rules import (
    Rule,
    check_project,
    check_unit_part,
    checked_rules,
    fields_of,
    rules_of,
)
from ..sheet import Grid
from . import sources
from .against_issued import hold_against_issued
from .filled import Filled, FilledPart, FilledProject
from .issued_values import (
    code_of,
    locked_values,
    no_error,
    without_the_offices,
)
from .origin import (
    Doubt,
    Origin,
    doubts_about_parts,
    doubts_about_sheets,
    doubts_about_workbook,
    origin_of,
    unit_of,
    what_is_gone,
)
from .recognise import (
    FormLabels,
    Year,
    chosen,
    find_identities,
    labels_of,
    take_seals,
)
from .sheets import Answers, locate_sheet, transcribe_sheets, without_refused
from .sources import Source
from .telling import Telling

GivenRules = Sequence[Rule] | None
"""Rules somebody gave; None for those of the form."""


def read(
    source: Source,
    form: Form | str | Path | None = None,
    *,
    name: str = "",
    rules: Iterable[Rule] | None = None,
    year: Year = None,
) -> Filled:
    """Read one returned workbook, and check it.

    Labels are found by their text and drawn geometry, never by address. The form is the one
    given; else the one the workbook says it was issued with; else the shipped one that fits.
    Mistakes of whoever filled the file are findings in what is returned.

    Args:
        source: the path of the file, its bytes, or the file open for reading bytes, which is
            read from where it stands and not closed.
        form: a form, its name, or the path of its file.
        name: how findings call the file; its path if not given.
        rules: what must be true of a project and of a unit's part, beside what is true of every
            form (`rules.PLAIN`); what the form says if not given, which is `rules.STANDARD`
            unless it says otherwise. A rule that fails is a finding, `rule.failed`.

        year: the year it must be of, whatever year the form's file says; `carried`: the year the
            workbook says it is of, which is what it is read by where no form is given either.

    Raises:
        FormError: `form` is not a usable form.
        FileError: the file is not there, or is no workbook that can be opened; `file.unexpected`,
            with its cause, where something went wrong that nobody foresaw.
        TypeError: `source` or one of `rules` is nothing of the kind.
    """
    asked = labels_of(Form.load(form)) if form is not None else None
    wanted = None if rules is None else checked_rules(rules)
    return read_with(source, asked, name or sources.name_of(source), wanted, year)


def read_all(files: Iterable[Source], form: Form | str | Path | None = None) -> Iterator[Filled]:
    """Read many files in this process; one that cannot be opened is a finding of its own.

    Raises:
        FormError: `form` is not a usable form.
    """
    asked = labels_of(Form.load(form)) if form is not None else None
    for file in files:
        yield read_or_tell(file, asked, sources.name_of(file), None)


def read_or_tell(
    source: Source, asked: FormLabels | None, file: str, rules: GivenRules, year: Year = None
) -> Filled:
    """Read a file; when it cannot be opened, that is its only finding."""
    try:
        return read_with(source, asked, file, rules, year)
    except FileError as error:
        return unreadable(file, error)


def read_grids(
    grids: Sequence[Grid], form: Form, file: str, rules: Iterable[Rule] | None = None
) -> Filled:
    """What tables say that come from anywhere but a workbook: they carry no token of an issue.

    Args:
        grids: the sheets, each under a name of its own.
        rules: as `read` takes them.

    Raises:
        FormError: the form draws no sheet that is filled in.
    """
    labels, origin = labels_of(form), Origin()
    tell = Telling(file, form.levels, form.words.said)
    located = [locate_sheet(grid, labels, origin) for grid in grids]
    answers = transcribe_sheets(tell, labels, located, None, origin)
    held = hold_against_issued(
        tell, form, None, origin, projects=answers.projects, unreadable=answers.unreadable
    )
    wanted = rules_of(form, None if rules is None else checked_rules(rules))
    return Filled(
        file=file,
        form=form,
        unit=_common_unit(answers.units),
        projects=answers.projects,
        part=answers.parts[0] if answers.parts else None,
        findings=(
            *answers.findings, *held.findings, *_broken_rules(tell, form, answers, wanted, None),
        ),
        strays=answers.strays,
    )  # fmt: skip


def unreadable(file: str, error: FileError) -> Filled:
    """What is left of a file that could not be opened: its name, and why."""
    return _refused(file, error.code, error.values.get("found", ""))


def read_with(
    source: Source, asked: FormLabels | None, file: str, rules: GivenRules, year: Year = None
) -> Filled:
    """Open, see whose it is, locate, transcribe, hold against what was issued and the rules.

    Raises:
        FileError, TypeError: as `read` does.
    """
    given = sources.checked(source)
    with one_file(file):
        return _read(given, asked, file, rules, year)


def _read(
    given: Path | bytes, asked: FormLabels | None, file: str, rules: GivenRules, year: Year
) -> Filled:
    book = read_book(given, file)
    try:
        grids, identities, origin = _recognised(book)
    except ValueError as error:
        return _refused(file, "identity.broken", str(error))
    identity = identities[0] if len(identities) == 1 else None
    labels = chosen(asked, grids, origin.form, year, origin.seal)
    if labels is None:
        return _refused(file, "form.unknown" if origin.form else "form.none", origin.form, identity)
    if identity and (broken := _not_of(identity, labels.form)):
        return _refused(file, "identity.broken", broken)
    form, tell = labels.form, Telling(file, labels.form.levels, labels.form.words.said)
    located = (locate_sheet(grid, labels, origin) for grid in grids)
    answers = transcribe_sheets(tell, labels, list(located), identity, origin)
    if not answers.projects and not answers.parts:
        return _refused(file, "form.none", "", identity)
    doubts = list(doubts_about_workbook(origin, identities, form))
    on_sheets = _doubts_about_sheets(origin, answers)
    answers = without_refused(form, answers, on_sheets, is_refused=any(d.refuses for d in doubts))
    held = hold_against_issued(
        tell, form, identity, origin,
        projects=answers.projects, parts=answers.parts[:1], unreadable=answers.unreadable,
    )  # fmt: skip
    part = answers.parts[0] if answers.parts else None
    return Filled(
        file=file,
        form=form,
        unit=identity.unit if identity else unit_of(origin.seal, _common_unit(answers.units)),
        projects=answers.projects,
        part=part,
        findings=(
            *_told(tell, doubts), *_found_while_reading(form, answers, identity),
            *_told(tell, on_sheets), *held.findings,
            *_broken_rules(tell, form, answers, rules_of(form, rules), identity),
        ),
        identity=identity,
        unreadable=tuple(sorted(held.unreadable)),
        strays=answers.strays,
        seal=origin.seal,
        outside=answers.outside,
    )  # fmt: skip


def _found_while_reading(
    form: Form, answers: Answers, identity: Identity | None
) -> Iterator[Finding]:
    sheets: list[FilledProject | FilledPart] = [*answers.projects, *answers.parts[:1]]
    return without_the_offices(form, answers.findings, sheets, identity)


def _not_of(identity: Identity, form: Form) -> str:
    """What of the values a workbook was sent with is not what this form holds; "" for none.

    What is of the vocabulary was seen to when the identity was found.
    """
    is_of_form = (identity.form, identity.version) == (form.name, form.version)
    if not (form.fields and is_of_form):
        return ""
    try:
        hold_together(identity, form.kinds)
    except ValueError as error:
        return str(error)
    return ""


class _Recognised(NamedTuple):
    """A workbook without its tokens, and what they say."""

    grids: Sequence[Grid]
    identities: Sequence[Identity]
    origin: Origin


def _recognised(book: Book) -> _Recognised:
    """Take the tokens of a workbook off its sheets.

    Raises:
        ValueError: it carries an identity, and something of it is missing.
    """
    sealed = [take_seals(grid) for grid in book.grids]
    grids, cells = [grid for grid, _ in sealed], {grid.name: each for grid, each in sealed if each}
    identities = find_identities(grids)
    return _Recognised(grids, identities, origin_of(identities, cells, book.carriers))


def _refused(file: str, code: str, found: str, identity: Identity | None = None) -> Filled:
    """A file nothing is taken from, with the one finding that says why."""
    finding = Finding(code, level_of(code), Place(file), found=found)
    unit = identity.unit if identity else Unit()
    codes = identity.issued_codes() if identity else ()
    return Filled(file, unit=unit, findings=(finding,), identity=identity, unreadable=codes)


def _doubts_about_sheets(origin: Origin, answers: Answers) -> list[Doubt]:
    sheets = [each.sheet for each in answers.projects] + [each.sheet for each in answers.parts]
    return [
        *what_is_gone(origin, sheets),
        *doubts_about_sheets(origin, answers.projects),
        *doubts_about_parts(origin, answers.parts),
    ]


def _told(tell: Telling, doubts: Iterable[Doubt]) -> Iterator[Finding]:
    for doubt in doubts:
        yield from tell(doubt.code, doubt.sheet, found=doubt.found, expected=doubt.expected)


def _broken_rules(
    tell: Telling, form: Form, answers: Answers, rules: Sequence[Rule], identity: Identity | None
) -> Iterator[Finding]:
    """What the rules have to say, but of values that could not be read, or are the office's."""
    projects = [each.project for each in answers.projects]
    for filled in answers.projects:
        given = identity.locked(code(filled.project.code)) if identity else {}
        remarks = check_project(filled.project, form, rules, given)
        yield from _of_the_unit(tell, form, filled, identity, remarks)
    for part in answers.parts:
        remarks = check_unit_part(part.part, projects, form, rules)
        yield from _of_the_unit(tell, form, part, identity, remarks)


def _of_the_unit(
    tell: Telling,
    form: Form,
    filled: FilledProject | FilledPart,
    identity: Identity | None,
    remarks: Sequence[Remark],
) -> Iterator[Finding]:
    """What there is to say of what the unit filled in; an emptied locked cell is told by itself."""
    if not remarks:
        return
    values = locked_values(form, filled, identity)
    project, issued = code_of(filled), values.left_as_issued()
    silent = issued | values.blanked()
    for remark in remarks:
        fields = fields_of(remark, form)
        is_silent = remark.own is None and fields <= silent
        if is_silent or _is_refused(filled, remark.field):
            continue
        told, is_the_offices = tell.remark(filled, project, remark), fields <= issued
        yield from (no_error(each, form) for each in told) if is_the_offices else told


def _is_refused(filled: FilledProject | FilledPart, path: str) -> bool:
    """Whether a remark is about a value that is there but could not be read: told already."""
    if not (path and filled.refused):
        return False
    return path in filled.refused or f"{path.rpartition('.')[0]}.number" in filled.refused


def _common_unit(units: Sequence[Unit]) -> Unit:
    """The unit all tables name; none when they name different ones."""
    named = {unit.code: unit for unit in units if unit.code}
    return next(iter(named.values())) if len(named) == 1 else Unit()
