"""Typed: what people write where a number belongs, drawn as a table, and nothing beyond it."""

import io
import re
import sys
import unicodedata
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from parts import samples
from parts.broken import patched
from parts.drawn import cells_of, workbook_of
from parts.grids import read_changed, with_value
from xlperf import read
from xlperf.budget.nothing import is_not_applicable, says_nothing
from xlperf.budget.typed import amount, figure, parse_number, percent
from xlperf.reading import decode
from xlperf.reading.decode import Decoded
from xlperf.reading.filled import Filled
from xlperf.sheet.grid import Grid, Read

# What a budget officer may look up: typed, read as, told. A form in 万元.
MONEY = """
| 录入                 | 读作     | 提示                  |
| 30                   | 30       | value.typed-as-text   |
| 30.50                | 30.50    | value.typed-as-text   |
| 0                    | 0        | value.typed-as-text   |
| 0.05                 | 0.05     | value.typed-as-text   |
| ３０．５             | 30.5     | value.typed-as-text   |
| 1,038.03             | 1038.03  | value.typed-as-text   |
| １，０３８．０３     | 1038.03  | value.typed-as-text   |
| +5                   | 5        | value.typed-as-text   |
| ＋5                  | 5        | value.typed-as-text   |
| -5                   | -5       | value.typed-as-text   |
| －５                 | -5       | value.typed-as-text   |
| <U+2212>5            | -5       | value.typed-as-text   |
| - 5                  | -5       | value.typed-as-text   |
| -0                   | 0        | value.typed-as-text   |
| (1,234.50)           | -1234.50 | value.typed-as-text   |
| （1，234.50）        | -1234.50 | value.typed-as-text   |
| ( 5 )                | -5       | value.typed-as-text   |
| <U+3000>30<U+00A0>   | 30       | value.typed-as-text   |
| 30万元               | 30       | value.typed-as-text   |
| 30<U+00A0>万元       | 30       | value.typed-as-text   |
| ￥30万元             | 30       | value.typed-as-text   |
| ¥ 1,234.5 万元       | 1234.5   | value.typed-as-text   |
| -￥30万元            | -30      | value.typed-as-text   |
| ￥-30万元            | -30      | value.typed-as-text   |
| （￥30万元）         | -30      | value.typed-as-text   |
| ￥（30）万元         | -30      | value.typed-as-text   |
| 300000元             |          | value.money-unit      |
| 30万                 |          | value.money-unit      |
| 3亿元                |          | value.money-unit      |
| 30千元               |          | value.money-unit      |
| +￥+30万元           |          | value.number          |
| ￥+30万元            | 30       | value.typed-as-text   |
| +￥-30万元           |          | value.number          |
| (30万元)             | -30      | value.typed-as-text   |
| ￥(￥30)万元         |          | value.number          |
| 30斤                 |          | value.number          |
| 12345678901234.5     | 12345678901234.5 | value.typed-as-text |
| 30美元               |          | value.money-unit      |
| (30)元               |          | value.money-unit      |
| ￥30                 |          | value.money-unit      |
| 无                   |          | value.word-for-money  |
| 不适用               |          | value.word-for-money  |
| N/A                  |          | value.word-for-money  |
| Ｎ／Ａ               |          | value.number          |
| N／A                 |          | value.word-for-money  |
| n/a                  |          | value.word-for-money  |
| 不 适 用             |          | value.word-for-money  |
| —                    |          | value.word-for-money  |
| －－                 |          | value.word-for-money  |
| -                    |          | value.word-for-money  |
| /                    |          | value.word-for-money  |
|                      |          |                       |
| 0012                 |          | value.leading-zeros   |
| 0,012                |          | value.leading-zeros   |
| 00                   |          | value.leading-zeros   |
| 三十                 |          | value.number          |
| 叁拾万元             |          | value.number          |
| 零                   |          | value.number          |
| ①                    |          | value.number          |
| 3²                   |          | value.number          |
| ½                    |          | value.number          |
| Ⅷ                    |          | value.number          |
| ٣٤                   |          | value.number          |
| 1e5                  |          | value.number          |
| 0x10                 |          | value.number          |
| 1_000                |          | value.number          |
| NaN                  |          | value.number          |
| inf                  |          | value.number          |
| 3 0                  |          | value.number          |
| 1 234                |          | value.number          |
| 1, 234               |          | value.number          |
| 1,23                 |          | value.number          |
| 12,34                |          | value.number          |
| 1,2345               |          | value.number          |
| 1234,567             |          | value.number          |
| .5                   |          | value.number          |
| 5.                   |          | value.number          |
| 1.2.3                |          | value.number          |
| 5-                   |          | value.number          |
| --5                  |          | value.number          |
| +-5                  |          | value.number          |
| -￥-5万元            |          | value.number          |
| —5                   |          | value.number          |
| –5                   |          | value.number          |
| (-5)                 |          | value.number          |
| -(5)                 |          | value.number          |
| (5                   |          | value.number          |
| 5）                  |          | value.number          |
| ((5))                |          | value.number          |
| ￥￥30万元           |          | value.number          |
| 30￥                 |          | value.money-unit      |
| $30                  |          | value.money-unit      |
| 30万元整             |          | value.number          |
| 约30                 |          | value.number          |
| 30左右               |          | value.number          |
| 30万元万元           |          | value.number          |
| (30万元)万元         |          | value.number          |
| 60%                  |          | value.number          |
| 3/4                  |          | value.number          |
| 30+5                 |          | value.number          |
| 20-30                |          | value.number          |
| 1234567890123456     |          | value.number          |
| 0.1234567890123456   |          | value.number          |
| 30<U+200B>           |          | value.number          |
"""

