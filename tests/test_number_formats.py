"""What is stored is what is seen: number formats judged one by one, and against LibreOffice."""

import re
from decimal import Decimal
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from parts.office import Office
from parts.seen import VALUES, drawn_formats, shown_by_office, written
from xlperf.excel.reading.book import read_book
from xlperf.excel.reading.number_formats import BUILT_IN, LOCAL, shown_number, shows_text
from xlperf.sheet import Cell, Sight

ACCOUNTS = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
IN_YUAN = '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '
TAKEN = [
    ("General", 30, "30"),
    ("G/通用格式", 30.5, "30.5"),
    ("@", 12, "12"),
    ("0", 30, "30"),
    ("0.00", 30, "30.00"),
    ("#,##0.00", 1234567.8, "1,234,567.80"),
    ("0.0#", 1.5, "1.5"),
    ("000", 7, "007"),
    ("[Red]0.00;[Blue]-0.00", -5, "-5.00"),
    ("[红色]0.00", 5, "5.00"),
    ("#,##0.00_);(#,##0.00)", -5, "(5.00)"),
    ("0.00_);[Red]（0.00）", -5, "（5.00）"),
    ("[$-804]#,##0.00", 5, "5.00"),
    ("* 0.00", 5, "5.00"),
    (ACCOUNTS, 1200, "1,200.00"),
    (ACCOUNTS, -1200, "-1,200.00"),
    (ACCOUNTS, 0, "-"),
    ("0.00;-0.00;\\-", 0, "-"),
    ("0.00;-0.00;0.00;@", 0, "0.00"),
    ("[>100]0.0;0.00", 101, "101.0"),
    ("[>100]0.0;0.00", 99, "99.00"),
    ("[>=10]0;[<5]0.0;0.00", 7, "7.00"),
]
MARKED = [
    ('0.00"万元"', 30, "30.00万元", "万元"),
    ("0.00 万元", 30, "30.00 万元", "万元"),
    ('General"元"', 30, "30元", "元"),
    ("¥#,##0.00", 1200, "¥1,200.00", "¥"),
    ("[$¥-804]#,##0.00", 1200, "¥1,200.00", "¥"),
    ("[$￥-411]0;-[$￥-411]0", -7, "-￥7", "￥"),
    ("￥-0.00;￥-0.00", -7, "￥-7.00", "￥"),
    ('0"万"', 3, "3万", "万"),
    ('0"千"', 3, "3千", "千"),
    (IN_YUAN, 0, "¥-", "¥"),
    ('0.00;-0.00;"-"元', 0, "-元", "元"),
]
PERCENT = [
    ("0%", 0.95, "95%", "95"),
    ("0.0#%", 0.12345, "12.35%", "12.345"),
    ('0"%"', 60, "60%", "60"),
    ("0\\%", 60, "60%", "60"),
    ("0％", 60, "60％", "60"),
    ("0.00%;-0.00%", -0.5, "-50.00%", "-50"),
]
REFUSED = [
    ("0!.0000", 300000, "inside", "30.0000"),
    ("0\\.0000", 300000, "inside", "30.0000"),
    ("0.00,,", 300000000, "scaled", "300.00"),
    ("#,##0,", 300000, "scaled", "300"),
    ("0,.00", 300000, "scaled", "300.00"),
    ('"12"0', 5, "literal", "125"),
    ('0"0"', 5, "literal", "50"),
    ("+0", 5, "literal", "+5"),
    ('"约"0"左右"', 5, "literal", "约5左右"),
    (";;;", 5, "hidden", ""),
    ("0;;", -5, "hidden", ""),
    ("#", 0, "hidden", ""),
    ("#,###", 0, "hidden", ""),
    ('0;-0;""', 0, "hidden", ""),
    ('0;-0;"无"', 0, "literal", "无"),
    ('"-"', 5, "literal", "-"),
    ('0;-0;"-5"', 0, "literal", "-5"),
    ('0;-0;"-+"', 0, "literal", "-+"),
    ("0;0", -5, "sign", "5"),
    ("#,##0.00;#,##0.00", -5, "sign", "5.00"),
    ("[Red]0.00;[Red]0.00", -5, "sign", "5.00"),
    ("-0", 5, "sign", "-5"),
    ("(0)", 5, "sign", "(5)"),
    ("-0", -5, "sign", "--5"),
    ("0-;0-", -5, "sign", "5-"),
    ("yyyy-mm-dd", 44986, "date", "2023-03-01"),
    ('yyyy"年"m"月"d"日"', 44986, "date", "2023年3月1日"),
    ("[h]:mm:ss", 1.5, "date", "36:00:00"),
    ("h:mm", 0.05, "date", "1:12"),
    ("[$-804]yyyy\\年m\\月d\\日;@", 44986, "date", "2023年3月1日"),
    ("[$-F800]yyyy/m/d", 44986, "date", ""),
    ("mmm-yy", 44986, "date", ""),
    ("yyyy", 5, "date", ""),
    ("yyyy-mm-dd", -1, "date", ""),
    ("# ?/?", 0.5, "fraction", "1/2"),
    ("# ??/??", 1.5, "fraction", "1  1/2"),
    ("# ?/?", 0.333, "fraction", ""),
    ("0.00E+00", 300000, "power", ""),
    ("[DBNum1]0", 5, "numerals", ""),
    ("[>100]0", 5, "condition", ""),
    ("[>100]0;0", -5, "condition", ""),
    ("0;[>100]0;0", 5, "condition", ""),
    ("0;@;0", 5, "condition", ""),
    ("0;0;0;0;0", 5, "unknown", ""),
    ('0"', 5, "unknown", ""),
    ("0[", 5, "unknown", ""),
    ("[x]0", 5, "unknown", ""),
    ("0x", 5, "unknown", ""),
    ("0.0.0", 5, "unknown", ""),
    ("", 5, "unknown", ""),
    ("0%%", 5, "literal", "50000%%"),
    ("0.00%元", 5, "literal", "500.00%元"),
]


