"""A form made ready to be issued: its sheets are compiled once, then stamped for every unit."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from typing import NamedTuple

from ..budget import Master, UnitBudget, UnitPart
from ..budget import code as code_of
from ..form import Form, SheetForm, lay_out
from ..sheet import file_name, unique_names
from .checks_of_fields import field_checks
from .checks_of_part import paragraph_checks
from .checks_of_rows import indicator_checks
from .cover import Cover
from .disputed_checks import Contested, disputed_checks
from .prefilling import Prefilled, project_sheet
from .sheets.choices import ChoiceLists
from .sheets.entry import EntrySheet, compile_sheet


@dataclass(frozen=True)
class PreparedForm:
    """A form, and what all workbooks that are issued by it at one time have in common.

    Sheets of the same shape (as many rows, the same cells locked) are compiled only once.

    Attributes:
        password: what protects the sheets; "" for protection that anybody may lift.
        round_name: the round the workbooks belong to; "" for none.
    """

    form: Form
    cover: Cover = field(default_factory=Cover)
    password: str = ""
    round_name: str = ""

    @cached_property
    def lists(self) -> ChoiceLists:
        """The lists that all dropdowns read from."""
        return ChoiceLists(self.form)

    def project_sheet(self, each: Prefilled) -> EntrySheet:
        """The compiled sheet of a project."""
        contested = tuple((name, getattr(each.issued, name)) for name in sorted(each.disputed))
        return self._compiled(len(each.project.indicators), each.closed, contested)

    def unit_sheet(self, sheet: SheetForm, part: UnitPart) -> EntrySheet:
        """The compiled sheet of a unit's own part."""
        return _compiled_part(self.form, self.lists, sheet, part)

    def named_budgets(self, master: Master) -> "Mapping[str, NamedBudget]":
        """The budget of each unit and its file's name, made once for a master budget."""
        return self._named(_Itself(master))

    @cached_property
    def _named(self) -> "Callable[[_Itself], Mapping[str, NamedBudget]]":
        return lru_cache(maxsize=1)(lambda of: named_budgets(of.master))

    @cached_property
    def _compiled(self) -> Callable[[int, frozenset[str], Contested], EntrySheet]:
        return cache(partial(_compiled_project, self.form, self.lists))


class _Itself:
    """A master budget as itself: whether another says the same would take as long as it is."""

    def __init__(self, master: Master) -> None:
        self.master = master

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.master is self.master

    def __hash__(self) -> int:
        return id(self.master)


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


def file_names(master: Master) -> Iterator[str]:
    """The file name of each unit's workbook, in the order of the master budget."""
    return unique_names(file_name(each.unit.code, each.unit.name) for each in master.units)


def _compiled_project(
    form: Form, lists: ChoiceLists, rows: int, closed: frozenset[str], contested: Contested
) -> EntrySheet:
    sheet = project_sheet(form)
    layout = lay_out(sheet.entry, dict.fromkeys(sheet.entry.repeated_rows(), rows))
    checks = field_checks(form, sheet, layout, closed)
    for number, row in enumerate(layout.indicator_rows):
        checks[row] = indicator_checks(form, sheet, layout, lists.choices, number)
    for check, cell in disputed_checks(form, layout, contested):
        checks.setdefault(cell.row, []).insert(0, check)
    disputed = frozenset(name for name, _ in contested)
    return compile_sheet(
        form, sheet, layout, checks, lists, known=closed, disputed=disputed, keys=True
    )


def _compiled_part(form: Form, lists: ChoiceLists, sheet: SheetForm, part: UnitPart) -> EntrySheet:
    drawing, wanted = sheet.entry, sheet.rows if isinstance(sheet.rows, dict) else {}
    given = {
        "overall": len(part.overall),
        "safeguards": len(part.safeguards),
        "goals.text": len(part.goals),
    }
    repeats: dict[int, int] = {}
    for block in drawing.repeats():
        rows = max(wanted.get(block.text, 1), given.get(block.text, 0))
        repeats[block.box.top] = max(rows, repeats.get(block.box.top, 1))
    layout = lay_out(drawing, repeats)
    checks = paragraph_checks(sheet, form, layout)
    known = frozenset(
        f"goals.{number}.project" for number, goal in enumerate(part.goals) if goal.project
    )
    return compile_sheet(form, sheet, layout, checks, lists, known=known, keys=False)
