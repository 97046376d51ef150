"""目录: a row for each project, linked to its sheet, with its live state and what is still open."""

from collections.abc import Iterator, Mapping, Sequence
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
from .page import page_for

_COLUMNS = {
    "number": 6.0, "code": 25.0, "name": 38.0, "control": 14.0, "filled": 14.0, "state": 10.0,
    "open": 10.0,
}  # fmt: skip
"""The columns and their widths; those of amounts stand only where a form asks for a budget."""
_AMOUNTS = ("control", "filled")
_TITLE, _UNIT, _HEAD = 0, 1, 2


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
    """The list of all sheets to fill, with totals against the control total where there is one."""
    last, at = _HEAD + len(lines), _columns(form)
    has_amounts = "control" in at
    contents = [
        Content(_TITLE, 0, "title", title),
        Content(_UNIT, 0, "line", unit),
        *(Content(_HEAD, i, "heading", _heading(form, name)) for name, i in at.items()),
    ]
    if has_amounts:
        money = form.word("line.money", unit=form.money.unit)
        contents.append(Content(_UNIT, at["control"], "line.right", money))
    numbers = _numbers(form, lines)
    for row, (number, line) in enumerate(zip(numbers, lines, strict=True), _HEAD + 1):
        contents += _line(form, at, row, number, line)
    contents += _totals(form, at, last + 1, lines)
    foot = last + 3
    if form.project_sheet:
        contents.append(Content(foot, 0, "line", form.word("contents.new")))
    return Sheet(
        name=form.word("sheet.contents"),
        contents=sorted(contents),
        merges=_merges(at, last),
        widths={index: _COLUMNS[name] for name, index in at.items()},
        heights={_TITLE: 36.0, _UNIT: 20.0, _HEAD: 24.0, last + 1: 22.0}
        | ({last + 2: 22.0} if has_amounts else {})
        | {
            _HEAD + number: row_height([(line.name, _COLUMNS["name"])], 22)
            for number, line in enumerate(lines, 1)
        },
        highlights=_colours(form, at, last),
        frozen=Cell(_HEAD + 1, 0),
        printing=Print(
            repeat=(_HEAD, _HEAD),
            landscape=page_for(_COLUMNS[name] for name in at).landscape,
            footer=form.word("footer", title=form.word("sheet.contents")),
        ),
        protected=True,
        tab="1F4E79",
    )


def _columns(form: Form) -> dict[str, int]:
    """The columns by name, from left to right."""
    unasked = set() if form.asks("budget") else {*_AMOUNTS}
    unasked |= set() if form.project_sheet else {"code"}
    names = [name for name in _COLUMNS if name not in unasked]
    return {name: index for index, name in enumerate(names)}


def _heading(form: Form, name: str) -> str:
    """What a column is called; without projects the sheets are the form's own."""
    is_sheet = name == "name" and form.project_sheet is None
    return form.word("contents.sheet" if is_sheet else f"contents.{name}")


def _merges(at: Mapping[str, int], last: int) -> list[Box]:
    named, right = at["name"], at["open"]
    merges = [Box(_TITLE, 0, _TITLE, right), Box(_UNIT, 0, _UNIT, named)]
    if "control" in at:
        merges.append(Box(_UNIT, at["control"], _UNIT, right))
    merges.append(Box(last + 1, 0, last + 1, named))
    if "control" in at:
        merges.append(Box(last + 2, 0, last + 2, named))
        merges.append(Box(last + 2, at["filled"], last + 2, right))
    return merges


def _numbers(form: Form, lines: Sequence[Line]) -> Iterator[int | None]:
    """The number of each line: a project has that of its tab, the unit's own part none."""
    number = 0
    for line in lines:
        is_numbered = bool(line.code) or form.project_sheet is None
        number += is_numbered
        yield number if is_numbered else None


def _line(
    form: Form, at: Mapping[str, int], row: int, number: int | None, line: Line
) -> list[Content]:
    sheet = quoted(line.sheet)
    budget = line.budget
    filled = f"=N({sheet}!{absolute(Box(*budget, *budget))})" if budget else ""
    passed, todo = form.word("contents.passed"), form.word("contents.todo")
    state = todo if line.open_count else passed
    opened = Cell(row, at["open"])
    amounts = [
        Content(row, at["control"], "plain.money", _float(line.control)),
        Content(row, at["filled"], "plain.money", line.filled, formula=filled),
    ] if "control" in at else []  # fmt: skip
    return [
        Content(row, 0, "plain.choice", None if number is None else float(number)),
        *([Content(row, at["code"], "plain.code", line.code)] if "code" in at else []),
        Content(row, at["name"], "link", line.name, link=f"{sheet}!A1"),
        *amounts,
        Content(
            row, at["state"], "plain.choice", state,
            formula=f'=IF({opened}=0,"{passed}","{todo}")',
        ),
        Content(
            row, at["open"], "plain.number", float(line.open_count),
            formula=f"={count_formula(line.hints, sheet + '!')}",
        ),
    ]  # fmt: skip


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _totals(
    form: Form, at: Mapping[str, int], row: int, lines: Sequence[Line]
) -> Iterator[Content]:
    """Totals, and whether what was filled in equals what was approved."""
    control = sum((line.control or Decimal(0) for line in lines), Decimal(0))
    filled = sum((Decimal(repr(line.filled)) for line in lines if line.filled), Decimal(0))
    opened = sum(line.open_count for line in lines)
    first, last = row - len(lines), row - 1
    sums = {"control": float(control), "filled": float(filled), "open": float(opened)}
    yield Content(row, 0, "total.text", form.word("contents.total"))
    blank = (*range(1, at["name"] + 1), at["state"])
    yield from (Content(row, column, "total.text") for column in blank)
    for name, value in sums.items():
        if name in at:
            column = at[name]
            style = "total.number" if name == "open" else "total.money"
            formula = f"=SUM({absolute(Box(first, column, last, column))})"
            yield Content(row, column, style, value, formula)
    if "control" in at:
        yield from _verdict(form, at, row, control, equal=filled == control)


def _verdict(
    form: Form, at: Mapping[str, int], row: int, control: Decimal, *, equal: bool
) -> Iterator[Content]:
    """Whether the amounts that are filled in come to the control total."""
    left, right = Cell(row, at["filled"]), Cell(row + 1, at["control"])
    agree, differ = form.word("contents.equal"), form.word("contents.unequal")
    formula = f'=IF(ROUND({left}-{right},6)=0,"{agree}","{differ}")'
    yield Content(row + 1, 0, "total.text", form.word("contents.limit"))
    blank = (*range(1, at["name"] + 1), at["state"], at["open"])
    yield from (Content(row + 1, column, "total.text") for column in blank)
    yield Content(row + 1, at["control"], "total.money", float(control))
    yield Content(row + 1, at["filled"], "total.text", agree if equal else differ, formula)


def _colours(form: Form, at: Mapping[str, int], last: int) -> list[Highlight]:
    box = Box(_HEAD + 1, at["state"], last, at["open"])
    cell = f"${Cell(_HEAD + 1, at['open'])}"
    found = [
        Highlight(box, f"={cell}=0", colour=GREEN),
        Highlight(box, f"={cell}>0", colour=RED),
    ]
    if "control" in at:
        verdict = Box(last + 2, at["filled"], last + 2, at["filled"])
        unequal = form.word("contents.unequal")
        found.append(Highlight(verdict, f'={verdict.first}="{unequal}"', colour=RED))
    return found
