"""Recognising a workbook before it is read: its identity, its form, which sheets to pass over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from ..findings import FormError
from ..form import YEARS, Form, shipped_forms
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
from ..sheet import Grid
from .locate import Labels, locate

CARRIED: Literal["carried"] = "carried"
"""The year that a workbook says it is of."""
Year = int | Literal["carried"] | None
"""A year that is asked for; the one a workbook carries; the form's own."""


@dataclass(frozen=True)
class FormLabels:
    """All labels of a form, ready to be looked for: of its project sheet as issued and as printed,
    and of the unit's own part; `main` are those it is known by."""

    form: Form
    main: Labels
    entry: Labels | None
    printed: Labels | None
    unit: Labels | None


def labels_of(form: Form) -> FormLabels:
    """Make a form ready.

    Raises:
        FormError: the form draws no sheet that is filled in.
    """
    entry = Labels(form, form.project_sheet.entry) if form.project_sheet else None
    printed = Labels(form, form.project_sheet.drawing) if form.project_sheet else None
    unit = Labels(form, form.unit.entry) if form.unit else None
    main = printed or unit
    if main is None:
        raise FormError("form.kind", form=form.name, use="read", needs="[project]")
    return FormLabels(form, main, entry, printed, unit)


@cache
def shipped_labels() -> Mapping[str, FormLabels]:
    """The shipped forms that are filled in."""
    forms = (Form.load(name) for name in shipped_forms())
    return {form.name: labels_of(form) for form in forms if form.project_sheet or form.unit}


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
    return bool(grid.rows) and [str(cell) for cell in grid.rows[0][:2]] == ["kind", KIND]


def choose(grids: Sequence[Grid], form: str) -> FormLabels | None:
    """The form a file was issued with; if it does not say, the one most of whose labels it has."""
    known = shipped_labels()
    if form:
        return known.get(form)
    scores = {}
    for name, labels in known.items():
        tables = (locate(grid, labels.main) for grid in grids)
        scores[name] = sum(table.score for found in tables for table in found)
    best = max(scores, key=lambda name: scores[name])
    return known[best] if scores[best] else None


def is_ours(grid: Grid, seals: Iterable[Seal]) -> bool:
    """Whether a sheet without a table is one of ours: guide, contents, lists, findings.

    It is by its token, as long as nobody can have written on it: it is protected still, or its
    title stands as it was issued. Sheets that were issued without one are known by their title.
    """
    first = str(next((v for row in grid.rows[:2] for v in row if v != ""), ""))
    if any(seal.sheet for seal in seals):
        titled = sum(text == first for _, _, text in grid.texts()) > 1
        return grid.protected or titled
    return was_ours(first, hidden=grid.hidden)


def take_seals(grid: Grid) -> tuple[Grid, tuple[Seal, ...]]:
    """The tokens on a sheet, and the sheet without them: they are no answers.

    What stands beside the token of a sheet of ours stays, since it says how that was titled.
    """
    if is_identity(grid):
        return grid, ()
    found: list[Seal] = []
    rows = list(grid.rows)
    for row, column, text in grid.texts():
        here = tuple(parse_seals(text)) if PREFIX in text else ()
        if here:
            found += here
            number = row - grid.origin.row
            cells = list(rows[number])
            own = all(seal.sheet for seal in here)
            cells[column - grid.origin.column] = without_seals(text) if own else ""
            rows[number] = cells
    return (replace(grid, rows=rows), tuple(found)) if found else (grid, ())
