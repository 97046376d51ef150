"""Stamped workbooks are byte for byte what XlsxWriter writes, whatever stands in them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parts.declared_samples import NAMES, filled_unit, form_of, master_of
from xlperf import Form, generate, read
from xlperf.budget import Indicator, Master, Project, Target, Unit, UnitBudget
from xlperf.excel.writing import Stamper, stamping, workbook_bytes
from xlperf.excel.writing.stamping import stamper as stamping_books
from xlperf.excel.writing.stamping.shape import CutError
from xlperf.findings import OutputError
from xlperf.issuing.cover import Cover
from xlperf.issuing.prepared_form import PreparedForm
from xlperf.issuing.whole_workbook import unit_workbook
from xlperf.sheet import (
    Box,
    Cell,
    Comment,
    Content,
    Highlight,
    Name,
    Print,
    Sheet,
    Style,
    Validation,
    Value,
    Workbook,
)

STYLES = {
    "text": Style(wrap=True, border=True),
    "same": Style(wrap=True, border=True),  # another name for what XlsxWriter gives one number
    "money": Style(number="#,##0.00"),
    "key": Style(size=8, colour="808080"),
}
HOSTILE = (
    "<r>", "<r><t>粗</t></r>", "_x0041_", " 前后 ", "\t", "a\nb", "&amp;<b>", "]]>", "\x01",
    "\ufffe", "=1+1", "http://x", "#N/A", "'", '"', "\ue000a\ue001", "😀", "0", "x" * 32_767,
    "中" * 20_000, "\x0b", "\r", "﻿", "nan",
)  # fmt: skip


def both(stamper: Stamper, book: Workbook) -> tuple[object, object]:
    """What comes of a workbook, stamped and written: bytes, or what it is refused for."""

    def made(write: object) -> object:
        try:
            return write(book)  # type: ignore[operator]
        except OutputError as error:
            return str(error)

    return made(stamper.workbook_bytes), made(workbook_bytes)


def book_of(*sheets: Sheet, styles: dict[str, Style] = STYLES) -> Workbook:
    names = [Name("XLPERF", f'"{each.name}"', each.name) for each in sheets]
    return Workbook(
        (Sheet("说明", (Content(0, 0, "text", "先读"), Content(1, 1, "money", 3.5))), *sheets),
        styles, "书", datetime(2026, 1, 1), names=names, properties={"XLPERF": "a|b"},
    )  # fmt: skip


# The drawings of a form: one layout, many sheets.


_LIST = Validation(Box(1, 1, 5, 1), "list", ("标题", '提示 s="1"'), source="=$A$1:$A$3")


def layout(
    contents: Sequence[Content], heights: Sequence[int] = (), hidden: Sequence[int] = ()
) -> Sheet:
    return Sheet(
        "", tuple(contents), merges=(Box(30, 0, 30, 3),), widths={0: 12.0, 3: 40.0},
        heights=dict.fromkeys(heights, 20.0), hidden_rows=tuple(hidden),
        validations=(_LIST,),
        highlights=(
            Highlight(Box(0, 0, 3, 3), '=A1="<&>"', fill="FFC000"),
            Highlight(Box(4, 0, 5, 3), "=B1>0", colour="FF0000"),
            Highlight(Box(0, 0, 3, 3), "=C1>0", fill="FFC000"),
        ),
        frozen=Cell(1, 0), printing=Print(Box(0, 0, 30, 3), (0, 0), footer="页脚"), protected=True,
    )  # fmt: skip


def numbered(sheet: Sheet, number: int, values: dict[str, Value]) -> Sheet:
    heights = {row: 15.0 + 7 * ((row + number) % 3) for row in sheet.heights}
    printing = sheet.printing and replace(sheet.printing, footer=f"页脚 & {number} <{number}>")
    return replace(sheet, name=f"第 {number} 张", values=values, heights=heights, printing=printing)


PLAIN = layout(
    [
        Content(0, 0, "text", "标签"), Content(0, 1, "text", slot="a"),
        Content(1, 0, "same", "标签"), Content(1, 1, "money", slot="b"),
        Content(1, 2, "money", 0.1 + 0.2), Content(2, 0, "text", ""),
        Content(2, 1, "text", slot="c", formula='=IF(A1="<r>","&","")'),
        Content(2, 2, "key", 7, formula="=3+4"), Content(3, 0, "key", "回目录", link="'说明'!A1"),
        Content(20, 5, "text", slot="d"),
    ],
    heights=(0, 1, 2, 9, 20), hidden=(9,),
)  # fmt: skip
VALUES = st.one_of(
    st.none(), st.text(), st.sampled_from(HOSTILE), st.integers(-(10**16), 10**16),
    st.floats(allow_nan=True, allow_infinity=True),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys("abcd", VALUES)), min_size=1, max_size=4))
def test_a_layout_stamped_with_any_values_is_what_xlsxwriter_writes(
    filled: list[dict[str, Value]],
) -> None:
    stamper = Stamper()
    for values in ({}, *filled, {}):
        sheets = [numbered(PLAIN, at, {**values, "a": f"{at}"}) for at in (1, 2)]
        sheets.append(numbered(PLAIN, 3, values))
        stamped, written = both(stamper, book_of(*sheets))
        assert stamped == written


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("slot", ["a", "b", "c"])
def test_hostile_texts_go_the_way_of_xlsxwriter(text: str, slot: str) -> None:
    stamper = Stamper()
    stamper.workbook_bytes(book_of(numbered(PLAIN, 1, {}), numbered(PLAIN, 2, {})))
    stamped, written = both(stamper, book_of(numbered(PLAIN, 1, {slot: text})))
    assert stamped == written


def asked_of_xlsxwriter(monkeypatch: pytest.MonkeyPatch) -> list[Workbook]:
    """The workbooks that XlsxWriter is asked for from now on."""
    asked: list[Workbook] = []

    def watched(write: Callable[[Workbook], Any]) -> Callable[[Workbook], Any]:
        def written(book: Workbook) -> Any:
            asked.append(book)
            return write(book)

        return written

    of_parts, of_bytes = watched(stamping_books.written_parts), watched(workbook_bytes)

    monkeypatch.setattr(stamping.outline, "written_parts", of_parts)
    monkeypatch.setattr(stamping_books, "written_parts", of_parts)
    monkeypatch.setattr(stamping_books, "workbook_bytes", of_bytes)
    return asked


def test_only_the_first_sheets_are_written_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    stamper = Stamper()
    stamper.workbook_bytes(book_of(numbered(PLAIN, 1, {}), numbered(PLAIN, 2, {})))
    asked = asked_of_xlsxwriter(monkeypatch)
    stamper.workbook_bytes(book_of(*(numbered(PLAIN, at, {"a": "甲"}) for at in range(1, 9))))
    (outline,) = asked
    assert {len(each.contents) for each in outline.sheets[1:]} == {3}  # a cell for each style


def test_styles_in_another_order_are_numbered_as_the_workbook_numbers_them() -> None:
    stamper, first = Stamper(), (Content(0, 0, "key", "甲"), Content(5, 0, "money", 1))
    for before in ((), first, first[::-1], (Content(0, 0, "text", "乙"),)):
        sheets = [numbered(PLAIN, 1, {"a": "x"}), numbered(PLAIN, 2, {"b": 3})]
        if before:
            highlight = Highlight(Box(0, 0, 0, 0), "=TRUE", colour="FF0000")
            sheets.insert(0, Sheet("前", list(before), highlights=[highlight]))
        stamped, written = both(stamper, book_of(*sheets))
        assert stamped == written


def test_other_looks_of_the_same_names_are_not_mixed_up() -> None:
    stamper, sheets = Stamper(), [numbered(PLAIN, at, {"a": "x"}) for at in (1, 2)]
    for styles in (STYLES, {**STYLES, "text": Style(bold=True)}, STYLES):
        for _ in range(2):
            stamped, written = both(stamper, book_of(*sheets, styles=styles))
            assert stamped == written


@pytest.mark.parametrize(
    "more",
    [
        {"opened": True}, {"hidden": True}, {"zoom": 80}, {"tab": "548235"}, {"gridlines": True},
        {"filtered": Box(0, 0, 3, 3)}, {"frozen": None}, {"protected": False}, {"printing": None},
        {"printing": Print(Box(0, 0, 9, 3), (0, 1), columns=(0, 1), footer="脚", paper="A3")},
        {"printing": Print(None, None, landscape=True, scale=70)}, {"growing": (0, 1)},
    ],
    ids=str,
)  # fmt: skip
def test_whatever_a_sheet_says_of_itself_is_written(more: dict[str, object]) -> None:
    stamper = Stamper()
    sheets = [replace(numbered(PLAIN, at, {"a": "x"}), **more) for at in (1, 2)]  # type: ignore[arg-type]
    for _ in range(2):
        stamped, written = both(stamper, book_of(*sheets, numbered(PLAIN, 3, {"b": 1})))
        assert stamped == written


def test_a_comment_or_a_chart_is_xlsxwriters() -> None:
    stamper = Stamper()
    noted = replace(numbered(PLAIN, 2, {"a": "x"}), comments={Cell(0, 1): Comment("注", "甲")})
    for _ in range(3):
        stamped, written = both(stamper, book_of(numbered(PLAIN, 1, {}), noted))
        assert stamped == written


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 30), st.one_of(st.text(), st.none())),
        max_size=60, unique_by=lambda each: each[:2],
    )
)  # fmt: skip
def test_rows_of_texts_are_what_xlsxwriter_writes(
    cells: list[tuple[int, int, str | None]],
) -> None:
    listed = [Content(row, column, "key", text) for row, column, text in sorted(cells)]
    sheet = Sheet("身份", listed, widths={0: 12.0}, protected=True, hidden=True)
    stamper = Stamper()
    known = [numbered(PLAIN, at, {}) for at in (1, 2)]
    stamper.workbook_bytes(book_of(*known))
    stamped, written = both(stamper, book_of(*known, sheet))
    assert stamped == written


def test_a_mark_that_is_not_found_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = stamping_books.written_parts
    for old, new in (
        (' ht="123"', ' ht="124"'), ("\ue000footer\ue001", ""), ("\ue000a\ue001", "a"),
        ('<c r="B1"', '<c r="B9"'), ("</f><v>\ue000c\ue001", "</f><v>"),
    ):  # fmt: skip

        def changed(book: Workbook, old: str = old, new: str = new) -> dict[str, str]:
            return {name: part.replace(old, new) for name, part in real(book).items()}

        monkeypatch.setattr(stamping_books, "written_parts", changed)
        with pytest.raises(CutError):
            Stamper().workbook_bytes(book_of(numbered(PLAIN, 1, {}), numbered(PLAIN, 2, {})))


# The forms of the library and the declared ones: whole workbooks, blank and filled.


@cache
def loaded(name: str) -> Form:
    return form_of(name) if name in NAMES else Form.load(name)


def workbooks(form: Form, budgets: Sequence[UnitBudget], *, filled: bool) -> Iterator[Workbook]:
    prepared = PreparedForm(form, Cover("2026-12-15", "联系人"), "", "一轮")
    for budget in budgets:
        yield unit_workbook(prepared, budget, budget if filled else None)


def of_unit(number: int, projects: int) -> UnitBudget:
    listed = tuple(
        Project(
            code=f"P{number}{at}", name=f"项目<{at}>&{number}", budget=Decimal(at + 1),
            fiscal=Decimal(at), other=Decimal(1), goal=f"目标 {at}\n_x0041_" * (at % 2),
            indicators=(Indicator(level1="产出指标", level2="数量指标", level3=f" {at}",
                                  target=Target.parse("≥95 百分比")),) * (at % 3),
        )
        for at in range(projects)
    )  # fmt: skip
    return UnitBudget(unit=Unit(code=f"U{number}", name=f"单位{number}"), projects=listed)


@pytest.mark.parametrize("filled", [False, True], ids=["blank", "filled"])
@pytest.mark.parametrize("name", ["hebei-2023", "central-2021"])
def test_whole_rounds_are_stamped_as_xlsxwriter_writes_them(name: str, filled: bool) -> None:
    stamper = Stamper()
    budgets = [of_unit(number, number % 4) for number in range(1, 8)]
    for book in workbooks(loaded(name), budgets, filled=filled):
        assert stamper.workbook_bytes(book) == workbook_bytes(book)


@pytest.mark.parametrize("name", NAMES)
def test_declared_forms_are_stamped_as_xlsxwriter_writes_them(name: str) -> None:
    form, stamper = loaded(name), Stamper()
    blank: Master = master_of(form)
    for filled in (False, True, True, False):
        budgets = [filled_unit(form)] if filled else [*blank.units]
        for book in workbooks(form, budgets, filled=filled):
            assert stamper.workbook_bytes(book) == workbook_bytes(book)


def test_a_label_that_xlsxwriter_takes_for_its_own_xml_is_written_by_it() -> None:
    drawing = "| <r>甲 | {code} | 名称 | {name} |\n| 金额 | {budget} | | |"
    form = Form.parse(
        'name = "odd"\ntitle = "表"\nversion = "1"\nyear = 2026\n'
        'money = { unit = "元", places = 2 }\n'
        f'[project]\ntitle = "{{name}}表"\ndrawing = """\n{drawing}\n"""\n'
    )
    units = tuple(
        UnitBudget(
            unit=Unit(code=f"12500{number}", name="甲"), projects=(Project(code="1", name="乙"),)
        )
        for number in range(3)
    )
    made = [each.content for each in generate(form, Master(money=form.money, units=units))]
    assert [read(each, form).unit.code for each in made] == ["125000", "125001", "125002"]
