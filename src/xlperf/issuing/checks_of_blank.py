"""The live check of a whole project that nobody filled in."""

from collections.abc import Collection, Iterator

from ..budget import ISSUED, MONEY, vocabulary_holds
from ..form import Form, Kind, Layout, is_signing
from ..rules import asks_for_answers
from ..sheet import Box, Cell, absolute
from .checks_of_fields import is_placeholder
from .conditions import Condition, Slot, Values, all_blank, any_of, blank
from .live_checks import Check, check_of

_NO_ANSWER = frozenset({"level1", "level2", "purpose", "unit", *ISSUED, *MONEY})
"""What a blank sheet may hold: what was issued, and what the master budget may give."""


def project_checks(
    form: Form, layout: Layout, given: Collection[str]
) -> Iterator[tuple[Check, Cell]]:
    """The check that something was answered, where a form asks for much.

    Args:
        given: the fields whose values the sheet is issued with: they are nobody's answers.
    """
    if not asks_for_answers(form):
        return
    slots = [*_answers(form, layout, given)]
    told = layout.cell("goal") or next((slot.cell for slot, _ in slots), None)
    if told is None:
        return
    boxes = [f"LEN(TRIM({cells}))" for cells in dict.fromkeys(cells for _, cells in slots)]
    rest = [f"SUMPRODUCT({each})" for each in boxes]
    parts = [f"{'+'.join(rest)}=0"] if rest else []
    goal = layout.cells("goal")
    untouched = None
    if goal:
        blank_goal = all_blank([Slot(each.path, each.box.first) for each in goal])
        untouched = any_of(blank_goal, is_placeholder(form, goal))
        parts.append(untouched.formula)

    blanks = [blank(slot) for slot, _ in slots]

    def nothing(values: Values) -> bool:
        if untouched and not untouched.holds(values):
            return False
        return all(each.holds(values) for each in blanks)

    condition = Condition(f"AND({','.join(parts)})", nothing)
    yield check_of("project.blank", condition, form.word("hint.project-blank")), told


def _answers(form: Form, layout: Layout, given: Collection[str]) -> Iterator[tuple[Slot, str]]:
    """Every cell that is an answer, with the column it is one of."""
    for each in layout.placed:
        name = each.text
        if name in given:
            continue
        if each.kind is Kind.LABEL or name in _NO_ANSWER or name == "goal" or is_signing(name):
            continue
        if vocabulary_holds(name) is None and form.is_computed(name):
            continue
        whole = layout.cells(name)
        first, last = whole[0].box, whole[-1].box
        yield (
            Slot(each.path, each.box.first),
            absolute(Box(first.top, first.left, last.top, first.left)),
        )
