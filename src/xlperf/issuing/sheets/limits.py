"""What may be typed into each cell, with the words that say so, and what is coloured as wrong."""

from collections.abc import Iterator

from ...budget import INDICATOR, MONEY, Holds, is_not_applicable, is_sign
from ...form import LINE_ROW, Form, Kind, Layout, Placed, SheetForm
from ...sheet import GREEN, MISSING, WRONG, Box, Cell, Highlight, Validation, absolute, shortened
from ..checks_of_fields import placeholder_formula, sum_formula
from ..not_applicable import not_applicable, saying
from .choices import ChoiceLists, in_words
from .declared_limits import declared_limit

_MOST_MONEY = 99_999_999_999.0
_MOST_NUMBER = 999_999_999_999.0
_LONGEST_IN_TITLE = 20
_NAMING = ("code", "name")


def validations(
    form: Form, layout: Layout, lists: ChoiceLists, known: frozenset[str]
) -> Iterator[Validation]:
    """The limits of every cell that is asked for; repeated cells get one for the whole column."""
    for each in layout.placed:
        if each.kind is Kind.FIELD and each.text not in known:
            yield from _field_limit(form, lists, each.text, each.box)
        elif each.kind is Kind.FIELD and each.text in _NAMING:
            told = (form.word("prompt.issued.title"), form.word("prompt.issued"))
            yield Validation(each.box, "any", told)
        elif each.kind is Kind.REPEAT and each.number == 0:
            rows = layout.rows(each.text)
            column = Box(rows[0], each.box.left, rows[-1], each.box.right)
            yield from _column_limit(form, layout, lists, each.text, column)
    reason = Box(layout.table.top, layout.reasons, layout.bottom, layout.reasons)
    prompt = (form.word("prompt.reason.title"), form.word("prompt.reason"))
    yield Validation(reason, "any", prompt)


def _field_limit(form: Form, lists: ChoiceLists, field: str, box: Box) -> Iterator[Validation]:
    kind, money = form.holds(field), form.money
    if field in form.fields:
        yield from declared_limit(form, lists, field, box)
    elif kind is Holds.MONEY:
        yield Validation(
            box,
            "decimal",
            (
                form.word("prompt.money.title", unit=money.unit),
                form.word("prompt.money", unit=money.unit, places=money.places),
            ),
            (form.word("alert.money.title"), form.word("alert.money", unit=money.unit)),
            least=0,
            most=_MOST_MONEY,
        )
    elif kind is Holds.PERCENT:
        prompt = (form.word("prompt.percent.title"), form.word("prompt.percent"))
        alert = (form.word("alert.percent.title"), form.word("alert.percent"))
        yield Validation(box, "decimal", prompt, alert, least=0, most=1)
    elif field == "goal":
        yield Validation(box, "any", (form.word("prompt.goal.title"), form.word("prompt.goal")))


def _column_limit(
    form: Form, layout: Layout, lists: ChoiceLists, field: str, box: Box
) -> Iterator[Validation]:
    if field in form.fields:
        yield from declared_limit(form, lists, field, box)
        return
    if field == "goal":
        yield Validation(
            box, "any", (form.word("prompt.goal.title"), form.word("prompt.goal-rows"))
        )
    if field not in INDICATOR:
        return
    if field in ("number", "weight"):
        yield _number_limit(form, field, box)
        return
    beside = {"level2": "level1", "level3": "level2"}.get(field)
    cell = layout.cell(beside) if beside else None
    source = lists.source(field, cell)
    strict = field in ("level1", "level2", "sign")
    if strict and source:
        label = _short(form.word("sign") if field == "sign" else form.label(field))
        said = _of_signs(form) if field == "sign" else form.word(f"prompt.{field}")
        prompt = (form.word("prompt.choose.title", label=label), said)
        alert = (form.word("alert.choose.title"), form.word("alert.choose", label=label))
        yield Validation(box, "list", prompt, alert, source)
    elif field in ("level3", "unit"):
        prompt = (form.word(f"prompt.{field}.title"), form.word(f"prompt.{field}"))
        yield Validation(box, "list" if source else "any", prompt, source=source, strict=False)


def _of_signs(form: Form) -> str:
    """Which signs go with a figure and which with words, as far as the form has them."""
    signs = " ".join(each for each in form.signs if is_sign(each))
    words = word_sign(form)
    if words:
        return form.word("prompt.sign", signs=signs, words=words)
    return form.word("prompt.sign-only", signs=signs)


def word_sign(form: Form) -> str:
    """The sign a form has for words in place of a figure; "" if it has none."""
    words = (each for each in form.signs if not is_sign(each) and not is_not_applicable(each))
    return next(words, "")


def _short(label: str) -> str:
    """A label as the title of a prompt holds it: 32 signs with the words beside it."""
    cut = shortened(label, _LONGEST_IN_TITLE)
    return label if cut == label else f"{cut}…"


def _number_limit(form: Form, field: str, box: Box) -> Validation:
    least, most = (0.0, 100.0) if field == "weight" else (-_MOST_NUMBER, _MOST_NUMBER)
    alert = form.word("alert.weight" if field == "weight" else "alert.number")
    return Validation(
        box,
        "decimal",
        (form.word(f"prompt.{field}.title"), form.word(f"prompt.{field}")),
        (form.word("alert.number.title"), alert),
        least=least,
        most=most,
    )


