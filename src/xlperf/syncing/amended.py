"""What the new workbook carries besides its answers: disputes, reasons, comments, what is kept."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeVar

from ..budget import Project, UnitBudget, UnitPart, in_row
from ..form import Form
from ..identity import Amendment, Change, Identity, Issued, Kind
from ..issuing import prefill, prefilled_part
from ..reading import Filled
from ..sheet import Comment
from .answers_without_cell import keep_comments, keep_outside, keep_sheets, keep_strays
from .merged_part import MergedPart, moved
from .rows_by_key import by_row, keys_of
from .update import Update

T = TypeVar("T")


class _Stray(NamedTuple):
    """Something that stands outside of all fields: how it is told, and what is kept of it."""

    change: Change
    kept: tuple[Issued, ...]


def amendment_of(
    form: Form,
    filled: Filled,
    issued: Identity,
    budget: UnitBudget,
    update: Update,
    *,
    number: int | None,
) -> Amendment:
    """Gather what a re-issue carries besides; a workbook made anew has no cell for strays.

    Args:
        budget: what the master budget has of the unit.
        number: its issue number; one more than before if not given.
    """
    merged, part = update.merged, update.part
    reasons = {each.code: each.reasons for each in update.projects if each.merged}
    placed = [
        _placed(code, prefill(form, each.answers, None).project, each.typed, each.comments)
        for code, each in merged.items()
        if each.typed or each.comments
    ]
    if part.typed or part.comments:
        placed.append(_placed_part(form, budget, part))
    strays = [*_strays(form, filled), *(each for own in placed for each in own.strays)]
    kept = (*update.aside(issued.aside), *(kept for each in strays for kept in each.kept))
    disputed = {code: each.disputed for code, each in merged.items()} | {"": part.disputed}
    return Amendment(
        number=issued.number + 1 if number is None else number,
        disputed={code: fields for code, fields in disputed.items() if fields},
        typed={each.code: each.typed for each in placed},
        reasons={**reasons, "": _of_goals(form, budget, part, part.reasons)},
        comments={each.code: each.comments for each in placed},
        aside=tuple(dict.fromkeys(kept)),
        changes=(*update.changes, *(each.change for each in strays)),
    )


class _Placed(NamedTuple):
    """What stands on a sheet besides values, by the rows it will have, and what has no row."""

    code: str
    typed: Mapping[str, str | float]
    comments: Mapping[str, Comment]
    strays: tuple[_Stray, ...]


def _placed(
    code: str,
    record: Project | UnitPart,
    typed: Mapping[str, str | float],
    comments: Mapping[str, Comment],
) -> _Placed:
    """By the rows of a record as its sheet will have them: blank ones may be among the unit's."""
    keys = {key for each in keys_of(record).values() for key in each}
    gone = {path: e for path, e in comments.items() if (at := in_row(path)) and at.key not in keys}
    strays = tuple(
        _Stray(Change(kind=Kind.ASIDE, project=code, field=each.field, answer=each.text), (each,))
        for each in keep_comments(code, gone)
    )
    return _Placed(code, by_row(record, typed), by_row(record, comments), strays)


def _placed_part(form: Form, budget: UnitBudget, part: MergedPart) -> _Placed:
    own = prefilled_part(form, budget.projects, part.part)
    return _placed(
        "", own, _of_goals(form, budget, part, part.typed),
        _of_goals(form, budget, part, part.comments),
    )  # fmt: skip


def _of_goals(
    form: Form, budget: UnitBudget, part: MergedPart, values: Mapping[str, T]
) -> Mapping[str, T]:
    """Values by path, entries by the numbers they have on the sheet, where blank ones stand too."""
    if not any(path.startswith("goals.") for path in values):
        return values
    named = {goal.project for goal in part.part.goals}
    whole = prefilled_part(form, budget.projects, part.part).goals
    places = [number for number, goal in enumerate(whole) if goal.project in named]
    return dict(moved(values, dict(enumerate(places))))


def _strays(form: Form, filled: Filled) -> Iterator[_Stray]:
    """Cells that belong to no field, notes on them, and sheets of the unit's own."""
    for each in keep_strays(filled):
        told = Change(kind=Kind.ASIDE, project=each.project, field=each.field, answer=each.text)
        yield _Stray(told, (each,))
    for each in keep_outside(filled):
        told = Change(kind=Kind.ASIDE, project=each.project, field=each.field, answer=each.text)
        yield _Stray(told, (each,))
    for sheet, cells in keep_sheets(filled):
        counted = form.word("changes.sheet", count=len(cells))
        yield _Stray(Change(kind=Kind.ASIDE, field=sheet, answer=counted), cells)
