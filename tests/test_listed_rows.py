"""Rows of a list that are spelled here are byte for byte what XlsxWriter writes, or left to it."""

import io
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from xlperf.budget import text_width
from xlperf.excel.writing import ListedRows, Live, SheetWriter, Writer
from xlperf.excel.writing.formulas_once import needs_nothing
from xlperf.excel.writing.row_file import RowFile
from xlperf.findings import OutputError
from xlperf.sheet import Box, Content, Sheet, Style, Value, Workbook
from xlperf.summary.links import Links

STYLES = {
    "text": Style(wrap=True, border=True),
    "same": Style(wrap=True, border=True),  # another name for what XlsxWriter gives one number
    "money": Style(number="#,##0.00", border=True),
    "link": Style(underline=True),
    "late": Style(bold=True),
}
USUAL = ("text", "money", "same")
BOOK = Workbook((), STYLES, "表", datetime(2022, 11, 1))
HOSTILE = (
    "", "<r>", "<r><t>粗</t></r>", "第一\n<r>", "_x0041_", "_x", " 前", "后 ", "\u3000前", "\t",
    "a\nb", "\n",
    "&amp;<b>", "]]>", "\x00", "\x01", "\x0b", "\r", "\x85", "\u2028", "\ufffe", "\uffff",
    "\ud800", "\ufeff",
    "=1+1", "{=1}", "http://x", "#N/A", "'", '"', "|", "| ", " |", "a| b", "😀", "0", "nan", "é",
    "x" * 16_384, "x" * 32_767, "x" * 32_768, "中" * 16_383, "😀" * 16_384, "x\n" * 16_383,
)  # fmt: skip
FORMULAS = (
    "=SUM(A1:A2)", '=HYPERLINK("a.xlsx","a")', '=HYPERLINK("a"&"(b)#\'表\'!A1","<&>")', "SUM(A1)",
    "==1", "{=SUM(A1)}", "=CONCAT(A1)", "=UNIQUE(A1)", "=x.FILTER(A1)", "=",
    '=HYPERLINK("_x0041_","\x01")',
    '=HYPERLINK("\ud800","")', "=A1=1", f'=HYPERLINK("{"x" * 8_192}","")',
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-(10**16), 10**16), st.floats(), st.just(0), st.just(-0.0), st.just(0.1 + 0.2),
    st.just(999_999_999_999_999), st.just(True),
)  # fmt: skip
VALUES = st.one_of(st.none(), st.text(max_size=8), st.sampled_from(HOSTILE), NUMBERS)
CELLS = st.one_of(
    VALUES, st.text(st.characters(categories=("L", "N", "P", "Z")), max_size=8),
    st.builds(Live, VALUES, st.sampled_from(("", *FORMULAS)), st.sampled_from(("", *STYLES))),
)  # fmt: skip
ROWS = st.lists(
    st.tuples(st.floats(0, 409), st.lists(CELLS, min_size=3, max_size=3), st.booleans()), max_size=6
)
Row = tuple[float, Sequence[Value | Live], bool]


