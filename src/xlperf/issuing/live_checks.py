"""What a sheet checks by itself while it is filled: a formula, and the same test in Python.

The two stand side by side because a workbook must store the true value of each formula, and
because LibreOffice in the tests holds one against the other.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from typing import NamedTuple

from ..budget import path
from ..findings import word
from ..form import Form, Layout, SheetForm
from ..sheet import Box, Cell, Value, absolute

Values = Mapping[str, Value]
LEVELS = ("level1", "level2")
_LONGEST_LITERAL = 255
"""Excel calls a workbook damaged when a text inside a formula is longer."""


class Check(NamedTuple):
    """One live check: true (in the sheet and here) when something is still to be done."""

    formula: str
    is_open: Callable[[Values], bool]
    hint: str


class Choices(NamedTuple):
    """Where the lists of the taxonomy stand, as formulas name them."""

    level1: str
    pair1: str
    pair2: str


def hint_formula(checks: Sequence[Check]) -> str:
    """The formula of a row's hint: the first check that is open, or nothing."""
    formula = '""'
    for check in reversed(checks):
        formula = f"IF({check.formula},{_literal(check.hint)},{formula})"
    return f"={formula}"


def _literal(text: str) -> str:
    """A text inside a formula: its quotes doubled, and no longer than Excel takes there."""
    return '"' + text[:_LONGEST_LITERAL].replace('"', '""') + '"'


def hint(checks: Sequence[Check], values: Values) -> str:
    """What the formula says for these values."""
    found = next((check.hint for check in checks if check.is_open(values)), "")
    return found[:_LONGEST_LITERAL]


def count_formula(hints: Box, sheet: str = "") -> str:
    """How many rows of a sheet still say something, as a formula without its equals sign."""
    return f"SUMPRODUCT(--(LEN({sheet}{absolute(hints)})>0))"


def check_line(count: int) -> str:
    """The one line on each sheet that says whether anything is open."""
    return word("check.passed") if count == 0 else word("check.open", count=count)


def check_line_formula(hints: Box) -> str:
    """The same as a formula."""
    passed, still = word("check.passed"), word("check.open", count='"&{0}&"')
    count = count_formula(hints)
    return f'=IF({count}=0,"{passed}","{still.format(count)}")'


def field_checks(form: Form, sheet: SheetForm, layout: Layout) -> dict[int, list[Check]]:
    """The checks of everything that stands once, by row."""
    found: dict[int, list[Check]] = {}
    for check, cell in _field_checks(form, sheet, layout):
        found.setdefault(cell.row, []).append(check)
    return found


def _field_checks(form: Form, sheet: SheetForm, layout: Layout) -> Iterator[tuple[Check, Cell]]:
    if total := layout.cell("budget"):
        yield from ((check, total) for check in _money_checks(form, layout))
    for field in ("purpose", "goal"):
        cell = layout.cell(field)
        if cell and field in sheet.required:
            yield _blank(field, cell, word("hint.fill", label=form.label(field))), cell
    if goal := layout.cell("goal"):
        yield _placeholder(form, goal), goal
    if form.plan_dates and (last := layout.cell(f"plan.{form.plan_dates[-1]}")):
        yield from ((check, last) for check in _plan_checks(form, layout, last))


def _trimmed(value: Value) -> str:
    """What TRIM makes of a text: no blanks at its ends, one between its words."""
    return " ".join(each for each in str(value or "").split(" ") if each)


def _is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip(" "))


def _blank(slot: str, cell: Cell, hint: str) -> Check:
    return Check(f"LEN(TRIM({cell}))=0", lambda values: _is_blank(values.get(slot)), hint)


def _text(slot: str, cell: Cell, hint: str) -> Check:
    return Check(f"ISTEXT({cell})", lambda values: isinstance(values.get(slot), str), hint)


