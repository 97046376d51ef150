"""Live checks of what stands once on a project's sheet: amounts, purpose and goal, the plan."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

from ..form import Form, Layout, Placed, SheetForm
from ..sheet import Box, Cell, Value, absolute
from .live_checks import (
    LONGEST_LITERAL,
    Check,
    Values,
    all_blank_check,
    blank_check,
    figure_of,
    literal,
    text_check,
)


def field_checks(
    form: Form, sheet: SheetForm, layout: Layout, known: frozenset[str] = frozenset()
) -> Iterator[tuple[Check, Cell]]:
    """The checks of what stands once and is of the vocabulary, each with its cell.

    Args:
        known: the fields that are issued and locked: what is wrong among them is told to the
            office at its door, and not to the unit, which cannot mend it.
    """
    if total := layout.cell("budget"):
        yield from ((check, total) for check in _money_checks(form, layout, known))
    for field in ("purpose", "goal"):
        cell = layout.cell(field)
        if cell and field in sheet.required and field not in known:
            hint = form.word("hint.fill", label=form.label(field))
            yield all_blank_check(layout.cells(field), hint), cell
    if goal := layout.cell("goal"):
        yield _placeholder(form, layout.cells("goal")), goal
    if form.plan_dates and (last := layout.cell(f"plan.{form.plan_dates[-1]}")):
        yield from ((check, last) for check in _plan_checks(form, layout, last))


def _money_checks(form: Form, layout: Layout, known: frozenset[str]) -> Iterator[Check]:
    cells = {name: layout.cell(name) for name in ("budget", "fiscal", "other")}
    for name, cell in cells.items():
        if cell and name not in known:
            yield text_check(name, cell, form.word("hint.figure", label=form.label(name)))
    budget, fiscal, other = cells.values()
    is_asked = not (form.says_budget or known >= cells.keys())
    if budget and fiscal and other and is_asked:
        places = form.money.places
        formula = (
            f"AND(COUNT({fiscal},{other})>0,ROUND(N({fiscal})+N({other})-N({budget}),{places})<>0)"
        )
        yield Check(formula, lambda values: _sum_differs(values, places), form.word("hint.sum"))


def _sum_differs(values: Values, places: int) -> bool:
    parts = [values.get("fiscal"), values.get("other")]
    given = any(isinstance(part, int | float) for part in parts)
    difference = sum(map(figure_of, parts), Decimal(0)) - figure_of(values.get("budget"))
    return given and difference.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) != 0


def placeholder_formula(form: Form, goal: Sequence[Placed]) -> str:
    """Whether a goal is still one of the form's own sample texts, without an equals sign.

    One in rows is where a single row has a text at all.
    """
    first, texts = goal[0].box.first, _sample_texts(form)
    if len(goal) == 1 or not texts:
        tests = ",".join(f"TRIM({first})={literal(each)}" for each in texts)
        return f"OR(FALSE,{tests})" if tests else "FALSE"
    cells = absolute(Box(*first, *goal[-1].box.first))
    known = "+".join(f"(TRIM({cells})={literal(each)})" for each in texts)
    return f"AND(SUMPRODUCT(--(LEN(TRIM({cells}))>0))=1,SUMPRODUCT({known})>0)"


def _sample_texts(form: Form) -> list[str]:
    return [each for each in form.placeholders if 0 < len(each) <= LONGEST_LITERAL]


def _placeholder(form: Form, goal: Sequence[Placed]) -> Check:
    wanted = {each.casefold() for each in _sample_texts(form)}

    def is_sample(values: Values) -> bool:
        texts = [text for each in goal if (text := _trimmed(values.get(each.path)))]
        return len(texts) == 1 and texts[0].casefold() in wanted

    return Check(
        placeholder_formula(form, goal),
        is_sample,
        form.word("hint.placeholder"),
    )


def _plan_checks(form: Form, layout: Layout, last: Cell) -> Iterator[Check]:
    dates = form.plan_dates
    named = {date: layout.cell(f"plan.{date}") for date in dates}
    cells = [cell for cell in named.values() if cell]
    label, slot = form.plan_labels[dates[-1]], f"plan.{dates[-1]}"
    yield blank_check(slot, last, form.word("hint.plan-last", label=label))
    yield Check(
        "OR(" + ",".join(f"ISTEXT({cell})" for cell in cells) + ")",
        lambda values: any(isinstance(each, str) for each in _plan(values, dates)),
        form.word("hint.plan-figure"),
    )
    yield Check(
        f"ROUND({last},6)<>1",
        lambda values: round(figure_of(values.get(slot)), 6) != 1,
        form.word("hint.plan-last", label=label),
    )
    falls = [
        f"AND(ISNUMBER({cell}),{cell}<MAX({','.join(map(str, cells[:number]))}))"
        for number, cell in enumerate(cells)
        if number
    ]
    if falls:
        yield Check(
            f"OR({','.join(falls)})",
            lambda values: _falls(_plan(values, dates)),
            form.word("hint.plan-falls"),
        )


def _plan(values: Values, dates: Sequence[str]) -> list[Value]:
    return [values.get(f"plan.{date}") for date in dates]


def _falls(plan: Sequence[Value]) -> bool:
    given = [float(each) for each in plan if isinstance(each, int | float)]
    return any(each < most for each, most in zip(given, accumulate(given, max), strict=True))


def _trimmed(value: Value) -> str:
    """What TRIM makes of a text: no blanks at its ends, one between its words."""
    return " ".join(each for each in str(value or "").split(" ") if each)
