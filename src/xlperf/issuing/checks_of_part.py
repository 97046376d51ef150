"""Live checks of the unit's own part: each required list has something in it."""

from collections.abc import Sequence

from ..budget import path
from ..form import Form, Layout, SheetForm
from .live_checks import Check, blank_check, is_blank


def paragraph_checks(sheet: SheetForm, form: Form, layout: Layout) -> dict[int, list[Check]]:
    """The checks of the unit's own part: each required list has at least one entry."""
    found: dict[int, list[Check]] = {}
    for name in sorted(sheet.required):
        rows = layout.cells(name)
        if not rows:
            continue
        label = form.word("hint.fill", label=form.label(name))
        if "." in name:  # one entry a project: every row is asked for
            for each in rows:
                slot = path(name, each.number)
                found.setdefault(each.box.top, []).append(blank_check(slot, each.box.first, label))
            continue
        first, last = rows[0].box.first, rows[-1].box.first
        check = _all_blank([path(name, each.number) for each in rows], f"{first}:{last}", label)
        found.setdefault(first.row, []).append(check)
    return found


def _all_blank(slots: Sequence[str], cells: str, hint: str) -> Check:
    return Check(
        f"SUMPRODUCT(LEN(TRIM({cells})))=0",
        lambda values: all(is_blank(values.get(slot)) for slot in slots),
        hint,
    )