def _figure(value: Value) -> Decimal:
    """A cell as N() sees it: text and blanks are nothing."""
    return Decimal(0) if isinstance(value, str) or value is None else Decimal(repr(value))


def _money_checks(form: Form, layout: Layout) -> Iterator[Check]:
    cells = {name: layout.cell(name) for name in ("budget", "fiscal", "other")}
    for name, cell in cells.items():
        if cell:
            yield _text(name, cell, word("hint.figure", label=form.label(name)))
    budget, fiscal, other = cells.values()
    if budget and fiscal and other:
        places = form.money.places
        formula = (
            f"AND(COUNT({fiscal},{other})>0,ROUND(N({fiscal})+N({other})-N({budget}),{places})<>0)"
        )
        yield Check(formula, lambda values: _sum_differs(values, places), word("hint.sum"))


def _sum_differs(values: Values, places: int) -> bool:
    parts = [values.get("fiscal"), values.get("other")]
    given = any(isinstance(part, int | float) for part in parts)
    difference = sum(map(_figure, parts), Decimal(0)) - _figure(values.get("budget"))
    return given and difference.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) != 0


def placeholder_formula(form: Form, goal: Cell) -> str:
    """Whether a goal is still one of the form's own sample texts, without an equals sign."""
    tests = ",".join(f"TRIM({goal})={_literal(each)}" for each in _sample_texts(form))
    return f"OR(FALSE,{tests})" if tests else "FALSE"


def _sample_texts(form: Form) -> list[str]:
    return [each for each in form.placeholders if 0 < len(each) <= _LONGEST_LITERAL]


def _placeholder(form: Form, goal: Cell) -> Check:
    wanted = {each.casefold() for each in _sample_texts(form)}
    return Check(
        placeholder_formula(form, goal),
        lambda values: _trimmed(values.get("goal")).casefold() in wanted,
        word("hint.placeholder"),
    )


def _plan_checks(form: Form, layout: Layout, last: Cell) -> Iterator[Check]:
    dates = form.plan_dates
    named = {date: layout.cell(f"plan.{date}") for date in dates}
    cells = [cell for cell in named.values() if cell]
    label, slot = form.plan_labels[dates[-1]], f"plan.{dates[-1]}"
    yield _blank(slot, last, word("hint.plan-last", label=label))
    yield Check(
        "OR(" + ",".join(f"ISTEXT({cell})" for cell in cells) + ")",
        lambda values: any(isinstance(each, str) for each in _plan(values, dates)),
        word("hint.plan-figure"),
    )
    yield Check(
        f"ROUND({last},6)<>1",
        lambda values: round(_figure(values.get(slot)), 6) != 1,
        word("hint.plan-last", label=label),
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
            word("hint.plan-falls"),
        )


def _plan(values: Values, dates: Sequence[str]) -> list[Value]:
    return [values.get(f"plan.{date}") for date in dates]


def _falls(plan: Sequence[Value]) -> bool:
    given = [float(each) for each in plan if isinstance(each, int | float)]
    return any(each < most for each, most in zip(given, accumulate(given, max), strict=True))


def indicator_checks(
    form: Form, sheet: SheetForm, layout: Layout, choices: Choices, number: int
) -> list[Check]:
    """The checks of one indicator row; a row with nothing but its issued levels is open too."""
    names = [each.text for each in layout.placed if each.text in _ROW and each.number == 0]
    cells = {name: layout.cell(name, number) for name in names}
    at = {name: cell for name, cell in cells.items() if cell is not None}
    slots = {name: path(name, number) for name in at}
    checks = [_unused(at, slots)]
    if {"level1", "level2"} <= at.keys():
        checks += _level_checks(form, at, slots, choices)
    for name in ("level3", "description", "basis", "weight"):
        if name in at and name in sheet.required:
            checks.append(_blank(slots[name], at[name], word("hint.fill", label=form.label(name))))
    return checks + _target_checks(form, sheet, at, slots)