PLAN = """
| 录入          | 读作 | 提示                   |
| 60%           | 60   | value.typed-as-text    |
| 60 ％         | 60   | value.typed-as-text    |
| ６０％        | 60   | value.typed-as-text    |
| 33.3<U+00A0>% | 33.3 | value.typed-as-text    |
| 33.3<U+3000>% | 33.3 | value.typed-as-text    |
| 60<U+200B>%   |      | value.percent          |
| <U+2212>5%    | -5   | value.typed-as-text    |
| 0%            | 0    | value.typed-as-text    |
| 无            |      | value.word-for-percent |
| /             |      | value.word-for-percent |
|               |      |                        |
| 060%          |      | value.leading-zeros    |
| 60            |      | value.percent          |
| %             |      | value.percent          |
| 6 0%          |      | value.percent          |
| 60%%          |      | value.percent          |
| (60%)         |      | value.percent          |
| 60‰           |      | value.percent          |
| ①%            |      | value.percent          |
| 百分之六十    |      | value.percent          |
| 六成          |      | value.percent          |
"""

NUMBER = """
| 录入     | 读作   | 提示                  |
| 95       | 95     | value.typed-as-text   |
| １，０００ | 1000 | value.typed-as-text   |
| －2.5    | -2.5   | value.typed-as-text   |
| 95%      |        | value.number-parts    |
| 12个     |        | value.number-parts    |
| ≥95      |        | value.number-parts    |
| >=95 %   |        | value.number-parts    |
| 400元    |        | value.number-parts    |
| 不适用   |        | value.word-for-number |
| 无       |        | value.word-for-number |
| —        |        | value.word-for-number |
|          |        |                       |
| 007      |        | value.leading-zeros   |
| (5)      |        | value.number          |
| 95-100%  |        | value.number          |
| 10～20   |        | value.number          |
| 三十     |        | value.number          |
| ①        |        | value.number          |
| ⅔        |        | value.number          |
"""

SPELLED = {"<U+2212>": "\u2212", "<U+3000>": "\u3000", "<U+00A0>": "\u00a0", "<U+200B>": "\u200b"}


def drawn(table: str) -> list[list[str]]:
    """The rows of a table, with the signs nobody can see spelled out."""
    for name, sign in SPELLED.items():
        table = table.replace(name, sign)
    return [[cell if cell.strip() else "" for cell in row] for row in cells_of(table)[1:]]