def highlights(
    form: Form, sheet: SheetForm, layout: Layout, lists: ChoiceLists, known: frozenset[str]
) -> Iterator[Highlight]:
    """What is coloured in the table: what is missing, what cannot be."""
    yield from _money_highlights(form, layout)
    yield from _plan_highlights(form, layout)
    yield from _level_highlights(layout, lists)
    if goal := layout.cells("goal"):
        box = Box(*goal[0].box.first, goal[-1].box.bottom, goal[-1].box.right)
        yield Highlight(box, f"={placeholder_formula(form, goal)}", fill=WRONG)
    for each in layout.placed:
        if each.kind is Kind.FIELD and each.text in sheet.required - known:
            yield Highlight(each.box, f"=LEN(TRIM({each.box.first}))=0", fill=MISSING)
        elif each.kind is Kind.REPEAT and each.number == 0:
            yield from _row_highlights(form, sheet, layout, each)


def line_highlight(layout: Layout, passed: str) -> Highlight:
    """The line above the table, where it says that the sheet passed."""
    line = Cell(LINE_ROW, layout.table.left)
    return Highlight(Box(*line, *line), f'=${line.letters}${line.row + 1}="{passed}"', colour=GREEN)


def _row_highlights(
    form: Form, sheet: SheetForm, layout: Layout, placed: Placed
) -> Iterator[Highlight]:
    """Required cells that are blank: of a row in use, of a list with no entry, of an entry.

    The parts of a split field are blank together: a figure, or words in its place.
    """
    whole = next((name for name, parts in sheet.split.items() if placed.text in parts), placed.text)
    if whole not in sheet.required:
        return
    rows, row = layout.rows(placed.text), placed.box.top
    box = Box(rows[0], placed.box.left, rows[-1], placed.box.right)
    cell = _beside(placed.box.first, row)
    if placed.text not in layout.indicator_fields:
        column = f"{absolute(box)}" if "." not in placed.text else cell
        yield Highlight(box, f"=SUMPRODUCT(LEN(TRIM({column})))=0", fill=MISSING)
        return
    parts = sheet.split.get(whole, (placed.text,))
    together = [_beside(each, row) for each in map(layout.cell, parts) if each]
    others = [
        _beside(first, row)
        for name in layout.indicator_fields
        if name != "level1" and (first := layout.cell(name))
    ]
    blank, used = "&".join(together), "&".join(others)
    formula = f"=AND(LEN(TRIM({blank}))=0,LEN(TRIM({used}))>0{_unless(form, layout, row, whole)})"
    yield Highlight(box, formula, fill=MISSING)


def _unless(form: Form, layout: Layout, row: int, field: str) -> str:
    """But for rows that say in one cell that they do not apply: they need their levels alone."""
    firsts = (layout.cell(name) for name in saying(layout.indicator_fields))
    cells = [_beside(first, row) for first in firsts if first]
    is_needed = field in ("level1", "level2") or not cells
    return "" if is_needed else f",NOT({not_applicable(form, cells)})"


def _beside(cell: Cell, row: int) -> str:
    """A cell of the same row, its column held fast."""
    return f"${cell.letters}{row + 1}"


def _money_highlights(form: Form, layout: Layout) -> Iterator[Highlight]:
    cells = [layout.cell(name) for name in MONEY]
    boxes = sorted(each.box for name in MONEY for each in layout.cells(name))
    if all(cells) and not form.says_budget:
        total, *parts = (f"${cell.letters}${cell.row + 1}" for cell in cells if cell)
        formula = f"={sum_formula(total, parts)}"
        for box in boxes:
            yield Highlight(box, formula, fill=WRONG)


def _plan_highlights(form: Form, layout: Layout) -> Iterator[Highlight]:
    boxes = [each.box for date in form.plan_dates for each in layout.cells(f"plan.{date}")]
    for number, box in enumerate(boxes):
        cell, before = box.first, ",".join(str(each.first) for each in boxes[:number])
        if number:
            yield Highlight(box, f"=AND(ISNUMBER({cell}),{cell}<MAX({before}))", fill=WRONG)
        if number == len(boxes) - 1:
            yield Highlight(box, f"=AND(LEN({cell})>0,ROUND(N({cell}),6)<>1)", fill=WRONG)
        yield Highlight(
            box, f"=AND(ISNUMBER({cell}),ROUND({cell}*100,6)<>ROUND({cell}*100,0))", number="0.0#%"
        )


def _level_highlights(layout: Layout, lists: ChoiceLists) -> Iterator[Highlight]:
    one, two = layout.cell("level1"), layout.cell("level2")
    if not (one and two):
        return
    first, second = f"${one}", f"${two}"
    rows = layout.rows("level1")
    known, of1, of2 = map(in_words, lists.choices)
    yield Highlight(
        Box(rows[0], one.column, rows[-1], one.column),
        f"=AND(LEN({first})>0,SUMPRODUCT(--({known}={first}))=0)",
        fill=WRONG,
    )
    yield Highlight(
        Box(rows[0], two.column, rows[-1], two.column),
        f"=AND(LEN({second})>0,SUMPRODUCT(({of1}={first})*({of2}={second}))=0)",
        fill=WRONG,
    )
