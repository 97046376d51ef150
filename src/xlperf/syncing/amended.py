"""What the new workbook carries besides its answers: disputes, reasons, comments, what is kept."""

from collections.abc import Iterator
from typing import NamedTuple

from ..budget import Project
from ..form import Form
from ..identity import Amendment, Change, Identity, Issued, Kind
from ..issuing import prefill
from ..reading import Filled
from .answers_without_cell import keep_outside, keep_sheets, keep_strays
from .merged_project import Merged
from .rows_by_key import by_row
from .update import Update


class _Stray(NamedTuple):
    """Something that stands outside of all fields: how it is told, and what is kept of it."""

    change: Change
    kept: tuple[Issued, ...]


def amendment_of(
    form: Form, filled: Filled, issued: Identity, update: Update, number: int | None
) -> Amendment:
    """Gather what a re-issue carries besides; a workbook made anew has no cell for strays.

    Args:
        number: its issue number; one more than before if not given.
    """
    strays, merged = list(_strays(form, filled)), update.merged
    rows = {
        code: _rowed(form, each) for code, each in merged.items() if each.typed or each.comments
    }
    reasons = {each.code: each.reasons for each in update.projects if each.merged}
    kept = (*update.aside(issued.aside), *(kept for each in strays for kept in each.kept))
    return Amendment(
        number=issued.number + 1 if number is None else number,
        disputed={code: each.disputed for code, each in merged.items() if each.disputed},
        typed={code: by_row(own, merged[code].typed) for code, own in rows.items()},
        reasons={**reasons, "": update.part.reasons},
        comments={
            "": update.part.comments,
            **{code: by_row(own, merged[code].comments) for code, own in rows.items()},
        },
        aside=tuple(dict.fromkeys(kept)),
        changes=(*update.changes, *(each.change for each in strays)),
    )


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


def _rowed(form: Form, merged: Merged) -> Project:
    """The project with the rows its sheet will have: blank ones may come between the unit's."""
    return prefill(form, merged.answers, None).project
