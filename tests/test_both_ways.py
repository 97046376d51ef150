"""The quick way to read a sheet and the full way agree in everything, whatever stands in it."""

import io
import os
import time
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from parts import hostile as h
from parts import samples
from parts.both_ways import equal_both_ways, ways_taken
from parts.broken import with_parts
from parts.mutations import mutated
from parts.odd_rows import INLINE, STORED, TEXTS, VALUES, odd_workbook
from parts.office import Office
from test_gate import READ, REFUSED
from xlperf.excel.reading import (
    cell_styles,
    frame,
    known_frames,
    row_shapes,
    sheet_by_shape,
    sheet_shapes,
    stored_values,
    styles_of_figures,
    workbook_parts,
)
from xlperf.excel.reading.book import read_book
from xlperf.sheet import Cell

HERE = Path(__file__).parent
KEPT = sorted([*HERE.rglob("*.xlsx"), *(HERE.parent / "workbooks").rglob("*.xlsx")])
PER_RUN = int(os.environ.get("XLPERF_FUZZ", "2000"))


# Everything that is kept, and everything that is refused.


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.relative_to(HERE.parent).as_posix())
def test_a_kept_workbook_is_read_alike(path: Path) -> None:
    equal_both_ways(path.read_bytes())


def test_all_cases_of_the_shared_folder_are_read_alike(shared: Path) -> None:
    cases = sorted((shared / "cases").rglob("*.xlsx"))
    assert cases
    for path in cases:
        equal_both_ways(path.read_bytes())


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_is_read_alike(name: str) -> None:
    equal_both_ways(READ[name][0]())


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_hostile_has_one_verdict(name: str) -> None:
    make, code = REFUSED[name]
    told = equal_both_ways(make())
    assert isinstance(told, tuple)
    assert told[0] == code


# What is ordinary takes the quick way.


@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
@pytest.mark.parametrize("blank", [True, False])
def test_no_sheet_of_ours_is_scanned_twice(form: str, blank: bool) -> None:
    taken = ways_taken(samples.workbook(form, blank=blank))
    assert set(taken) == {"quick"}


@pytest.mark.parametrize(
    "path", [each for each in KEPT if "libreoffice" in each.name or "3-回收" in each.parts], ids=str
)
def test_no_sheet_of_a_return_is_scanned_twice(path: Path) -> None:
    assert set(ways_taken(path.read_bytes())) == {"quick"}


def test_no_sheet_saved_by_openpyxl_is_scanned_twice() -> None:
    saved = io.BytesIO()
    load_workbook(io.BytesIO(samples.workbook())).save(saved)
    assert set(ways_taken(saved.getvalue())) == {"quick"}


