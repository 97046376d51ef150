"""Live checks of the unit's own part: each required list has something in it."""

from collections.abc import Iterator

from ..budget import UNIT_PART
from ..form import Form, Layout, SheetForm
from ..sheet import Cell
from .live_checks import Check, all_blank_check, blank_check


def paragraph_checks(sheet: SheetForm, form: Form, layout: Layout) -> Iterator[tuple[Check, Cell]]:
    """The checks of the unit's own part: each required list has at least one entry."""
    for name in sorted(sheet.required & UNIT_PART.keys()):
        rows = layout.cells(name)
        if not rows:
            continue
        label = form.word("hint.fill", label=form.label(name))
        if "." in name:  # one entry a project: every row is asked for
            for each in rows:
                yield blank_check(each.path, each.box.first, label, "unit.blank"), each.box.first
            continue
        yield all_blank_check(rows, label, "unit.blank"), rows[0].box.first