_ROW = frozenset(
    (
        "level1",
        "level2",
        "level3",
        "description",
        "sign",
        "number",
        "unit",
        "value",
        "basis",
        "weight",
    )
)


def _unused(at: Mapping[str, Cell], slots: Mapping[str, str]) -> Check:
    """A row with nothing in it asks for nothing; it comes first and says nothing."""
    asked = [name for name in at if name != "level1"]
    tests = "&".join(str(at[name]) for name in asked)
    return Check(
        f"LEN(TRIM({tests}))=0",
        lambda values: all(_is_blank(values.get(slots[name])) for name in asked),
        "",
    )


def _level_checks(
    form: Form, at: Mapping[str, Cell], slots: Mapping[str, str], choices: Choices
) -> Iterator[Check]:
    level1, level2 = at["level1"], at["level2"]
    slot1, slot2 = slots["level1"], slots["level2"]
    known1 = {name.casefold() for name in form.taxonomy}
    pairs = {(one.casefold(), two.casefold()) for two, one in form.parents.items()}
    yield _blank(slot1, level1, word("hint.choose", label=form.label("level1")))
    yield Check(
        f"SUMPRODUCT(--({choices.level1}={level1}))=0",
        lambda values: _folded(values.get(slot1)) not in known1,
        word("hint.level1"),
    )
    yield _blank(slot2, level2, word("hint.choose", label=form.label("level2")))
    yield Check(
        f"SUMPRODUCT(({choices.pair1}={level1})*({choices.pair2}={level2}))=0",
        lambda values: (_folded(values.get(slot1)), _folded(values.get(slot2))) not in pairs,
        word("hint.level2"),
    )


def _folded(value: Value) -> str:
    return "" if value is None else str(value).casefold()


def _target_checks(
    form: Form, sheet: SheetForm, at: Mapping[str, Cell], slots: Mapping[str, str]
) -> list[Check]:
    parts = [name for name in ("sign", "number", "unit") if name in at]
    if len(parts) < 3 or "value" not in sheet.required:
        return []
    sign, number = at["sign"], at["number"]
    together = "&".join(str(at[name]) for name in ("number", "unit"))
    return [
        Check(
            f'AND(LEN(TRIM({together}))=0,{sign}<>"不适用")',
            lambda values: (
                values.get(slots["sign"]) != "不适用"
                and all(_is_blank(values.get(slots[name])) for name in ("number", "unit"))
            ),
            word("hint.fill", label=form.label("value")),
        ),
        _text(slots["number"], number, word("hint.number")),
        Check(
            f"AND(ISNUMBER({number}),LEN(TRIM({sign}))=0)",
            lambda values: (
                values.get(slots["number"]) is not None and _is_blank(values.get(slots["sign"]))
            ),
            word("hint.sign"),
        ),
    ]


def paragraph_checks(sheet: SheetForm, form: Form, layout: Layout) -> dict[int, list[Check]]:
    """The checks of the unit's own part: each required list has at least one entry."""
    found: dict[int, list[Check]] = {}
    for name in sorted(sheet.required):
        rows = [each for each in layout.placed if each.text == name]
        if not rows:
            continue
        label = word("hint.fill", label=form.label(name))
        if "." in name:  # one entry a project: every row is asked for
            for each in rows:
                slot = path(name, each.number)
                found.setdefault(each.box.top, []).append(_blank(slot, each.box.first, label))
            continue
        first, last = rows[0].box.first, rows[-1].box.first
        check = _all_blank([path(name, each.number) for each in rows], f"{first}:{last}", label)
        found.setdefault(first.row, []).append(check)
    return found


def _all_blank(slots: Sequence[str], cells: str, hint: str) -> Check:
    return Check(
        f"SUMPRODUCT(LEN(TRIM({cells})))=0",
        lambda values: all(_is_blank(values.get(slot)) for slot in slots),
        hint,
    )