def test_no_sheet_saved_by_libreoffice_is_scanned_twice(
    libreoffice: Office, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(samples.workbook())
    saved = libreoffice.recalculated(path)
    assert set(ways_taken(saved.read_bytes())) == {"quick"}


def as_excel(rows: str) -> bytes:
    """A workbook with rows and shared strings as Excel of a Chinese computer writes them."""
    strings = h.strings(
        '<si><t>甲</t><phoneticPr fontId="1" type="noConversion"/></si>'
        '<si><r><rPr><sz val="11"/><rFont val="宋体"/></rPr><t>乙</t></r><r>'
        '<t xml:space="preserve"> 丙</t></r><phoneticPr fontId="1" type="noConversion"/></si>'
    )
    return h.changed(h.STRINGS, strings, rows)


def test_what_excel_writes_takes_the_quick_way() -> None:
    content = as_excel(
        '<row r="1" spans="1:3" ht="20.1" customHeight="1" x14ac:dyDescent="0.25">'
        '<c r="A1" s="0" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" s="0"/></row>'
        '<row r="2" spans="1:3"/><row r="3"><c r="A3"><f t="shared" ref="A3:A4" si="0">A1+1</f>'
        '<v>2.5</v></c><c r="B3" t="b"><v>1</v></c><c r="C3" t="e"><v>#N/A</v></c></row>'
    )
    assert set(ways_taken(content)) == {"quick"}
    (grid,) = read_book(content, "甲.xlsx").grids
    assert grid.rows == [["甲", "乙 丙", ""], ["", "", ""], [2.5, True, ""]]
    assert grid.errors == {Cell(2, 2): "#N/A"}
    assert equal_both_ways(content)


def test_a_figure_stored_as_nothing_takes_no_room() -> None:
    content = h.workbook(
        '<row r="2"><c r="A2"><f>1</f><v></v></c><c r="C2"><v>3</v></c></row>'
        '<row r="9"><c r="D9"><v></v></c></row>'
    )
    (grid,) = read_book(content, "甲.xlsx").grids
    assert (grid.rows, grid.origin) == ([[3.0]], Cell(1, 2))
    assert grid.unstored == {Cell(1, 0)}
    assert ways_taken(content) == {"quick": 1}
    assert equal_both_ways(content)
    assert equal_both_ways(h.workbook('<row r="2"><c r="A2"><v></v></c></row>'))


def test_a_figure_under_a_format_of_dates_is_left_to_the_library(shared: Path) -> None:
    path = shared / "cases" / "returns" / "p10-ratio-and-time.xlsx"
    assert ways_taken(path.read_bytes())["facts"] == 1


# What is remembered is known by all of its bytes.

PLAIN = '<row r="1"><c r="A1"><f>B1</f><v>1</v></c><c r="B1" t="str"><v>a</v></c></row>'


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        ("<f>B1</f><v>1</v>", "<f>B1</f>\x00"),
        ("<f>B1</f>", "<f>B\x001</f>"),
        ("<f>B1</f>", "<f>B1\x01</f>"),
        ("<f>B1</f>", "<f>&b;</f>"),
        ("<row", "x<row"),
        ("<row", "<!-- --><row"),
        ("<v>1</v>", "<v>\x00</v>"),
        ("<v>1</v>", "<v>1\x00</v>"),
        ("<v>1</v>", "<v>1<2</v>"),
        ('r="A1"', 'r="A"'),
        ('r="A1"', 'r="A2"'),
        ('r="A1"', 'r="A01"'),
        ('r="B1"', 'r="A1"'),
        ('<row r="1"', '<row r="01"'),
        ('<row r="1"', '<row r="2"'),
        ('<row r="1"', '<row r="1" r="2"'),
        ('<row r="1"', '<row r="1" ht=".0"'),
        ("<v>a</v>", "<v>&b;</v>"),
        ("<v>a</v>", "<v>\ufffe</v>"),
        ("</row>", '</row><row r="1"/>'),
        ("</row>", '</row><row r="1"><c r="C1"/></row>'),
        ("</row>", "</row> "),
    ],
)
def test_one_odd_sign_is_seen_behind_a_shape_that_is_known(usual: str, odd: str) -> None:
    equal_both_ways(h.workbook(PLAIN))
    assert usual in PLAIN
    equal_both_ways(h.workbook(PLAIN.replace(usual, odd, 1)))


@pytest.mark.parametrize("usual", [b"B1</f>", b"<v>a", b"<row "])
def test_bytes_that_are_no_utf_8_are_seen_behind_a_shape_that_is_known(usual: bytes) -> None:
    equal_both_ways(h.workbook(PLAIN))
    sheet = h.sheet(PLAIN).encode()
    assert usual in sheet
    told = equal_both_ways(h.changed(h.SHEET, sheet.replace(usual, usual[:-1] + b"\xff", 1)))
    assert isinstance(told, tuple)
    assert told[0] == "file.not-utf8"


