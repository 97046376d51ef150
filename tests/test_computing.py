"""Computed cells: what may be written, what it comes to, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parts import expressions
from parts.drawn import cells_of
from parts.formula_text import formula_errors
from xlperf.budget import Holds, Target
from xlperf.form.computing import (
    REFUSED,
    Answer,
    Calculation,
    ExpressionError,
    Operand,
    ScoreForm,
    Value,
    answers_of,
    broken_formula,
    digits_of,
    formula_of,
    mistakes_of,
    names_of,
    order_of,
    parse_comparison,
    parse_expression,
    text_of,
    truth_of,
    value_of,
)
from xlperf.form.computing.expression import parts_of
from xlperf.form.computing.rounding import rounded

MONEY, PERCENT, COUNT = (
    Operand(Holds.MONEY, 2), Operand(Holds.PERCENT, 4), Operand(Holds.COUNT, 0),
)  # fmt: skip
OPERANDS = {
    "budget": MONEY, "fiscal": MONEY, "other": MONEY, "spent": MONEY, "carried": MONEY,
    "rate": PERCENT, "places": COUNT, "n": Operand(Holds.NUMBER),
    "rag": Operand(Holds.CHOICE), "note": Operand(Holds.TEXT), "code": Operand(Holds.CODE),
    "start": Operand(Holds.DATE), "end": Operand(Holds.DATE),
    "task.budget": Operand(Holds.MONEY, 2, table="task"),
    "task.share": Operand(Holds.PERCENT, 4, table="task"),
    "score": Operand(Holds.NUMBER, 2, table="indicators"),
    "value": Operand(Holds.TARGET, table="indicators", parts=("sign", "number", "unit")),
    "actual": Operand(Holds.TARGET, table="indicators", parts=("actual.number", "actual.unit")),
    "whole": Operand(Holds.TARGET, table="indicators"),
    "weight": Operand(Holds.NUMBER, 2, table="indicators"),
    "given": Operand(Holds.NUMBER, 2, table="indicators"),
}  # fmt: skip
SCORING = ScoreForm.model_validate({"signs": {"≥": "ratio"}})


def calculation(text: str, digits: int | None = 2, table: str = "") -> Calculation:
    """A computed cell of these fields."""
    return Calculation(parse_expression(text), OPERANDS, digits, SCORING, table=table)


def check(text: str) -> Calculation:
    """A check of these fields."""
    return Calculation(parse_comparison(text), OPERANDS)


# The grammar: what may be written, and how it is understood (with no needless brackets).

RIGHT = """
| 写法                                   | 读作                                   |
| 1                                      | 1                                      |
| 0.60                                   | 0.60                                   |
| spent/budget                           | spent / budget                         |
|   spent   /\\nbudget                   | spent / budget                         |
| a-b-c                                  | a - b - c                              |
| a-(b-c)                                | a - (b - c)                            |
| (a-b)-c                                | (a - b) - c                            |
| a+b*c                                  | a + b * c                              |
| (a+b)*c                                | (a + b) * c                            |
| a/(b*c)                                | a / (b * c)                            |
| (a/b)                                  | a / b                                  |
| -a*b                                   | -a * b                                 |
| -(a*b)                                 | -(a * b)                               |
| - -a                                   | --a                                    |
| a--b                                   | a - -b                                 |
| min(rate, 1) * 10                      | min(rate, 1) * 10                      |
| max(a)                                 | max(a)                                 |
| rate.score + sum(score)                | rate.score + sum(score)                |
| sum(task.budget,grant.q1)              | sum(task.budget, grant.q1)             |
| sum + min                              | sum + min                              |
| plan.12 * 2                            | plan.12 * 2                            |
| 预算数＋其他资金                       | 预算数 + 其他资金                      |
| （a－b）＊c／d                         | (a - b) * c / d                        |
| a×b÷c−d                                | a * b / c - d                          |
| if(a>=b,1,0)                           | if(a >= b, 1, 0)                       |
| if(a≥b，1，0)                          | if(a >= b, 1, 0)                       |
| if(a ≠ b, 1, if(a ＜ 0, 2, 3))         | if(a <> b, 1, if(a < 0, 2, 3))         |
| if(rag = "Red", "差", '好')            | if(rag = "Red", "差", "好")            |
| if(rag = “≤ 红”, "a""b", 'c''d')       | if(rag = "≤ 红", "a""b", "c'd")        |
| if(rag = "(", "", ',')                 | if(rag = "(", "", ",")                 |
| score(value, actual, weight, given)    | score(value, actual, weight, given)    |
| score(value, actual, weight * 2)       | score(value, actual, weight * 2)       |
"""


@pytest.mark.parametrize(("written", "read"), cells_of(RIGHT)[1:])
def test_what_may_be_written(written: str, read: str) -> None:
    parsed = parse_expression(written)
    assert text_of(parsed) == read
    assert parse_expression(read) == parsed


WRONG = """
| 写法                  | 错误      | 列 | 写着   | 应为                        |
|                       | expected  | 1  |        | operand                     |
| a +                   | expected  | 4  |        | operand                     |
| a b                   | expected  | 3  | b      | operator end                |
| 3months               | expected  | 2  | months | operator end                |
| (a + b                | expected  | 7  |        | operator )                  |
| a + b)                | expected  | 6  | )      | operator end                |
| a = b                 | expected  | 3  | =      | operator end                |
| * a                   | expected  | 1  | *      | operand                     |
| sum(a + b)            | expected  | 7  | +      | , )                         |
| min(a b               | expected  | 7  | b      | operator , )                |
| score(a, b, c, d + 1) | expected  | 18 | +      | )                           |
| score(a, b, c         | expected  | 14 |        | operator , )                |
| sum(1)                | expected  | 5  | 1      | name                        |
| sum()                 | expected  | 5  | )      | name                        |
| min()                 | expected  | 5  | )      | operand                     |
| if(a, b, c)           | expected  | 5  | ,      | operator comparison         |
| if(a = b = c, 1, 2)   | expected  | 10 | =      | operator ,                  |
| if(a = b, c, d e)     | expected  | 16 | e      | operator )                  |
| if(a > 0, 1)          | arguments | 12 | )      | 3                           |
| if(a > 0, 1, 2, 3)    | arguments | 15 | ,      | 3                           |
| score(a, b)           | arguments | 11 | )      | 3                           |
| score(1, b, c)        | expected  | 7  | 1      | name                        |
| score(a, b, c, d, e)  | arguments | 17 | ,      | 4                           |
| SUM(a)                | function  | 1  | SUM    | sum min max if score        |
| a + average(b)        | function  | 5  | average| sum min max if score        |
| a == b                | expected  | 3  | =      | operator end                |
| a ^ 2                 | sign      | 3  | ^      |                             |
| 60%                   | sign      | 3  | %      |                             |
| .5                    | sign      | 1  | .      |                             |
| 5.                    | sign      | 2  | .      |                             |
| 1.2.3                 | sign      | 4  | .      |                             |
| _a                    | sign      | 1  | _      |                             |
| a!b                   | sign      | 2  | !      |                             |
| if(a = "x, 1, 2)      | quote     | 8  | "      |                             |
| 1234567890123456      | digits    | 1  | 1234567890123456 | 15                |
| 0.1234567890123456    | digits    | 1  | 0.1234567890123456 | 15              |
"""


@pytest.mark.parametrize(("written", "code", "column", "found", "expected"), cells_of(WRONG)[1:])
def test_what_may_not_be_written(
    written: str, code: str, column: str, found: str, expected: str
) -> None:
    with pytest.raises(ExpressionError) as raised:
        parse_expression(written)
    error = raised.value
    assert (error.code, error.column, error.found) == (code, int(column), found)
    assert " ".join(error.expected) == expected


def test_a_check_is_one_comparison() -> None:
    assert text_of(parse_comparison("budget＝fiscal+other")) == "budget = fiscal + other"
    for written, column, expected in (
        ("budget", 7, ("operator", "comparison")),
        ("a = b = c", 7, ("operator", "end")),
        ("a =", 4, ("operand",)),
    ):
        with pytest.raises(ExpressionError) as raised:
            parse_comparison(written)
        assert (raised.value.column, raised.value.expected) == (column, expected)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("a" * 1000, ""),
        ("a" * 1001, "long"),
        ("(" * 16 + "a" + ")" * 16, ""),
        ("(" * 17 + "a" + ")" * 17, "deep"),
        ("-" * 16 + "a", ""),
        ("-" * 17 + "a", "deep"),
        ("min(" * 17 + "a" + ")" * 17, "deep"),
        ("+".join(["-(a)"] * 100), ""),  # one after another is not one inside another
        ("+".join(["a"] * 500), ""),
        ("*".join(f"a{number}" for number in range(100)), ""),
        ("*".join(f"a{number}" for number in range(101)), "names"),
        ("min(" + ",".join(["1"] * 99) + ")", ""),
        ("min(" + ",".join(["1"] * 100) + ")", "arguments"),
        (f'if(rag = "{"长" * 255}", 1, 2)', ""),
        (f'if(rag = "{"长" * 256}", 1, 2)', "text"),
        ('if(rag = "a\u200bb", 1, 2)', "text"),
        ('if(rag = "a\x01b", 1, 2)', "text"),
    ],
)
def test_a_text_has_its_limits(written: str, code: str) -> None:
    if not code:
        parse_expression(written)
        return
    with pytest.raises(ExpressionError) as raised:
        parse_expression(written)
    assert raised.value.code == code


@given(expressions.figures() | expressions.texts())
def test_an_expression_is_its_text(expression: object) -> None:
    text = text_of(expression)  # type: ignore[arg-type]
    if len(text) <= 1000:
        assert parse_expression(text) == expression


@given(st.text("ab(),.+-*/=<>\"' 1≥（", max_size=30))
def test_any_text_is_an_expression_or_says_where_it_is_none(text: str) -> None:
    try:
        parsed = parse_expression(text)
    except ExpressionError as error:
        told = error
    else:
        assert parse_expression(text_of(parsed)) == parsed
        return
    assert 1 <= told.column <= len(text) + 1
    assert text.startswith(told.found, told.column - 1)


def test_names_are_told_once_in_the_order_they_are_read() -> None:
    assert names_of(parse_expression("b + if(c > a, b, sum(d.e, a))")) == ("b", "c", "a", "d.e")


# What it comes to. `~` is a blank, `!` was refused.

VALUES = """
| 写法                                | 已知                            | 得     |
| spent / budget                      | spent=30 budget=90              | 0.33   |
| spent / budget                      | spent=~ budget=90               | ~      |
| spent / budget                      | spent=30 budget=!               | ~      |
| spent / budget                      | spent=0 budget=90               | 0.00   |
| spent / budget                      | spent=30 budget=0               | ~      |
| spent / budget * budget             | spent=0.1 budget=3              | 0.10   |
| budget - spent - carried            | budget=1 spent=0.3 carried=0.2  | 0.50   |
| budget / spent / carried            | budget=8 spent=2 carried=2      | 2.00   |
| budget - (spent - carried)          | budget=1 spent=0.3 carried=0.2  | 0.90   |
| -budget                             | budget=1.005                    | -1.01  |
| -budget                             | budget=~                        | ~      |
| budget * 1                          | budget=1.005                    | 1.01   |
| budget * 1                          | budget=1.004999                 | 1.00   |
| budget * 1                          | budget=-0.004                   | 0.00   |
| budget / (spent - carried - other)  | budget=1 spent=0.3 carried=0.2 other=0.1 | ~ |
| sum(budget, spent)                  | budget=1 spent=~                | 1.00   |
| sum(budget, spent)                  | budget=0 spent=~                | 0.00   |
| sum(budget, spent)                  | budget=~ spent=~                | ~      |
| sum(budget, spent)                  | budget=1 spent=!                | ~      |
| min(budget, spent)                  | budget=1 spent=2                | 1.00   |
| max(budget, spent)                  | budget=1 spent=2                | 2.00   |
| min(budget, spent)                  | budget=1 spent=~                | ~      |
| max(budget, spent, carried)         | budget=1 spent=! carried=3      | ~      |
| if(budget = 0, 0, spent / budget)   | budget=0 spent=5                | 0.00   |
| if(budget = 0, 0, spent / budget)   | budget=10 spent=5               | 0.50   |
| if(budget = 0, 0, spent / budget)   | budget=10 spent=~               | ~      |
| if(budget = 0, 0, spent / budget)   | budget=~ spent=5                | ~      |
| if(budget > 1, 7, spent)            | budget=2 spent=~                | 7.00   |
| if(budget > 1, 7, "")               | budget=1                        | ~      |
| if(budget < spent, 1, 2)            | budget=1 spent=1                | 2.00   |
| if(budget < spent, 1, 2)            | budget=0 spent=1                | 1.00   |
| if(budget <= spent, 1, 2)           | budget=1 spent=1                | 1.00   |
| if(budget <= spent, 1, 2)           | budget=2 spent=1                | 2.00   |
| if(budget > spent, 1, 2)            | budget=1 spent=1                | 2.00   |
| if(budget > spent, 1, 2)            | budget=2 spent=1                | 1.00   |
| if(budget >= spent, 1, 2)           | budget=1 spent=1                | 1.00   |
| if(budget >= spent, 1, 2)           | budget=0 spent=1                | 2.00   |
| if(budget <> spent, 1, 2)           | budget=1 spent=1                | 2.00   |
| if(budget <> spent, 1, 2)           | budget=0 spent=1                | 1.00   |
| if(rag = "Red", 1, 2)               | rag=ＲＥＤ                      | 1.00   |
| if(rag <> "Red", 1, 2)              | rag=Red                         | 2.00   |
| if(rag <> "Red", 1, 2)              | rag=Green                       | 1.00   |
| if(rag = "Red", 1, 2)               | rag=~                           | ~      |
| if(rag = note, 1, 2)                | rag=x note=~                    | ~      |
| if(n / 3 = 0.333333, 1, 2)          | n=1                             | 1.00   |
| if(n / 3 = 0.33333, 1, 2)           | n=1                             | 2.00   |
"""


def known(text: str) -> dict[str, Value]:
    """The values of a drawn table."""
    pairs = (each.split("=") for each in text.split())
    return {name: _value(name, said) for name, said in pairs}


def _value(name: str, said: str) -> Value:
    if said in ("~", "!"):
        return REFUSED if said == "!" else None
    return said if name in ("rag", "note") else Decimal(said)


@pytest.mark.parametrize(("written", "values", "result"), cells_of(VALUES)[1:])
def test_what_it_comes_to(written: str, values: str, result: str) -> None:
    answer = value_of(calculation(written), known(values)).value
    assert ("~" if answer is None else str(answer)) == result


def test_a_text_is_a_result_as_it_is_written() -> None:
    rated = calculation('if(spent >= budget, "已 完成", note)', None)
    assert value_of(rated, known("spent=2 budget=1")).value == "已 完成"
    assert value_of(rated, known("spent=0 budget=1 note=缓")).value == "缓"
    assert value_of(rated, known("spent=0 budget=1 note=~")).value is None


def test_a_sum_takes_columns_and_single_fields() -> None:
    total = calculation("sum(task.budget, other) + budget")
    columns: Mapping[str, Sequence[Value]] = {"task.budget": [Decimal("0.1"), None, Decimal("0.2")]}
    values = {"other": Decimal(1), "budget": Decimal(10)}
    assert value_of(total, values, columns).value == Decimal("11.30")
    assert value_of(total, {"budget": Decimal(10)}, {"task.budget": [None, ""]}).value is None
    assert value_of(total, values, {"task.budget": [Decimal(1), REFUSED]}).value is None
    assert value_of(total, values, {"task.budget": [Decimal(1), "三"]}).value is None


def test_a_row_takes_its_own_value_and_the_whole_column() -> None:
    share = calculation("task.budget / sum(task.budget)", 4, table="task")
    columns: Mapping[str, Sequence[Value]] = {"task.budget": [Decimal(1), Decimal(2)]}
    assert value_of(share, {"task.budget": Decimal(2)}, columns).value == Decimal("0.6667")


def test_dates_are_compared_and_nothing_else() -> None:
    in_order = check("start <= end")
    assert truth_of(in_order, {"start": date(2026, 3, 1), "end": date(2026, 3, 1)}) is True
    assert truth_of(in_order, {"start": date(2026, 3, 2), "end": date(2026, 3, 1)}) is False
    assert truth_of(in_order, {"start": date(2026, 3, 2), "end": None}) is None
    with pytest.raises(TypeError):
        truth_of(calculation("budget"), {})


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ("budget=0.3 fiscal=0.1 other=0.2", True),
        ("budget=0.31 fiscal=0.1 other=0.2", False),
        ("budget=0.29 fiscal=0.1 other=0.2", False),
        ("budget=0.304 fiscal=0.1 other=0.2", True),  # to the places money has
        ("budget=0.3 fiscal=0.1 other=~", None),
        ("budget=! fiscal=0.1 other=0.2", None),
        ("budget=9999999999999.99 fiscal=9999999999999.98 other=0.01", True),
        ("budget=9999999999999.98 fiscal=9999999999999.98 other=0.01", False),
    ],
)
def test_a_check_holds_or_not_or_cannot_be_said(values: str, holds: bool | None) -> None:
    assert truth_of(check("budget = fiscal + other"), known(values)) is holds


def test_figures_nobody_can_keep_are_none() -> None:
    power = calculation("*".join(["budget"] * 100))
    assert value_of(power, {"budget": Decimal("1e9")}).value is None
    assert value_of(power, {"budget": Decimal(-1)}).value == 1
    alone = calculation("budget")
    assert value_of(alone, {"budget": Decimal("9e299")}).value == Decimal("9e299")
    assert value_of(alone, {"budget": Decimal("1e300")}).value is None
    assert value_of(alone, {"budget": Decimal("1e-300")}).value == 0
    assert value_of(calculation("budget"), {"budget": Decimal("1e999999")}).value is None
    assert value_of(calculation("budget"), {"budget": Decimal("1e-999999")}).value is None
    assert value_of(calculation("budget"), {"budget": Target(text="甲", raw="甲")}).value is None


# Rounded half away from zero, and told from what a sheet says.


@pytest.mark.parametrize(
    ("exact", "digits", "value", "other"),
    [
        (Fraction(5, 2), 0, "3", "2"),
        (Fraction(-5, 2), 0, "-3", "-2"),
        (Fraction(7, 2), 0, "4", "3"),
        (Fraction(1, 2) - Fraction(1, 10**10), 0, "0", "1"),
        (Fraction(1, 2) - Fraction(1, 10**8), 0, "0", None),
        (Fraction(1, 2) + Fraction(1, 10**10), 0, "1", "0"),
        (Fraction(1, 2) + Fraction(1, 10**8), 0, "1", None),
        (-Fraction(1, 2) + Fraction(1, 10**10), 0, "0", "-1"),
        (Fraction(2345, 1000), 2, "2.35", "2.34"),
        (Fraction(1, 2) / (1 + Fraction(1, 10**9)), 0, "0", "1"),  # just as near as that
        (Fraction(1, 2) / (1 + Fraction(1, 10**9)) - Fraction(1, 10**15), 0, "0", None),
        (10**8 + Fraction(1, 2) + Fraction(1, 100), 0, "100000001", "100000000"),
        (10**8 + Fraction(1, 2) + Fraction(1, 100) + Fraction(1, 10**9), 0, "100000001", None),
        (Fraction(2344, 1000), 2, "2.34", None),
        (Fraction(10**11 + 1, 100), 2, "1000000000.01", None),  # a whole number of places is sure
        (Fraction(0), 2, "0.00", None),
        (Fraction(-1, 1000), 2, "0.00", None),
    ],
)
def test_half_away_from_zero(exact: Fraction, digits: int, value: str, other: str | None) -> None:
    answer = rounded(exact, digits)
    assert str(answer.value) == value
    assert answer.other == (None if other is None else Decimal(other))


@pytest.mark.parametrize(
    ("answer", "stored", "agrees"),
    [
        (Answer(Decimal("2.35"), Decimal("2.34")), Decimal("2.35"), True),
        (Answer(Decimal("2.35"), Decimal("2.34")), Decimal("2.34"), True),
        (Answer(Decimal("2.35"), Decimal("2.34")), Decimal("2.36"), False),
        (Answer(Decimal("2.35")), Decimal("2.34"), False),
        (Answer(Decimal("2.30")), Decimal("2.3"), True),
        (Answer(Decimal("2.30")), None, False),
        (Answer(Decimal("2.30")), "", False),
        (Answer(Decimal("2.30")), "2.30", False),
        (Answer(None), None, True),
        (Answer(None), "", True),
        (Answer(None), Decimal(0), False),
        (Answer("好"), "好", True),
        (Answer("好"), "差", False),
        (Answer("好"), "", False),
        (Answer("好"), None, False),
        (Answer(Decimal("1234567890123.45")), Decimal("1234567890123.46"), True),
        (Answer(Decimal("1234567890123.45")), Decimal("1234567890124.45"), False),
        (Answer(Decimal("12345678901.23")), Decimal("12345678901.24"), False),
        (Answer(Decimal("999999999999.99")), Decimal("999999999999.98"), True),  # 14 digits
        (Answer(Decimal("100000000000.00")), Decimal("100000000000.01"), True),
        (Answer(Decimal("100000000000.00")), Decimal("100000000000.02"), False),
        (Answer(Decimal("99999999999.99")), Decimal("99999999999.98"), False),  # 13
    ],
)
def test_what_a_sheet_says_agrees_or_not(
    answer: Answer, stored: Decimal | str | None, agrees: bool
) -> None:
    assert answer.agrees(stored) is agrees


@given(st.fractions(), st.integers(0, 6))
def test_rounding_is_within_half_a_place(exact: Fraction, digits: int) -> None:
    value = rounded(exact, digits).value
    assert isinstance(value, Decimal)
    assert abs(Fraction(value) - exact) * 10**digits <= Fraction(1, 2)
    assert not value.is_signed() or value < 0
    assert rounded(-exact, digits).value == value.copy_negate()


@pytest.mark.parametrize(
    ("holds", "places", "digits"),
    [
        (Holds.MONEY, 4, 4), (Holds.NUMBER, None, 2), (Holds.NUMBER, 0, 0), (Holds.COUNT, None, 0),
        (Holds.PERCENT, None, 4), (Holds.PERCENT, 1, 3), (Holds.TEXT, None, None),
        (Holds.DATE, None, None),
    ],
)  # fmt: skip
def test_how_many_decimals_a_kind_has(holds: Holds, places: int | None, digits: int | None) -> None:
    assert digits_of(holds, places) == digits


# The formula.

CELLS = {name: f"{chr(65 + number)}5" for number, name in enumerate(OPERANDS)} | {
    "sign": "S5", "number": "T5", "unit": "U5", "actual.number": "V5", "actual.unit": "W5",
}  # fmt: skip
RANGES = {"task.budget": "N9:N12", "task.share": "O9:O12", "score": "P9:P12"}
FORMULAS = """
| 写法                           | 公式 |
| spent / budget                 | =IF(COUNT(D5,A5)<2,"",IFERROR(ROUND(D5/A5,2),"")) |
| budget * -(1 - rate)           | =IF(COUNT(A5,F5)<2,"",IFERROR(ROUND(A5*-(1-F5),2),"")) |
| budget - (spent - 1)           | =IF(COUNT(A5,D5)<2,"",IFERROR(ROUND(A5-(D5-1),2),"")) |
| min(rate, 1) * 10              | =IF(COUNT(F5)<1,"",IFERROR(ROUND(MIN(F5,1)*10,2),"")) |
| spent / (budget - fiscal)      | =IF(COUNT(D5,A5,B5)<3,"",IFERROR(ROUND(D5/IF(ROUND(A5-B5,2)=0,NA(),A5-B5),2),"")) |
| 1 / (budget - 0.000001)        | =IF(COUNT(A5)<1,"",IFERROR(ROUND(1/IF(ROUND(A5-0.000001,6)=0,NA(),A5-0.000001),2),"")) |
| 1 / (budget - 0.0000001)       | =IF(COUNT(A5)<1,"",IFERROR(ROUND(1/(A5-0.0000001),2),"")) |
| budget * (spent * fiscal)      | =IF(COUNT(A5,D5,B5)<3,"",IFERROR(ROUND(A5*(D5*B5),2),"")) |
| budget + spent * 2             | =IF(COUNT(A5,D5)<2,"",IFERROR(ROUND(A5+D5*2,2),"")) |
| spent / (budget / fiscal)      | =IF(COUNT(D5,A5,B5)<3,"",IFERROR(ROUND(D5/(A5/B5),2),"")) |
| if(rag = "a""b", 1, spent)     | =IFERROR(ROUND(IF(TRIM(IF(TRIM(I5)="",NA(),I5))="a""b",1,IF(ISNUMBER(D5),D5,NA())),2),"") |
| if(budget > 0, spent / budget, "") | =IF(COUNT(A5)<1,"",IFERROR(ROUND(IF(ROUND(A5-0,2)>0,IF(ISNUMBER(D5),D5,NA())/A5,NA()),2),"")) |
| sum(task.budget)               | =IFERROR(ROUND(IF(OR(COUNT(N9:N12)=0,SUMPRODUCT(--(LEN(TRIM(N9:N12))>0))>COUNT(N9:N12)),NA(),SUM(N9:N12)),2),"") |
"""  # noqa: E501


@pytest.mark.parametrize(("written", "formula"), cells_of(FORMULAS)[1:])
def test_the_formula(written: str, formula: str) -> None:
    assert formula_of(calculation(written), CELLS, RANGES) == formula


def test_a_text_is_not_rounded_in_a_formula() -> None:
    rated = calculation('if(budget > 0, "好", note)', None)
    assert formula_of(rated, CELLS) == (
        '=IF(COUNT(A5)<1,"",IFERROR(IF(ROUND(A5-0,2)>0,"好",IF(TRIM(J5)="",NA(),J5)),""))'
    )


def test_a_check_is_true_where_it_is_broken() -> None:
    assert broken_formula(check("budget = fiscal + other"), CELLS) == (
        "IFERROR(AND(COUNT(A5,B5,C5)=3,NOT(ROUND(A5-(B5+C5),2)=0)),FALSE)"
    )
    assert broken_formula(check('rag <> "Red"'), CELLS) == (
        'IFERROR(NOT(TRIM(IF(TRIM(I5)="",NA(),I5))<>"Red"),FALSE)'
    )


@settings(max_examples=50)
@given(expressions.figures())
def test_a_formula_is_closed_and_of_a_length_excel_takes(expression: object) -> None:
    made = Calculation(expression, expressions.OPERANDS, 2)  # type: ignore[arg-type]
    cells = dict.fromkeys(expressions.OPERANDS, "$A$1")
    assert not [*formula_errors(formula_of(made, cells, {"task.budget": "$B$1:$B$9"}), frozenset())]


def test_a_formula_is_as_long_as_excel_takes_and_no_longer() -> None:
    def of_length(length: int) -> str:
        tenfold = calculation("budget * 10")
        written = len(formula_of(tenfold, {"budget": ""}))
        return formula_of(tenfold, {"budget": "A" * ((length - written) // 2)})

    assert len(of_length(8192)) == 8192
    with pytest.raises(ExpressionError) as raised:
        of_length(8194)
    assert raised.value.column == 1


def test_a_formula_too_long_for_excel_is_refused() -> None:
    long = calculation("+".join(["sum(task.budget)"] * 58))
    with pytest.raises(ExpressionError) as raised:
        formula_of(long, CELLS, {"task.budget": "$AAA$1000000:$AAA$1048576"})
    assert (raised.value.code, raised.value.expected) == ("formula", ("8192",))
    assert mistakes_of(long, Holds.NUMBER) == (("formula", ("task.budget",)),)


# Mistakes, before any value is known.

MISTAKES = """
| 写法                                | 种类    | 错误                      |
| spent / budget                      | percent |                           |
| spent / total                       | percent | unknown: total            |
| spent / total + all.of              | percent | unknown: total all.of     |
| spent + note                        | money   | figure: note              |
| -note                               | number  | figure: note              |
| min(1, code)                        | number  | figure: code              |
| end - start                         | count   | figure: end; figure: start |
| sum(budget, note)                   | money   | figure: note              |
| sum(rag)                            | money   | figure: rag               |
| value * 2                           | number  | figure: value; column: value |
| spent + task.budget                 | money   | column: task.budget       |
| spent + sum(task.budget)            | money   |                           |
| if(rag = 1, 1, 2)                   | number  | unlike: rag               |
| if(rag < "x", 1, 2)                 | number  | unlike: rag               |
| if(start < budget, 1, 2)            | number  | unlike: start budget      |
| if(start < end, 1, 2)               | number  |                           |
| if(rag = "", 1, 2)                  | number  | blank: rag                |
| if(rag = note, 1, 2)                | number  |                           |
| if(spent = 0, "x", spent)           | money   | mixed: spent; result: spent |
| if(spent = 0, "", spent)            | money   |                           |
| if(spent = 0, "x", "")              | text    |                           |
| if(spent = 0, "x", rag)             | choice  |                           |
| if(spent = 0, "x", "")              | money   | result: spent             |
| if(spent = 0, "x", "")              | date    | result: spent             |
| if(spent = 0, "", "")               | money   | result: spent             |
| spent                               | text    | result: spent             |
| note                                | text    |                           |
"""


@pytest.mark.parametrize(("written", "kind", "told"), cells_of(MISTAKES)[1:])
def test_what_is_wrong_is_told(written: str, kind: str, told: str) -> None:
    found = mistakes_of(calculation(written), Holds(kind))
    assert "; ".join(f"{code}: {' '.join(names)}" for code, names in found) == told


def test_a_score_is_of_targets_that_are_split() -> None:
    good = calculation("score(value, actual, weight, given)", table="indicators")
    assert mistakes_of(good, Holds.NUMBER) == ()
    whole = calculation("score(whole, rag, note)", table="indicators")
    assert mistakes_of(whole, Holds.NUMBER) == (
        ("unsplit", ("whole",)), ("unsplit", ("rag",)), ("figure", ("note",)),
    )  # fmt: skip
    silent = Calculation(good.part, OPERANDS, 2, table="indicators")
    assert mistakes_of(silent, Holds.NUMBER) == (("no-score", ()),)
    outside = calculation("score(value, actual, weight, given)")
    names = ("value", "actual", "weight", "given")
    assert mistakes_of(outside, Holds.NUMBER) == tuple(("column", (each,)) for each in names)


def test_mistakes_of_a_check() -> None:
    assert mistakes_of(check("budget = fiscal + other"), None) == ()
    assert mistakes_of(check("budget = fiscal + rest"), None) == (("unknown", ("rest",)),)
    assert mistakes_of(check("budget = note"), None) == (("unlike", ("budget", "note")),)


# In which order.


def ordered(*pairs: tuple[str, str]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The order of some computed fields."""
    return order_of({name: calculation(text) for name, text in pairs})


def test_each_is_worked_out_after_what_it_is_of() -> None:
    total, rate, points = ("total", "points + sum(score)"), ("rate", "spent / budget"), (
        "points", "min(rate, 1) * 10",
    )  # fmt: skip
    assert ordered(total, points, rate) == (("rate", "points", "total"), ())
    assert ordered() == ((), ())


def test_a_part_of_a_target_is_worked_out_before_its_score() -> None:
    score = ("score", "score(value, actual, weight, given)")
    assert ordered(score, ("actual.number", "spent")) == (("actual.number", "score"), ())


def test_cycles_are_told_all_of_them() -> None:
    assert ordered(("a", "a + 1")) == ((), (("a", "a"),))
    assert ordered(("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("e", "f"), ("f", "e")) == (
        ("d",),
        (("a", "b", "c", "a"), ("e", "f", "e")),
    )


@given(expressions.figures())
def test_what_is_inside_is_found(expression: object) -> None:
    parts = [*parts_of(expression)]  # type: ignore[arg-type]
    assert parts[0] == expression
    assert {each.name for each in parts if hasattr(each, "name")} == set(names_of(parts[0]))


# A whole sheet: the self-evaluation of a project, as it is drawn in 2020.

SELF_EVALUATION = {
    "total": ("rate.score + sum(score)", 2, ""),
    "rate.score": ("min(rate, 1) * 10", 2, ""),
    "rate": ("spent / budget", 4, ""),
    "score": ("score(value, actual, weight, given)", 2, "indicators"),
    "task.share": ("task.budget / sum(task.budget)", 4, "task"),
}


def self_evaluation() -> dict[str, Calculation]:
    """Its computed fields, out of order as they may be drawn."""
    known = OPERANDS | {"rate.score": Operand(Holds.NUMBER, 2)}
    return {
        name: Calculation(parse_expression(text), known, digits, SCORING, table=table)
        for name, (text, digits, table) in SELF_EVALUATION.items()
    }


def test_a_sheet_is_worked_out_in_its_order_and_by_rounded_values() -> None:
    target, weight = Target.parse("≥3个"), Decimal(10)
    tables: Mapping[str, Sequence[Mapping[str, Value]]] = {
        "indicators": [
            {"value": target, "actual": Target.parse("2个"), "weight": weight},
            {"value": target, "actual": Target.parse("2个"), "weight": weight},
            {"value": target, "actual": None, "weight": weight, "score": Decimal(99)},
        ],
        "task": [{"task.budget": Decimal(1)}, {"task.budget": Decimal(2)}],
    }
    found = answers_of(
        self_evaluation(),
        {
            "spent": Decimal(2),
            "budget": Decimal(3),
            "rate": Decimal(9),
        },  # what is stored is not asked
        tables,
    )
    single = {name: answer.value for name, answer in found.single.items()}
    assert single == {"rate": Decimal("0.6667"), "rate.score": Decimal("6.67"),
                      "total": Decimal("20.01")}  # fmt: skip
    points = [row["score"].value for row in found.rows["indicators"]]
    assert points == [Decimal("6.67"), Decimal("6.67"), None]  # 6.67 twice, not 13.33
    shares = [row["task.share"].value for row in found.rows["task"]]
    assert shares == [Decimal("0.3333"), Decimal("0.6667")]


def test_without_rows_there_are_no_answers_of_rows() -> None:
    found = answers_of(self_evaluation(), {"spent": Decimal(2), "budget": Decimal(3)})
    assert found.single["total"].value is None
    assert found.rows == {}


def test_a_column_of_answers_that_are_all_blank_sums_to_a_blank() -> None:
    tables: Mapping[str, Sequence[Mapping[str, Value]]] = {"indicators": [{}, {}], "task": []}
    found = answers_of(self_evaluation(), {"spent": Decimal(2), "budget": Decimal(3)}, tables)
    assert found.single["total"].value is None
    assert [each["score"].value for each in found.rows["indicators"]] == [None, None]


def test_what_waits_for_itself_comes_to_nothing() -> None:
    waiting = {"spent": calculation("budget"), "budget": calculation("spent"),
               "other": calculation("sum(spent, fiscal)")}  # fmt: skip
    found = answers_of(waiting, {"spent": Decimal(2), "fiscal": Decimal(1)})
    assert {name: answer.value for name, answer in found.single.items()} == {
        "other": Decimal("1.00")
    }
