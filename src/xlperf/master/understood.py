"""What a list says: from its sheets to a report, in steps that each give what they found.

    sheets ─ headings ─ which sheets count ─ unit of money ─ rows sorted ─ projects ─ held to form

A list with mistakes gives none of its projects, and all of its mistakes at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..budget import Master, MoneyUnit, UnitBudget, UnitPart
from ..findings import Finding, Level, Place, calling, level_of
from ..form import Form
from ..sheet import Grid
from .approval import heard, held, part_of, parts_that_differ, totals_by_unit
from .declared_columns import Asked
from .headings import Heading, Vocabulary, heading_of, vocabulary
from .money_units import Known, declared, silent_parts
from .one_sheet import Counting, SheetRows, TakenSheet, sheet_rows, taken_sheet
from .projects import ListedProject
from .report import Declared, MasterReport, UnitTotal, UsedColumn
from .sheets import Choice, chosen_sheets


@dataclass(frozen=True)
class Wanted:
    """What a list is read by, and what it is held to.

    Attributes:
        asked: which fields are taken: by the form whose headings the list has, and by the form
            of the round, which it is held to.
    """

    asked: Asked
    known: Known
    sheets: tuple[str, ...] = ()
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        """What the list is held to."""
        return self.asked.form

    @property
    def money(self) -> MoneyUnit:
        """What the amounts are to be counted in."""
        return self.form.money

    @property
    def pattern(self) -> str:
        """What a project's code must match, where the form insists on it."""
        scheme = self.form.code
        insists = level_of("code.shape", self.form.levels) is Level.ERROR
        return scheme.pattern if scheme and insists else ""


_UNKNOWN = "?"
"""Stands where the unit of an amount would, while nothing says it."""


@dataclass(frozen=True)
class _List:
    """What the sheets of a list gave together; `money` is what their amounts are counted in."""

    unit: Declared
    money: MoneyUnit
    sheets: tuple[TakenSheet, ...]

    @property
    def projects(self) -> list[ListedProject]:
        return [each for sheet in self.sheets for each in sheet.projects]

    @property
    def findings(self) -> list[Finding]:
        return [each for sheet in self.sheets for each in sheet.findings]


def understood(grids: Sequence[Grid], wanted: Wanted, file: str) -> MasterReport:
    """What was understood of some sheets, and everything that is wrong with them."""
    words = vocabulary(wanted.asked, wanted.columns)
    rows = [sheet_rows(heading_of(g, words), wanted.pattern, wanted.money.unit) for g in grids]
    choice = chosen_sheets(rows, words, wanted.sheets, file)
    columns = _columns([each.heading for each in choice.taken], words)
    # which sheet is meant decides on its unit: several may well be counted in several
    is_settled = len(choice.taken) == 1 or not choice.findings
    unit, told = _unit_of(choice, wanted, file) if is_settled else (Declared("", ""), [])
    if choice.findings:
        return MasterReport(
            file, wanted.form, wanted.money, unit, is_read=False, sheets=choice.sheets,
            columns=columns, findings=(*choice.findings, *told),
        )  # fmt: skip
    found = _list(choice, unit, wanted, file, is_known=not told)
    findings = [*told, *_of_other_sheets(grids, choice, file), *found.findings]
    if not told:
        if unit.by == "heading":
            findings += _silent_parts(choice.taken, found.projects, file)
        findings += held(found.projects, wanted.asked, file)
    if not found.projects and not findings:
        findings.append(Finding("master.empty", level_of("master.empty"), Place(file)))
    findings = [*calling(heard(findings, wanted.form), wanted.form.words.said)]
    return _report(choice, found, findings, wanted, columns=columns, file=file)


def _of_other_sheets(grids: Sequence[Grid], choice: Choice, file: str) -> Iterator[Finding]:
    """What is told of the file, and of its sheets that are no part of the list."""
    taken = {each.heading.grid.name for each in choice.taken}
    for grid in grids:
        for code, found in grid.seen if grid.name not in taken else ():
            yield Finding(code, level_of(code), Place(file, grid.name), found=found)


