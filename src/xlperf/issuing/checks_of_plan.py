"""Live checks of the spending plan: figures, within bounds, never falling, all of it at the end."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from ..form import Form, Layout, SheetForm
from ..sheet import Cell
from .conditions import (
    Condition,
    Slot,
    Values,
    all_of,
    any_of,
    blank,
    figure,
    figure_of,
    filled,
)
from .live_checks import Check, blank_check, check_of

_PLACES = 12
"""Figures that are equal to so many decimals are equal."""


def plan_checks(form: Form, sheet: SheetForm, layout: Layout) -> Iterator[tuple[Check, Cell]]:
    """The checks of the plan, each with its cell; all dates of a plan stand in a row."""
    dates = [date for date in form.plan_dates if layout.cell(f"plan.{date}")]
    at = {date: Slot(f"plan.{date}", cell) for date in dates
          if (cell := layout.cell(f"plan.{date}"))}  # fmt: skip
    if not at:
        return
    slots = [*at.values()]
    words = any_of(*map(_no_percent, slots))
    yield check_of("value.percent", words, form.word("hint.plan-figure")), slots[-1].cell
    for date, slot in at.items():
        if slot.path in sheet.required:
            label = form.plan_labels[date]
            hint = "hint.plan-last" if slot is slots[-1] else "hint.fill"
            yield blank_check(slot.path, slot.cell, form.word(hint, label=label)), slot.cell
    if dates[-1] == form.plan_dates[-1]:
        last, label = slots[-1], form.plan_labels[dates[-1]]
        told = form.word("hint.plan-last", label=label)
        yield check_of("plan.total", all_of(filled(last), _is_not_whole(last)), told), last.cell
    yield (
        check_of("plan.range", any_of(*map(_beyond, slots)), form.word("hint.plan-range")),
        (slots[-1].cell),
    )
    if len(slots) > 1:
        yield check_of("plan.falls", _falls(slots), form.word("hint.plan-falls")), slots[-1].cell
        yield check_of("plan.gap", _gap(slots), form.word("hint.plan-gap")), slots[-1].cell


def _no_percent(slot: Slot) -> Condition:
    """True of words; a percent that came as text is one."""
    text = f"TRIM({slot.cell})"
    return Condition(
        f'AND(ISTEXT({slot.cell}),LEN({text})>0,NOT(AND(RIGHT({text},1)="%",'
        f"ISNUMBER(VALUE({text})))))",
        lambda values: _is_no_percent(slot, values),
    )


def _is_no_percent(slot: Slot, values: Values) -> bool:
    value = slot.value(values)
    if not isinstance(value, str) or not value.strip(" "):
        return False
    text = value.strip(" ")
    return not (text.endswith("%") and text[:-1].replace(".", "", 1).isdecimal())


def _share(slot: Slot, values: Values) -> Decimal:
    value = slot.value(values)
    if isinstance(value, str):
        text = value.strip(" ")
        return figure_of(text.removesuffix("%")) / 100 if text.endswith("%") else figure_of(text)
    return figure_of(value)


def _is_not_whole(slot: Slot) -> Condition:
    return Condition(
        f"ROUND({figure(slot.cell)}-1,{_PLACES})<>0",
        lambda values: round(_share(slot, values) - 1, _PLACES) != 0,
    )


def _beyond(slot: Slot) -> Condition:
    value = f"ROUND({figure(slot.cell)},{_PLACES})"
    return Condition(
        f"OR({value}<0,{value}>1)",
        lambda values: not 0 <= round(_share(slot, values), _PLACES) <= 1,
    )


def _falls(slots: Sequence[Slot]) -> Condition:
    """True where a figure is less than one before it."""
    parts = [
        f"AND(LEN({later.cell})>0,ROUND({figure(later.cell)}"
        f"-MAX({','.join(figure(each.cell) for each in slots[:number])}),{_PLACES})<0)"
        for number, later in enumerate(slots)
        if number
    ]

    def holds(values: Values) -> bool:
        given = [_share(each, values) for each in slots if filled(each).holds(values)]
        return any(
            round(each - most, _PLACES) < 0
            for each, most in zip(given, accumulate(given, max), strict=True)
        )

    return Condition(f"OR({','.join(parts)})", holds)


def _gap(slots: Sequence[Slot]) -> Condition:
    """True where a blank follows a figure."""
    return any_of(*(all_of(filled(one), blank(two)) for one, two in pairwise(slots)))