def with_styles(cell: str, *formats: int, **more: str) -> bytes:
    """A workbook of one cell, with styles of these formats and a rule of 0%."""
    xfs = "".join(f'<xf numFmtId="{each}"/>' for each in formats)
    styles = (
        f'<styleSheet xmlns="{h.MAIN}"><cellXfs>{xfs}</cellXfs><dxfs><dxf>'
        '<numFmt numFmtId="9" formatCode="0%"/></dxf></dxfs></styleSheet>'
    )
    made = h.parts(f'<row r="1">{cell}<v>1</v></c></row>', **more)
    pointed = made["xl/_rels/workbook.xml.rels"].decode()
    also = f'<Relationship Id="r3" Type="{h.TO}/styles" Target="styles.xml"/></Relationships>'
    made["xl/_rels/workbook.xml.rels"] = pointed.replace("</Relationships>", also).encode()
    return h.zipped({**made, "xl/styles.xml": styles.encode()})


@pytest.mark.parametrize("styles", ['s="1" s="0"', 's="0" s="1"', 's="01"', 's="1"', 's="7"'])
def test_a_style_that_is_said_oddly_is_that_of_the_library(styles: str) -> None:
    assert equal_both_ways(with_styles(f'<c r="A1" {styles}>', 0, 14))


@pytest.mark.parametrize("code", ["*d0", "0*y", "[Red]0", "0_d", "General d", "h:mm", "0.00"])
@pytest.mark.parametrize("figure", ["1", "3000000", "-3000000"])
def test_a_figure_no_calendar_reaches_is_told_in_every_way(code: str, figure: str) -> None:
    styles = (
        f'<styleSheet xmlns="{h.MAIN}"><numFmts><numFmt numFmtId="164" formatCode="{code}"/>'
        '</numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    sheet = h.sheet(one_cell("", f"<v>{figure}</v>"))
    changes = {"xl/styles.xml": styles.encode(), h.SHEET: sheet.encode()}
    equal_both_ways(with_parts(with_styles('<c r="A1">', 0), changes))


SAID = (
    '<x:a xmlns:x="u"><numFmt formatCode="0%"/><x:sqref><oddFooter>A1</oddFooter></x:sqref></x:a>'
)
"""A footer that stands where the range of a rule does."""
MERGED = '<mergeCells><mergeCell ref="{}"/></mergeCells>'
FRAME = {
    "before": '<dimension ref="A1:B1"/><sheetViews><sheetView topLeftCell="A1"/></sheetViews>',
    "after": '<hyperlinks><hyperlink ref="A1"/></hyperlinks><oddFooter>a</oddFooter>',
}


@pytest.mark.parametrize(
    ("side", "usual", "odd"),
    [
        ("before", '"A1:B1"', '"B2"'),
        ("before", '"A1:B1"', '"A"'),
        ("before", '"A1:B1"', '""'),
        ("before", '"A1:B1"', '"\x00"'),
        ("before", 'topLeftCell="A1"', 'topLeftCell="C9"'),
        ("before", 'topLeftCell="A1"', 'topLeftCell="A1" topLeftCell="A1"'),
        ("before", 'topLeftCell="A1"', 'topLeftCell="\ufffe"'),
        ("before", "<sheetViews>", '<mergeCells><mergeCell ref="A1:B1"/></mergeCells><sheetViews>'),
        ("before", "<sheetViews>", '<conditionalFormatting sqref="A1:B1"/><sheetViews>'),
        ("after", '<hyperlink ref="A1"/>', '<mergeCell ref="A1:B1"/>'),
        ("after", '<hyperlink ref="A1"/>', '<hyperlink ref="A1" ref="A1"/>'),
        ("after", '<hyperlink ref="A1"/>', '<hyperlink ref="&x;"/>'),
        ("after", '<hyperlink ref="A1"/>', ""),
        ("after", ">a<", ">&lt;甲<"),
        ("after", ">a<", "><!-- --><"),
        ("after", ">a<", ">\x02<"),
        ("after", "<hyperlinks>", "<b<hyperlinks>"),
        ("after", "<hyperlinks>", MERGED.format("A1:B1") + MERGED.format("A3:B4") + "<hyperlinks>"),
        ("after", "<hyperlinks>", MERGED.format("B1") + "<hyperlinks>"),
        ("after", "<hyperlinks>", MERGED.format("a1:b1") + "<hyperlinks>"),
        ("after", "<oddFooter>a</oddFooter>", SAID.replace("A1", "B1")),
        ("after", "<hyperlinks>", "<hyper<b/>links>"),
    ],
)
def test_one_odd_sign_is_seen_around_cells_whose_frame_is_known(
    side: str, usual: str, odd: str
) -> None:
    equal_both_ways(h.workbook(PLAIN, **FRAME))
    equal_both_ways(h.workbook(PLAIN, after=SAID))
    assert usual in FRAME[side]
    equal_both_ways(h.workbook(PLAIN, **{**FRAME, side: FRAME[side].replace(usual, odd, 1)}))


def test_a_number_format_inside_a_rule_of_the_sheet_is_seen_in_every_way() -> None:
    rule = (
        '<extLst><ext xmlns:x14="u"><x14:cfRule><x14:dxf><numFmt formatCode="0%"/></x14:dxf>'
        '</x14:cfRule><xm:sqref xmlns:xm="v">A1</xm:sqref></ext></extLst>'
    )
    content = h.workbook(PLAIN, after=rule)
    assert equal_both_ways(content)
    (grid,) = read_book(content, "甲.xlsx").grids
    assert grid.shown[Cell(0, 0)].reason == "conditional"


@pytest.mark.parametrize("cell", ['<c r="A1" t="n">', '<c r="A1">', '<c r="A1" s="0" t="n">'])
def test_a_figure_that_says_it_is_one_is_seen_under_a_rule_in_every_way(cell: str) -> None:
    rule = '<conditionalFormatting sqref="A1"><cfRule dxfId="0"/></conditionalFormatting>'
    content = with_styles(cell, 0, after=rule)
    assert equal_both_ways(content)
    (grid,) = read_book(content, "甲.xlsx").grids
    assert grid.shown[Cell(0, 0)].reason == "conditional"


def test_a_rule_before_the_cells_is_held_to_its_own_range() -> None:
    rule = '<conditionalFormatting sqref="{}"><cfRule dxfId="0"/></conditionalFormatting>'
    views = "<sheetViews><sheetView/></sheetViews>"
    for reference in ("B9", "A1", "B9"):
        equal_both_ways(with_styles('<c r="A1">', 0, before=views + rule.format(reference)))


def test_what_is_remembered_is_bounded() -> None:
    remembered = (
        cell_styles._remembered,
        known_frames._judged,
        row_shapes._form,
        row_shapes._row,
        sheet_by_shape._looked_at,
        sheet_shapes._remembered,
        stored_values._numbers,
        stored_values._placed,
        styles_of_figures._left_alone,
        workbook_parts._remembered,
        frame._boxes,
    )
    assert all(each.cache_info().maxsize for each in remembered)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1">' + '<c r="A1">' * 100_000,
        '<row r="1">' + '<c r="A1"><v>1</v>' * 60_000 + "</row>",
        '<row r="1"><c r="A1"><is>' + "<t>a</t>" * 100_000 + "</is></c></row>",
        '<row r="1">' * 100_000,
        '<row r="1" ' + 'a="" ' * 200_000 + "/>",
    ],
)
def test_what_never_ends_takes_no_longer_than_it_is_long(rows: str) -> None:
    start = time.process_time()
    equal_both_ways(h.workbook(rows))
    assert time.process_time() - start < 5


