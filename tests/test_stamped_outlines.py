"""What is beside the sheets of a stamped workbook is byte for byte what XlsxWriter writes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from test_stamping import PLAIN, asked_of_xlsxwriter, numbered
from test_stamping import book_of as plain_book_of
from xlperf.excel.writing import Stamper, workbook_bytes
from xlperf.excel.writing.stamping import stamper as stamping_books
from xlperf.excel.writing.stamping.shape import CutError
from xlperf.findings import OutputError
from xlperf.sheet import (
    Box,
    Cell,
    Content,
    Highlight,
    Name,
    Print,
    Sheet,
    Style,
    TextTable,
    Value,
    Workbook,
)

STYLES = {"text": Style(wrap=True), "money": Style(number="#,##0.00"), "key": Style(size=8)}
TITLES = (Content(0, 0, "text", slot="a"), Content(1, 1, "money", slot="b"))
"""One layout for all sheets, so that every one of them is known."""


def sheets_called(names: Sequence[str]) -> list[Sheet]:
    return [
        Sheet(
            name, TITLES, {"a": name, "b": at}, heights={0: 20.0},
            filtered=Box(0, 0, 3, 3) if at % 3 == 0 else None, opened=at == 2, hidden=at == 3,
            printing=Print(
                Box(0, 0, 5, 5) if at % 2 else None, (0, 1), footer="脚",
                columns=(0, 0) if at == 1 else None,
            ),
        )
        for at, name in enumerate(names)
    ]  # fmt: skip


def book_of(
    names: Sequence[str], *, title: str = "书", keywords: str = "", seals: Sequence[str] = (),
    properties: Mapping[str, str] = {},
) -> Workbook:  # fmt: skip
    own = [Name("Seal", text, name) for name, text in zip(names, seals, strict=False)]
    return Workbook(
        sheets_called(names), STYLES, title, datetime(2026, 1, 1), keywords=keywords,
        names=[Name("seal", title), *own, Name("Listed", cells="选项!$A$1:$A$3")],
        properties=properties,
    )  # fmt: skip


def what_comes(write: Callable[[Workbook], bytes], book: Workbook) -> object:
    """The bytes, or what was raised."""
    try:
        return write(book)
    except Exception as error:  # noqa: BLE001 - whatever XlsxWriter raises, it is to be the same
        return type(error), str(error)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[Workbook]:
    """The workbooks that XlsxWriter was asked for."""
    return asked_of_xlsxwriter(monkeypatch)


SIGNS = st.sampled_from("aAbBzZ19.  _-&<>\"'!RC甲乙（）é😀\x01[=#\n\t\u2028İß")
NAMES = st.text(SIGNS, min_size=1, max_size=33)
USUAL = st.text(st.sampled_from("aAbBzZ19._-&<>RC甲乙（）é #="), min_size=1, max_size=31)
TEXTS = st.text(st.one_of(SIGNS, st.characters()), max_size=12)


@pytest.mark.long
@settings(max_examples=150)
@given(
    st.lists(st.lists(st.one_of(USUAL, USUAL, NAMES), min_size=4, max_size=4), min_size=3,
             max_size=3),
    st.lists(TEXTS, min_size=6, max_size=6), st.integers(1, 300),
)  # fmt: skip
def test_whatever_sheets_and_names_are_called_it_is_what_xlsxwriter_writes(
    named: list[list[str]], texts: list[str], long: int
) -> None:
    stamper = Stamper()
    for names in (["甲", "乙", "丙", "丁"], *named, named[0]):
        book = book_of(
            names, title=texts[0], keywords=texts[1], seals=texts[2:5],
            properties={"seal": texts[5] * long, "again": "x" * long},
        )  # fmt: skip
        assert what_comes(stamper.workbook_bytes, book) == what_comes(workbook_bytes, book)


def test_names_stand_in_the_order_of_their_ranges() -> None:
    stamper = Stamper()
    for names in (["b", "a b", "B1", "Z"], ["Z", "a", "甲", "R1"], ["1", "2", "3", "4"]):
        for seals in ("dcba", "aaaa", "AbCd"):
            book = book_of(names, seals=[*seals])
            assert stamper.workbook_bytes(book) == workbook_bytes(book)


def test_workbooks_that_are_built_alike_are_written_without_xlsxwriter(
    written: list[Workbook],
) -> None:
    stamper = Stamper()
    for _ in range(2):
        stamper.workbook_bytes(book_of(["甲", "乙", "丙", "丁"], seals="abcd"))
    written.clear()
    books = [book_of([f"{at}甲", "乙", f"<{at}>", "Z"], title=f"{at}", seals=f"{at}bcd")
             for at in range(5)]  # fmt: skip
    made = [stamper.workbook_bytes(each) for each in books]
    assert written == []
    assert made == [workbook_bytes(each) for each in books]


@pytest.mark.parametrize(
    "more",
    [
        {"hidden": True}, {"opened": True}, {"filtered": Box(0, 0, 9, 9)}, {"printing": None},
        {"printing": Print(Box(0, 0, 1, 1), columns=(0, 1))},
        {"highlights": [Highlight(Box(0, 0, 1, 1), "=TRUE", colour="FF0000")]},
        {"contents": (Content(0, 0, "key", slot="a"), Content(2, 0, "text", slot="b"))},
    ],
    ids=str,
)  # fmt: skip
def test_workbooks_that_are_built_otherwise_are_not_mixed_up(more: dict[str, object]) -> None:
    stamper, plain = Stamper(), book_of(["甲", "乙", "丙", "丁"])
    for at in (0, 1, 3):
        changed = [*plain.sheets]
        changed[at] = replace(changed[at], **more)  # type: ignore[arg-type]
        for book in (plain, replace(plain, sheets=changed)) * 2:
            assert stamper.workbook_bytes(book) == workbook_bytes(book)


def test_another_date_or_other_names_are_another_outline() -> None:
    stamper, plain = Stamper(), book_of(["甲", "乙", "丙", "丁"])
    others = (
        replace(plain, created=datetime(2027, 5, 6)), replace(plain, names=()),
        replace(plain, names=[Name("seal", "x"), Name("seal", "x", "乙")]),
        replace(plain, names=[Name("seal", cells="甲!$A$1")] * 2),
        replace(plain, properties={"a": "b"}), replace(plain, properties={}), plain,
    )  # fmt: skip
    for book in (*others, *others):
        assert stamper.workbook_bytes(book) == workbook_bytes(book)


def test_a_name_of_no_sheet_is_refused_as_ever() -> None:
    stamper, plain = Stamper(), book_of(["甲", "乙", "丙", "丁"])
    stamper.workbook_bytes(plain)
    stamper.workbook_bytes(plain)
    with pytest.raises(OutputError):
        stamper.workbook_bytes(replace(plain, names=[Name("seal", "x", "戊")]))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<sheet name="\ue0000\ue001"', '<sheet name="0"'),
        ("</sheets>", "</sheets >"),
        ("'\ue0001\ue001'!$A$1:$F$6", "'1'!$A$1:$F$6"),
        ("\ue000n0\ue001", "n0"),
        ('localSheetId="1"', 'localSheetId="0"'),
        ("<vt:lpstr>\ue0002\ue001", "<vt:lpstr>2"),
        ("<vt:lpstr>'\ue0001\ue001'!Print_Area", "<vt:lpstr>'1'!Print_Area"),
        ("</definedNames>", '<definedName name="a">\ue0000\ue001</definedName></definedNames>'),
        ('name="Listed"', 'name="listed"'),
        ("\ue000title\ue001", "title"),
        ("\ue000keywords\ue001", "\ue000keywords\ue001\ue000keywords\ue001"),
        ("\ue000pseal\ue001", "seal"),
        ('<c r="B1" s=', '<c r="C1" t='),
        ("<Relationships", "<Relationships a='\ue000title\ue001'"),
    ],
)
def test_an_outline_that_is_written_otherwise_stops_it(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str
) -> None:
    real, changes = stamping_books.written_parts, list[str]()

    def changed(book: Workbook) -> dict[str, str]:
        parts = real(book)
        if "\ue000title\ue001" not in parts["docProps/core.xml"]:
            return parts  # a sheet alone
        changes.extend(name for name, part in parts.items() if old in part)
        return {name: part.replace(old, new, 1) for name, part in parts.items()}

    monkeypatch.setattr(stamping_books, "written_parts", changed)
    stamper, book = Stamper(), book_of(["甲", "乙", "丙", "丁"], properties={"seal": "x"})
    stamper.workbook_bytes(book)
    with pytest.raises(CutError):
        stamper.workbook_bytes(book)
    assert changes


# Sheets that are described anew for every workbook.


def listed(names: Sequence[str], values: Sequence[Value]) -> Sheet:
    """A list of other sheets, as it is made for each unit."""
    return Sheet(
        "目录",
        [
            content
            for row, (name, value) in enumerate(zip(names, values, strict=True))
            for content in (
                Content(row, 0, "text", name, link=f"'{name}'!A1"),
                Content(row, 1, "money", value, f"=N('{name}'!$A$1)+SUMPRODUCT(1*(2>1))"),
                Content(row, 2, "key", value, f"=IF(B{row + 1}=0,\"<r>\",\"&\")"),
                Content(row, 3, "text", value),
            )
        ],
        merges=[Box(9, 0, 9, 3)], heights=dict.fromkeys(range(len(names)), 22.0),
        highlights=[Highlight(Box(0, 0, 3, 3), "=B1>0", fill="FFC000")], frozen=Cell(1, 0),
    )  # fmt: skip


VALUES = st.one_of(
    st.none(), TEXTS, st.integers(-(10**16), 10**16), st.floats(), st.booleans(),
    st.sampled_from(("<r>", "#N/A", "=1", "\ue000a\ue001", "_x0041_", "x" * 20_000)),
)  # fmt: skip


def lists_of(rows: Sequence[tuple[str, Value]]) -> Iterator[Workbook]:
    """Workbooks with such a list in front, and with one behind another sheet."""
    sheet = listed([name for name, _ in rows], [value for _, value in rows])
    known = sheets_called(["甲", "乙"])
    yield Workbook([sheet, *known], STYLES, "书", datetime(2026, 1, 1))
    yield Workbook([*known, sheet], STYLES, "书", datetime(2026, 1, 1))
    opened = replace(sheet, opened=True)
    yield Workbook([*known, opened], STYLES, "书", datetime(2026, 1, 1))


@pytest.mark.long
@settings(max_examples=80)
@given(
    st.lists(
        st.lists(st.tuples(st.one_of(USUAL, NAMES), VALUES), min_size=2, max_size=2), max_size=3
    )
)
def test_a_list_that_is_made_anew_is_what_xlsxwriter_writes(
    lists: list[list[tuple[str, Value]]],
) -> None:
    stamper = Stamper()
    usual: list[tuple[str, Value]] = [("甲", 1.5), ("乙", None)]
    for rows in (usual, usual, *lists, usual):
        for book in lists_of(rows):
            assert what_comes(stamper.workbook_bytes, book) == what_comes(workbook_bytes, book)


def test_a_list_of_other_sheets_is_written_without_xlsxwriter(written: list[Workbook]) -> None:
    stamper = Stamper()
    for _ in range(2):
        for book in lists_of([("甲", 1), ("乙", None)]):
            stamper.workbook_bytes(book)
    written.clear()
    for rows in ([("丙 & 丁", 2.5), ("A1", "x")], [("<b>", None), ('"', "<&>")]):
        for book in lists_of(rows):
            assert stamper.workbook_bytes(book) == workbook_bytes(book)
    assert written == []


@pytest.mark.parametrize(
    "name", ["FILTER(1", "LET(", "_xlfn.X", "x" * 1_000, "\ue000a\ue001", "a'b", "a\nb"]
)
def test_formulas_and_links_that_xlsxwriter_spells_its_own_way_are_its(name: str) -> None:
    stamper = Stamper()
    for rows in ([("甲", 1)], [("乙", 2)], [(name, 3)], [(f"{name}x", 4)]):
        for book in lists_of(rows):
            assert what_comes(stamper.workbook_bytes, book) == what_comes(workbook_bytes, book)


def test_what_looks_like_a_mark_all_by_itself_is_xlsxwriters() -> None:
    stamper, odd = Stamper(), "\ue000footer\ue001"
    sheet = replace(
        sheets_called(["甲"])[0], highlights=(Highlight(Box(0, 0, 1, 1), f'=A1="{odd}"'),)
    )
    linked = replace(sheet, contents=(*TITLES, Content(5, 0, "text", odd, link="'甲'!A1")))
    for each in (sheet, linked):
        book = Workbook([*sheets_called(["甲"]), replace(each, name="乙")], STYLES, "书",
                        datetime(2026, 1, 1))  # fmt: skip
        for _ in range(3):
            assert stamper.workbook_bytes(book) == workbook_bytes(book)


def test_so_many_shapes_are_kept_and_no_more() -> None:
    stamper = Stamper()
    for at in range(300):
        sheets = sheets_called(["甲", "乙"])
        sheets[1] = replace(sheets[1], zoom=50 + at)
        book = Workbook(sheets, STYLES, "书", datetime(2026, 1, 1))
        assert stamper.workbook_bytes(book) == workbook_bytes(book)
    kept = [each for each in vars(stamper).values() if hasattr(each, "_kept")]
    assert kept
    assert max(len(each._kept) for each in kept) <= 96


# A sheet that is a table of texts.


@settings(max_examples=60)
@given(
    st.lists(st.lists(st.one_of(st.just(""), TEXTS), max_size=5), max_size=40),
    st.sampled_from(["", "heights", "filtered", "printing", "hidden_columns"]),
)
def test_a_table_of_texts_is_what_xlsxwriter_writes(cells: list[list[str]], around: str) -> None:
    more: dict[str, object] = {
        "heights": {1: 33.0}, "filtered": Box(0, 0, 1, 1), "hidden_columns": (1,),
        "printing": Print(footer="脚"),
    }  # fmt: skip
    table = TextTable("key", tuple(map(tuple, cells)))
    sheet = Sheet("身份", table, widths={0: 12.0}, protected=True, hidden=True)
    if around:
        sheet = replace(sheet, **{around: more[around]})  # type: ignore[arg-type]
    stamper, known = Stamper(), sheets_called(["甲", "乙"])
    for sheets in (known, [*known, sheet], [*known, sheet], [sheet, *known]):
        book = Workbook(sheets, STYLES, "书", datetime(2026, 1, 1))
        assert what_comes(stamper.workbook_bytes, book) == what_comes(workbook_bytes, book)


def test_a_table_of_texts_is_the_cells_that_hold_one() -> None:
    table = TextTable("key", (("a", "", "b"), (), ("", "c")))
    assert [*table] == [
        Content(0, 0, "key", "a"), Content(0, 2, "key", "b"), Content(2, 1, "key", "c"),
    ]  # fmt: skip
    assert (len(table), table[1], table[1:]) == (3, Content(0, 2, "key", "b"), (*table,)[1:])


# Sheets of one shape in one workbook, each filled in over the one before it.


@pytest.mark.long
@settings(max_examples=80)
@given(
    st.lists(
        st.fixed_dictionaries({}, optional=dict.fromkeys("abcd", VALUES)), min_size=2, max_size=6
    )
)
def test_nothing_of_the_sheet_before_is_left_in_the_next(filled: list[dict[str, Value]]) -> None:
    stamper = Stamper()
    stamper.workbook_bytes(plain_book_of(*[numbered(PLAIN, 1, {}), numbered(PLAIN, 2, {})]))
    for order in (filled, filled[::-1], [*filled, {}]):
        book = plain_book_of(*[numbered(PLAIN, at, values) for at, values in enumerate(order)])
        assert what_comes(stamper.workbook_bytes, book) == what_comes(workbook_bytes, book)


def test_shapes_are_learnt_at_once_where_many_are_to_come(written: list[Workbook]) -> None:
    eager, patient = Stamper(at_once=True), Stamper()
    books = [book_of(["甲", "乙", "丙", "丁"], title=f"{at}", seals="abcd") for at in range(3)]
    for stamper, asked in ((eager, [True, False, False]), (patient, [True, True, False])):
        for book, is_asked in zip(books, asked, strict=True):
            written.clear()
            assert stamper.workbook_bytes(book) == workbook_bytes(book)
            assert bool(written) is is_asked
