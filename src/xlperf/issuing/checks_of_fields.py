"""Live checks of what stands once on a project's sheet: amounts, purpose and goal, the plan."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..budget import MONEY
from ..form import Form, Layout, Placed, SheetForm
from ..sheet import Box, Cell, absolute
from .checks_of_plan import plan_checks
from .conditions import (
    LONGEST_LITERAL,
    Condition,
    Slot,
    Values,
    all_of,
    among,
    any_of,
    figure,
    figure_of,
    filled,
    fold,
    folded,
    is_blank,
    literal,
    no_figure,
)
from .live_checks import Check, all_blank_check, check_of
from .sheets.choices import ChoiceLists

_NOISE = "4E-15"
"""So much of an amount may be noise of binary figures."""
_SLIP = 10_000
_NAMED = ("code", "name", "purpose", "goal", *MONEY)


def field_checks(
    form: Form,
    sheet: SheetForm,
    layout: Layout,
    lists: ChoiceLists,
    known: frozenset[str] = frozenset(),
) -> Iterator[tuple[Check, Cell]]:
    """The checks of what stands once and is of the vocabulary, each with its cell.

    Args:
        known: the fields that are issued and locked: what is wrong among them is told to the
            office at its door, and not to the unit, which cannot mend it.
    """
    placed = {name: layout.cells(name) for name in _NAMED if layout.cell(name)}
    for name, cells in placed.items():
        if name in sheet.required and name not in known:
            told = form.word("hint.fill", label=form.label(name))
            yield all_blank_check(cells, told), cells[0].box.first
    at = {name: Slot(name, cells[0].box.first) for name, cells in placed.items()}
    yield from _money_checks(form, at, known)
    if goal := placed.get("goal"):
        first = goal[0].box.first
        sample = is_placeholder(form, goal)
        yield check_of("goal.placeholder", sample, form.word("hint.placeholder")), first
        yield check_of("goal.nothing", _says_nothing(goal, lists), form.word("hint.nothing")), first
    yield from plan_checks(form, sheet, layout)


def _money_checks(
    form: Form, at: dict[str, Slot], known: frozenset[str]
) -> Iterator[tuple[Check, Cell]]:
    for name in MONEY:
        if name in at and name not in known:
            slot, label = at[name], form.label(name)
            told = form.word("hint.figure", label=label)
            yield check_of("value.number", no_figure(slot), told), slot.cell
            places = form.word("hint.places", label=label, places=form.money.places)
            too_many = more_places(slot, form.money.places)
            yield check_of("money.places", too_many, places), slot.cell
    if not at.keys() >= {*MONEY} or known >= {*MONEY}:
        return
    total, *parts = (at[name] for name in MONEY)
    if not form.says_budget:
        differs = _sum_differs(total, parts)
        yield check_of("money.sum", differs, form.word("hint.sum")), total.cell
    yield check_of("money.slip", _slipped(total, parts), form.word("hint.slip")), total.cell


def more_places(slot: Slot, places: int, share: int = 1) -> Condition:
    """True of a figure with more decimals than it may have.

    Args:
        share: 100 where the cell holds a fraction of what is counted.
    """
    value = figure(slot.cell)
    value = f"{value}*{share}" if share > 1 else value

    def holds(values: Values) -> bool:
        number = figure_of(slot.value(values)) * share
        rounded = round(number, places)
        return abs(rounded - number) > abs(number) * Decimal(_NOISE)

    return Condition(f"ABS({value}-ROUND({value},{places}))>ABS({value})*{_NOISE}", holds)


def sum_formula(total: str, parts: Sequence[str]) -> str:
    """Whether the parts of a budget are given, and come to something else."""
    given, added, whole = "&".join(parts), "+".join(map(figure, parts)), figure(total)
    return (
        f"AND(LEN(TRIM({total}))>0,LEN(TRIM({given}))>0,"
        f"ABS({added}-{whole})>ABS({whole})*{_NOISE}+1E-9)"
    )


def _sum_differs(total: Slot, parts: list[Slot]) -> Condition:
    def holds(values: Values) -> bool:
        if is_blank(total.value(values)) or all(is_blank(each.value(values)) for each in parts):
            return False
        whole = figure_of(total.value(values))
        difference = sum((figure_of(p.value(values)) for p in parts), Decimal(0)) - whole
        return abs(difference) > abs(whole) * Decimal(_NOISE) + Decimal("1E-9")

    return Condition(sum_formula(str(total.cell), [str(each.cell) for each in parts]), holds)


def _slipped(total: Slot, parts: list[Slot]) -> Condition:
    """True where the budget is exactly 10,000 times its parts, or a 10,000th of them."""
    added, whole = "+".join(figure(each.cell) for each in parts), figure(total.cell)

    def holds(values: Values) -> bool:
        whole = figure_of(total.value(values))
        parts_total = sum((figure_of(p.value(values)) for p in parts), Decimal(0))
        is_near = (
            abs(whole - parts_total * _SLIP) < Decimal("1E-6"),
            abs(whole * _SLIP - parts_total) < Decimal("1E-6"),
        )
        return whole != 0 and any(is_near)

    return Condition(
        f"AND({whole}<>0,OR(ABS({whole}-({added})*{_SLIP})<1E-6,"
        f"ABS({whole}*{_SLIP}-({added}))<1E-6))",
        holds,
    )


def placeholder_formula(form: Form, goal: Sequence[Placed]) -> str:
    """Whether a goal is still one of the form's own sample texts, without an equals sign.

    One in rows is where a single row has a text at all.
    """
    first, texts = goal[0].box.first, _sample_texts(form)
    if len(goal) == 1 or not texts:
        said = f'SUBSTITUTE({folded(first)},CHAR(10),"")'
        tests = ",".join(f"{said}={literal(each)}" for each in texts)
        return f"OR(FALSE,{tests})" if tests else "FALSE"
    cells = absolute(Box(*first, *goal[-1].box.first))
    known = "+".join(f"({folded(cells)}={literal(each)})" for each in texts)
    return f"AND({_one_filled(cells)},SUMPRODUCT({known})>0)"


def _one_filled(cells: str) -> str:
    return f"SUMPRODUCT(--(LEN(TRIM({cells}))>0))=1"


def _sample_texts(form: Form) -> list[str]:
    texts = (fold(each).replace("\n", "") for each in form.placeholders)
    return [each for each in texts if 0 < len(each) <= LONGEST_LITERAL]


def is_placeholder(form: Form, goal: Sequence[Placed]) -> Condition:
    """True of a goal that is still one of the form's own sample texts."""
    wanted, slots = {*_sample_texts(form)}, _slots(goal)

    def is_sample(values: Values) -> bool:
        texts = [text for each in slots if (text := fold(each.text(values)).replace("\n", ""))]
        return len(texts) == 1 and texts[0] in wanted

    return Condition(placeholder_formula(form, goal), is_sample)


def _says_nothing(goal: Sequence[Placed], lists: ChoiceLists) -> Condition:
    """True of a goal that says no more than 无 or a dash."""
    slots, words = _slots(goal), lists.words_of("nothing")
    said = any_of(*(all_of(filled(each), among(each, lists.nothing, words)) for each in slots))
    if len(slots) == 1:
        return said
    alone = Condition(
        _one_filled(absolute(Box(*slots[0].cell, *slots[-1].cell))),
        lambda values: sum(filled(each).holds(values) for each in slots) == 1,
    )
    return all_of(alone, said)


def _slots(placed: Sequence[Placed]) -> list[Slot]:
    return [Slot(each.path, each.box.first) for each in placed]
