"""Live checks of the unit's own part: each required list has something in it."""

from collections.abc import Iterator, Sequence

from ..budget import UNIT_PART
from ..form import Form, Layout, SheetForm
from ..sheet import Cell
from .conditions import is_blank
from .live_checks import Check, blank_check


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
        first, last = rows[0].box.first, rows[-1].box.first
        yield _all_blank([each.path for each in rows], f"{first}:{last}", label), first


def _all_blank(slots: Sequence[str], cells: str, hint: str) -> Check:
    return Check(
        f"SUMPRODUCT(LEN(TRIM({cells})))=0",
        lambda values: all(is_blank(values.get(slot)) for slot in slots),
        hint,
        code="unit.blank",
    )
