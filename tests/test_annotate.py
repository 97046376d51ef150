"""The annotated copy: marks are where the findings are, and everything else is as it was."""

import base64
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from parts import samples
from parts.broken import patched, with_parts
from parts.desk import Desk
from parts.grids import read_sheets, with_value
from parts.office import Office
from parts.ooxml import unseen_errors
from parts.package import Package
from xlperf.budget.nouns import Master
from xlperf.excel.reading.book import read_grids
from xlperf.exchange.json_values import answers_from_json
from xlperf.findings.catalogue import word
from xlperf.findings.errors import FileError
from xlperf.findings.finding import Finding, Level, Place
from xlperf.form.form import Form
from xlperf.issuing.generation import generate
from xlperf.reading.annotation import annotate
from xlperf.reading.filled import Filled
from xlperf.reading.one_file import read
from xlperf.syncing import sync

SAMPLE = Path(__file__).parents[1] / "workbooks" / "sample"
TITLES = {word("annotate.title", "zh"), word("annotate.title", "en")}
LISTED = "问题清单"
TINTS = ("F8B0A", "FFD9A", "CDE1F")
PROJECT = "1.特色资料数字化"
Cells = set[tuple[str, str]]
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


# What is looked at.


def parts_of(content: bytes) -> dict[str, bytes]:
    """Every part, in zip order."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def raw_entries(content: bytes) -> dict[str, bytes]:
    """Every entry as it stands in the file: its header and its compressed bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        starts = [(each.header_offset, each.filename) for each in package.infolist()]
        ends = [*(start for start, _ in sorted(starts)[1:]), package.start_dir]
    spans = zip(sorted(starts), ends, strict=True)
    return {name: content[start:end] for (start, name), end in spans}


def marks_of(content: bytes) -> tuple[Cells, Cells]:
    """The tinted cells, and the cells with a note of ours."""
    tinted, noted = set(), set()
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for cell in (each for row in sheet.iter_rows() for each in row):
            where = (str(sheet.title), str(cell.coordinate))
            fill = cell.fill
            if fill.fill_type == "solid" and str(fill.fgColor.rgb)[2:7] in TINTS:
                tinted.add(where)
            if cell.comment and cell.comment.text.startswith("xlperf:"):
                noted.add(where)
    return tinted, noted


def looks_of(content: bytes) -> dict[tuple[str, str], object]:
    """How each cell with a value or a fill looks, as far as marks could touch it."""
    found: dict[tuple[str, str], object] = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for cell in (each for row in sheet.iter_rows() for each in row):
            fill = cell.fill.fgColor.rgb if cell.fill.fill_type else None
            look = (fill, cell.number_format, cell.protection.locked, cell.alignment.wrap_text)
            found[str(sheet.title), str(cell.coordinate)] = (cell.value, look)
    return found