def _unit_of(choice: Choice, wanted: Wanted, file: str) -> tuple[Declared, list[Finding]]:
    headings = [each.heading for each in choice.taken]
    notes = [(each.heading.grid, row) for each in choice.taken for row in each.notes]
    return declared(headings, notes, wanted.known, wanted.money, file)


def _list(choice: Choice, unit: Declared, wanted: Wanted, file: str, *, is_known: bool) -> _List:
    """The rows of all sheets, taken; what cells say is told before their unit is known, too."""
    counted = unit.unit or wanted.money.unit
    scheme = wanted.form.code
    money = wanted.money if is_known else MoneyUnit(unit=unit.unit or _UNKNOWN)
    counting = Counting(counted, money, scheme.shape if scheme and wanted.pattern else "")
    sheets = choice.taken
    if counted != wanted.money.unit:  # 30万元 is an amount in a list in 万元 alone
        sheets = tuple(sheet_rows(each.heading, wanted.pattern, counted) for each in sheets)
    return _List(unit, money, tuple(taken_sheet(each, counting, file) for each in sheets))


def _report(
    choice: Choice, found: _List, findings: Sequence[Finding], wanted: Wanted, *,
    columns: tuple[UsedColumn, ...], file: str,
) -> MasterReport:  # fmt: skip
    projects = [each for each in found.projects if not each.refused]
    mistaken = any(each.level is Level.ERROR for each in findings)
    by_unit = totals_by_unit(projects)
    has_budget = any("budget" in each.heading.columns for each in choice.taken)
    return MasterReport(
        file=file, form=wanted.form, money=found.money, declared=found.unit,
        sheets=choice.sheets, columns=columns, taken=len(projects),
        passed_over=tuple(row for sheet in found.sheets for row in sheet.passed_over),
        totals=tuple(row for sheet in found.sheets for row in sheet.totals),
        units=tuple(
            UnitTotal(
                each[0].unit, 0 if wanted.asked.counts_units else len(each),
                _sum(each) if has_budget else None,
            )
            for each in by_unit.values()
        ),
        total=_sum(projects) if has_budget else None, findings=tuple(findings),
        budget=None if mistaken else _master(projects, found.unit, wanted),
    )  # fmt: skip


def _silent_parts(
    taken: Sequence[SheetRows], projects: Sequence[ListedProject], file: str
) -> list[Finding]:
    """Amounts without a unit beside a budget with one are in the same, if they add up to it."""
    whole = (each for each in projects if not each.refused)
    differing = {each.sheet for each in parts_that_differ(whole)}
    found = []
    for each in taken:
        grid, parts = each.heading.grid, silent_parts(each.heading)
        if grid.name in differing and parts:
            columns = "、".join(f"{column.cell} {column.text}" for column in parts)
            place = Place(file, grid.name, str(parts[0].cell))
            code, values = "master.no-money-unit", {"columns": columns}
            found.append(Finding(code, level_of(code), place, found=columns, values=values))
    return found


def _sum(projects: Sequence[ListedProject]) -> Decimal:
    return sum((each.project.budget or Decimal(0) for each in projects), Decimal(0))


def _master(projects: Sequence[ListedProject], unit: Declared, wanted: Wanted) -> Master:
    budgets = (
        UnitBudget(
            unit=each[0].unit,
            projects=() if wanted.asked.counts_units else tuple(one.project for one in each),
            part=UnitPart(declared=part_of(each)),
        )
        for each in totals_by_unit(projects).values()
    )
    return Master(money=wanted.money, units=tuple(budgets), declared=unit.unit)


def _columns(headings: Sequence[Heading], words: Vocabulary) -> tuple[UsedColumn, ...]:
    """The columns of each sheet, used or not, from left to right."""
    found = []
    for heading in headings:
        used = {each: name for name, columns in heading.columns.items() for each in columns}
        for each in sorted((*used, *heading.unused), key=lambda column: column.number):
            name = used.get(each, "")
            label = words.asked.label(name) if name else ""
            found.append(UsedColumn(heading.grid.name, each.cell.letters, each.text, name, label))
    return tuple(found)