@contextmanager
def left_to_xlsxwriter() -> Iterator[None]:
    """Every row goes the way of XlsxWriter: the reference."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SheetWriter, "rows_on_disk", lambda _: None)
        yield


def written(rows: Sequence[Row]) -> object:
    """Rows on either of two lists in one workbook, each with what stands above and below."""
    target = io.BytesIO()
    try:
        with Writer(target, BOOK, streaming=True) as writer:
            above = (Content(0, 0, "text", "标题"), Content(1, 0, "link", "下一行"))
            made = [
                writer.add(Sheet(name, above, merges=(Box(0, 0, 0, 2),), heights={0: 30.0}))
                for name in ("甲", "乙")
            ]
            lists, at = [ListedRows(each, USUAL) for each in made], [2, 2]
            for points, cells, which in rows:
                lists[which].write(at[which], points, cells)
                at[which] += 1
            for sheet, row in zip(made, at, strict=True):
                sheet.height(row, 22.0)
                sheet.write(
                    (Content(row, 0, "late", "合计"), Content(row, 1, "money", 1.5, "=1+.5"))
                )
    except (OutputError, ValueError, OverflowError) as error:
        return f"{type(error).__name__}: {error}"
    return target.getvalue()


def both(rows: Sequence[Row]) -> tuple[object, object]:
    """What comes of the rows, here and by XlsxWriter alone: bytes, or why they are refused."""
    here = written(rows)
    with left_to_xlsxwriter():
        return here, written(rows)


PLAIN: Row = (36.0, ("文明城市", 1.5, Live("看", '=HYPERLINK("a.xlsx","看")', "link")), False)


@given(ROWS)
def test_any_rows_are_what_xlsxwriter_writes(rows: list[Row]) -> None:
    here, there = both([PLAIN, PLAIN, *rows, PLAIN])
    assert here == there


@pytest.mark.parametrize("cell", [*HOSTILE, float("nan"), float("inf"), 10**15, -(10**15)])
def test_a_hostile_value_is_written_or_refused_as_by_xlsxwriter(cell: Value) -> None:
    for each in (cell, Live(cell, "", "link"), Live(cell, "=SUM(A1)")):
        here, there = both([PLAIN, PLAIN, (22.0, ("字", 0, each), False), PLAIN])
        assert here == there


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_hostile_formula_is_written_or_refused_as_by_xlsxwriter(formula: str) -> None:
    here, there = both([PLAIN, PLAIN, (22.0, ("字", 0, Live("1", formula)), False), PLAIN])
    assert here == there


@pytest.mark.parametrize("text", ["x" * 32_768, "😀" * 16_384, "x\n" * 16_384])
def test_a_text_no_cell_holds_is_refused(text: str) -> None:
    assert "OutputError" in str(written([PLAIN, PLAIN, (22.0, ("字", 0, text), False)]))


def texts_written(
    rows: Sequence[Row], monkeypatch: pytest.MonkeyPatch, write: Callable[..., None] = RowFile.write
) -> list[str]:
    """The rows that were spelled here."""
    found = list[str]()

    def noted(self: RowFile, row: int, xml: str) -> None:
        found.append(xml)
        write(self, row, xml)

    monkeypatch.setattr(RowFile, "write", noted)
    written(rows)
    return found


def test_all_but_the_first_row_of_a_list_are_spelled_here(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: Row = (36.0, ("两行\n文字", None, " <和&>"), False)
    found = texts_written([PLAIN, PLAIN, lines, PLAIN], monkeypatch)
    assert len(found) == 3  # the first one is XlsxWriter's, which numbers the styles
    assert (
        '<c r="C5" s="1" t="inlineStr"><is><t xml:space="preserve"> &lt;和&amp;&gt;</t>' in found[1]
    )


def test_a_style_that_has_no_number_so_far_gets_it_from_xlsxwriter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    late: Row = (22.0, ("字", 0, Live("x", "", "late")), False)
    assert len(texts_written([PLAIN, PLAIN, late, late, PLAIN], monkeypatch)) == 3


def test_a_list_that_is_not_streamed_is_written_all_the_same() -> None:
    target = io.BytesIO()
    with Writer(target, BOOK) as writer:
        rows = ListedRows(writer.add(Sheet("表", ())), USUAL)
        for row in range(3):
            rows.write(row, 30.0, PLAIN[1])
    assert target.getvalue()


NAMES = st.text(st.sampled_from("aZ1._-（( )\"'&#%中＝=,;!"), max_size=12).map(
    lambda text: f"{text}.xlsx"
)


@given(NAMES, NAMES, st.sampled_from(("FILTER", "SUM.S", "中UNIQUE", "_xlfn.X", "")))
def test_a_link_is_a_formula_xlsxwriter_leaves_as_it_is(file: str, sheet: str, name: str) -> None:
    shown = Links(Path.cwd()).to(str(Path.cwd() / f"{name}{file}.xlsx"), f"{name}{sheet}", "A1")
    if shown.formula:
        assert needs_nothing(shown.formula)
        assert Worksheet()._prepare_formula(shown.formula) == shown.formula[1:]


@pytest.mark.parametrize(
    ("formula", "is_so"),
    [
        ("=SUM(A1,IF(N(A1),1))", True), ("=1+1", True), ("=CONCAT(A1)", False),
        ("=SUM(CONCAT(A1))", False), ("=中SUM(A1)", False), ("=x.SUM(A1)", False),
        ('=HYPERLINK("a","b")', True), ('=HYPERLINK(FILTER(A1),"b")', False),
    ],
)  # fmt: skip
def test_only_old_functions_need_nothing(formula: str, is_so: bool) -> None:
    assert needs_nothing(formula) is is_so


@given(st.text())
def test_a_width_is_that_of_its_signs(text: str) -> None:
    wide = sum(unicodedata.east_asian_width(sign) in "WFA" for sign in text)
    assert text_width(text) == len(text) + wide


def test_every_sign_has_its_width() -> None:
    for number in range(0x30000):
        sign = chr(number)
        assert text_width(f"é{sign}") == 3 + (unicodedata.east_asian_width(sign) in "WFA"), number
