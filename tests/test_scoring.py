"""Scores as data: shapes by sign, bands of answers, and what is said where there is no score."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from parts.drawn import cells_of
from parts.formula_text import formula_errors
from xlperf.budget import Holds, Target
from xlperf.form.computing import (
    REFUSED,
    Calculation,
    Operand,
    Scored,
    ScoreDoubt,
    ScoreForm,
    Shape,
    TargetCells,
    Value,
    formula_of,
    parse_expression,
    reason_formula,
    reason_is_due,
    score_of,
    scored,
    value_of,
)

SCORING = ScoreForm.model_validate(
    {
        "signs": {">=": "ratio", "＝": "ratio", "≤": "inverse", "＜": "excess", "＞": "met"},
        "bands": {"达成": [80, 100], "部分达成": [60, 80], "未达成": [0, 60]},
        "reason": "reason",
        "over": 150,
    }
)
ZERO = SCORING.model_copy(update={"zero": "met"})
"""The same, and targets of zero or less are met or not."""


def target(text: str) -> Target:
    """A target as three cells give it: `≥ 95 %`, `定性 ~ 完成`, `~ 5 ~`."""
    sign, number, unit = (each.replace("~", "") for each in text.split())
    return Target.of(sign, Decimal(number) if number else None, unit)


# A weight of 10 points. Where no points are, why not.

SCORES = """
| 指标值     | 实际值     | 得分 | 疑问     | 原因 |
| ≥ 100 %    | ~ 50 %     | 5    | ~        | 要   |
| ≥ 100 %    | ~ 100 %    | 10   | ~        | 不要 |
| ≥ 100 %    | ~ 120 %    | 10   | ~        | 不要 |
| ≥ 100 %    | ~ 150 %    | 10   | ~        | 不要 |
| ≥ 100 %    | ~ 151 %    | 10   | ~        | 要   |
| ≥ 100 %    | ~ 0 %      | 0    | ~        | 要   |
| ≥ 100 %    | ~ -5 %     | 0    | ~        | 要   |
| ~ 100 %    | ~ 80 %     | 8    | ~        | 要   |
| ＝ 100 %   | ~ 80 ％    | 8    | ~        | 要   |
| = 100 %    | ~ 80 %     | 8    | ~        | 要   |
| ≤ 100 天   | ~ 125 天   | 8    | ~        | 要   |
| ≤ 100 天   | ~ 100 天   | 10   | ~        | 不要 |
| ≤ 100 天   | ~ 50 天    | 10   | ~        | 不要 |
| ≤ 100 天   | ~ 0 天     | 10   | ~        | 不要 |
| ＜ 100 天  | ~ 125 天   | 7.5  | ~        | 要   |
| ＜ 100 天  | ~ 100 天   | 10   | ~        | 不要 |
| ＜ 100 天  | ~ 300 天   | 0    | ~        | 要   |
| ＞ 100 天  | ~ 101 天   | 10   | ~        | 不要 |
| ＞ 100 天  | ~ 100 天   | 0    | ~        | 要   |
| 约 100 天  | ~ 100 天   | ~    | sign     | ~    |
| ≥ 100 %    | ~ 50 个    | ~    | units    | ~    |
| ≥ 100 %    | ~ 50 ~     | ~    | units    | ~    |
| ≥ 100 ~    | ~ 50 ~     | 5    | ~        | 要   |
| ≥ 0 次     | ~ 5 次     | ~    | zero     | ~    |
| ≥ -5 %     | ~ -3 %     | ~    | zero     | ~    |
| ≥ 100 %    | ~ ~ ~      | ~    | ~        | ~    |
| ≥ 100 %    | ~ ~ %      | ~    | ~        | ~    |
| ~ ~ ~      | ~ 5 %      | ~    | ~        | ~    |
| ~ ~ ~      | ~ ~ ~      | ~    | ~        | ~    |
"""


@pytest.mark.parametrize(("wanted", "done", "points", "doubt", "reason"), cells_of(SCORES)[1:])
def test_points_by_target_and_actual(
    wanted: str, done: str, points: str, doubt: str, reason: str
) -> None:
    found = score_of(SCORING, target(wanted), target(done), Decimal(10))
    assert found.points == (None if points == "~" else Decimal(points))
    assert found.doubt == (None if doubt == "~" else doubt)
    due = {"要": True, "不要": False, "~": None}[reason]
    assert reason_is_due(SCORING, target(wanted), target(done)) is due


@pytest.mark.parametrize(
    ("wanted", "done", "points"),
    [
        ("≥ 0 次", "~ 0 次", 10), ("≥ 0 次", "~ -1 次", 0), ("≤ 0 次", "~ 0 次", 10),
        ("≤ 0 次", "~ 1 次", 0), ("＜ 0 次", "~ 0 次", 0), ("＜ 0 次", "~ -1 次", 10),
        ("＞ 0 次", "~ 0 次", 0), ("＞ 0 次", "~ 1 次", 10), ("~ 0 次", "~ 0 次", 10),
        ("~ 0 次", "~ 1 次", 0), ("≥ -5 %", "~ -3 %", 10), ("≥ 5 %", "~ 4 %", 8),
    ],
)  # fmt: skip
def test_a_rule_for_zero(wanted: str, done: str, points: int) -> None:
    assert score_of(ZERO, target(wanted), target(done), Decimal(10)) == Scored(
        Decimal(points)  # type: ignore[arg-type]  # equal figures are equal
    )


BANDS = """
| 实际     | 给分 | 得分 | 疑问  |
| 达成     | 8    | 8    | ~     |
| 达成     | 7.99 | ~    | given |
| 达成     | 10   | 10   | ~     |
| 达成     | 10.1 | ~    | given |
| 部分达成 | 6    | 6    | ~     |
| 部分达成 | 7.99 | 7.99 | ~     |
| 部分达成 | 8    | ~    | given |
| 部分达成 | 5.9  | ~    | given |
| 未达成   | 0    | 0    | ~     |
| 未达成   | 6    | ~    | given |
| 未达成   | -1   | ~    | given |
| 未达成   | ~    | ~    | ~     |
| ~        | 8    | ~    | ~     |
| 基本达成 | 8    | ~    | band  |
"""


@pytest.mark.parametrize(("answer", "given", "points", "doubt"), cells_of(BANDS)[1:])
def test_points_given_lie_within_the_band(answer: str, given: str, points: str, doubt: str) -> None:
    done, gave = target(f"~ ~ {answer}"), None if given == "~" else Decimal(given)
    found = score_of(SCORING, target("定性 ~ 完成"), done, Decimal(10), gave)
    assert found.points == (None if points == "~" else Decimal(points))
    assert found.doubt == (None if doubt == "~" else doubt)


@pytest.mark.parametrize(
    ("answer", "due"), [("达成", False), ("部分达成", True), ("未达成", True), ("没有", None)]
)
def test_a_reason_is_due_below_the_top_band(answer: str, due: bool | None) -> None:
    assert reason_is_due(SCORING, target("定性 ~ 完成"), target(f"~ ~ {answer}")) is due


def test_without_a_target_no_reason_is_due() -> None:
    assert reason_is_due(SCORING, target("~ ~ ~"), target("~ ~ 未达成")) is None
    assert reason_is_due(SCORING, target("定性 ~ 完成"), target("~ ~ ~")) is None


def test_what_is_given_beside_a_number_is_told_and_counts_for_nothing() -> None:
    found = score_of(SCORING, target("≥ 4 个"), target("~ 2 个"), Decimal(10), Decimal(9))
    assert found == Scored(Decimal(5), ScoreDoubt.NEEDLESS)  # type: ignore[arg-type]


def test_without_a_weight_there_are_no_points() -> None:
    assert score_of(SCORING, target("≥ 4 个"), target("~ 2 个"), None) == Scored(None)
    words, done = target("定性 ~ 完成"), target("~ ~ 达成")
    assert score_of(SCORING, words, done, None, Decimal(9)) == Scored(None)


def test_a_top_band_below_the_whole_does_not_reach_its_end() -> None:
    lower = ScoreForm.model_validate({"bands": {"好": [60, 90], "差": [0, 60]}})
    done = target("~ ~ 好")
    assert score_of(lower, target("定性 ~ 完成"), done, 10, Decimal(9)).doubt is ScoreDoubt.GIVEN  # type: ignore[arg-type]


# What a form may say.


def test_signs_have_one_spelling() -> None:
    assert SCORING.signs["≥"] is Shape.RATIO
    assert ScoreForm.model_validate(SCORING.model_dump(mode="json")) == SCORING


@pytest.mark.parametrize(
    "table",
    [
        {"signs": {"≥": "linear"}}, {"bands": {"达成": [80, 60]}}, {"bands": {"达成": [60, 60]}},
        {"bands": {"达成": [60, 101]}}, {"bands": {"达成": [-1, 60]}}, {"bands": {"达成": [60]}},
        {"bands": {"达成": ["60", 80]}}, {"over": 99}, {"zero": "ratio"}, {"signs": ["≥"]},
        {"shape": {}},
    ],
)  # fmt: skip
def test_what_a_form_may_not_say(table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ScoreForm.model_validate(table)


# In a computed cell.

PARTS = {
    "value": Operand(Holds.TARGET, table="indicators", parts=("sign", "number", "unit")),
    "actual": Operand(Holds.TARGET, table="indicators", parts=("actual.number", "actual.unit")),
    "weight": Operand(Holds.NUMBER, 2, table="indicators"),
    "given": Operand(Holds.NUMBER, 2, table="indicators"),
}
CELLS = {
    "sign": "A5", "number": "B5", "unit": "C5", "actual.number": "D5", "actual.unit": "E5",
    "weight": "F5", "given": "G5",
}  # fmt: skip


def points(text: str = "score(value, actual, weight, given)") -> Calculation:
    """A computed cell of an indicator."""
    return Calculation(parse_expression(text), PARTS, 2, SCORING, table="indicators")


def test_a_score_in_a_cell() -> None:
    values: dict[str, Value] = {
        "value": target("≥ 3 个"),
        "actual": target("~ 2 个"),
        "weight": Decimal(10),
    }
    assert value_of(points(), values).value == Decimal("6.67")
    assert value_of(points("score(value, actual, weight * 2) + 1"), values).value == Decimal(
        "14.33"
    )
    refused = values | {"actual": REFUSED}
    assert value_of(points(), refused).value is None
    assert scored(points(), refused) == (Scored(None),)
    assert value_of(points(), values | {"weight": None}).value is None
    silent = Calculation(points().part, PARTS, 2)
    assert value_of(silent, values).value is None


def test_a_score_tells_its_doubt() -> None:
    values: dict[str, Value] = {
        "value": target("≥ 3 个"),
        "actual": target("~ 2 次"),
        "weight": Decimal(10),
    }
    both = points("score(value, actual, weight) + score(value, value, weight)")
    assert [each.doubt for each in scored(both, values)] == [ScoreDoubt.UNITS, None]


def test_its_formula() -> None:
    short = ScoreForm.model_validate(
        {"signs": {"＝": "ratio", "≥": "ratio"}, "bands": {"达成": [80, 100]}}
    )
    made = Calculation(points().part, PARTS, 2, short)
    assert formula_of(made, CELLS) == (
        '=IF(COUNT(F5)<1,"",IFERROR(ROUND(IF(ISNUMBER(B5),F5*IF(AND(ISNUMBER(D5),'
        "TRIM(C5)=TRIM(E5)),IF(B5>0,IF(OR("
        'TRIM(A5)="＝",TRIM(A5)="=",TRIM(A5)="",TRIM(A5)="≥",TRIM(A5)=">="),'
        "MIN(1,MAX(0,D5/B5)),NA()),NA()),NA()),IF(LEN(TRIM(A5)&TRIM(C5))>0,"
        'IF(OR(TRIM(E5)="达成"),IF(AND(ISNUMBER(G5),ROUND(G5-F5*80/100,6)>=0,'
        'ROUND(G5-F5*100/100,6)<=0),G5,NA()),NA()),NA())),2),""))'
    )


def test_its_formula_without_points_given_or_without_a_rule() -> None:
    words = "IF(LEN(TRIM(A5)&TRIM(C5))>0"
    assert words in formula_of(points(), CELLS)
    assert words not in formula_of(points("score(value, actual, weight)"), CELLS)
    silent = Calculation(points().part, PARTS, 2)
    assert formula_of(silent, CELLS) == '=IF(COUNT(F5)<1,"",IFERROR(ROUND(NA(),2),""))'


def test_the_weight_may_be_computed() -> None:
    text = formula_of(points("score(value, actual, weight + 1)"), CELLS)
    assert "IF(ISNUMBER(B5),(F5+1)*IF(" in text


def test_a_target_without_a_sign_cell_is_an_equal_one() -> None:
    cells = TargetCells("", "B5", "C5"), TargetCells("", "D5", "E5")
    made = Calculation(
        points().part, PARTS | {"value": Operand(Holds.TARGET, parts=("number", "unit"))}, 2,
        ScoreForm.model_validate({"signs": {"＝": "met"}, "zero": "met"}),
    )  # fmt: skip
    assert "IF(B5>0,IF(D5=B5,1,0),IF(D5=B5,1,0))" in formula_of(made, CELLS)
    assert "NA()<1" not in reason_formula(SCORING, *cells)
    none = ScoreForm.model_validate({"signs": {"≥": "ratio"}})
    assert "IF(B5>0,NA(),NA())" in reason_formula(none, *cells)


@given(st.sampled_from([SCORING, ZERO, ScoreForm()]), st.booleans())
def test_formulas_are_closed_and_short(scoring: ScoreForm, signed: bool) -> None:
    cells = TargetCells("$AAA$10000" if signed else "", "$AAB$10000", "$AAC$10000")
    assert not [*formula_errors(reason_formula(scoring, cells, cells), frozenset())]
    made = Calculation(points().part, PARTS, 2, scoring)
    assert not [*formula_errors(formula_of(made, CELLS), frozenset())]
