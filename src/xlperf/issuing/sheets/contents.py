"""目录: a row for each project, linked to its sheet, with its live state and what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...form import Form
from ...sheet import (
    GREEN,
    RED,
    Box,
    Cell,
    Content,
    Highlight,
    Print,
    Sheet,
    Value,
    absolute,
    quoted,
    row_height,
)
from ..live_checks import count_formula

_COLUMNS = ("number", "code", "name", "control", "filled", "state", "open")
_WIDTHS = dict(enumerate((6.0, 25.0, 38.0, 14.0, 14.0, 10.0, 10.0)))
_TITLE, _UNIT, _HEAD = 0, 1, 2
_CONTROL, _FILLED, _STATE, _OPEN = 3, 4, 5, 6


@dataclass(frozen=True)
class Line:
    """One sheet of the workbook, as the 目录 shows it.

    Attributes:
        budget: where its amount stands; None for the unit's own part, which has none.
        filled: the amount there now, the stored value of the live formula.
    """

    sheet: str
    code: str
    name: str
    hints: Box
    open_count: int
    budget: Cell | None = None
    control: Decimal | None = None
    filled: Value = None


def contents_sheet(form: Form, unit: str, title: str, lines: Sequence[Line]) -> Sheet:
    """The list of all sheets to fill, with totals against the control total.

    Of a form that does not draw the budget there are no totals, and none to hold them against.
    """
    last = _HEAD + len(lines)
    is_held = form.asks("budget")
    contents = [
        Content(_TITLE, 0, "title", title),
        Content(_UNIT, 0, "line", unit),
        Content(_UNIT, _CONTROL, "line.right", _money_line(form)),
        *(Content(_HEAD, i, "heading", form.word(f"contents.{n}")) for i, n in enumerate(_COLUMNS)),
    ]
    for number, line in enumerate(lines, 1):
        contents += _line(form, _HEAD + number, number, line)
    contents += _totals(form, last + 1, lines)
    return Sheet(
        name=form.word("sheet.contents"),
        contents=contents,
        merges=[
            Box(_TITLE, 0, _TITLE, len(_COLUMNS) - 1),
            Box(_UNIT, 0, _UNIT, 2),
            Box(_UNIT, _CONTROL, _UNIT, _OPEN),
            Box(last + 1, 0, last + 1, 2),
            *(
                [Box(last + 2, 0, last + 2, 2), Box(last + 2, _FILLED, last + 2, _OPEN)]
                if is_held
                else []
            ),
        ],
        widths=_WIDTHS,
        heights={_TITLE: 36.0, _UNIT: 20.0, _HEAD: 24.0, last + 1: 22.0}
        | ({last + 2: 22.0} if is_held else {})
        | {
            _HEAD + number: row_height([(line.name, _WIDTHS[2])], 22)
            for number, line in enumerate(lines, 1)
        },
        highlights=_colours(form, last),
        frozen=Cell(_HEAD + 1, 0),
        printing=Print(
            repeat=(_HEAD, _HEAD), footer=form.word("footer", title=form.word("sheet.contents"))
        ),
        protected=True,
        tab="1F4E79",
    )


def _money_line(form: Form) -> str:
    return form.word("line.money", unit=form.money.unit) if form.has_money else ""


def _line(form: Form, row: int, number: int, line: Line) -> list[Content]:
    sheet = quoted(line.sheet)
    budget = line.budget
    filled = f"=N({sheet}!{absolute(Box(*budget, *budget))})" if budget else ""
    state = form.word("contents.todo") if line.open_count else form.word("contents.passed")
    opened = Cell(row, _OPEN)
    return [
        Content(row, 0, "plain.choice", float(number)),
        Content(row, 1, "plain.code", line.code),
        Content(row, 2, "link", line.name, link=f"{sheet}!A1"),
        Content(row, _CONTROL, "plain.money", _float(line.control) if budget else None),
        Content(row, _FILLED, "plain.money", line.filled if budget else None, formula=filled),
        Content(
            row, _STATE, "plain.choice", state,
            formula=f'=IF({opened}=0,"{form.word("contents.passed")}","{form.word("contents.todo")}")',
        ),
        Content(
            row, _OPEN, "plain.number", float(line.open_count),
            formula=f"={count_formula(line.hints, sheet + '!')}",
        ),
    ]  # fmt: skip


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _totals(form: Form, row: int, lines: Sequence[Line]) -> list[Content]:
    """Totals, and whether what was filled in equals what was approved."""
    control = sum((line.control or Decimal(0) for line in lines), Decimal(0))
    filled = sum((Decimal(repr(line.filled)) for line in lines if line.filled), Decimal(0))
    opened = sum(line.open_count for line in lines)
    first, last = row - len(lines), row - 1
    sums = {_OPEN: float(opened)}
    if form.asks("budget"):
        sums = {_CONTROL: float(control), _FILLED: float(filled), **sums}
    contents = [Content(row, 0, "total.text", form.word("contents.total"))]
    blank = {*range(1, _OPEN)} - sums.keys()
    contents += [Content(row, column, "total.text") for column in sorted(blank)]
    for column, value in sums.items():
        style = "total.number" if column == _OPEN else "total.money"
        formula = f"=SUM({absolute(Box(first, column, last, column))})"
        contents.append(Content(row, column, style, value, formula))
    if not form.asks("budget"):
        return sorted(contents)
    equal = filled == control
    left, right = Cell(row, _FILLED), Cell(row + 1, _CONTROL)
    agree, differ = form.word("contents.equal"), form.word("contents.unequal")
    formula = f'=IF(ROUND({left}-{right},6)=0,"{agree}","{differ}")'
    contents += [
        Content(row + 1, 0, "total.text", form.word("contents.limit")),
        *(Content(row + 1, column, "total.text") for column in (1, 2, _STATE, _OPEN)),
        Content(row + 1, _CONTROL, "total.money", float(control)),
        Content(row + 1, _FILLED, "total.text", agree if equal else differ, formula),
    ]
    return sorted(contents)


def _colours(form: Form, last: int) -> list[Highlight]:
    box = Box(_HEAD + 1, _STATE, last, _OPEN)
    cell = f"$G{_HEAD + 2}"
    colours = [
        Highlight(box, f"={cell}=0", colour=GREEN),
        Highlight(box, f"={cell}>0", colour=RED),
    ]
    if not form.asks("budget"):
        return colours
    verdict = Box(last + 2, _FILLED, last + 2, _FILLED)
    unequal = form.word("contents.unequal")
    return [*colours, Highlight(verdict, f'={verdict.first}="{unequal}"', colour=RED)]
