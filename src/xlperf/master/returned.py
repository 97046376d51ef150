"""A project, or a unit, as it came back: what there is to hold against a master budget."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..budget import MONEY, Amounts, Holds, Project, Unit, UnitPart, given, vocabulary_holds
from ..findings import Place
from ..form import Form, Kind, SheetForm
from ..reading import Filled, FilledPart, FilledProject
from ..sheet import Cell
from .adoption import is_part_unanswered, is_unanswered

_NOTHING: frozenset[str] = frozenset()
_LAYOUTS = 64
"""So many ways in which the cells of a project lie are kept once."""
_NAMED = ("code", "name", *MONEY)
"""The fields of a project that reconciling speaks of, each at its own cell."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A project as it came back, as far as reconciling needs it; or a unit's own part.

    Attributes:
        drawn: the fields its form has a cell for: what it does not ask is not compared.
        is_blank: whether nobody filled it in.
    """

    file: str
    sheet: str
    cells: Mapping[str, str]
    unit: Unit
    name: str
    amounts: Amounts
    refused: frozenset[str] = _NOTHING
    drawn: frozenset[str] = frozenset(_NAMED)
    is_blank: bool = False

    @property
    def place(self) -> Place:
        """Where it stands: its budget, or at least its code."""
        return self.place_of("budget" if "budget" in self.cells else "code")

    def place_of(self, field: str) -> Place:
        """Where one of its fields stands; its sheet when the field has no cell."""
        return Place(self.file, self.sheet, self.cells.get(field, ""))


def compared(form: Form) -> Mapping[str, Holds]:
    """The declared fields that are compared: amounts of projects, or all that a unit has once."""
    if form.project_sheet is None:
        return _once(form, form.unit)
    found = _once(form, form.project_sheet)
    return {name: kind for name, kind in found.items() if kind is Holds.MONEY}


def _once(form: Form, sheet: SheetForm | None) -> Mapping[str, Holds]:
    """What stands once on a sheet and is of no vocabulary, with its kind."""
    blocks = sheet.drawing.blocks if sheet else ()
    names = (each.text for each in blocks if each.kind is Kind.FIELD)
    return {n: form.holds(n) for n in names if vocabulary_holds(n) is None and form.knows(n)}


class AskedFields(NamedTuple):
    """What a form asks of projects that is compared: of each return once, for all its projects."""

    own: Mapping[str, Holds]
    names: tuple[str, ...]
    drawn: frozenset[str]


def asked_fields(form: Form | None) -> AskedFields:
    """What is compared of the projects of a form; without one, all there may be."""
    own = compared(form) if form else {}
    names = (*_NAMED, *own)
    return AskedFields(own, names, frozenset(filter(form.asks, names) if form else _NAMED))


def returned_project(
    filled: Filled, each: FilledProject, asked: AskedFields, known: Project | None = None
) -> Returned:
    """One project of a return, and whether it says more than the master budget does."""
    form, where = filled.form, each.where
    known = known or Project()
    return Returned(
        file=filled.file,
        sheet=each.sheet,
        cells=_spelled(tuple([(name, where[name]) for name in asked.names if name in where])),
        unit=filled.unit,
        name=known.name if known.name == each.project.name else each.project.name,
        amounts=_amounts(Amounts.of(each.project, asked.own), known),
        refused=each.refused or _NOTHING,
        drawn=asked.drawn,
        is_blank=bool(form and is_unanswered(each.project, known, form)),
    )


@lru_cache(maxsize=_LAYOUTS)
def _spelled(where: tuple[tuple[str, Cell], ...]) -> Mapping[str, str]:
    """Cells as they are told, which are the same on most sheets of a round."""
    return {name: str(cell) for name, cell in where}


def _amounts(came: Amounts, known: Project) -> Amounts:
    """The same, with the master's own figures where they are written alike: thousands are kept."""
    pairs = [(getattr(came, name), getattr(known, name)) for name in MONEY]
    budget, fiscal, other = (ours if str(ours) == str(value) else value for value, ours in pairs)
    return Amounts(budget, fiscal, other, came.declared)


def returned_unit(
    filled: Filled, form: Form, part: FilledPart, known: UnitPart | None = None
) -> Returned:
    """The own part of a unit that is asked for nothing else."""
    own = compared(form)
    return Returned(
        file=filled.file,
        sheet=part.sheet,
        cells={name: str(part.where[name]) for name in own if name in part.where},
        unit=filled.unit,
        name=filled.unit.name,
        amounts=Amounts(declared=given(part.part.declared, own)),
        refused=part.refused,
        drawn=frozenset(own),
        is_blank=is_part_unanswered(part.part, known or UnitPart(), form),
    )