def links_of(content: bytes) -> set[str]:
    """Where the links of the list lead: always inside the file."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))[LISTED]
    links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert all(link.target is None for link in links)
    return {str(link.location) for link in links}


def fill_of(content: bytes, sheet: str, cell: str) -> object:
    """The fill of one cell, with its pattern."""
    fill = openpyxl.load_workbook(io.BytesIO(content))[sheet][cell].fill
    return fill.fill_type, fill.fgColor.rgb, fill.bgColor.rgb


def placed(filled: Filled) -> Cells:
    """Where findings are that have a cell."""
    places = (each.place for each in filled.findings)
    return {(place.sheet, place.cell) for place in places if place.cell}


def values_of(filled: Filled) -> object:
    """All that was read, whatever was found wrong with it."""
    return [(each.project, each.sheet, each.where, each.refused) for each in filled.projects]


def found_in(filled: Filled) -> list[Finding]:
    """The findings, but for the list itself."""
    return [each for each in filled.findings if each.place.sheet != LISTED]


def without_findings(filled: Filled) -> Filled:
    """As if everything had been mended."""
    return replace(filled, findings=())


def one_finding(sheet: str, *cells: str, found: str = "0", **more: str) -> Filled:
    """A return with one finding for each cell."""
    values = {"label": "预算数", "places": "2", "unit": "万元"}
    found_here = (
        Finding("money.places", Level.ERROR, Place("x", sheet, cell), found=found, values=values)
        for cell in cells
    )
    return Filled("x", findings=tuple(replace(each, **more) for each in found_here))


# Files to mark.


@pytest.fixture(scope="module")
def returned() -> bytes:
    """A workbook as a unit sends it back, with a question for an indicator besides."""
    answers = answers_from_json(json.loads((SAMPLE / "125003.json").read_text(encoding="utf-8")))
    own = Master(money=Form.load("hebei-2023").money, units=(answers,))
    (issued,) = generate("hebei-2023", own, answers={answers.unit.code: answers})
    name = answers.projects[0].indicators[0].level3
    return patched(issued.content, "xl/sharedStrings.xml", f">{name}<", ">是否按期维护<")


@pytest.fixture(scope="module")
def filled(returned: bytes) -> Filled:
    """What is read from it."""
    made = read(returned, name="125003.xlsx")
    assert len(placed(made)) >= 3
    return made


@pytest.fixture(scope="module")
def annotated(returned: bytes, filled: Filled) -> bytes:
    """The marked copy."""
    return annotate(returned, filled)


@pytest.fixture(scope="module")
def rich() -> bytes:
    """A file with all that openpyxl would lose, and with notes of its own."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet, other = book.add_worksheet("甲'乙"), book.add_worksheet("丙")
    yellow = book.add_format({"bg_color": "#FFFF00", "locked": False, "num_format": "0.00"})
    stripes = book.add_format({"pattern": 4, "bg_color": "#00FF00", "fg_color": "#0000FF"})
    sheet.write("B2", 12.345, yellow)
    sheet.write("C2", "条纹", stripes)
    sheet.write_formula("B4", "=B2*2", None, 24.69)
    sheet.set_row(6, 30, yellow)
    sheet.set_column(5, 5, 20, yellow)
    sheet.insert_image("D4", "p.png", {"image_data": io.BytesIO(PIXEL)})
    sheet.insert_textbox("D8", "文本框")
    sheet.conditional_format("B2:B9", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("B2", {"validate": "decimal", "criteria": ">", "value": 0})
    sheet.write_comment("A1", "填表人的话", {"author": "张三"})
    sheet.write_comment("C2", "填表人自己的批注", {"author": "张三"})
    other.write("A1", "x")
    other.set_header("&L&G", {"image_left": "p.png", "image_data_left": io.BytesIO(PIXEL)})
    other.protect("", {"insert_rows": True})
    book.define_name("丙!名", "=丙!$A$1")
    book.close()
    return file.getvalue()


# Marks.


def test_marks_are_where_the_findings_are(annotated: bytes, filled: Filled) -> None:
    tinted, noted = marks_of(annotated)
    assert tinted == placed(filled)
    assert noted == placed(filled)


def test_the_list_names_every_finding_and_links_to_its_cell(
    annotated: bytes, filled: Filled
) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(annotated))[LISTED]
    assert sheet["A1"].value in TITLES
    rows = [[cell.value for cell in row[:8]] for row in sheet.iter_rows(min_row=4)]
    told = {(row[1], row[2], row[4], row[5]) for row in rows}
    assert told == {
        (e.place.sheet or None, e.place.cell or None, e.message(), e.fix()) for e in filled.findings
    }
    links = links_of(annotated)
    assert {f"'{name}'!{cell}" for name, cell in placed(filled)} <= links
    assert sheet.freeze_panes == "A4"
    assert sheet.column_dimensions["J"].hidden


def test_only_the_parts_concerned_are_touched(returned: bytes, annotated: bytes) -> None:
    before, after = raw_entries(returned), raw_entries(annotated)
    assert list(after)[: len(before)] == list(before)
    touched = {name for name in before if before[name] != after[name]}
    sheets = {name for name in touched if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)}
    links = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    assert touched - sheets == {*links, "xl/styles.xml"}
    assert len(sheets) == len({s for s, _ in marks_of(annotated)[0]})


def test_values_are_read_again_as_they_were(annotated: bytes, filled: Filled) -> None:
    again = read(annotated, name="125003.xlsx")
    assert values_of(again) == values_of(filled)
    assert found_in(again) == list(filled.findings)


def test_marked_cells_keep_all_but_their_fill(returned: bytes, annotated: bytes) -> None:
    before, after = looks_of(returned), looks_of(annotated)
    for where in marks_of(annotated)[0]:
        (value, look), (again, tinted) = before[where], after[where]
        assert (value, look[1:]) == (again, tinted[1:])
        assert look[0] != tinted[0]


