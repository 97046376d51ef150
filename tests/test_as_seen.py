"""What is stored is what is seen: whole returns in which the two differ, and those in which not."""

import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from parts import samples
from parts.broken import with_parts
from parts.office import Office
from parts.package import Package
from xlperf import Form, read
from xlperf.findings import Level
from xlperf.reading.filled import Filled
from xlperf.sheet import Cell, Grid
from xlperf.sheet.address import Box

SEEN = re.compile(
    r"value\.(not-as-shown|rounded|struck|raised|unseen|odd|digits)|cell\."
    r"|sheet\.(object|thread|note|odd)|(row|column)\.hidden"
)


def told(filled: Filled) -> list[tuple[str, str]]:
    """What was told of the way things look: code and cell."""
    return [(f.code, f.place.cell) for f in filled.findings if SEEN.match(f.code)]


# Ordinary files pass.


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The small unit's workbook of every form of projects, filled in."""
    folder = tmp_path_factory.mktemp("ordinary")
    found = {}
    for name in samples.PROJECT_FORMS:
        found[name] = folder / f"{name}.xlsx"
        found[name].write_bytes(samples.workbook(name))
    return found


@pytest.mark.parametrize("suffix", ["", "xlsx", "xls", "ods"])
@pytest.mark.parametrize("form", samples.PROJECT_FORMS)
def test_what_we_issue_passes_whoever_saves_it(
    ordinary: dict[str, Path], libreoffice: Office, form: str, suffix: str
) -> None:
    path = ordinary[form]
    saved = libreoffice.converted([path], suffix)[0] if suffix else path
    filled = read(saved)
    assert told(filled) == []
    expected = samples.filled_unit(Form.load(form)).projects
    got = {project.code: project for project in filled}
    for project in expected:
        assert got[project.code].budget == project.budget
        assert got[project.code].plan == project.plan
        assert [row.target for row in got[project.code].indicators] == [
            row.target for row in project.indicators
        ]


# The cases of other people.

CASES: dict[str, Sequence[tuple[str, str]]] = {
    "l01-notes.ods": [("sheet.note", each) for each in ("F6", "C7", "H12", "J12")],
    "p03-merged-basis.xlsx": [("cell.merged-text", "J12")],
    "p04-text-box.xlsx": [("sheet.object", "C10")],
    "p05-threaded-comment.xlsx": [("sheet.thread", "F6")],
    "p06-picture-over-table.xlsx": [("sheet.object", "B12")],
    "p07-attached-object.xlsx": [("sheet.object", "")],
    "p11-long-digits.xlsx": [("value.digits-lost", "J12"), ("value.digits-lost", "J14")],
    "p16-percent-format-in-number-cell.xlsx": [],
    "p22-own-sheet-new-error.xlsx": [("sheet.odd-cell", "B1")],
    "r01-cdata-inline.xlsx": [("value.odd-cell", "C7")],
    "r11-date-as-text-shown.xlsx": [("value.not-as-shown", "J15")],
    "r12-iso-date-cell.xlsx": [("value.not-as-shown", "J12"), ("value.odd-cell", "J13")],
    "r14-value-white-space.xlsx": [("value.odd-cell", "H12")],
}


@pytest.mark.parametrize("name", CASES)
def test_each_case_is_told_at_its_cell(shared: Path, name: str) -> None:
    assert told(read(shared / "cases" / "returns" / name, "hebei-2023")) == CASES[name]


