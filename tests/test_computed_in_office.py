"""One text, two readers: what Python works out exactly, LibreOffice works out in the sheet."""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parts import expressions
from parts.expressions import COLUMN, FIGURES, OPERANDS, TEXTS, WORDS
from parts.office import Office
from xlperf.budget import Holds, Target, number_from_float
from xlperf.form.computing import (
    REFUSED,
    Answer,
    Calculation,
    Comparison,
    Expression,
    Operand,
    ScoreForm,
    TargetCells,
    Value,
    broken_formula,
    formula_of,
    parse_expression,
    reason_formula,
    reason_is_due,
    text_of,
    truth_of,
    value_of,
)

ROWS = 4
"""How many rows a column has; here they lie side by side."""
_AMOUNTS = (
    "0",
    "0.1",
    "0.2",
    "0.3",
    "1.1",
    "3",
    "33.33",
    "-5",
    "0.005",
    "1234567.89",
    "98765432.1",
)
_SHARES = ("0", "0.6", "0.853", "1", "0.0001", "1.25")
_FIGURE = {
    "a": _AMOUNTS, "b": _AMOUNTS, "rate.score": _SHARES, "c.合计": ("0", "1", "3", "7", "1000"),
}  # fmt: skip
_ODD = (None, REFUSED)


def cases() -> st.SearchStrategy[tuple[Expression, Comparison, Expression, Any]]:
    """A figure, a check and a text of the same values, some of them blank or no figure."""
    return st.tuples(
        expressions.figures(),
        expressions.comparisons(expressions.figures()),
        expressions.texts(),
        st.tuples(
            st.fixed_dictionaries({name: _some(_FIGURE[name]) for name in FIGURES}),
            st.fixed_dictionaries({name: _words() for name in TEXTS}),
            st.tuples(*[_some(_AMOUNTS)] * ROWS),
        ),
    )


def _some(figures: tuple[str, ...]) -> st.SearchStrategy[Value]:
    known = [Decimal(each) for each in figures]
    return st.sampled_from([*known, *known, *known, *_ODD])


def _words() -> st.SearchStrategy[Value]:
    return st.sampled_from([*WORDS, "RED", " Red ", None])


def collected(count: int) -> list[tuple[Expression, Comparison, Expression, Any]]:
    """So many cases, always the same."""
    found = list[tuple[Expression, Comparison, Expression, Any]]()

    @settings(
        max_examples=count, derandomize=True, database=None, deadline=None,
        suppress_health_check=[*HealthCheck],
    )  # fmt: skip
    @given(cases())
    def collect(case: tuple[Expression, Comparison, Expression, Any]) -> None:
        found.append(case)

    collect()
    return found


def written(sheet: Any, row: int, column: int, value: Value) -> None:
    """A value in a cell; what is refused is a word, and every other blank is a computed one."""
    if value is REFUSED:
        sheet.write_string(row, column, "三")
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, float(value))
    elif value is None and (row + column) % 2:
        sheet.write_formula(row, column, '=""', None, "")
    elif isinstance(value, str):
        sheet.write_string(row, column, value)


