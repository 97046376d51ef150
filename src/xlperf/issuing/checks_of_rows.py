"""Live checks of one row of the indicator table: its levels, its words, its target."""

from collections.abc import Iterator, Mapping

from ..form import Form, Layout, SheetForm
from ..sheet import Cell, Value
from .live_checks import Check, Choices, blank_check, is_blank, text_check

_LEVELS = ("level1", "level2")


def indicator_checks(
    form: Form, sheet: SheetForm, layout: Layout, choices: Choices, number: int
) -> list[Check]:
    """The checks of one indicator row; a row with nothing but its issued levels is open too."""
    cells = {name: layout.cell(name, number) for name in layout.indicator_fields}
    at = {name: cell for name, cell in cells.items() if cell is not None}
    slots = {name: layout.cells(name)[number].path for name in at}
    checks = [_unused(at, slots)]
    if {"level1", "level2"} <= at.keys():
        checks += _level_checks(form, at, slots, choices)
    for name in ("level3", "description", "basis", "weight"):
        if name in at and name in sheet.required:
            hint = "hint.fill-row" if name == "level3" else "hint.fill"
            checks.append(
                blank_check(slots[name], at[name], form.word(hint, label=form.label(name)))
            )
    return checks + _target_checks(form, sheet, at, slots)


def _unused(at: Mapping[str, Cell], slots: Mapping[str, str]) -> Check:
    """A row with nothing in it asks for nothing; it comes first and says nothing."""
    asked = [name for name in at if name != "level1"]
    tests = "&".join(str(at[name]) for name in asked)
    return Check(
        f"LEN(TRIM({tests}))=0",
        lambda values: all(is_blank(values.get(slots[name])) for name in asked),
        "",
    )


def _level_checks(
    form: Form, at: Mapping[str, Cell], slots: Mapping[str, str], choices: Choices
) -> Iterator[Check]:
    level1, level2 = at["level1"], at["level2"]
    slot1, slot2 = slots["level1"], slots["level2"]
    known1 = {name.casefold() for name in form.taxonomy}
    pairs = {(one.casefold(), two.casefold()) for two, one in form.parents.items()}
    choose1, choose2 = (form.word("hint.choose", label=form.label(each)) for each in _LEVELS)
    yield blank_check(slot1, level1, choose1)._replace(asks=False)
    yield Check(
        f"SUMPRODUCT(--({choices.level1}={level1}))=0",
        lambda values: _folded(values.get(slot1)) not in known1,
        form.word("hint.level1"),
    )
    yield blank_check(slot2, level2, choose2)._replace(asks=False)
    yield Check(
        f"SUMPRODUCT(({choices.pair1}={level1})*({choices.pair2}={level2}))=0",
        lambda values: (_folded(values.get(slot1)), _folded(values.get(slot2))) not in pairs,
        form.word("hint.level2"),
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
            f"LEN(TRIM({together}))=0",
            lambda values: all(is_blank(values.get(slots[name])) for name in ("number", "unit")),
            form.word("hint.fill", label=form.label("value")),
            asks=True,
        ),
        text_check(slots["number"], number, form.word("hint.number")),
        Check(
            f"AND(ISNUMBER({number}),LEN(TRIM({sign}))=0)",
            lambda values: (
                values.get(slots["number"]) is not None and is_blank(values.get(slots["sign"]))
            ),
            form.word("hint.sign"),
        ),
    ]