TEXTS = {
    "l07-typed-text.xlsx": ["95%", "2023年3月1日", "¥1,200.00", "1/2", "", "2023-03-01 12:00"],
    "r11-date-as-text-shown.xlsx": ["2023年3月1日", "2023年3月", "2023年3月", "", "", "1:12"],
    "p03-merged-basis.xlsx": ["验收单"] * 3,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_cell_keeps_what_it_shows(shared: Path, name: str) -> None:
    first = next(iter(read(shared / "cases" / "returns" / name, "hebei-2023")))
    shown = [row.basis for row in first.indicators]
    expected = [each for each in TEXTS[name] if each]
    assert [each for each in shown if each in expected][: len(expected)] == expected


def test_a_percent_beside_its_unit_is_worth_what_it_shows(shared: Path) -> None:
    path = shared / "cases" / "returns" / "p16-percent-format-in-number-cell.xlsx"
    first = next(iter(read(path, "hebei-2023")))
    numbers = [row.target.number for row in first.indicators]
    assert Decimal(99) in numbers
    assert Decimal(120) in numbers
    assert not {Decimal("0.99"), Decimal("1.2")} & {*numbers}


# One cell of a hand-made table in another dress.


def table(**changed: tuple[object, dict[str, object]]) -> bytes:
    """A small hand-made table; `changed` names a cell, its value, and its format."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("表")
    cells: dict[str, object] = {
        "A1": "项目编码", "B1": "13081123P000109100016", "D1": "项目名称", "E1": "讲座",
        "A2": "预算规模及资金用途", "B2": "预算数", "C2": 30, "D2": "其中：财政资金", "E2": 30,
        "F2": "其他资金", "G2": 0, "B3": "用途", "A4": "资金支出计划（%）", "B4": "3月底",
        "D4": "6月底", "E4": "10月底", "F4": "12月底", "B5": "25%", "D5": "50%", "E5": "75%",
        "F5": "100%", "A6": "绩效目标", "B6": "办好", "A7": "一级指标", "B7": "二级指标",
        "C7": "三级指标", "D7": "绩效指标描述", "F7": "指标值", "G7": "指标值确定依据",
        "A8": "产出指标", "B8": "数量指标", "C8": "次数", "D8": "说明", "F8": "≥12次", "G8": "计划",
        "A9": "产出指标", "B9": "质量指标", "C9": "合格", "D9": "说明", "F9": "≥95%", "G9": "台账",
    }  # fmt: skip
    for place, value in cells.items():
        typed, dress = changed.get(place, (value, {}))
        sheet.write(place, typed, book.add_format(dress))
    book.close()
    return file.getvalue()


def test_the_hand_made_table_is_ordinary() -> None:
    filled = read(table(), "hebei-2023")
    assert told(filled) == []
    assert next(iter(filled)).budget == 30


@pytest.mark.parametrize(
    ("stored", "code", "taken", "finding"),
    [
        (30, "0.00", 30, ""),
        (30.005, "0.00", "30.005", "value.rounded"),
        (300000, "0!.0000", None, "value.not-as-shown"),
        (300000000, "0.00,,", None, "value.not-as-shown"),
        (30, '"1"0', None, "value.not-as-shown"),
        (30, ";;;", None, "value.not-as-shown"),
        (-30, "0;0", None, "value.not-as-shown"),
        (-30, "0;(0)", -30, ""),
        (0.3, "0%", None, "value.not-as-shown"),
        (30, '0.00"万元"', 30, ""),
        (30, '0.00"千元"', None, ""),
        (30, "¥0.00", None, ""),
        (0, '0;-0;"-"', 0, ""),
        (0, "#", None, "value.not-as-shown"),
        (0.5, "# ?/?", None, "value.not-as-shown"),
    ],
)
def test_an_amount_is_taken_where_it_is_seen(
    stored: float, code: str, taken: object, finding: str
) -> None:
    filled = read(table(C2=(stored, {"num_format": code})), "hebei-2023")
    assert next(iter(filled)).budget == (None if taken is None else Decimal(str(taken)))
    assert told(filled) == ([(finding, "C2")] if finding else [])
    assert ("budget" in filled.projects[0].refused) is (taken is None)


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        (0.95, "0%", "95%"), (3, '"第"0"批"', "第3批"), (0.5, "# ?/?", "1/2"),
        (12, "0.00", "12.00"), (44986, 'yyyy"年"m"月"', "2023年3月"),
        (1.5, "[h]:mm", "36:00"), (7, "000", "007"),
        (5, ";;;", ""), (44986, "[DBNum1]yyyy", ""), (44986, "mmm", ""),
        (1.23456789012345e17, "General", ""), (1.3e15, "0", ""), (0.333333333333333, "General", ""),
    ],
)  # fmt: skip
def test_a_text_cell_keeps_what_it_shows_or_nothing(stored: float, code: str, text: str) -> None:
    filled = read(table(G8=(stored, {"num_format": code})), "hebei-2023")
    (first,) = filled
    assert first.indicators[0].basis == text
    refusals = [f.code for f in filled.findings if f.level is Level.ERROR and f.place.cell == "G8"]
    assert bool(refusals) is (text == "")
    assert ("indicators.0.basis" in filled.projects[0].refused) is (text == "")


@pytest.mark.parametrize(
    ("dress", "code"),
    [
        ({"font_strikeout": True}, "value.struck"),
        ({"font_script": 1}, "value.raised"),
        ({"num_format": ";;;"}, "value.not-as-shown"),
        ({"num_format": '"约"@'}, "value.not-as-shown"),
    ],
)
@pytest.mark.parametrize("place", ["B6", "G8"])
def test_a_text_nobody_means_is_not_taken(dress: dict[str, object], code: str, place: str) -> None:
    filled = read(table(**{place: ("办十场", dress)}), "hebei-2023")
    assert told(filled) == [(code, place)]
    (first,) = filled
    assert "办十场" not in (first.goal, first.indicators[0].basis)


def changed(content: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with a text of one part replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = package.read(part).decode()
    assert old in text
    return with_parts(content, {part: text.replace(old, new, 1).encode()})


@pytest.mark.parametrize(
    ("look", "code"),
    [("<strike/>", "value.struck"), ('<vertAlign val="superscript"/>', "value.raised"),
     ('<color rgb="FFFFFFFF"/>', "value.unseen-run"), ('<sz val="1"/>', "value.unseen-run"),
     ('<strike val="0"/>', ""), ('<color rgb="FFFF0000"/>', ""), ('<sz val="11"/>', "")],
)  # fmt: skip
def test_a_piece_of_a_text_is_looked_at_too(look: str, code: str) -> None:
    rich = f"<si><r><t>办</t></r><r><rPr>{look}</rPr><t>好</t></r></si>"
    content = changed(table(), "xl/sharedStrings.xml", "<si><t>办好</t></si>", rich)
    filled = read(content, "hebei-2023")
    assert told(filled) == ([(code, "B6")] if code else [])
    assert next(iter(filled)).goal == ("" if code else "办好")


SHEET = "xl/worksheets/sheet1.xml"


def test_hidden_rows_and_columns_that_hold_something_are_told() -> None:
    content = changed(table(), SHEET, '<row r="8"', '<row r="8" hidden="1"')
    content = changed(content, SHEET, '<row r="9"', '<row r="9" ht="0" customHeight="1"')
    cols = '<cols><col min="7" max="7" width="9" hidden="1"/></cols><sheetData>'
    content = changed(content, SHEET, "<sheetData>", cols)
    filled = read(content, "hebei-2023")
    found = {code for code, _ in told(filled)}
    assert found == {"row.hidden", "column.hidden"}
    assert len([code for code, _ in told(filled) if code == "row.hidden"]) == 2
    assert len(next(iter(filled)).indicators) == 2


def test_a_value_under_a_merge_is_never_taken_and_told() -> None:
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="B2:C2"/></mergeCells>'
    content = changed(table(), SHEET, "</sheetData>", merged)
    filled = read(content, "hebei-2023")
    assert ("cell.covered", "C2") in told(filled)
    (about,) = [f for f in filled.findings if f.code == "cell.covered"]
    assert (about.found, about.values["expected"]) == ("30", "B2:C2")
    assert next(iter(filled)).budget is None


def test_a_figure_merged_over_rows_counts_for_none() -> None:
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="F8:F9"/></mergeCells>'
    content = changed(table(F9=("", {})), SHEET, "</sheetData>", merged)
    filled = read(content, "hebei-2023")
    assert told(filled) == [("cell.merged-figure", "F8")]
    assert [row.target.number for row in next(iter(filled)).indicators] == [None, None]


def test_a_text_merged_over_rows_counts_for_each_and_is_told_once() -> None:
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="G8:G9"/></mergeCells>'
    content = changed(table(G9=("", {})), SHEET, "</sheetData>", merged)
    filled = read(content, "hebei-2023")
    assert told(filled) == [("cell.merged-text", "G8")]
    assert [row.basis for row in next(iter(filled)).indicators] == ["计划", "计划"]


CONDITION = (
    '</sheetData><conditionalFormatting sqref="C2"><cfRule type="expression" dxfId="0"'
    ' priority="1"><formula>FALSE</formula></cfRule></conditionalFormatting>'
)
EXTENDED = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    "<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule><x14:dxf>"
    '<x14:numFmt numFmtId="170" formatCode="{}"/></x14:dxf></x14:cfRule>'
    '<xm:sqref xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">A1:C2</xm:sqref>'
    "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"
)


@pytest.mark.parametrize(("code", "passes"), [("0.00", True), ("0.00,,", False), ("0%", False)])
def test_a_conditional_format_counts_whether_or_not_it_holds(code: str, passes: bool) -> None:
    dxf = f'<dxfs count="1"><dxf><numFmt numFmtId="170" formatCode="{code}"/></dxf></dxfs>'
    content = changed(table(), "xl/styles.xml", '<dxfs count="0"/>', dxf)
    standing = changed(content, SHEET, "</sheetData>", CONDITION)
    extended = changed(table(), SHEET, "</worksheet>", EXTENDED.format(code))
    for each in (standing, extended):
        filled = read(each, "hebei-2023")
        assert next(iter(filled)).budget == (30 if passes else None)
        assert told(filled) == ([] if passes else [("value.not-as-shown", "C2")])


def test_a_style_there_is_not_refuses_its_cell() -> None:
    content = table()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read(SHEET).decode()
    (cell,) = re.findall('<c r="C2"[^>]*>', sheet)
    filled = read(changed(content, SHEET, cell, '<c r="C2" s="77">'), "hebei-2023")
    assert next(iter(filled)).budget is None
    assert told(filled) == [("value.not-as-shown", "C2")]


def test_a_time_no_calendar_has_refuses_its_cell_and_nothing_else() -> None:
    filled = read(table(C2=(1e9, {"num_format": "[h]:mm"})), "hebei-2023")
    assert next(iter(filled)).fiscal == 30
    assert told(filled) == [("value.odd-cell", "C2")]


def test_a_form_sets_the_level_of_what_people_put_on_a_sheet(shared: Path) -> None:
    form = Form.load("hebei-2023").model_copy(update={"levels": {"sheet.object": Level.OFF}})
    filled = read(shared / "cases" / "returns" / "p04-text-box.xlsx", form)
    assert told(filled) == []


def test_notes_in_an_xls_are_told(shared: Path, libreoffice: Office) -> None:
    source = shared / "cases" / "returns" / "l01-notes.ods"
    (saved,) = libreoffice.converted([source], "xls")
    filled = read(saved, "hebei-2023")
    assert sorted(told(filled)) == [("sheet.note", each) for each in ("C7", "F6", "H12", "J12")]
    # It writes 0 for a hint nobody computed: ours, and no figure of the unit's.
    assert "layout.outside" not in {each.code for each in filled.findings}


@pytest.mark.parametrize(("typed", "is_told"), [("=0", False), ("=5", True), (0, True), (7, True)])
def test_a_figure_in_the_column_of_hints_is_told_unless_nobody_computed_it(
    typed: object, is_told: bool
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(samples.workbook("hebei-2023")))
    sheet = next(each for each in book.worksheets if each.title.startswith("1."))
    sheet["K7"] = typed
    kept = io.BytesIO()
    book.save(kept)
    content = kept.getvalue()
    if isinstance(typed, str):  # with the result a program stored
        part = next(each.part for each in Package(content).sheets if each.name == sheet.title)
        formula = f"<f>{typed[1:]}</f>"
        spelled = "<v></v>" if openpyxl.LXML else "<v />"  # a blank, by the library it writes with
        content = changed(content, part, f"{formula}{spelled}", f"{formula}<v>{typed[1:]}</v>")
    filled = read(content)
    outside = [each.place.cell for each in filled.findings if each.code == "layout.outside"]
    assert outside == ["K7"] * is_told


def test_tabs_and_line_ends_in_an_ods_stay(libreoffice: Office, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(table())
    (saved,) = libreoffice.converted([path], "ods")
    whole = "<text:p>办<text:tab/>好<text:line-break/>讲<text:s text:c='2'/>座</text:p>"
    content = changed(saved.read_bytes(), "content.xml", "<text:p>办好</text:p>", whole)
    assert next(iter(read(content, "hebei-2023"))).goal == "办\t好\n讲  座"


@pytest.mark.parametrize(
    ("look", "code"),
    [('style:text-line-through-style="solid"', "value.struck"),
     ('style:text-position="super 58%"', "value.raised"),
     ('text:display="none"', "value.unseen-run"),
     ('fo:color="#ff0000"', "")],
)  # fmt: skip
def test_a_piece_of_a_text_in_an_ods_is_looked_at_too(
    libreoffice: Office, tmp_path: Path, look: str, code: str
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(table())
    (saved,) = libreoffice.converted([path], "ods")
    style = f'<style:style style:name="T9" style:family="text"><style:text-properties {look}/>'
    content = changed(
        saved.read_bytes(), "content.xml", "</office:automatic-styles>",
        f"{style}</style:style></office:automatic-styles>",
    )  # fmt: skip
    pieces = '<text:p>办<text:span text:style-name="T9">好</text:span></text:p>'
    content = changed(content, "content.xml", "<text:p>办好</text:p>", pieces)
    filled = read(content, "hebei-2023")
    assert told(filled) == ([(code, "B6")] if code else [])
    assert next(iter(filled)).goal == ("" if code else "办好")


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_words_of_a_box_over_a_cell_are_none_of_the_cells(
    libreoffice: Office, tmp_path: Path, suffix: str
) -> None:
    """In an .ods the box stands inside the cell, and a reader takes its words for the cell's."""
    book = openpyxl.load_workbook(io.BytesIO(table()))
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("表")
        for row in book["表"].iter_rows():
            for cell in row:
                if cell.value is not None:
                    sheet.write(cell.coordinate, cell.value)
        for place in ("C8", "B6", "C2"):
            sheet.insert_textbox(place, f"{place} 不报")
    saved = path if suffix == "xlsx" else libreoffice.converted([path], suffix)[0]
    filled = read(saved, "hebei-2023")
    (first,) = filled
    assert (first.goal, first.budget, first.indicators[0].level3) == ("办好", 30, "次数")
    boxes = {each.found for each in filled.findings if each.code == "sheet.object"}
    assert boxes == {"C8 不报", "B6 不报", "C2 不报"}


@pytest.mark.parametrize(("factor", "passes"), [("1", True), ("1000", False)])
def test_a_condition_in_a_style_of_an_ods_counts_too(
    libreoffice: Office, tmp_path: Path, factor: str, passes: bool
) -> None:
    """Conditions as the standard has them, in the style of the cell itself."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(table(C2=(30, {"num_format": "0.00"})))
    (saved,) = libreoffice.converted([path], "ods")
    with zipfile.ZipFile(saved) as package:
        xml = package.read("content.xml").decode()
    (style,) = re.findall('table:style-name="([^"]*)" office:value-type="float" office:value="30"'
                          ' calcext:value-type="float"><text:p>30.00<', xml)  # fmt: skip
    number = (
        f'<number:number-style style:name="N901"><number:number number:decimal-places="2"'
        f' number:min-integer-digits="1" number:display-factor="{factor}"/></number:number-style>'
        '<style:style style:name="odd" style:family="table-cell" style:data-style-name="N901"/>'
    )
    mapped = '<style:map style:condition="cell-content()&gt;1" style:apply-style-name="odd"/>'
    opening = re.findall(f'<style:style style:name="{style}"[^>]*>', xml)[0]
    whole = opening.replace("/>", ">") + mapped + "</style:style>" * opening.endswith("/>")
    content = changed(saved.read_bytes(), "content.xml", opening, number + whole)
    filled = read(content, "hebei-2023")
    assert next(iter(filled)).budget == (30 if passes else None)
    assert told(filled) == ([] if passes else [("value.not-as-shown", "C2")])


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_what_is_not_seen_in_other_formats_is_not_taken(
    libreoffice: Office, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / "表.xlsx"
    struck = {"font_strikeout": True}
    content = table(C2=(30, {"num_format": '"1"0'}), E2=(30, struck), G8=("计划", struck))
    path.write_bytes(changed(content, SHEET, '<row r="9"', '<row r="9" hidden="1"'))
    (saved,) = libreoffice.converted([path], suffix)
    filled = read(saved, "hebei-2023")
    (first,) = filled
    assert (first.budget, first.fiscal, first.indicators[0].basis) == (None, None, "")
    codes = {("value.not-as-shown", "C2"), ("value.struck", "E2"), ("value.struck", "G8")}
    assert codes <= {*told(filled)}
    assert [code for code, _ in told(filled) if code not in {each for each, _ in codes}] == [
        "row.hidden"
    ]


def test_a_grid_knows_what_lies_under_its_merges() -> None:
    grid = Grid("表", [["甲", "乙"], ["丙", "丁"]], merges=[Box(0, 0, 1, 0)])
    assert dict(grid.covered) == {(1, 0): "丙"}
    assert grid.value(1, 0) == ""
    assert grid.is_blank(1, 0)
    assert list(grid.filled(0, 2)) == [Cell(0, 0), Cell(0, 1), Cell(1, 1)]