def as_read(value: Any) -> Decimal | str | None:
    """What LibreOffice stored, as a reader takes it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_from_float(float(value))
    return value or None


@pytest.mark.long
def test_what_python_works_out_stands_in_the_sheet(libreoffice: Office, tmp_path: Path) -> None:
    path, told = tmp_path / "computed.xlsx", list[tuple[str, Answer | bool, str]]()
    names = (*FIGURES, *TEXTS)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("S")
    for row, (figure, check, text, (figures, words, column)) in enumerate(collected(400)):
        values = {**figures, **words}
        cells = {name: f"{chr(65 + at)}{row + 1}" for at, name in enumerate(names)}
        ranges = {COLUMN: f"K{row + 1}:{chr(75 + ROWS - 1)}{row + 1}"}
        for at, name in enumerate(names):
            written(sheet, row, at, values[name])
        for at, value in enumerate(column):
            written(sheet, row, 10 + at, value)
        for at, (part, digits) in enumerate(((figure, 2), (text, None), (figure, 0))):
            made = Calculation(part, OPERANDS, digits)
            sheet.write_formula(row, 16 + at, formula_of(made, cells, ranges), None, "")
            answer = value_of(made, values, {COLUMN: column})
            told.append((f"{chr(81 + at)}{row + 1}", answer, text_of(part)))
        made = Calculation(check, OPERANDS)
        sheet.write_formula(row, 19, f"={broken_formula(made, cells, ranges)}", None, False)
        broken = truth_of(made, values, {COLUMN: column}) is False
        told.append((f"T{row + 1}", broken, text_of(check)))
    book.close()
    found = libreoffice.values(path)["S"]
    wrong = [(cell, text, answer, found.get(cell)) for cell, answer, text in told
             if not agrees(answer, found.get(cell))]  # fmt: skip
    assert wrong == []
    figures = [each for _, each, _ in told if isinstance(each, Answer)]
    assert sum(isinstance(each.value, Decimal) for each in figures) > 300
    assert sum(each.value is None for each in figures) > 100
    assert sum(isinstance(each.value, str) for each in figures) > 50
    assert sum(each is True for _, each, _ in told) > 30


def agrees(answer: Answer | bool, stored: Any) -> bool:
    """Whether a cell says what Python says."""
    if isinstance(answer, bool):
        return bool(stored) is answer
    return answer.agrees(as_read(stored))


TRAPS = {
    "0.1 + 0.2 = 0.3": ("if(a + b = 0.3, 1, 0)", "1"),
    "less what was there is nothing": ("1 / (0.3 - a - b)", ""),
    "1.1 - 1 is 0.1": ("if(1.1 - 1 = a, 1, 0)", "1"),
    "half away from zero": ("-1.005", "-1.01"),
    "a third is not a whole": ("1 / 3 * 3", "1"),
    "seen alike, upper or lower": ('if(rag = "red", 1, 0)', "1"),
    "wildcards are letters": ('if(status = "x*", 1, 0)', "0"),
}


@pytest.mark.long
def test_what_binary_figures_would_get_wrong(libreoffice: Office, tmp_path: Path) -> None:
    path = tmp_path / "traps.xlsx"
    values: dict[str, Value] = {
        "a": Decimal("0.1"),
        "b": Decimal("0.2"),
        "rag": "Red",
        "status": "x, y)",
    }
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("S")
    for at, value in enumerate(values.values()):
        written(sheet, 0, at, value)
    cells = {name: f"{chr(65 + at)}1" for at, name in enumerate(values)}
    for row, (text, _) in enumerate(TRAPS.values()):
        made = Calculation(parse_expression(text), OPERANDS, 2)
        sheet.write_formula(row, 6, formula_of(made, cells), None, "")
    book.close()
    found = libreoffice.values(path)["S"]
    for row, (text, result) in enumerate(TRAPS.values()):
        stored, wanted = as_read(found.get(f"G{row + 1}")), Decimal(result) if result else None
        made = Calculation(parse_expression(text), OPERANDS, 2)
        assert (stored, value_of(made, values).value) == (wanted, wanted), text


# Scores.

SCORINGS = [
    ScoreForm.model_validate(each)
    for each in (
        {
            "signs": {"≥": "ratio", "＝": "ratio", "≤": "inverse", "＜": "excess", "＞": "met"},
            "bands": {"达成": [80, 100], "部分达成": [60, 80], "未达成": [0, 60]},
            "over": 150,
        },
        {"signs": {"≥": "ratio", "＝": "met", "≤": "met"}, "zero": "met"},
    )
]
_SCORED = {
    "value": Operand(Holds.TARGET, parts=("sign", "number", "unit")),
    "actual": Operand(Holds.TARGET, parts=("actual.number", "actual.unit")),
    "weight": Operand(Holds.NUMBER, 2),
    "given": Operand(Holds.NUMBER, 2),
}
_COLUMNS = ("sign", "number", "unit", "actual.number", "actual.unit", "weight", "given")
_FILLED: tuple[tuple[Value, ...], ...] = (
    *product(
        ("≥", "≤", "＝", None, "＜", "＞", "定性"),
        (Decimal(3), Decimal(0), Decimal(-2)),
        ("个",),
        (Decimal(2), Decimal(3), Decimal("4.51"), Decimal(0), Decimal(-3), None),
        ("个",),
        (Decimal(10),),
        (None,),
    ),
    *product(
        ("定性", None), (None,), ("完成", None), (None,),
        ("达成", "部分达成", "未达成", "别的", None),
        (Decimal(15), None), tuple(map(Decimal, ("0", "8.99", "9", "12", "15", "15.01"))),
    ),
    *product(("≥",), (Decimal(3),), ("个", None), (Decimal(2),), ("次", " 个 ", None),
             (Decimal(10), None), (Decimal(1),)),
)  # fmt: skip


@pytest.mark.long
def test_points_and_reasons_stand_in_the_sheet(libreoffice: Office, tmp_path: Path) -> None:
    path, told = tmp_path / "scores.xlsx", list[tuple[str, Answer | bool]]()
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("S")
    part = parse_expression("score(value, actual, weight, given)")
    for row, (filled, scoring) in enumerate(product(_FILLED, SCORINGS)):
        for at, value in enumerate(filled):
            written(sheet, row, at, value)
        cells = {name: f"{chr(65 + at)}{row + 1}" for at, name in enumerate(_COLUMNS)}
        made = Calculation(part, _SCORED, 2, scoring)
        sheet.write_formula(row, 8, formula_of(made, cells), None, "")
        wanted = TargetCells(cells["sign"], cells["number"], cells["unit"])
        done = TargetCells("", cells["actual.number"], cells["actual.unit"])
        sheet.write_formula(row, 9, f"={reason_formula(scoring, wanted, done)}", None, False)
        values = _values(dict(zip(_COLUMNS, filled, strict=True)))
        told.append((f"I{row + 1}", value_of(made, values)))
        due = reason_is_due(scoring, values["value"], values["actual"])
        told.append((f"J{row + 1}", due is True))
    book.close()
    found = libreoffice.values(path)["S"]
    assert [(cell, answer, found.get(cell)) for cell, answer in told
            if not agrees(answer, found.get(cell))] == []  # fmt: skip
    assert {type(each.value) for _, each in told if isinstance(each, Answer)} == {
        Decimal, type(None),
    }  # fmt: skip


def _values(filled: Mapping[str, Any]) -> dict[str, Any]:
    """Targets out of their cells."""

    def texts(name: str) -> str:
        return (filled[name] or "").strip()

    return {
        "value": Target.of(texts("sign"), filled["number"], texts("unit")),
        "actual": Target.of("", filled["actual.number"], texts("actual.unit")),
        "weight": filled["weight"],
        "given": filled["given"],
    }