@pytest.mark.parametrize(("code", "stored", "text"), TAKEN)
def test_a_figure_that_is_seen_is_taken(code: str, stored: float, text: str) -> None:
    shown = shown_number(code, stored)
    assert (shown.kind, shown.text, shown.is_rounded) == (Sight.SAME, text, False)
    assert shown.value == Decimal(str(stored))


@pytest.mark.parametrize(("code", "stored", "text", "mark"), MARKED)
def test_a_word_beside_a_figure_is_told_apart(
    code: str, stored: float, text: str, mark: str
) -> None:
    shown = shown_number(code, stored)
    assert (shown.kind, shown.text, shown.mark) == (Sight.MARKED, text, mark)
    assert shown.value == Decimal(str(stored))


@pytest.mark.parametrize(("code", "stored", "text", "worth"), PERCENT)
def test_a_percent_is_worth_what_it_shows(code: str, stored: float, text: str, worth: str) -> None:
    shown = shown_number(code, stored)
    assert (shown.kind, shown.text, shown.value) == (Sight.PERCENT, text, Decimal(worth))


@pytest.mark.parametrize(("code", "stored", "reason", "text"), REFUSED)
def test_what_is_not_the_figure_says_why(code: str, stored: float, reason: str, text: str) -> None:
    shown = shown_number(code, stored)
    assert (shown.kind, shown.reason, shown.text) == (Sight.OTHER, reason, text)


@pytest.mark.parametrize(
    ("code", "stored", "hides"),
    [
        ("0", 30.5, True), ("0.00", 30.005, True), ("0.00", 30.5, False), ("0%", 0.955, True),
        ("0.0%", 0.955, False), ("General", 0.333333333333333, True), ("General", 0.5, False),
        ("0.00", -0.001, True), ("0.00", 30.10, False), ("#,##0.00", 0.1 + 0.2, False),
    ],
)  # fmt: skip
def test_digits_that_are_hidden_are_known(code: str, stored: float, hides: bool) -> None:
    assert shown_number(code, stored).is_rounded is hides


