"""Pieces of a text with a font of their own: struck out, raised or unseen, in every format."""

import io
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from parts.office import Office
from xlperf import read
from xlperf.excel.reading.old_strings import odd_old_strings
from xlperf.reading.filled import Filled

CELLS = {
    "A1": "项目编码", "B1": "13081123P000109100016", "D1": "项目名称", "E1": "讲座",
    "A2": "预算规模及资金用途", "B2": "预算数", "C2": 30, "D2": "其中：财政资金", "E2": 30,
    "F2": "其他资金", "G2": 0, "B3": "用途", "A4": "资金支出计划（%）", "B4": "3月底",
    "D4": "6月底", "E4": "10月底", "F4": "12月底", "B5": "25%", "D5": "50%", "E5": "75%",
    "F5": "100%", "A6": "绩效目标", "B6": "办好", "A7": "一级指标", "B7": "二级指标",
    "C7": "三级指标", "D7": "绩效指标描述", "F7": "指标值", "G7": "指标值确定依据",
    "A8": "产出指标", "B8": "数量指标", "C8": "次数", "D8": "说明", "F8": "≥12次", "G8": "计划",
}  # fmt: skip
PIECES: Mapping[str, tuple[Mapping[str, object], str]] = {
    "struck": ({"font_strikeout": True}, "value.struck"),
    "raised": ({"font_script": 1}, "value.raised"),
    "lowered": ({"font_script": 2}, "value.raised"),
    "white": ({"font_color": "#FFFFFF"}, "value.unseen-run"),
    "a dot high": ({"font_size": 1}, "value.unseen-run"),
    "bold": ({"bold": True}, ""),
    "red": ({"font_color": "#FF0000"}, ""),
}
STRUCK, RAISED = "value.struck", "value.raised"


def table(dress: Mapping[str, object], goal: str = "办好") -> bytes:
    """A small table; the goal has a piece in a dress of its own."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("表")
    for place, value in CELLS.items():
        sheet.write(place, value)
    piece = book.add_format(dict(dress))
    sheet.write_rich_string("B6", goal, piece, "三场", book.add_format(), "讲座")
    book.close()
    return file.getvalue()


def told(filled: Filled) -> list[tuple[str, str]]:
    """What is told of pieces of texts: code and cell."""
    known = {STRUCK, RAISED, "value.unseen-run"}
    return [(each.code, each.place.cell) for each in filled.findings if each.code in known]


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("how", PIECES)
def test_a_piece_is_told_whoever_saved_the_file(
    tmp_path: Path, libreoffice: Office, how: str, suffix: str
) -> None:
    dress, code = PIECES[how]
    source = tmp_path / "表.xlsx"
    source.write_bytes(table(dress))
    (saved,) = [source] if suffix == "xlsx" else libreoffice.converted([source], suffix)
    filled = read(saved, "hebei-2023")
    assert told(filled) == ([(code, "B6")] if code else [])
    assert next(iter(filled)).goal == ("" if code else "办好三场讲座")


@pytest.mark.parametrize("length", [10, 5_000, 8_000])
def test_texts_longer_than_a_record_are_counted_right(
    tmp_path: Path, libreoffice: Office, length: int
) -> None:
    source = tmp_path / "表.xlsx"
    source.write_bytes(table({"font_strikeout": True}, "办" * length))
    (saved,) = libreoffice.converted([source], "xls")
    assert told(read(saved, "hebei-2023")) == [(STRUCK, "B6")]


FONTS = ["", STRUCK, "", "", RAISED]


def text(signs: str, *runs: tuple[int, int], wide: bool = True) -> bytes:
    """One shared text of an .xls with its runs: where each begins, and its font."""
    head = struct.pack("<HB", len(signs), (8 if runs else 0) | int(wide))
    count = struct.pack("<H", len(runs)) if runs else b""
    held = signs.encode("utf-16-le" if wide else "latin-1")
    return head + count + held + b"".join(struct.pack("<2H", *each) for each in runs)


def record(*texts: bytes) -> bytes:
    return struct.pack("<2L", len(texts), len(texts)) + b"".join(texts)


@pytest.mark.parametrize(
    ("runs", "finding"),
    [
        ([(1, 1)], STRUCK),
        ([(1, 1), (2, 0)], STRUCK),
        ([(1, 0), (2, 5)], RAISED),  # the font with the number 4 is never there
        ([(1, 0), (2, 2)], ""),
        ([(1, 1), (1, 0)], ""),  # a piece of no length
        ([(4, 1)], ""),  # behind the end
        ([], ""),
    ],
)
def test_the_runs_of_a_shared_text(runs: Sequence[tuple[int, int]], finding: str) -> None:
    for wide in (True, False):
        texts = (text("abcd", wide=wide), text("abcd", *runs, wide=wide), text("x", wide=wide))
        expected = {1: finding} if finding else {}
        assert odd_old_strings([record(*texts)], FONTS) == expected


@pytest.mark.parametrize("cut", range(11, 19, 2))
@pytest.mark.parametrize("wide_again", [True, False])
def test_a_text_cut_between_records_says_again_how_wide_it_is(
    cut: int, *, wide_again: bool
) -> None:
    whole = record(text("甲乙丙丁"), text("ab", (0, 1)))
    rest = whole[cut:]
    if not wide_again:
        signs = (19 - cut) // 2
        rest = b"x" * signs + whole[19:]
    pieces = [whole[:cut], bytes([int(wide_again)]) + rest]
    assert odd_old_strings(pieces, FONTS) == {1: STRUCK}


def test_a_list_cut_off_is_damaged() -> None:
    whole = record(text("甲乙"), text("ab", (0, 1)))
    with pytest.raises((EOFError, ValueError)):
        odd_old_strings([whole[:-3]], FONTS)


def test_without_odd_fonts_nothing_is_looked_at() -> None:
    assert odd_old_strings([b"no list at all"], ["", ""]) == {}