def test_what_is_large_is_not_remembered() -> None:
    remembered = (cell_styles._remembered, styles_of_figures._left_alone, known_frames._judged,
                  workbook_parts._remembered, sheet_shapes._remembered)  # fmt: skip
    many = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 9_000))
    long = f"<!-- {' ' * 300_000} -->"
    made = h.parts(many, after=f"<a>{'b' * 200_000}</a>")
    pointed = made["xl/_rels/workbook.xml.rels"].decode()
    also = f'<Relationship Id="r3" Type="{h.TO}/styles" Target="styles.xml"/></Relationships>'
    pointed = pointed.replace("</Relationships>", f"{long}{also}")
    made["xl/_rels/workbook.xml.rels"] = pointed.encode()
    made["xl/styles.xml"] = f'<styleSheet xmlns="{h.MAIN}">{long}</styleSheet>'.encode()
    equal_both_ways(h.workbook())
    for each in remembered:
        each.cache_clear()
    assert equal_both_ways(h.zipped(made))
    sizes = [each.cache_info().currsize for each in remembered]
    assert sizes == [0, 0, 0, 1, 0]  # what points to the workbook is as small as ever


@pytest.mark.parametrize("kind", [*VALUES, "str"])
def test_each_odd_value_is_read_alike(kind: str) -> None:
    said = f' t="{kind}"' if kind else ""
    for value in VALUES.get(kind, TEXTS):
        for inside in STORED:
            equal_both_ways(h.workbook(one_cell(said, inside.replace("{}", value))))
        equal_both_ways(h.workbook(one_cell(said, f"<f>B1</f><v>{value}</v>")))