@pytest.mark.parametrize(("number", "code"), BUILT_IN.items())
def test_every_format_without_a_code_is_understood(number: int, code: str) -> None:
    assert shown_number(code, 3.5).reason not in ("unknown", "condition"), number


def test_dates_each_computer_shows_in_its_own_way_are_dates() -> None:
    assert {shown_number(code, 44986).reason for code in LOCAL.values()} == {"date"}


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("General", True), ("@", True), ("0.00", True), ("0;-0;0;@", True), (ACCOUNTS, True),
        (";;;", False), (";;;;", False), ("0;0;0;", False), ('0;0;0;"x"', False),
        ('"x"@', False), ("@@", False), (";;", True), ("0x", False),
    ],
)  # fmt: skip
def test_a_text_is_hidden_or_changed_by_some_formats(code: str, shows: bool) -> None:
    assert shows_text(code) is shows


@settings(max_examples=2, deadline=None, phases=[Phase.generate])
@given(chance=st.randoms(use_true_random=True))
def test_what_is_taken_is_what_libreoffice_displays(
    libreoffice: Office, tmp_path_factory: pytest.TempPathFactory, chance: Random
) -> None:
    formats = drawn_formats(chance, 400)
    path = written(tmp_path_factory.mktemp("formats") / "formats.xlsx", formats)
    for code, row in zip(formats, shown_by_office(libreoffice, path), strict=True):
        for stored, seen in zip(VALUES, row, strict=True):
            shown = shown_number(code, stored)
            if shown.is_certain:
                assert _bare(shown.text) == _bare(seen), (code, stored)
            if shown.kind is not Sight.OTHER:
                assert shown.value is not None
                assert _says(seen, shown.value), (code, stored, seen)


@pytest.mark.parametrize("suffix", ["xls", "ods"])
@settings(max_examples=1, deadline=None, phases=[Phase.generate])
@given(chance=st.randoms(use_true_random=True))
def test_other_formats_show_what_libreoffice_displays(
    libreoffice: Office, tmp_path_factory: pytest.TempPathFactory, suffix: str, chance: Random
) -> None:
    folder = tmp_path_factory.mktemp("formats")
    values = [each for each in VALUES if each < 1e9]  # LibreOffice writes no date that far
    formats = drawn_formats(chance, 250)
    made = written(folder / "formats.xlsx", formats, values)
    (path,) = libreoffice.converted([made], suffix)
    (grid,) = read_book(path, "").grids
    taken = 0
    for row, line in enumerate(shown_by_office(libreoffice, path)):
        for column, (stored, seen) in enumerate(zip(values, line, strict=True)):
            cell = Cell(row, column)
            shown = grid.shown.get(cell) or shown_number("General", stored)
            if cell in grid.doubts:
                continue
            if shown.is_certain:
                assert _bare(shown.text) == _bare(seen), (formats[row], stored)
            if shown.kind is not Sight.OTHER and shown.value is not None:
                assert _says(seen, shown.value), (formats[row], stored, seen)
                taken += 1
    assert taken > 100


def _bare(text: str) -> str:
    """A text without padding, and without a point that nothing follows."""
    return re.sub(r"\.(?![0-9])", "", text.replace(" ", "").replace("\u3000", ""))


def _says(seen: str, value: Decimal) -> bool:
    """Whether a text displays a figure, at the places it shows."""
    bare = _bare(seen).replace(",", "")
    if "-" in (bare[:1], bare[-1:]) and not any(map(str.isdigit, bare)):  # beside ¥ too
        return value == 0
    digits = "".join(sign for sign in bare if sign.isdigit() or sign == ".").rstrip(".")
    is_negative = any(sign in bare for sign in "-(")
    places = len(digits.partition(".")[2])
    half = Decimal("0.5").scaleb(-places)
    has_sign = is_negative == (value < 0) or not Decimal(digits)  # of what rounds to 0, no sign
    return has_sign and abs(Decimal(digits) - abs(value)) <= half
