"""Decode: one cell as it was stored, turned into an exact value or refused with the reason."""

from datetime import date, datetime, time, timedelta

import pytest

from xlperf.reading import decode
from xlperf.sheet.grid import Read


def texts(plan: list[Read]) -> list[str]:
    """A plan as it was read, a code of a finding where a date was refused."""
    return [each.code or str(each.value) for each in decode.percents(plan)]


@pytest.mark.parametrize(
    ("value", "shown"),
    [(True, "TRUE"), (False, "FALSE"), (12.0, "12"), (0.1 + 0.2, "0.3"), (1e21, f"1{'0' * 21}"),
     (1e-7, "0.0000001"), (datetime(2026, 3, 4), "2026-03-04"),
     (datetime(2026, 3, 4, 5, 6), "2026-03-04 05:06:00"), (date(2026, 3, 4), "2026-03-04"),
     (time(3, 4), "03:04:00"), (timedelta(hours=30), "1 day, 6:00:00"), (" 三十 ", " 三十 "),
     (float("nan"), "NaN"), (float("inf"), "Infinity")],
)  # fmt: skip
def test_a_value_is_shown_as_a_person_sees_it(value: Read, shown: str) -> None:
    assert decode.shown(value) == shown


@pytest.mark.parametrize("value", ["", " ", "\u3000", "\r\n\t"])
def test_nothing_but_spaces_is_a_blank_everywhere(value: str) -> None:
    assert decode.is_blank(value)
    assert [decode.text(value), decode.code(value)] == [("", "", ""), ("", "", "")]
    assert decode.money(value, "万元") == decode.amount(value) == (None, "", "")
    assert decode.target_number(value) == (None, "", "")


@pytest.mark.parametrize("value", ["无", "0", 0.0, False, date(2026, 3, 4)])
def test_what_was_typed_is_no_blank(value: Read) -> None:
    assert not decode.is_blank(value)


def test_text_is_kept_letter_for_letter_but_for_its_line_ends() -> None:
    assert decode.text(" 一、场地费\r\n二、 教师费\n ") == (" 一、场地费\n二、 教师费\n ", "", "")
    assert decode.text("=1+1") == ("=1+1", "", "")


@pytest.mark.parametrize(("value", "shown"), [(12.5, "12.5"), (True, "TRUE"), (0.0, "0")])
def test_a_number_where_text_belongs_is_taken_and_told(value: Read, shown: str) -> None:
    assert decode.text(value) == (shown, "value.converted", "")


def test_a_code_says_how_it_is_spelled() -> None:
    code = "13081123P000109100016"
    assert decode.code(code) == (code, "", "")
    assert decode.code("13081123ｐ0001091000 16") == (code, "value.spelling", code)
    assert decode.code(1308.0) == ("1308", "value.code-number", "")


@pytest.mark.parametrize(
    ("typed", "parts"),
    [("95%", "95、%"), ("12个", "12、个"), (" 12 个 ", "12、个"), ("≥95", "≥、95"),
     (">=1,000.50 元", "≥、1000.50、元"), ("＝5次", "＝、5、次"), ("３０%", "30、%")],
)  # fmt: skip
def test_a_figure_with_its_sign_and_unit_is_taken_apart_for_the_hint(
    typed: str, parts: str
) -> None:
    assert decode.target_number(typed) == (None, "value.number-parts", parts)


def test_an_amount_of_another_unit_is_told_in_ours_and_a_date_is_none() -> None:
    assert decode.money("30元", "万元") == (None, "value.money-unit", "万元")
    assert decode.money("30 万元", "万元") == (30, "value.typed-as-text", "30")
    assert decode.amount("30万元") == (None, "value.number", "")
    for value in (datetime(2026, 3, 4, 1), date(2026, 3, 4), time(1), timedelta(1)):
        assert decode.money(value, "万元") == (None, "value.date", "")


# A whole spending plan: the last date decides the scale of the row.


@pytest.mark.parametrize(
    ("plan", "read"),
    [
        ([0.25, 0.5, 0.75, 1.0], ["25", "50", "75", "100"]),
        ([25.0, 50.0, 75.0, 100.0], ["25", "50", "75", "100"]),
        ([0.333, 0.5, 1.0], ["33.3", "50", "100"]),
        ([0.07, 0.29, 0.57, 1.0], ["7", "29", "57", "100"]),
        ([2.0, 50.0, 100.0], ["2", "50", "100"]),
        ([0.0, 50.0, 100.0], ["0", "50", "100"]),
        ([0.0, 0.0, 1.0], ["0", "0", "100"]),
        ([0.0, 0.0, 0.0], ["0", "0", "0"]),
        ([1.0], ["100"]),
        ([100.0], ["100"]),
        ([-0.1, 0.5, 1.0], ["-10", "50", "100"]),
        ([10.0, 20.0, 20.0, 100.0], ["10", "20", "20", "100"]),
    ],
)
def test_a_plan_that_ends_at_1_or_100_has_a_scale(plan: list[Read], read: list[str]) -> None:
    assert texts(plan) == read


@pytest.mark.parametrize(
    "plan",
    [
        [1.0, 50.0, 100.0],  # 1 % in the first quarter, or all of it?
        [0.5, 50.0, 100.0],
        [50.0, 1.0, 100.0],
        [0.25, 2.0, 1.0],
        [0.25, 1.5, 1.0],
        [0.25, 0.5, 0.9],
        [25.0, 50.0, 90.0],
        [25.0, 50.0, 101.0],
        [25.0, 100.0, 0.0],
        [2.0, 1.0],
        [1e15, 100.0],
        [float("nan"), 100.0],
        [0.5, float("nan")],
    ],
)
def test_a_plan_without_a_scale_is_refused_as_a_whole(plan: list[Read]) -> None:
    assert texts(plan) == ["plan.scale"] * len(plan)
    assert [each.value for each in decode.percents(plan)] == [None] * len(plan)


def test_numbers_before_a_last_date_that_is_none_have_no_scale() -> None:
    """What stands last is blank, text or a date: nothing says whether 0.5 is a half."""
    for last, read in [("", "None"), ("100%", "value.typed-as-text"), ("三成", "value.percent"),
                       (True, "value.percent"), (date(2026, 3, 4), "value.date")]:  # fmt: skip
        assert texts([0.5, 0.75, last]) == ["plan.scale", "plan.scale", read]


def test_a_blank_inside_a_plan_changes_no_scale() -> None:
    assert texts([0.25, "", 0.75, 1.0]) == ["25", "None", "75", "100"]
    assert texts(["", "", "", 100.0]) == ["None", "None", "None", "100"]
    assert texts(["", ""]) == ["None", "None"]


def test_percents_typed_as_text_say_themselves_what_they_are() -> None:
    typed, word, blank, plain = decode.percents(["60%", "无", "", 100.0])
    assert typed == (60, "value.typed-as-text", "60%")
    assert word == (None, "value.word-for-percent", "")
    assert (blank, plain) == ((None, "", ""), (100, "", ""))
    assert decode.percents(["60", 1.0])[0] == (None, "value.percent", "")
    assert decode.percents([True, 1.0])[0] == (None, "value.percent", "")


def test_a_percent_is_written_in_full() -> None:
    assert [str(each.value) for each in decode.percents([0.5, 0.125, 1.0])] == ["50", "12.5", "100"]