def one_cell(said: str, inside: str) -> str:
    """A row with one cell, which is not its first row."""
    return f'<row r="3"><c r="C3"{said}>{inside}</c></row>'


@pytest.mark.parametrize("inside", INLINE)
def test_each_odd_text_is_read_alike(inside: str) -> None:
    bare = inside.removeprefix("<is>").removesuffix("</is>")
    for text in TEXTS:
        equal_both_ways(h.workbook(one_cell(' t="inlineStr"', inside.replace("{}", text))))
        strings = h.strings(f"<si>{bare.replace('{}', text)}</si><si><t>乙</t></si>")
        equal_both_ways(h.changed(h.STRINGS, strings, one_cell(' t="s"', "<v>0</v>")))


# Damage and oddity, by lot.


@pytest.mark.parametrize("lot", range(4))
def test_odd_rows_are_read_alike(lot: int) -> None:
    for number in range(PER_RUN // 8):
        equal_both_ways(odd_workbook(Random(f"{lot} {number}")))  # noqa: S311 - no secret


@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
def test_mutations_are_read_alike(form: str) -> None:
    chance = Random(form)  # noqa: S311 - no secret hangs on it
    content = samples.workbook(form)
    for _ in range(PER_RUN // 20):
        equal_both_ways(mutated(content, chance))


# Strings by their numbers, as cells spell them.


@pytest.mark.parametrize("count", [0, 1, 2, 255, 256, stored_values._MANY, 40_000])
def test_each_string_is_known_by_its_number_however_many_there_are(count: int) -> None:
    texts = [f"第{number}条" for number in range(count)]
    known = stored_values.Known.of(texts, frozenset())
    assert known.strings == {str(number).encode(): text for number, text in enumerate(texts)}


@pytest.mark.parametrize("number", ["01", "000000001", "2", "999999999", "-0"])
def test_a_number_of_a_string_spelled_in_another_way_is_read_alike(number: str) -> None:
    strings = h.strings("<si><t>甲</t></si><si><t>乙</t></si>")
    equal_both_ways(h.changed(h.STRINGS, strings, one_cell(' t="s"', f"<v>{number}</v>")))


@pytest.mark.parametrize("order", ["AB", "BA"])
def test_of_equal_shapes_each_has_blanks_of_its_own(order: str) -> None:
    figures = {"": "", "1": "1", "2": "2.5"}
    for first in figures.values():
        for second in figures.values():
            stored = zip(order, (first, second), strict=True)
            cells = [f'<c r="{at}3"><f>A1</f><v>{value}</v></c>' for at, value in stored]
            row = f'<row r="3">{"".join(cells)}<c r="D3" t="b"><v>1</v></c></row>'
            equal_both_ways(h.workbook(row))