def test_a_second_run_changes_nothing(returned: bytes, annotated: bytes, filled: Filled) -> None:
    assert annotate(returned, filled) == annotated
    assert annotate(annotated, read(annotated, name="125003.xlsx")) == annotated


def test_a_second_run_replaces_the_marks(annotated: bytes, filled: Filled) -> None:
    first = next(each for each in filled.findings if each.place.cell)
    fewer = annotate(annotated, replace(filled, findings=(first,)))
    tinted, noted = marks_of(fewer)
    assert tinted == noted == {(first.place.sheet, first.place.cell)}
    assert openpyxl.load_workbook(io.BytesIO(fewer)).sheetnames.count(LISTED) == 1


def test_a_corrected_file_comes_back_as_it_was(
    returned: bytes, annotated: bytes, filled: Filled
) -> None:
    assert parts_of(annotate(annotated, without_findings(filled))) == parts_of(returned)


def test_a_file_without_findings_is_the_very_same(returned: bytes, filled: Filled) -> None:
    assert annotate(returned, without_findings(filled)) == returned


def test_the_marked_file_is_sound(
    annotated: bytes, validator: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(annotated)
    assert validator(path) == []
    assert unseen_errors(annotated) == []


def test_both_languages(returned: bytes, filled: Filled) -> None:
    english = annotate(returned, filled, lang="en")
    sheet = openpyxl.load_workbook(io.BytesIO(english))["Findings"]
    assert sheet["A1"].value == word("annotate.title", "en")
    assert annotate(english, filled) == annotate(annotate(returned, filled), filled)


# Other people's files.


def test_a_rich_file_keeps_all_it_has(
    rich: bytes, validator: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    filled = one_finding("甲'乙", "B2", "C2", "F5", "C7", "H9")
    made = annotate(rich, filled)
    before, after = raw_entries(rich), raw_entries(made)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    tinted, noted = marks_of(made)
    assert {cell for _, cell in tinted} == {"B2", "C2", "F5", "C7", "H9"}
    assert {cell for _, cell in noted} == {"B2", "F5", "C7", "H9"}  # C2 keeps the filler's own
    sheet = openpyxl.load_workbook(io.BytesIO(made))["甲'乙"]
    assert sheet["C2"].comment.text == "填表人自己的批注"
    assert sheet["A1"].comment.text == "填表人的话"
    assert sheet["F5"].number_format == sheet["C7"].number_format == "0.00"
    (tmp_path / "rich.xlsx").write_bytes(made)
    assert validator(tmp_path / "rich.xlsx") == []
    assert unseen_errors(made) == []
    assert annotate(made, filled) == made
    assert parts_of(annotate(made, without_findings(filled))) == parts_of(rich)


def test_pictures_of_headings_are_not_taken_for_notes(rich: bytes) -> None:
    filled = one_finding("丙", "A1")
    made = annotate(rich, filled)
    before, after = raw_entries(rich), raw_entries(made)
    assert [n for n in before if n.endswith(".vml") and before[n] != after[n]] == []
    sheet = parts_of(made)["xl/worksheets/sheet2.xml"]
    assert sheet.index(b"<legacyDrawing ") < sheet.index(b"<legacyDrawingHF ")
    assert annotate(made, filled) == made
    assert parts_of(annotate(made, without_findings(filled))) == parts_of(rich)


# Notes of others, and those a workbook is issued with.


@pytest.fixture
def disputed(monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, Filled]:
    """A workbook issued anew with a note of the office at an amount both sides changed."""
    form = Form.load("hebei-2023")
    known = samples.known_of(samples.filled_unit(form)).projects
    (issued,) = generate(form, samples.small_master(*known))
    before = read(issued.content).projects[0]
    cell = before.where["budget"]
    grids = [
        with_value(each, *cell, 99.5) if each.name == before.sheet else each
        for each in read_grids(issued.content, "")
    ]
    now = known[0].model_copy(update={"budget": Decimal(31)})
    synced = sync(read_sheets(monkeypatch, grids), samples.small_master(now, *known[1:]), form)
    monkeypatch.undo()
    assert synced.content
    return synced.content, read(synced.content, name="x")


def notes_in(content: bytes) -> dict[tuple[str, str], tuple[str, str]]:
    """Every note that is no mark of ours: its text and its author."""
    return {
        (str(sheet.title), str(cell.coordinate)): (cell.comment.text, cell.comment.author)
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and not cell.comment.text.startswith("xlperf:")
    }


def with_notes(content: bytes, sheet: str, **notes: str) -> bytes:
    """The workbook saved by a person who put notes on some cells."""
    book, file = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    for cell, text in notes.items():
        book[sheet][cell].comment = Comment(text, "张三")
    book.save(file)
    return file.getvalue()


def test_the_note_a_conflict_was_issued_with_is_no_mark(disputed: tuple[bytes, Filled]) -> None:
    content, told = disputed
    ((place, (text, author)),) = notes_in(content).items()
    assert "31.00" in text
    assert (author, text.startswith("xlperf:")) == ("xlperf", False)
    assert place in placed(told)
    marked = annotate(content, told)
    tinted, noted = marks_of(marked)
    assert (tinted, noted) == (placed(told), placed(told) - {place})
    assert notes_in(marked) == notes_in(content)
    assert annotate(marked, told) == marked
    assert annotate(marked, without_findings(told)) == content
    assert annotate(content, without_findings(told)) == content


def test_notes_of_a_person_stay_beside_marks_and_conflicts(
    disputed: tuple[bytes, Filled],
) -> None:
    content, told = disputed
    ((sheet, _),) = notes_in(content)
    marked_here = sorted(cell for name, cell in placed(told) if name == sheet)
    taken = next(cell for cell in marked_here if (sheet, cell) not in notes_in(content))
    written = {taken: "我写在有问题的格上", "B2": "xlperf 是什么？"}
    theirs = with_notes(content, sheet, **written)
    wanted = notes_in(theirs)
    assert {text for text, _ in wanted.values()} >= {*written.values()}
    assert len(wanted) == 3
    marked = annotate(theirs, told)
    assert notes_in(marked) == wanted
    assert annotate(marked, told) == marked
    fewer = replace(told, findings=told.findings[:1])
    assert notes_in(annotate(marked, fewer)) == wanted
    assert annotate(marked, without_findings(told)) == theirs


def test_notes_of_a_person_put_on_a_marked_copy_stay(disputed: tuple[bytes, Filled]) -> None:
    content, told = disputed
    ((sheet, _),) = notes_in(content)
    later = with_notes(annotate(content, told), sheet, B2="改好了，请再看")
    wanted = notes_in(later)
    assert len(wanted) == 2
    clean = annotate(later, without_findings(told))
    assert notes_in(clean) == wanted
    assert marks_of(clean) == (set(), set())
    assert notes_in(annotate(later, told)) == wanted


def test_marks_of_earlier_versions_go_too(disputed: tuple[bytes, Filled]) -> None:
    content, told = disputed
    part = next(each for each in parts_of(content) if "comments" in each)
    marked = annotate(content, told)
    old = patched(marked, part, "<author>xlperf read</author>", "<author>xlperf</author>")
    clean = annotate(old, without_findings(told))
    assert marks_of(clean) == (set(), set())
    assert notes_in(clean) == notes_in(content)


def test_libreoffice_keeps_the_notes_apart(
    libreoffice: Office, disputed: tuple[bytes, Filled], tmp_path: Path
) -> None:
    content, told = disputed
    path = tmp_path / "x.xlsx"
    path.write_bytes(annotate(content, told))
    (saved,) = libreoffice.converted([path], "xlsx")
    clean = annotate(saved.read_bytes(), without_findings(told))
    assert marks_of(clean) == (set(), set())
    assert [text for text, _ in notes_in(clean).values()] == [
        text for text, _ in notes_in(content).values()
    ]


def test_the_list_stands_last_and_local_names_stay(rich: bytes) -> None:
    made = Package(annotate(rich, one_finding("丙", "A1")))
    assert [sheet.name for sheet in made.sheets] == ["甲'乙", "丙", LISTED]
    assert [(name.name, name.sheet) for name in made.names] == [("名", 1)]


def test_sheet_names_are_quoted_in_links(rich: bytes) -> None:
    made = annotate(rich, one_finding("甲'乙", "B2"))
    assert links_of(made) == {"'甲''乙'!A1", "'甲''乙'!B2"}


HOSTILE = ["=1+1", "@SUM(A1)", "<x:b>&amp;]]>", "a\x00b\x1b", "_x0041_", "\ud800", "长" * 40_000]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_of_others_stays_text(text: str, rich: bytes) -> None:
    made = annotate(rich, one_finding("丙", "A1", found=text, justification="'" + text[:99]))
    book = openpyxl.load_workbook(io.BytesIO(made))
    cell, note = book[LISTED]["D4"], book["丙"]["A1"].comment
    assert cell.data_type in ("s", "inlineStr")
    shown = text.replace("\x00", "").replace("\x1b", "").replace("\ud800", "")
    assert str(cell.value or "").replace("_x005F_", "_")[:200] == shown[:200]
    assert len(note.text) <= 1000
    assert unseen_errors(made) == []


def test_another_sheet_may_have_the_name_of_the_list() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.add_worksheet(LISTED).write("A1", "unit's own")
    book.close()
    made = annotate(file.getvalue(), one_finding(LISTED, "A1"))
    assert openpyxl.load_workbook(io.BytesIO(made)).sheetnames == [LISTED, f"{LISTED} (2)"]
    assert marks_of(made)[0] == {(LISTED, "A1")}
    assert parts_of(annotate(made, Filled("x"))) == parts_of(file.getvalue())


def test_a_range_is_tinted_whole_and_noted_once(rich: bytes) -> None:
    tinted, noted = marks_of(annotate(rich, one_finding("丙", "B2:C3")))
    assert {cell for _, cell in tinted} == {"B2", "C2", "B3", "C3"}
    assert {cell for _, cell in noted} == {"B2"}


def test_findings_without_a_cell_are_only_listed(rich: bytes) -> None:
    made = annotate(rich, one_finding("", ""))
    assert marks_of(made) == (set(), set())
    assert openpyxl.load_workbook(io.BytesIO(made))[LISTED]["E4"].value


# Spellings.


def with_prefix(content: bytes) -> bytes:
    """The same workbook with a prefix on every element of sheets, styles, strings and book."""
    found = {}
    for name, text in parts_of(content).items():
        if re.match(
            r"xl/(workbook|styles|sharedStrings|worksheets/sheet\d+|comments\d+)\.xml", name
        ):
            spelled = re.sub(rb"<(/?)(?=\w)(?!\w+:)", rb"<\1x:", text)
            found[name] = re.sub(rb"xmlns=", b"xmlns:x=", spelled, count=1)
    return with_parts(content, dict(found))


def with_single_quotes(content: bytes) -> bytes:
    """The same workbook with single quotes around attributes."""
    sheets = {n: t for n, t in parts_of(content).items() if re.match(r"xl/(worksheets/s|st)", n)}
    quoted = {n: re.sub(rb"=\"([^\"'<>]*)\"", rb"='\1'", t) for n, t in sheets.items()}
    return with_parts(content, dict(quoted))


def without_addresses(content: bytes) -> bytes:
    """The same first sheet with every cell and row counted instead of named."""
    rows = "".join(
        "<row>" + "".join(f"<c><v>{10 * row + column}</v></c>" for column in range(3)) + "</row>"
        for row in range(3)
    )
    text = parts_of(content)["xl/worksheets/sheet1.xml"].decode()
    plain = re.sub(r"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>", text)
    return with_parts(content, {"xl/worksheets/sheet1.xml": plain.encode()})


SPELLINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "prefix": with_prefix,
    "single quotes": with_single_quotes,
    "no addresses": without_addresses,
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_other_spellings_of_the_same(spelling: str, rich: bytes) -> None:
    source = SPELLINGS[spelling](rich)
    cells = ("B2", "C2", "A3", "F5", "C7", "H9", "A12")
    filled = one_finding("甲'乙", *cells)
    made = annotate(source, filled)
    assert {cell for _, cell in marks_of(made)[0]} == set(cells)
    before, after = looks_of(source), looks_of(made)
    assert {w: v[0] for w, v in before.items()} == {w: after[w][0] for w in before}
    assert annotate(made, filled) == made
    assert parts_of(annotate(made, without_findings(filled))) == parts_of(source)


def test_rows_and_cells_that_close_themselves(rich: bytes) -> None:
    name = "xl/worksheets/sheet1.xml"
    text = parts_of(rich)[name].decode()
    rows = '<row r="2" ht="20"/><row r="4"><c r="B4"/><c r="D4"><v>1</v></c></row>'
    grid = f"<sheetData>{rows}</sheetData>"
    source = with_parts(rich, {name: re.sub("<sheetData>.*</sheetData>", grid, text).encode()})
    cells = ("A1", "C2", "A4", "C4", "D4", "E4", "A9")
    filled = one_finding("甲'乙", *cells)
    made = annotate(source, filled)
    assert {cell for _, cell in marks_of(made)[0]} == set(cells)
    assert unseen_errors(made) == []
    assert parts_of(annotate(made, without_findings(filled))) == parts_of(source)
    bare = re.sub("<sheetData>.*</sheetData>", "<sheetData/>", text).encode()
    empty = annotate(with_parts(rich, {name: bare}), filled)
    assert {cell for _, cell in marks_of(empty)[0]} == set(cells)


def test_a_strict_file_stays_strict(rich: bytes) -> None:
    transitional = rb"http://schemas.openxmlformats.org/(officeDocument|spreadsheetml)/2006/"
    strict = rb"http://purl.oclc.org/ooxml/\1/"
    parts = {n: t for n, t in parts_of(rich).items() if n.endswith((".xml", ".rels"))}
    source = with_parts(rich, {n: re.sub(transitional, strict, t) for n, t in parts.items()})
    filled = one_finding("丙", "A1")
    made = annotate(source, filled)
    added = {n: t for n, t in parts_of(made).items() if n not in parts_of(source)}
    assert len(added) == 3  # list, notes and their boxes
    spreadsheets = [t for n, t in added.items() if "spreadsheetml" in t.decode()]
    assert all(b"purl.oclc.org" in text and b"2006/main" not in text for text in spreadsheets)
    assert annotate(made, filled) == made
    assert parts_of(annotate(made, without_findings(filled))) == parts_of(source)


def test_a_workbook_without_styles(rich: bytes) -> None:
    parts = parts_of(rich)
    bare = {
        "xl/styles.xml": None,
        "xl/_rels/workbook.xml.rels": re.sub(
            rb"<Relationship [^>]*styles.xml\"/>", b"", parts["xl/_rels/workbook.xml.rels"]
        ),
        "[Content_Types].xml": re.sub(
            rb"<Override [^>]*styles.xml\"[^>]*>", b"", parts["[Content_Types].xml"]
        ),
        "xl/worksheets/sheet1.xml": re.sub(
            rb" (s|customFormat|style)=\"\d+\"", b"", parts["xl/worksheets/sheet1.xml"]
        ),
    }
    source = with_parts(rich, bare)
    filled = one_finding("甲'乙", "B2")
    made = annotate(source, filled)
    assert {cell for _, cell in marks_of(made)[0]} == {"B2"}
    assert parts_of(annotate(made, without_findings(filled))) == parts_of(source)


# Files that cannot be marked.


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04" + b"\0" * 99])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(FileError, match=r"x\.xlsx"):
        annotate(content, Filled("x.xlsx"))


def test_a_damaged_file_is_marked_or_refused(annotated: bytes, filled: Filled) -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    for _ in range(60):
        broken = bytearray(annotated)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with suppress(FileError):  # anything else is a crash
            annotate(bytes(broken), filled)


# Real programs in between.


def resaved_by_openpyxl(content: bytes) -> bytes:
    """What openpyxl makes of a file."""
    file = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(content)).save(file)
    return file.getvalue()


def test_marks_go_and_come_after_openpyxl(
    returned: bytes, filled: Filled, annotated: bytes
) -> None:
    saved = resaved_by_openpyxl(annotated)
    clean = annotate(saved, without_findings(filled))
    assert marks_of(clean) == (set(), set())
    assert looks_of(clean) == looks_of(returned)
    again = annotate(saved, filled)
    assert marks_of(again) == (placed(filled), placed(filled))
    assert annotate(again, filled) == again


def test_marks_go_also_when_the_list_was_deleted(
    returned: bytes, filled: Filled, annotated: bytes
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(annotated))
    del book[LISTED]
    file = io.BytesIO()
    book.save(file)
    clean = annotate(file.getvalue(), without_findings(filled))
    assert marks_of(clean) == (set(), set())
    assert looks_of(clean) == looks_of(returned)


def test_a_list_that_was_moved_is_taken_out_of_its_place(rich: bytes) -> None:
    filled = one_finding("甲'乙", "B2")
    book = openpyxl.load_workbook(io.BytesIO(annotate(rich, filled)))
    book.move_sheet(LISTED, -2)
    book[LISTED].print_title_rows = "1:3"
    book[LISTED].title = "改了名"
    book.active = 2
    file = io.BytesIO()
    book.save(file)
    clean = annotate(file.getvalue(), without_findings(filled))
    made = Package(clean)
    assert [sheet.name for sheet in made.sheets] == ["甲'乙", "丙"]
    assert [(name.name, name.sheet) for name in made.names] == [("名", 1)]
    assert unseen_errors(clean) == []
    assert openpyxl.load_workbook(io.BytesIO(clean)).active.title == "丙"


@pytest.fixture(scope="module")
def own() -> Filled:
    """Findings on the rich file, one of them on a pattern no form has."""
    return one_finding("甲'乙", "B2", "C2", "F5")


@pytest.fixture(scope="module")
def resaved(
    libreoffice: Office, rich: bytes, own: Filled, returned: bytes, annotated: bytes
) -> Mapping[str, bytes]:
    """What LibreOffice makes of marked files, and of the same ones without marks."""
    sources = {
        "marked": annotated, "plain": returned, "rich": annotate(rich, own), "rich plain": rich,
    }  # fmt: skip
    paths = [libreoffice.folder / f"{name}.xlsx" for name in sources]
    for path, content in zip(paths, sources.values(), strict=True):
        path.write_bytes(content)
    saved = libreoffice.converted(paths, "xlsx")
    return {name: path.read_bytes() for name, path in zip(sources, saved, strict=True)}


@pytest.mark.long
@pytest.mark.parametrize("kind", ["returned", "rich"])
def test_libreoffice_in_between(
    kind: str, resaved: Mapping[str, bytes], filled: Filled, own: Filled, rich: bytes
) -> None:
    told = filled if kind == "returned" else own
    before = resaved["marked" if kind == "returned" else "rich"]
    plain = resaved["plain" if kind == "returned" else "rich plain"]
    assert marks_of(before)[0] == placed(told)  # LibreOffice shows what we wrote
    clean = annotate(before, without_findings(told))
    assert marks_of(clean) == (set(), set())
    seen, wanted = looks_of(clean), looks_of(plain)
    if kind == "rich":  # LibreOffice has no patterns: this one comes from our memory
        seen["甲'乙", "C2"] = wanted["甲'乙", "C2"]
        assert fill_of(clean, "甲'乙", "C2") == fill_of(rich, "甲'乙", "C2")
    assert {where: look for where, look in seen.items() if where in wanted} == wanted
    assert unseen_errors(clean) == []
    again = annotate(before, told)
    assert marks_of(again)[0] == placed(told)
    assert annotate(again, told) == again
    assert looks_of(annotate(again, without_findings(told))) == looks_of(clean)


@pytest.mark.long
def test_formulas_compute_and_validations_hold(
    libreoffice: Office, desk: Desk, rich: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "rich.xlsx"
    path.write_bytes(annotate(rich, one_finding("甲'乙", "B2", "B4")))
    typed = [{"sheet": "甲'乙", "cell": "B2", "type": text} for text in ("-5", "7")]
    made, seen = desk.filled(path, typed)
    assert [each["changed"] for each in seen] == [False, True]
    assert libreoffice.values(made)["甲'乙"]["B4"] == 14


def test_a_corrected_return_comes_back_clean(
    desk: Desk, returned: bytes, filled: Filled, annotated: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "125003.xlsx"
    path.write_bytes(annotated)
    wrong = next(each for each in filled.findings if each.code == "plan.falls")
    steps = [
        {"sheet": wrong.place.sheet, "insert_row": 5},
        {"sheet": wrong.place.sheet, "cell": "F10", "type": "75%"},
    ]
    made, _ = desk.filled(path, steps)
    mended = read(made)
    assert wrong.code not in {each.code for each in mended.findings}
    marked = annotate(made.read_bytes(), mended)
    assert marks_of(marked)[0] == placed(mended)
