"""A form made ready to be issued: its sheets are compiled once, then stamped for every unit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from ..budget import OF_UNIT, Itself, Master, Project, UnitBudget, UnitPart
from ..budget import code as code_of
from ..excel.writing import Stamper
from ..form import INDICATORS, Form, lay_out, tables_of
from ..sheet import (
    Name,
    Sheet,
    Style,
    file_name,
    in_language,
    marked_name,
    palette,
    unique_names,
)
from .checks_of_blank import project_checks
from .checks_of_fields import field_checks
from .checks_of_part import paragraph_checks
from .checks_of_sheet import sheet_checks
from .cover import Cover
from .disputed_checks import Contested, disputed_checks
from .grouped_sheet import GroupedSheet, Shape, compile_groups, rows_of
from .prefilling import Prefilled, PrefilledPart, own_sheet, project_sheet
from .sheets.choices import ChoiceLists
from .sheets.entry import EntrySheet, compile_sheet
from .sheets.in_sight import caption_styles
from .sheets.own import with_place

Counts = tuple[tuple[str, int], ...]
"""How many rows each table has, by name."""
_MOST_SHEETS = 64
"""Compiled sheets that are kept: a form has a few, and one for each number of projects."""


@dataclass(frozen=True)
class PreparedForm:
    """A form, and what all workbooks that are issued by it at one time have in common.

    Sheets of the same shape (as many rows, the same cells locked) are compiled only once.

    Attributes:
        password: what protects the sheets; "" for protection that anybody may lift.
        round_name: the round the workbooks belong to; "" for none.
        for_many: whether many workbooks are to be made, which pays for what is prepared.
    """

    form: Form
    cover: Cover = field(default_factory=Cover)
    password: str = ""
    round_name: str = ""
    for_many: bool = False

    @cached_property
    def stamper(self) -> Stamper:
        """What writes all workbooks of it, each shape of a sheet compiled once."""
        return Stamper(at_once=self.for_many)

    @cached_property
    def lists(self) -> ChoiceLists:
        """The lists that all dropdowns read from."""
        return ChoiceLists(self.form)

    @cached_property
    def lists_sheet(self) -> Sheet:
        """The hidden sheet they stand on, with a place for the token of a workbook."""
        drawn = with_place(self.lists.sheet())
        return replace(drawn, contents=tuple(drawn.contents))

    @cached_property
    def list_names(self) -> tuple[Name, ...]:
        """The defined names they are read by."""
        return tuple(self.lists.names())

    @cached_property
    def styles(self) -> Mapping[str, Style]:
        """How the cells of every workbook look."""
        looks = {**palette(self.form.money), **caption_styles(self.form)}
        return in_language(looks, self.form.lang)

    def project_sheet(self, each: Prefilled) -> EntrySheet:
        """The compiled sheet of a project."""
        counts = (*_row_counts(each.project), *_goal_rows(self.form, each.project))
        return self._compiled(counts, _closed(self.form, each), _contested(each))

    def grouped_sheet(self, projects: Sequence[Prefilled]) -> GroupedSheet:
        """The compiled list of the grouped rows of a unit's projects."""
        (table,) = project_sheet(self.form).tables
        shapes = [
            Shape(len(rows_of(each, table.name)), _closed(self.form, each), _contested(each))
            for each in projects
        ]
        return self._compiled_groups(tuple(shapes))

    def unit_sheet(self, own: PrefilledPart) -> EntrySheet:
        """The compiled sheet of a unit's own part, of a form that has one."""
        part = own.part
        paragraphs = (("overall", len(part.overall)), ("safeguards", len(part.safeguards)))
        counts = (*paragraphs, ("goals", len(part.goals)), *_row_counts(part))
        named = tuple(bool(goal.project) for goal in part.goals)
        return self._compiled_unit(
            _PartShape(counts, named, _closed(self.form, own), _contested(own))
        )

    def named_budgets(self, master: Master) -> "Mapping[str, NamedBudget]":
        """The budget of each unit and its file's name, made once for a master budget."""
        return self._named(Itself(master))

    @cached_property
    def _named(self) -> "Callable[[Itself[Master]], Mapping[str, NamedBudget]]":
        return lru_cache(maxsize=1)(lambda of: named_budgets(of.thing))

    @cached_property
    def _compiled(self) -> Callable[[Counts, frozenset[str], Contested], EntrySheet]:
        return lru_cache(maxsize=_MOST_SHEETS)(partial(_compiled_project, self.form, self.lists))

    @cached_property
    def _compiled_groups(self) -> Callable[[tuple[Shape, ...]], GroupedSheet]:
        return lru_cache(maxsize=_MOST_SHEETS)(partial(compile_groups, self.form, self.lists))

    @cached_property
    def _compiled_unit(self) -> "Callable[[_PartShape], EntrySheet]":
        return lru_cache(maxsize=_MOST_SHEETS)(partial(_compiled_part, self.form, self.lists))