def checked(decoded: Decoded[Decimal | None], meaning: str, code: str) -> None:
    assert decoded.code == code
    assert decoded.value == (Decimal(meaning) if meaning else None)
    if decoded.value is not None:
        assert str(decoded.value) == meaning
        assert decoded.expected.removesuffix("%") == meaning


@pytest.mark.parametrize(("typed", "meaning", "code"), drawn(MONEY))
def test_money_as_people_type_it(typed: str, meaning: str, code: str) -> None:
    checked(decode.money(typed, "万元"), meaning, code)


@pytest.mark.parametrize(("typed", "meaning", "code"), drawn(PLAN))
def test_percents_as_people_type_them(typed: str, meaning: str, code: str) -> None:
    checked(decode.percents([typed, 100.0])[0], meaning, code)


@pytest.mark.parametrize(("typed", "meaning", "code"), drawn(NUMBER))
def test_figures_of_targets_as_people_type_them(typed: str, meaning: str, code: str) -> None:
    checked(decode.target_number(typed), meaning, code)


@pytest.mark.parametrize(
    ("typed", "unit", "is_taken"),
    [("￥30", "元", True), ("￥30元", "元", True), ("30元", "元", True), ("30元", "万元", False),
     ("30万元", "元", False), ("￥30万元", "元", False), ("30千元", "千元", True),
     ("30万", "万元", False), ("30圆", "元", False)],
)  # fmt: skip
def test_a_unit_is_dropped_or_refused_and_never_converted(
    typed: str, unit: str, is_taken: bool
) -> None:
    decoded = decode.money(typed, unit)
    assert decoded.value == (30 if is_taken else None)
    assert (decoded.code, decoded.expected) == (
        ("value.typed-as-text", "30") if is_taken else ("value.money-unit", unit)
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [(True, "value.number"), (float("nan"), "value.number"), (1e15, "value.number"),
     (0.0, ""), (-0.0, ""), (0.1 + 0.2, "")],
)  # fmt: skip
def test_what_a_cell_stores_as_a_number(typed: Read, code: str) -> None:
    decoded = decode.money(typed, "万元")
    assert decoded.code == code
    assert str(decoded.value) in ("None", "0", "0.3")


# Properties.

DIGITS = {f"{digit}": digit for digit in range(10)} | {
    chr(0xFF10 + digit): digit for digit in range(10)
}
ALLOWED = set(DIGITS) | set(
    "+-＋－\u2212,，.．()（）￥¥%％万元 \t\r\n\u00a0\u2002\u2003\u2009\u202f\u3000"
)
NUMERALS = [
    sign for sign in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(sign) in ("Nd", "No", "Nl") and sign not in DIGITS
]  # fmt: skip
MONEY_TEXT = st.text("".join(sorted(ALLOWED)), max_size=12)


def readings(text: str) -> set[Decimal | None]:
    """What every reader of the house makes of a text."""
    found = {amount(text, "万元").number, figure(text).number, percent(text).number}
    return found | {parse_number(text), decode.target_number(text).value}


def naive(text: str) -> Decimal:
    """The value of an accepted text, sign by sign: digits counted up, any minus is a minus."""
    whole, places, has_point = 0, 0, False
    for sign in text:
        if sign in DIGITS:
            whole, places = whole * 10 + DIGITS[sign], places + has_point
        has_point = has_point or sign in ".．"
    value = Decimal(whole).scaleb(-places)
    return -value if set(text) & set("-－\u2212(（") else value


@pytest.mark.parametrize("around", ["{}", "3{}", "{}3", "-{}", "{}%", "3.{}", "{}万元", "（{}）"])
def test_no_other_numeral_of_any_script_is_ever_a_digit(around: str) -> None:
    assert len(NUMERALS) > 1500
    assert {n for sign in NUMERALS for n in readings(around.format(sign))} == {None}


@given(MONEY_TEXT)
def test_an_accepted_text_is_worth_what_its_signs_say(text: str) -> None:
    for number in readings(text) - {None}:
        assert number == naive(text)


