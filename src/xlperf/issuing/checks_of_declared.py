"""Live checks of the fields a form declares: required, of their kind, one of the choices."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from ..budget import FIGURES, Holds, vocabulary_holds
from ..form import DrawnTable, Form, Kind, Layout, Placed
from ..sheet import Cell
from .checks_of_fields import more_places
from .conditions import Condition, Slot, Values, all_of, among, filled, is_blank, negated
from .live_checks import Check, blank_check, check_of, text_check
from .sheets.choices import ChoiceLists


def declared_checks(form: Form, layout: Layout, lists: ChoiceLists) -> Iterator[tuple[Check, Cell]]:
    """The checks of declared fields that stand once, each with its cell."""
    for each in layout.placed:
        if each.kind is Kind.FIELD and is_asked(form, each.text):
            for check in checks_of(form, lists, each):
                yield check, each.box.first


def row_checks(
    form: Form, layout: Layout, lists: ChoiceLists, table: DrawnTable, number: int
) -> list[Check]:
    """The checks of one row of a declared table; a row nobody filled asks for nothing."""
    cells = [layout.cells(field)[number] for field in table.fields]
    asked = [each for each in cells if is_asked(form, each.text)]
    checks = [check for each in asked for check in checks_of(form, lists, each)]
    return [_unused(asked), *checks] if checks else []


def is_asked(form: Form, field: str) -> bool:
    """Whether a field is declared and filled in by people."""
    declared = form.fields.get(field)
    is_own = declared is not None and vocabulary_holds(field) is None
    return is_own and declared is not None and not declared.is_computed


def checks_of(form: Form, lists: ChoiceLists, placed: Placed) -> Iterator[Check]:
    """The checks of one cell of a declared field."""
    declared, label = form.fields[placed.text], form.label(placed.text)
    slot, cell = placed.path, placed.box.first
    if form.requires(placed.text):
        yield blank_check(slot, cell, form.word("hint.fill", label=label))
    if declared.kind in FIGURES:
        yield text_check(slot, cell, form.word("hint.figure", label=label))
        yield from _places_check(form, placed, label)
        yield from _bounds_check(form, placed, label)
    elif declared.kind is Holds.DATE:
        yield check_of(
            "value.no-date", _no_day(Slot(slot, cell)), form.word("hint.date", label=label)
        )
    elif declared.kind is Holds.CHOICE:
        yield _choice_check(form, lists, placed, label)
    elif declared.longest is not None:
        told = form.word("hint.longest", label=label, most=declared.longest)
        yield check_of("text.too-long", _too_long(Slot(slot, cell), declared.longest), told)


def _unused(cells: Sequence[Placed]) -> Check:
    """A row with nothing in it; it comes first and says nothing."""
    tests = "&".join(str(each.box.first) for each in cells)
    slots = [each.path for each in cells]
    return Check(
        f"LEN(TRIM({tests}))=0", lambda values: all(is_blank(values.get(s)) for s in slots), ""
    )


def _places_check(form: Form, placed: Placed, label: str) -> Iterator[Check]:
    """Whole figures where things are counted, else no more decimals than the form says."""
    declared, slot = form.fields[placed.text], Slot(placed.path, placed.box.first)
    if declared.kind is Holds.COUNT:
        told = form.word("hint.count", label=label)
        yield check_of("value.count", more_places(slot, 0), told)
        return
    most = form.money.places if declared.kind is Holds.MONEY else None
    most = most if declared.places is None else declared.places
    if most is not None:
        share = 100 if declared.kind is Holds.PERCENT else 1
        told = form.word("hint.places", label=label, places=most)
        yield check_of("value.places", more_places(slot, most, share), told)


def _no_day(slot: Slot) -> Condition:
    """True of words, and of a day with a time."""
    cell = slot.cell

    def holds(values: Values) -> bool:
        value = slot.value(values)
        if isinstance(value, str):
            return bool(value.strip(" "))
        return value is not None and value != int(value)

    return Condition(f"IF(ISTEXT({cell}),LEN(TRIM({cell}))>0,{cell}<>INT({cell}))", holds)


def _too_long(slot: Slot, most: int) -> Condition:
    return Condition(f"LEN({slot.cell})>{most}", lambda values: len(slot.text(values)) > most)


def _bounds_check(form: Form, placed: Placed, label: str) -> Iterator[Check]:
    declared, slot, cell = form.fields[placed.text], placed.path, placed.box.first
    share = 100 if declared.kind is Holds.PERCENT else 1
    sign = "%" if share > 1 else ""
    bounds = (("<", declared.least, "hint.least"), (">", declared.most, "hint.most"))
    for sign_of, bound, code in bounds:
        if bound is not None:
            number = bound / share
            is_beyond = _beyond(slot, sign_of, number)
            told = form.word(code, label=label, bound=f"{bound:f}{sign}")
            formula = f"AND(ISNUMBER({cell}),{cell}{sign_of}{number:f})"
            yield Check(formula, is_beyond, told, code="value.bounds")


def _beyond(slot: str, sign: str, bound: Decimal) -> Callable[[Values], bool]:
    def is_beyond(values: Values) -> bool:
        value = values.get(slot)
        if not isinstance(value, int | float):
            return False
        number = Decimal(repr(value))
        return number < bound if sign == "<" else number > bound

    return is_beyond


def _choice_check(form: Form, lists: ChoiceLists, placed: Placed, label: str) -> Check:
    slot, source = Slot(placed.path, placed.box.first), lists.named(placed.text)
    listed = among(slot, source, form.fields[placed.text].choices)
    told = form.word("hint.choose", label=label)
    return check_of("choice.unknown", all_of(filled(slot), negated(listed)), told)