class NamedBudget(NamedTuple):
    """What a master budget has of a unit, and what its workbook is called among all."""

    budget: UnitBudget
    file_name: str


def named_budgets(master: Master) -> Mapping[str, NamedBudget]:
    """The budget of each unit and its file's name, by the unit's code as codes are compared."""
    named: dict[str, NamedBudget] = {}
    for budget, name in zip(master.units, file_names(master), strict=True):
        named.setdefault(code_of(budget.unit.code), NamedBudget(budget, name))
    return named


def issue_name(form: Form, name: str, number: int) -> str:
    """The name of a unit's file as it is issued for so many times (`…（第2次）.xlsx`)."""
    return name if number <= 1 else marked_name(name, form.word("changes.file", number=number))


def file_names(master: Master) -> Iterator[str]:
    """The file name of each unit's workbook, in the order of the master budget."""
    return unique_names(file_name(each.unit.code, each.unit.name) for each in master.units)


def _row_counts(record: Project | UnitPart) -> Counts:
    tables = ((name, len(rows)) for name, rows in record.rows.items())
    return ((INDICATORS, len(record.indicators)), *tables)


def _goal_rows(form: Form, project: Project) -> Counts:
    """How many rows the goal has, where it is drawn in rows."""
    sheet = project_sheet(form)
    table = sheet.goal_rows
    if table is None:
        return ()
    least = sheet.rows_of(table) + sheet.spare_of(table)
    return ((table.name, max(1, least, len(project.goal.split("\n")))),)


def _compiled_project(
    form: Form, lists: ChoiceLists, counts: Counts, closed: frozenset[str], contested: Contested
) -> EntrySheet:
    sheet, rows = project_sheet(form), dict(counts)
    entry = form.entry(sheet)
    layout = lay_out(entry, {each.row: rows.get(each.name, 1) for each in tables_of(entry)})
    # What is disputed is said first, and of several in a row the last.
    contests = reversed([*disputed_checks(form, layout, contested)])
    once = (
        *contests,
        *field_checks(form, sheet, layout, lists, closed),
        *project_checks(form, layout, closed),
    )
    checks = sheet_checks(form, sheet, layout, lists, once)
    disputed = frozenset(name for name, _ in contested)
    return compile_sheet(form, sheet, layout, checks, lists, known=closed, disputed=disputed)


def _closed(form: Form, each: Prefilled | PrefilledPart) -> frozenset[str]:
    """The fields whose cells are locked, and the parts of those that are asked for in several."""
    parts = (part for name in each.closed for part in form.split_of(name))
    return each.closed | frozenset(parts)


def _contested(each: Prefilled | PrefilledPart) -> Contested:
    if not each.disputed:
        return ()
    values = each.issued.values
    return tuple((name, values[name]) for name in sorted(each.disputed))


class _PartShape(NamedTuple):
    """What sheets of units' own parts may differ in.

    Attributes:
        named: of each goal whether its project is named on it.
    """

    counts: Counts
    named: tuple[bool, ...]
    closed: frozenset[str]
    contested: Contested


def _compiled_part(form: Form, lists: ChoiceLists, shape: _PartShape) -> EntrySheet:
    sheet, given = own_sheet(form), dict(shape.counts)
    entry = form.entry(sheet)
    repeats = {
        table.row: given[table.name] if table.is_keyed
        else max(1, sheet.rows_of(table), given[table.name])
        for table in tables_of(entry)
    }  # fmt: skip
    layout = lay_out(entry, repeats)
    contests = reversed([*disputed_checks(form, layout, shape.contested)])
    once = (*contests, *paragraph_checks(sheet, form, layout))
    checks = sheet_checks(form, sheet, layout, lists, once)
    goals = (f"goals.{number}.project" for number, is_named in enumerate(shape.named) if is_named)
    known = frozenset((*goals, *shape.closed, *OF_UNIT))
    disputed = frozenset(name for name, _ in shape.contested)
    return compile_sheet(form, sheet, layout, checks, lists, known=known, disputed=disputed)
