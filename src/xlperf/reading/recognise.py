"""Recognising a workbook before it is read: its identity, its form, which sheets to pass over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from ..budget import Itself
from ..findings import FormError
from ..form import YEARS, Form, SheetForm, shipped_forms
from ..identity import (
    KIND,
    PREFIX,
    Identity,
    Seal,
    hold_together,
    parse_identity,
    parse_seals,
    was_ours,
    without_seals,
)
from ..sheet import Cell, Grid
from .locate import Labels, locate

CARRIED: Literal["carried"] = "carried"
"""The year that a workbook says it is of."""
Year = int | Literal["carried"] | None
"""A year that is asked for; the one a workbook carries; the form's own."""
_FORMS = 8
"""So many forms are kept ready."""
_SHIPPED = 64
"""So many names of forms are known for shipped ones or for none: files may say any."""


@dataclass(frozen=True)
class FormLabels:
    """All labels of a form, ready to be looked for.

    Attributes:
        main: those it is known by.
        entry, unit: of the project sheet and the unit's own part as they are issued; where targets
            have a second heading row, without it too, as they were issued before there was one.
        printed: of the project sheet as it is printed.
    """

    form: Form
    main: Labels
    entry: tuple[Labels, ...]
    printed: Labels | None
    unit: tuple[Labels, ...]

    @property
    def drawn(self) -> tuple[Labels, ...]:
        """Those of every table that a sheet may hold."""
        return (*self.entry, *self.unit, *((self.printed,) if self.printed else ()))


def labels_of(form: Form) -> FormLabels:
    """Make a form ready, once for all the files that are read with it.

    Raises:
        FormError: the form draws no sheet that is filled in.
    """
    return _labels_of_this(Itself(form))


@lru_cache(maxsize=_FORMS)
def _labels_of_this(this: Itself[Form]) -> FormLabels:
    form = this.thing
    entry, unit = _as_issued(form, form.project_sheet), _as_issued(form, form.unit)
    printed = Labels(form, form.project_sheet.drawing) if form.project_sheet else None
    main = printed or next(iter(unit), None)
    if main is None:
        raise FormError("form.kind", form=form.name, use="read", needs="[project]")
    return FormLabels(form, main, entry, printed, unit)


def _as_issued(form: Form, sheet: SheetForm | None) -> tuple[Labels, ...]:
    drawings = (form.entry(sheet), sheet.entry) if sheet else ()
    return tuple(Labels(form, each) for each in dict.fromkeys(drawings))


@lru_cache(maxsize=_SHIPPED)
def shipped_labels(name: str) -> FormLabels | None:
    """A shipped form that is filled in, by its name; None where there is none such."""
    if name not in shipped_forms():
        return None
    form = Form.load(name)
    return labels_of(form) if form.project_sheet or form.unit else None


def shipped_form(name: str) -> Form | None:
    """The same, without its labels."""
    found = shipped_labels(name)
    return found.form if found else None


def chosen(
    asked: FormLabels | None, grids: Sequence[Grid], said: str, year: Year, seal: Seal | None
) -> FormLabels | None:
    """The form a file is read with, as it is in the year that is meant; None where there is none.

    Args:
        asked: the form that is asked for, if one is.
        said: the form that the workbook names; "" where it names none.
        year: the one asked for, `carried` for what the workbook says, None for the form's own;
            where no form was asked for, what the workbook says is its own.
        seal: what the workbook says of itself, if it does.
    """
    labels = asked or choose(grids, said)
    if labels is None or (year is None and asked):
        return labels
    if year is None or year == CARRIED:
        if not seal or seal.form != labels.form.name or seal.year not in YEARS:
            return labels
        year = seal.year
    return replace(labels, form=labels.form.of_year(year))


def find_identities(grids: Sequence[Grid]) -> tuple[Identity, ...]:
    """The identities a workbook carries, whatever their sheets are called; equal ones once.

    Raises:
        ValueError: there is one, and something of it is missing, or was changed since.
    """
    found = [parse_identity(grid.rows) for grid in grids if is_identity(grid)]
    different: list[Identity] = []
    for each in found:
        if each and each not in different:
            hold_together(each)
            different.append(each)
    return tuple(different)


def is_identity(grid: Grid) -> bool:
    """Whether a sheet begins as an identity does."""
    first = next(iter(grid.rows), ())
    return [*first[:2]] == ["kind", KIND]


def choose(grids: Sequence[Grid], form: str) -> FormLabels | None:
    """The form a file was issued with; if it does not say, the one most of whose labels it has."""
    if form:
        return shipped_labels(form)
    scores, known = dict[str, int](), dict[str, FormLabels]()
    for name in shipped_forms():
        labels = shipped_labels(name)
        if not labels:
            continue
        known[name] = labels
        tables = (locate(grid, labels.main) for grid in grids)
        scores[name] = sum(table.score for found in tables for table in found)
    best = max(scores, key=lambda name: scores[name])
    return known[best] if scores[best] else None


def is_ours(grid: Grid, seals: Iterable[Seal]) -> bool:
    """Whether a sheet without a table is one of ours: guide, contents, lists, findings.

    It is by its token, as long as nobody can have written on it: it is protected still, or its
    title stands as it was issued. Sheets that were issued without one are known by their title.
    """
    (row, _), value = next(iter(grid.stored.items()), (grid.origin, ""))
    first = str(value) if row < grid.origin.row + 2 else ""
    if any(seal.sheet for seal in seals):
        return grid.protected or sum(text == first for _, _, text in grid.texts()) > 1
    return was_ours(first, hidden=grid.hidden)


def take_seals(grid: Grid) -> tuple[Grid, tuple[Seal, ...]]:
    """The tokens on a sheet, and the sheet without them: they are no answers.

    What stands beside the token of a sheet of ours stays, since it says how that was titled.
    """
    if is_identity(grid):
        return grid, ()
    found: list[Seal] = []
    left: dict[Cell, str] = {}
    for cell, text in _may_hold_tokens(grid):
        here = tuple(parse_seals(text))
        if here:
            found += here
            own = all(seal.sheet for seal in here)
            left[cell] = without_seals(text) if own else ""
    return (grid.with_texts(left), tuple(found)) if found else (grid, ())


def _may_hold_tokens(grid: Grid) -> Sequence[tuple[Cell, str]]:
    """The texts with a token's first word that are seen, with their cells."""
    stored = grid.stored.items()
    found = [(cell, text) for cell, text in stored if isinstance(text, str) and PREFIX in text]
    return [(cell, text) for cell, text in found if not grid.is_covered(*cell)]
