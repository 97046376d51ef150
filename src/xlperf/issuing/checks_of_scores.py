"""Live checks of scores: a target that was missed, or passed by far, has a reason beside it."""

from collections.abc import Iterator, Sequence

from ..budget import Target
from ..form import (
    Form,
    Layout,
    ScoreForm,
    SheetForm,
    TargetCells,
    reason_formula,
    reason_is_due,
    score_call,
)
from ..sheet import Cell
from .conditions import Condition, Slot, Values, all_of, blank, figure_of, is_blank
from .live_checks import Check, check_of


def score_checks(form: Form, sheet: SheetForm, layout: Layout) -> Iterator[tuple[Check, Cell]]:
    """The checks of reasons, each with the cell of its reason.

    Targets in one cell are taken apart by the reader alone, and have none.
    """
    computing = form.computed("project" if sheet is form.project_sheet else "unit")
    scoring = form.score
    if computing is None or scoring is None or not scoring.reason:
        return
    told = form.word("hint.reason", label=form.label(scoring.reason))
    for calculation in computing.calculations.values():
        named = score_call(calculation.part)
        parts = [calculation.operands[name].parts for name in named]
        reasons = layout.cells(scoring.reason)
        if len(parts) != 2 or not all(len(each) > 1 for each in parts):
            continue
        columns = [[layout.cells(part) for part in each] for each in parts]
        for number, placed in enumerate(reasons):
            if all(number < len(cells) for column in columns for cells in column):
                target, actual = (
                    [Slot(cells[number].path, cells[number].box.first) for cells in column]
                    for column in columns
                )
                slot = Slot(placed.path, placed.box.first)
                due = all_of(blank(slot), _due(scoring, target, actual))
                yield check_of("score.reason", due, told), slot.cell


def _due(scoring: ScoreForm, target: Sequence[Slot], actual: Sequence[Slot]) -> Condition:
    def is_due(values: Values) -> bool:
        return bool(reason_is_due(scoring, _target(values, target), _target(values, actual)))

    return Condition(reason_formula(scoring, _cells(target), _cells(actual)), is_due)


def _cells(slots: Sequence[Slot]) -> TargetCells:
    *sign, number, unit = (str(each.cell) for each in slots)
    return TargetCells(sign[0] if sign else "", number, unit)


def _target(values: Values, slots: Sequence[Slot]) -> Target:
    *sign, number, unit = slots
    value = number.value(values)
    figure = None if is_blank(value) or isinstance(value, str) else figure_of(value)
    said = sign[0].text(values).strip() if sign else ""
    return Target.of(said, figure, unit.text(values).strip())