@st.composite
def lawful(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A text of the grammar, built from its parts, and the number it was built from."""
    value = draw(st.decimals(0, 10**9, places=draw(st.integers(0, 4))))
    number = draw(st.sampled_from(["{:f}", "{:,f}"])).format(value)
    if draw(st.booleans()):
        wide = {ord(sign): chr(ord(sign) + 0xFEE0) for sign in "0123456789,."}
        number = number.translate(wide)
    gap = draw(st.sampled_from(["", " ", "\u3000", "\u00a0"]))
    yuan, unit = draw(st.sampled_from([("", ""), ("", "万元"), ("￥", "万元"), ("¥", "万元")]))
    inside = f"{yuan}{gap}{number}{gap}{unit}"
    sign = draw(
        st.sampled_from(["{}", "+{}", "＋ {}", "-{}", "－{}", "\u2212 {}", "({})", "（{}）"])
    )
    return gap + sign.format(inside), value if sign in ("{}", "+{}", "＋ {}") else -value


@given(lawful())
def test_every_text_of_the_grammar_is_read(example: tuple[str, Decimal]) -> None:
    text, value = example
    assert amount(text, "万元").number == value
    assert naive(text) == value


@given(lawful(), st.characters(exclude_characters=ALLOWED), st.integers(0))
def test_one_strange_sign_anywhere_refuses_the_whole(
    example: tuple[str, Decimal], strange: str, at: int
) -> None:
    text, _ = example
    at %= len(text) + 1
    assert amount(text[:at] + strange + text[at:], "万元").number is None


@given(st.decimals(-(10**9), 10**9, places=4))
def test_what_is_printed_parses_to_itself(value: Decimal) -> None:
    assert parse_number(f"{value:f}") == value
    assert parse_number(f"{value:,f}") == value


@pytest.mark.parametrize("space", ["\v", "\f", "\x1c", "\x85", "\u2028", "\u205f"])
def test_a_space_nobody_types_or_pastes_is_no_space(space: str) -> None:
    """What Python takes for a space is more than the grammar names."""
    texts = [f"{space}30", f"30{space}", f"30{space}%", f"30{space}万元"]
    assert {number for each in texts for number in readings(each)} == {None}


@given(st.text())
def test_a_word_for_nothing_is_never_a_number_as_well(text: str) -> None:
    assert not says_nothing(text) or readings(text) == {None}


@pytest.mark.parametrize("text", ["无", " 暂 无 ", "待定", "n/a", "N／A", "——", "/", "＿"])
def test_a_word_for_nothing_is_neither_blank_nor_lawful(text: str) -> None:
    assert says_nothing(text)
    assert not is_not_applicable(text)


@pytest.mark.parametrize("text", ["不适用", "不涉及"])
def test_what_does_not_apply_says_nothing_and_is_lawful(text: str) -> None:
    assert says_nothing(text)
    assert is_not_applicable(text)


@pytest.mark.parametrize(
    "text", ["", "  ", "0", "无人机", "空调", "-1", "未完成", "名称", "不达标"]
)
def test_a_blank_a_zero_and_a_name_do_not_say_nothing(text: str) -> None:
    assert not says_nothing(text)
    assert not is_not_applicable(text)


# In a workbook, at its cell.

TABLE = """
| 项目编码           | '{code} | <     | 项目名称       | 居民技能培训 | <      | <              |
| 预算规模及资金用途 | 预算数  | {budget} | 其中：财政资金 | 25        | 其他资金 | {other}      |
| ^                  | 场地费  | <     | <              | <            | <      | <              |
| 资金支出计划（%）  | 3月底   | <     | 6月底          | 10月底       | 12月底 | <              |
| ^                  | {mar}   | <     | 50%            | 75%          | 100%   | <              |
| 绩效目标           | 全年培训一千人 | < | <           | <            | <      | <              |
| 一级指标           | 二级指标 | 三级指标 | 绩效指标描述 | <           | 指标值 | 指标值确定依据 |
| 产出指标           | 数量指标 | 培训人数 | 参训的人    | <            | ≥95 人 | 计划           |
"""
CELLS = {"code": "'13081123P000109100016", "budget": "30", "other": "5", "mar": "25%"}


def table(name: str = "表", **cells: str) -> dict[str, str]:
    return {name: TABLE.replace("'{code}", "{code}").format(**(CELLS | cells))}


def told(filled: Filled, sheet: str = "表") -> list[tuple[str, str, str]]:
    """What reading values had to say: code, cell, raw text."""
    return [
        (f.code, f.place.cell, f.found)
        for f in filled.findings
        if f.code.startswith("value.") and f.place.sheet == sheet
    ]


@pytest.mark.parametrize(
    ("typed", "amount", "code"),
    [("（１，２３４．５０）", "-1234.50", "value.typed-as-text"),
     ("￥30 万元", "30", "value.typed-as-text"), ("300000元", None, "value.money-unit"),
     ("无", None, "value.word-for-money"), ("①", None, "value.number")],
)  # fmt: skip
def test_an_amount_is_read_or_told_at_its_cell_and_others_stay(
    typed: str, amount: str | None, code: str
) -> None:
    other = "'13081123P000114100011"
    filled = read(workbook_of(table(budget=typed) | table("表2", code=other, budget="12.34")))
    first, second = filled
    assert first.budget == (None if amount is None else Decimal(amount))
    assert told(filled) == [(code, "C2", typed)]
    assert ("budget" in filled.projects[0].refused) is (amount is None)
    assert (first.fiscal, first.other, second.budget) == (25, 5, Decimal("12.34"))
    assert filled.total == Decimal("12.34") + (Decimal(amount) if amount else 0)
    assert "required.blank" not in {f.code for f in filled.findings}


def test_none_a_stroke_zero_and_a_blank_are_four_states() -> None:
    states = {}
    for typed in ("无", "—", "0", ""):
        filled = read(workbook_of(table(other=typed, mar=f"{typed}%" if typed == "0" else typed)))
        (project,) = filled
        refused = filled.projects[0].refused & {"other", "plan.mar"}
        states[typed] = (project.other, project.plan["mar"], len(refused), told(filled))
    assert states["0"] == (0, 0, 0, [])
    assert states[""] == (None, None, 0, [])
    for word in ("无", "—"):
        assert states[word] == (None, None, 2, [
            ("value.word-for-money", "G2", word), ("value.word-for-percent", "B5", word)
        ])  # fmt: skip


def test_the_finding_says_what_was_read_and_how_to_mend() -> None:
    (told_of,) = [
        f for f in read(workbook_of(table(budget="（5）"))).findings if f.code.startswith("value.")
    ]
    assert told_of.message() == "“（5）”是按文字录入的，已读作 -5"
    (told_of,) = [
        f for f in read(workbook_of(table(budget="5元"))).findings if f.code.startswith("value.")
    ]
    assert told_of.message() == "本表金额以万元计，这里写的却是“5元”；没有换算，也没有采用"
    assert told_of.fix("en").startswith("Convert it to 万元")


def test_a_sign_nobody_sees_is_spelled_out() -> None:
    filled = read(workbook_of(table(budget="'30\u200b")))
    assert told(filled) == [("value.number", "C2", "30‹U+200B›")]


def test_the_number_of_a_day_without_its_format_is_doubted() -> None:
    """`3/4` typed into a cell that keeps its money format: nothing but the number is left."""
    filled = read(workbook_of(table(budget="46085")))
    (doubt,) = [f for f in filled.findings if f.code == "money.date"]
    assert (doubt.place.cell, doubt.found) == ("C2", "46085.00")
    assert "2026-03-04" in doubt.message()
    assert "3/4" in doubt.message()


@pytest.mark.parametrize(
    ("typed", "sheet_says"),
    [("'13081123p000109100016", "13081123p000109100016"),
     ("１３０８１１２３P000109100016", "１３０８１１２３P000109100016"),
     ("13081123P0001091000 16", "13081123P0001091000 16")],
)  # fmt: skip
def test_a_code_in_another_spelling_is_read_and_listed(typed: str, sheet_says: str) -> None:
    filled = read(workbook_of(table(code=typed)))
    assert next(iter(filled)).code == "13081123P000109100016"
    assert told(filled) == [("value.spelling", "B1", sheet_says)]
    assert filled.projects[0].refused == frozenset()


DATE_FORMATS = [*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)]


@pytest.mark.parametrize(
    "number_format",
    [*DATE_FORMATS, 'yyyy"年"m"月"d"日"', '[$-804]m"月"d"日"', "m/d", "yyyy-mm-dd", "d-mmm",
     '[DBNum1][$-804]yyyy"年"m"月"d"日"', "h:mm", "[h]:mm"],
)  # fmt: skip
def test_a_date_in_any_format_is_no_amount(number_format: int | str) -> None:
    filled = read(with_stored_budget(46085, number_format))
    assert next(iter(filled)).budget is None
    assert [(code, cell) for code, cell, _ in told(filled)] == [("value.date", "C2")]
    assert "budget" in filled.projects[0].refused


@pytest.mark.parametrize(
    "number_format",
    [0, 1, 2, 3, 4, 37, 39, 41, 43, 49, "0.00_);[Red](0.00)", '0.00"万元"', '[=0]"无";0.00'],
)  # fmt: skip
def test_an_amount_in_any_format_of_money_is_an_amount(number_format: int | str) -> None:
    filled = read(with_stored_budget(30, number_format))
    assert (next(iter(filled)).budget, told(filled)) == (30, [])


@pytest.mark.parametrize(
    ("number_format", "code"),
    [('#,##0.00"元"', "value.money-unit"), ("[$¥-804]#,##0.00", "value.money-unit"),
     ('_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "value.money-unit"),
     ("[DBNum2][$-804]General", "value.not-as-shown"), (7, "value.not-as-shown")],
)  # fmt: skip
def test_an_amount_that_shows_another_unit_or_no_figure_is_not_taken(
    number_format: int | str, code: str
) -> None:
    filled = read(with_stored_budget(30, number_format))
    assert next(iter(filled)).budget is None
    assert [(each, cell) for each, cell, _ in told(filled)] == [(code, "C2")]
    assert "budget" in filled.projects[0].refused


@pytest.mark.parametrize(
    ("formula", "result", "code", "mend"),
    [
        ("=20+10", 30, "value.formula", "粘贴为数值"),
        ("=1/0", "#DIV/0!", "value.error-cell", "删去公式"),
        ("=20+10", None, "value.formula-blank", "保存一次"),
        ("=1=1", True, "value.number", "请只填数字"),
        ('="30元"', "30元", "value.money-unit", "换算成万元"),
    ],
)  # fmt: skip
def test_a_formula_is_told_and_its_result_taken_only_where_it_is_an_amount(
    formula: str, result: str | float | None, code: str, mend: str
) -> None:
    content = with_stored_budget(0, 0, formula, "" if result is None else result)
    if result is None:
        content = patched(content, "xl/worksheets/sheet1.xml", "</f><v></v>", "</f>")
    filled = read(content)
    (project,) = filled
    assert project.budget == (30 if code == "value.formula" else None)
    assert ("budget" in filled.projects[0].refused) is (code != "value.formula")
    (about,) = [f for f in filled.findings if f.code == code]
    assert about.place.cell == "C2"
    assert mend in about.fix()
    assert about.blocks is (code != "value.formula")


@pytest.mark.parametrize("typed", [13081123000202100016.0, 125001.0, date(2026, 3, 4), True])
def test_a_code_that_became_a_number_is_refused(
    monkeypatch: pytest.MonkeyPatch, issued: bytes, typed: Read
) -> None:
    filled, cells = changed(monkeypatch, issued, {"code": typed})
    (about,) = [f for f in filled.findings if f.code == "value.code-number"]
    assert (about.place.cell, about.found) == (cells["code"], decode.shown(typed))
    assert "文本" in about.fix()
    assert "code" in filled.projects[0].refused


@pytest.mark.parametrize("field", ["budget", "plan.mar", "indicators.0.number"])
@pytest.mark.parametrize("typed", [date(2026, 3, 4), time(3, 4), timedelta(hours=30)])
def test_a_date_is_no_figure_anywhere_and_clearing_it_is_not_enough(
    monkeypatch: pytest.MonkeyPatch, issued: bytes, field: str, typed: Read
) -> None:
    filled, cells = changed(monkeypatch, issued, {field: typed})
    (about,) = [f for f in filled.findings if f.code == "value.date"]
    assert (about.place.cell, about.found) == (cells[field], str(typed))
    assert "格式" in about.fix()
    assert field in filled.projects[0].refused
    first = next(iter(filled))
    assert None in (first.budget, first.plan["mar"], first.indicators[0].target.number)


def with_stored_budget(
    value: float, number_format: int | str, formula: str = "", result: str | float = ""
) -> bytes:
    """A hand-made table whose amount is a number in a number format, or a formula."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet, style = book.add_worksheet("表"), book.add_format({"num_format": number_format})
        for row, cells in enumerate(cells_of(table(budget="")["表"])):
            for column, text in enumerate(cells):
                if text not in ("", "<", "^") and not re.fullmatch(r"[0-9]+%?", text):
                    sheet.write_string(row, column, text.removeprefix("'"))
        sheet.write_number(1, 2, value, style)
        if formula:
            sheet.write_formula(1, 2, formula, style, result)
    return file.getvalue()


# In the workbook that was issued.


@pytest.fixture(scope="module")
def issued() -> bytes:
    return samples.workbook()


def changed(
    monkeypatch: pytest.MonkeyPatch, issued: bytes, values: dict[str, Read]
) -> tuple[Filled, dict[str, str]]:
    """Read the small unit's workbook with other values in fields of its first project."""
    where = read(issued).projects[0].where
    sheet = read(issued).projects[0].sheet

    def change(grid: Grid) -> Grid:
        for field, value in values.items():
            grid = with_value(grid, *where[field], value)
        return grid

    cells = {field: str(where[field]) for field in values}
    return read_changed(monkeypatch, issued, change, sheet), cells


@pytest.mark.parametrize(
    ("typed", "unit", "code"),
    [("95%", "", "value.number-parts"), ("12个", "个", "value.number-parts"),
     ("不适用", "", "value.word-for-number"), ("①", "个", "value.number"),
     (True, "个", "value.number")],
)  # fmt: skip
def test_what_is_no_figure_keeps_every_letter_in_its_target(
    monkeypatch: pytest.MonkeyPatch, issued: bytes, typed: Read, unit: str, code: str
) -> None:
    row = "indicators.0"
    values: dict[str, Read] = {f"{row}.sign": "≥", f"{row}.number": typed, f"{row}.unit": unit}
    filled, cells = changed(monkeypatch, issued, values)
    target = next(iter(filled)).indicators[0].target
    assert (target.number, target.raw) == (None, f"≥{decode.shown(typed)}{unit}")
    sheet = filled.projects[0].sheet
    assert told(filled, sheet) == [(code, cells[f"{row}.number"], decode.shown(typed))]
    assert filled.total == read(issued).total


def test_a_figure_typed_as_text_and_a_sign_spelled_otherwise_are_read_and_listed(
    monkeypatch: pytest.MonkeyPatch, issued: bytes
) -> None:
    row = "indicators.0"
    values: dict[str, Read] = {f"{row}.sign": ">=", f"{row}.number": "１２", f"{row}.unit": "次"}
    filled, cells = changed(monkeypatch, issued, values)
    assert next(iter(filled)).indicators[0].target.raw == "≥12 次"
    assert sorted(told(filled, filled.projects[0].sheet)) == [
        ("value.spelling", cells[f"{row}.sign"], ">="),
        ("value.typed-as-text", cells[f"{row}.number"], "１２"),
    ]


def test_a_percent_without_a_unit_is_doubted(
    monkeypatch: pytest.MonkeyPatch, issued: bytes
) -> None:
    """95% typed into a number cell is stored as 0.95, and nothing else says so."""
    values: dict[str, Read] = {"indicators.0.number": 0.95, "indicators.0.unit": ""}
    filled, cells = changed(monkeypatch, issued, values)
    told_of = told(filled, filled.projects[0].sheet)
    assert told_of == [("value.scale", cells["indicators.0.number"], "0.95")]
