"""The gate: every hostile or odd file has one verdict, told fast and in little memory.

REFUSED and READ are the two halves of one table: a file that changes sides fails, and so does one
that is refused for another reason, or read with other values.
"""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import xlsxwriter
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineError, CalamineWorkbook, XmlError

from parts import hostile as h
from xlperf.excel.packages import GENEROUS, Limits, Package
from xlperf.excel.reading.book import read_book
from xlperf.excel.reading.gate import inspect
from xlperf.excel.reading.kind_of_file import triage
from xlperf.excel.reading.sheet_by_element import CellWalk
from xlperf.excel.reading.sheet_by_pattern import scan_sheet
from xlperf.findings.catalogue import entries
from xlperf.findings.errors import FileError
from xlperf.sheet.address import Cell, parse_cell

Make = Callable[[], bytes]
MAIN_ROW = f"{{{h.MAIN}}}row"
A1 = h.cell("A1", 1)
LONG = "长" * 32_767
UTF_16 = ('<?xml version="1.0" encoding="UTF-16"?>' + h.sheet(h.GOOD)).encode("utf-16")
LAUGHS = "<!DOCTYPE sst [" + "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10)
) + "]>"  # fmt: skip
STRINGS_10M = f'<sst xmlns="{h.MAIN}">'
MACROS = h.parts()["[Content_Types].xml"].replace(
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
)


def merged(reference: str) -> bytes:
    """A workbook with one merged range."""
    return h.workbook(after=f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>')


def one_row(*cells: str) -> bytes:
    """A workbook with one row of cells."""
    return h.workbook(h.row(1, *cells))


def locked() -> bytes:
    """A zip whose sheet is encrypted, as a zip program does it."""
    return h.listed_as(h.workbook(), 8, b"\x01\x00")


# name: (the file's own name, how it is made, the code of the refusal)
KINDS: dict[str, tuple[str, Make, str]] = {
    "lock of Excel": ("a/~$甲.xlsx", h.workbook, "file.lock-office"),
    "lock of WPS": (".~甲.xlsx", h.workbook, "file.lock-wps"),
    "lock of LibreOffice": (".~lock.甲.xlsx#", lambda: b",me,;", "file.lock-libreoffice"),
    "DS_Store": (".DS_Store", lambda: b"\x00\x00\x00\x01Bud1", "file.system"),
    "Thumbs.db": ("Thumbs.db", lambda: h.OLE2, "file.system"),
    "desktop.ini": ("desktop.ini", lambda: b"[.ShellClassInfo]", "file.system"),
    "AppleDouble": ("._甲.xlsx", lambda: b"\x00\x05\x16\x07", "file.system"),
    "empty": ("甲.xlsx", lambda: b"", "file.empty"),
    "all zeros": ("甲.xlsx", lambda: b"\x00" * 9_000, "file.empty"),
    "encrypted": ("甲.xlsx", lambda: h.stream("EncryptedPackage"), "file.encrypted"),
    "encrypted entry": ("甲.xlsx", locked, "file.encrypted"),
    "macros": ("甲.xlsm", lambda: h.changed("xl/vbaProject.bin", b""), "file.macros"),
    "macros by type": ("甲.xlsx", lambda: h.changed("[Content_Types].xml", MACROS), "file.macros"),
    "xlsb": ("甲.xlsb", lambda: h.changed("xl/workbook.bin", b""), "file.xlsb"),
    "xls": ("甲.xls", lambda: h.stream("Workbook"), "file.xls"),
    "xls named xlsx": ("甲.xlsx", lambda: h.stream("Book"), "file.xls"),
    "et": ("甲.et", lambda: h.stream("Workbook"), "file.et"),
    "ods": ("甲.ods", lambda: h.zipped({"content.xml": b"<a/>"}), "file.ods"),
    "csv": ("甲.csv", lambda: "编码,名称\n1,甲\n".encode("gb18030"), "file.text"),
    "csv in UTF-16": ("甲.xlsx", lambda: "编码\t名称".encode("utf-16"), "file.text"),
    "html": ("甲.xls", lambda: b"\n<HTML><table>", "file.html"),
    "mht": ("甲.xls", lambda: b"MIME-Version: 1.0\n", "file.html"),
    "xml": ("甲.xml", lambda: b'<?xml version="1.0"?><Workbook/>', "file.xml"),
    "pdf": ("甲.xlsx", lambda: b"%PDF-1.7\n", "file.pdf"),
    "picture": ("甲.xlsx", lambda: b"\x89PNG\r\n\x1a\n", "file.picture"),
    "docx": (
        "甲.docx",
        lambda: h.zipped({"[Content_Types].xml": b"", "word/document.xml": b""}),
        "file.document",
    ),
    "doc": ("甲.doc", lambda: h.stream("WordDocument"), "file.document"),
    "rar": ("甲.rar", lambda: b"Rar!\x1a\x07\x01\x00", "file.archive"),
    "7z": ("甲.7z", lambda: b"7z\xbc\xaf\x27\x1c", "file.archive"),
    "zip of workbooks": ("甲.zip", lambda: h.zipped({"甲.xlsx": h.workbook()}), "file.archive"),
    "empty zip": ("甲.zip", lambda: h.zipped({}), "file.archive"),
    "unknown": ("甲.xlsx", lambda: b"\x7fELF\x02\x01\x01\x00", "file.format"),
    "unknown container": ("甲.xlsx", lambda: h.OLE2, "file.format"),
}  # fmt: skip
REFUSED: dict[str, tuple[Make, str]] = {
    # the zip
    "truncated by one": (lambda: h.workbook()[:-1], "file.truncated"),
    "truncated in the directory": (lambda: h.workbook()[:-60], "file.truncated"),
    "truncated by half": (lambda: h.workbook()[: len(h.workbook()) // 2], "file.truncated"),
    "truncated to a header": (lambda: h.workbook()[:8], "file.truncated"),
    "bytes before it": (lambda: b"PK\x03\x04" + h.workbook(), "file.broken"),
    "too many parts": (
        lambda: h.zipped([*h.parts().items(), *((f"a{n}", b"") for n in range(GENEROUS.parts))]),
        "file.too-many-parts",
    ),
    "more entries than it says": (lambda: h.counted_as(h.workbook(), 3), "file.broken"),
    "fewer entries than it says": (lambda: h.counted_as(h.workbook(), 60), "file.broken"),
    "two parts too large together": (
        lambda: h.zipped({**h.parts(), h.SHEET: h.noise(h.sheet(h.GOOD), 45_000_000),
                          h.STRINGS: h.noise(h.strings("<si><t/></si>"), 45_000_000)}),
        "file.too-large",
    ),
    "backslash": (lambda: h.renamed(h.SHEET, h.SHEET.replace("/", "\\")), "file.backslash"),
    "absolute name": (lambda: h.renamed(h.SHEET, "/" + h.SHEET), "file.bad-name"),
    "name leads out": (lambda: h.changed("xl/../../x", b""), "file.bad-name"),
    "drive": (lambda: h.changed("C:/x", b""), "file.bad-name"),
    "part twice": (
        lambda: h.zipped([*h.parts().items(), (h.SHEET, b"<worksheet/>")]),
        "file.duplicate-part",
    ),
    "part twice but for case": (
        lambda: h.changed(h.SHEET.replace("sheet1", "Sheet1"), b""),
        "file.duplicate-part",
    ),
    "overlapping": (h.overlapping, "file.overlap"),
    "another name inside": (
        lambda: h.listed_as(h.workbook(), 46, b"xL"),
        "file.name-mismatch",
    ),
    "unknown compression": (
        lambda: h.workbook().replace(b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x0e\x00"),
        "file.compression",
    ),
    "wrong size": (lambda: h.listed_as(h.workbook(), 24, b"\x01"), "file.broken"),
    "wrong checksum": (lambda: h.listed_as(h.workbook(), 16, b"\x00\x00"), "file.broken"),
    "1 GiB of blanks in 1 MB": (
        lambda: h.bomb(h.SHEET, h.sheet("")[:-12], b" " * h.BLOCK, 1_024, ""),
        "file.too-large",
    ),
    "20 MB of blanks in 20 kB": (
        lambda: h.bomb(h.SHEET, h.sheet("")[:-12], b" " * h.BLOCK, 20, ""),
        "file.bomb",
    ),
    "20 million empty strings": (
        lambda: h.bomb(h.STRINGS, STRINGS_10M, b"<si><t/></si>" * 20_000, 1_000, "</sst>"),
        "file.too-large",
    ),
    "500,000 empty strings": (
        lambda: h.changed(h.STRINGS, h.strings("<si/>" * 500_000)),
        "file.too-many-strings",
    ),
    # the parts
    "no sheet part": (lambda: h.renamed(h.SHEET, "xl/worksheets/other.xml"), "file.broken"),
    "two parts of strings": (
        lambda: h.changed(
            "xl/_rels/workbook.xml.rels",
            h.relations(
                ("r1", "worksheet", "worksheets/sheet1.xml"),
                ("r2", "sharedStrings", "sharedStrings.xml"),
                ("r3", "sharedStrings", "other.xml"),
            ),
        ),
        "file.broken",
    ),
    "UTF-16 sheet": (lambda: h.changed(h.SHEET, UTF_16), "file.not-utf8"),
    "UTF-16 without mark": (lambda: h.changed(h.SHEET, UTF_16[2:]), "file.not-utf8"),
    "GBK strings": (
        lambda: h.changed(h.STRINGS, '<?xml version="1.0" encoding="GBK"?>'
                          + h.strings("<si><t>a</t></si>")),
        "file.not-utf8",
    ),
    "bytes that are no UTF-8": (
        lambda: h.changed(h.STRINGS, h.strings("<si><t>甲</t></si>").encode("gb18030")),
        "file.not-utf8",
    ),
    "billion laughs": (
        lambda: h.changed(h.STRINGS, LAUGHS + h.strings("<si><t>&l9;</t></si>")),
        "file.doctype",
    ),
    "doctype of a sheet": (
        lambda: h.changed(h.SHEET, "<!DOCTYPE worksheet>" + h.sheet(h.GOOD)),
        "file.doctype",
    ),
    "outside entity": (
        lambda: h.changed(h.BOOK, '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a/>'),
        "file.doctype",
    ),
    "100,000 levels": (
        lambda: h.workbook(after="<a>" * 100_000 + "</a>" * 100_000), "file.too-deep"
    ),
    "ill-formed": (lambda: h.workbook('<row r="1"><c r="A1"><v>1</v></row>'), "file.broken"),
    "two sheetData": (lambda: h.workbook(after="<sheetData/>"), "file.broken"),
    "sheetData further in": (
        lambda: h.workbook(before=f"<a><sheetData>{h.GOOD}</sheetData></a>"), "file.broken"
    ),
    # how much there is
    "sst count": (
        lambda: h.changed(h.STRINGS, h.strings("<si/>" * 2, ' uniqueCount="4294967295"')),
        "file.bad-count",
    ),
    "A1 and XFD1048576": (
        lambda: h.workbook(h.row(1, A1) + h.row(1_048_576, h.cell("XFD1048576", 1))),
        "file.too-wide",
    ),
    "A1 and an empty text far off": (
        lambda: h.workbook(h.row(1, A1) + h.row(1_048_576, h.cell("XFD1048576", "", "str"))),
        "file.too-wide",
    ),
    "a million cells": (
        lambda: h.changed(h.STRINGS, h.strings(f"<si><t>{LONG}</t></si>"),
                          h.many_cells(40_000, "ABCDEFGHIJKLMNOPQRSTUVWXY", "0")),
        "file.too-many-cells",
    ),
    "one long string, 100,000 times": (
        lambda: h.changed(h.STRINGS, h.strings(f"<si><t>{LONG}</t></si>"),
                          h.many_cells(10_000, "ABCDEFGHIJ", "0")),
        "file.too-much-text",
    ),
    "30,000 merges": (
        lambda: h.workbook(after=h.grid_of_merges(30_000)), "file.too-many-merges"
    ),
    "merge of the whole sheet": (lambda: merged("A1:XFD1048576"), "file.bad-merge"),
    "merge past the end": (lambda: merged("A1:B1048577"), "file.bad-merge"),
    "merge the wrong way round past the end": (lambda: merged("B1048577:A1"), "file.bad-merge"),
    "merge of nothing": (lambda: merged("A1:"), "file.bad-merge"),
    # cells of which a reader would make something else than they say
    "row past the end": (
        lambda: h.workbook(h.row(1_048_577, h.cell("A1048577", 1))), "file.outside-sheet"
    ),
    "row far past the end": (
        lambda: h.workbook(h.row(4_294_967_295, h.cell("A4294967295", 1))), "file.outside-sheet"
    ),
    "column past the end": (lambda: one_row(A1, h.cell("XFE1", 1)), "file.outside-sheet"),
    "cell twice": (lambda: one_row(A1, h.cell("A1", 2)), "file.duplicate-cell"),
    "cell twice, in two rows": (
        lambda: h.workbook(h.row(1, A1) + h.row(1, h.cell("A1", 2))), "file.duplicate-cell"
    ),
    "cell of another row": (lambda: one_row(h.cell("A7", 1)), "file.bad-cell"),
    "address in small letters": (lambda: one_row(h.cell("a1", 1)), "file.bad-cell"),
    "string by a word": (lambda: one_row(h.cell("A1", "x", "s")), "file.bad-cell"),
    "string -1": (lambda: one_row(h.cell("A1", "-1", "s")), "file.bad-cell"),
    "NaN": (lambda: one_row(h.cell("A1", "NaN")), "file.bad-cell"),
    "infinite": (lambda: one_row(h.cell("A1", "1e999")), "file.bad-cell"),
    "word for a number": (lambda: one_row(h.cell("A1", "二")), "file.bad-cell"),
    "number with a reference": (lambda: one_row(h.cell("A1", "1&#50;")), "file.bad-cell"),
    "number with a comment": (lambda: one_row(h.cell("A1", "1<!-- -->2")), "file.bad-cell"),
    "two values": (lambda: one_row('<c r="A1"><v>1</v><v>2</v></c>'), "file.bad-cell"),
    "value before formula": (lambda: one_row('<c r="A1"><v>1</v><f>1</f></c>'), "file.bad-cell"),
    "inline text as value": (lambda: one_row(h.cell("A1", "x", "inlineStr")), "file.bad-cell"),
    "unknown kind": (lambda: one_row(h.cell("A1", 1, "zzz")), "file.bad-cell"),
    "error in small letters": (lambda: one_row(h.cell("A1", "#n/a", "e")), "file.bad-cell"),
    "cell of another namespace": (
        lambda: one_row(A1, '<y:c xmlns:y="u" r="B1"><y:v>7</y:v></y:c>'), "file.bad-cell"
    ),
}  # fmt: skip

STRICT = h.zipped(h.parts(main=h.STRICT_MAIN, to=h.STRICT_TO))
X = f'<x:worksheet xmlns:x="{h.MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c>'
FAR_FORMAT = h.row(1_048_576, '<c r="XFD1048576" s="0"/>')

# name: (how it is made, what must be read, what is told)
READ: dict[str, tuple[Make, Mapping[str, object], tuple[str, ...]]] = {
    "good": (h.workbook, h.GOOD_VALUES, ()),
    "dimension too small": (
        lambda: h.workbook(before='<dimension ref="A1"/>'), h.GOOD_VALUES, ()),
    "dimension too large": (
        lambda: h.workbook(before='<dimension ref="A1:XFD1048576"/>'), h.GOOD_VALUES, ()),
    "as SheetJS writes": (
        lambda: h.as_sheetjs(h.row(1, h.cell("A1", 1), h.cell("B1", "甲", "str"))),
        {"A1": 1.0, "B1": "甲"}, ()),
    "as exceljs writes": (h.as_exceljs, h.GOOD_VALUES, ()),
    "as WPS writes": (
        lambda: h.workbook(
            before='<sheetPr/><dimension ref="A1"/><sheetViews><sheetView workbookViewId="0"/>'
                   '</sheetViews><sheetFormatPr defaultRowHeight="14.4"/>'
                   '<cols><col min="1" max="16384" width="9"/></cols>'),
        h.GOOD_VALUES, ()),
    "text with a section": (
        lambda: one_row(h.cell("A1", "x<![CDATA[y]]>", "str"), h.cell("B1", 2)), {"B1": 2.0}, ()),
    "unknown error": (
        lambda: one_row(h.cell("A1", "#SPILL!", "e"), h.cell("B1", 2)), {"B1": 2.0}, ()),
    "spaces around a number": (
        lambda: one_row(h.cell("A1", " 3 "), h.cell("B1", 2)), {"B1": 2.0}, ()),
    "time without a day": (
        lambda: one_row(h.cell("A1", "T08:30:00", "d"), h.cell("B1", 2)), {"B1": 2.0}, ()),
    "rows out of order": (
        lambda: h.workbook(h.row(5, h.cell("A5", 5)) + h.row(2, h.cell("C2", 2), h.cell("A2", 1))),
        {"A2": 1.0, "C2": 2.0, "A5": 5.0}, ("file.disordered",)),
    "ISO Strict": (lambda: STRICT, h.GOOD_VALUES, ("file.strict",)),
    "prefixed tags": (
        lambda: h.changed(h.SHEET, X + "</x:row></x:sheetData></x:worksheet>"), {"A1": 1.0}, ()),
    "no addresses": (
        lambda: h.workbook("<row><c><v>1</v></c><c><v>2</v></c></row>\n<row><c><v>3</v></c></row>"),
        {"A1": 1.0, "B1": 2.0, "A2": 3.0}, ()),
    "single quotes": (
        lambda: h.workbook("<row r='1'><c t='s' r='A1'><v>1</v></c></row>"), {"A1": "乙"}, ()),
    "a mark before the sheet": (
        lambda: h.changed(h.SHEET, "\ufeff" + h.sheet(h.GOOD)), h.GOOD_VALUES, ()),
    "a comment around the cells": (
        lambda: h.workbook(before="<!-- <sheetData> -->"), h.GOOD_VALUES, ()),
    "merge the wrong way round": (
        lambda: merged("C5:A1"), h.GOOD_VALUES, ("file.inverted-merge",)),
    "merge of rows the wrong way round": (
        lambda: merged("A5:C1"), h.GOOD_VALUES, ("file.inverted-merge",)),
    "merge the wrong way round, walked": (
        lambda: h.workbook(after="<mergeCells><!-- --><mergeCell ref='E8:D7'/></mergeCells>"),
        h.GOOD_VALUES, ("file.inverted-merge",)),
    "a format far off": (lambda: h.workbook(h.row(1, A1) + FAR_FORMAT), {"A1": 1.0}, ()),
    "workbook under another name": (
        lambda: h.zipped([(name.replace("workbook.xml", "workbook22.xml"),
                           each.replace(b"workbook.xml", b"workbook22.xml"))
                          for name, each in h.parts().items()]), h.GOOD_VALUES, ()),
    "broken drawing nobody reads": (
        lambda: h.changed("xl/drawings/vmlDrawing1.vml", "<br>"), h.GOOD_VALUES, ()),
    "external link": (lambda: h.with_link(""), h.GOOD_VALUES, ("file.external-link",)),
    "DDE": (
        lambda: h.with_link('<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'),
        h.GOOD_VALUES, ("file.dde",)),
    "formatted text": (
        lambda: h.changed(h.STRINGS, h.strings(
            "<si><r><rPr><b/></rPr><t>甲</t></r><r><t>丙</t></r><rPh sb='0' eb='1'><t>音</t></rPh>"
            "</si><si/>"), h.row(1, h.cell("A1", 0, "s"))), {"A1": "甲丙"}, ()),
    "inline text": (
        lambda: one_row('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c>'),
        {"A1": "甲乙"}, ()),
    "sections in strings": (
        lambda: h.changed(h.STRINGS, h.strings("<si><t>a<![CDATA[<b>]]>&#99;</t></si>"),
                          h.row(1, h.cell("A1", 0, "s"))), {"A1": "a<b>c"}, ()),
    "truth and dates": (
        lambda: one_row(h.cell("A1", 1, "b"), h.cell("B1", "2026-03-04", "d")),
        {"A1": True, "B1": "2026-03-04"}, ()),
}  # fmt: skip

GATE = """
import json, sys, time
from pathlib import Path
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
except (ImportError, ValueError, OSError):
    pass
from xlperf.findings import FileError
from xlperf.excel.reading.gate import inspect
for line in sys.stdin:
    name, path = json.loads(line)
    content, start = Path(path).read_bytes(), time.process_time()
    try:
        inspect(content, name)
        code = "read"
    except FileError as error:
        code, _ = error.code, error.message("zh") + error.message("en")
    print(json.dumps([code, time.process_time() - start]), flush=True)
"""
READER = """
import io, json, sys
from pathlib import Path
from python_calamine import CalamineWorkbook
from xlperf.sheet import Cell, parse_cell
from xlperf.excel.reading.gate import inspect
for line in sys.stdin:
    content = inspect(Path(json.loads(line)[1]).read_bytes(), "").content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    top, left = sheet.start
    rows = enumerate(sheet.to_python(skip_empty_area=True), top)
    values = {str(Cell(r, c)): v for r, row in rows for c, v in enumerate(row, left) if v != ""}
    print(json.dumps(values, default=str), flush=True)
"""


def in_another_process(script: str, files: Mapping[str, tuple[str, bytes]], folder: Path) -> list:  # type: ignore[type-arg]
    """What a script answers to each file; shorter than asked for if it died."""
    lines = []
    for number, (name, content) in enumerate(files.values()):
        path = folder / f"{number}.bin"
        path.write_bytes(content)
        lines.append(json.dumps([name, str(path)]))
    ran = subprocess.run(
        [sys.executable, "-c", script], input="\n".join(lines) + "\n",
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return [json.loads(each) for each in ran.stdout.splitlines()]


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, float]]:
    """The verdict on every refused file and the seconds it took, all within 1 GiB."""
    files = {name: (file, make()) for name, (file, make, _) in KINDS.items()}
    files |= {name: ("甲.xlsx", make()) for name, (make, _) in REFUSED.items()}
    told = in_another_process(GATE, files, tmp_path_factory.mktemp("refused"))
    return dict(zip(files, map(tuple, told), strict=True))


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What calamine makes of every file that is let through, in a process that may die."""
    files = {name: ("甲.xlsx", make()) for name, (make, _, _) in READ.items()}
    told = in_another_process(READER, files, tmp_path_factory.mktemp("read"))
    return dict(zip(files, told, strict=True))


CODES = {name: code for name, (_, _, code) in KINDS.items()} | {
    name: code for name, (_, code) in REFUSED.items()
}


@pytest.mark.parametrize("name", CODES)
def test_hostile_files_are_refused(name: str, verdicts: dict[str, tuple[str, float]]) -> None:
    code, seconds = verdicts[name]
    assert code == CODES[name]
    assert seconds < 3


BATCH = """
import json, resource, sys
from pathlib import Path
from xlperf.reading import read_many
if __name__ == "__main__":
    files = sorted(Path(sys.argv[1]).iterdir())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read = [[each.file, [f.code for f in each.findings]] for each in read_many(files)]
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(json.dumps([read, grown]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a peak of memory")
def test_all_of_them_in_one_folder_cost_whoever_asks_next_to_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "回收"
    folder.mkdir()
    makes = [make for make, _ in REFUSED.values()] + [make for make, *_ in READ.values()]
    for number, make in enumerate(makes):
        (folder / f"{number:03d}.xlsx").write_bytes(make())
    for number, (file, make, _) in enumerate(KINDS.values()):
        (folder / f"{Path(file).stem} {number}{Path(file).suffix}").write_bytes(make())
    script = tmp_path / "batch.py"
    script.write_text(BATCH, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, script, folder], capture_output=True, text=True, timeout=240, check=False
    )
    assert ran.returncode == 0, ran.stderr
    read, grown = json.loads(ran.stdout)
    assert [file for file, _ in read] == [str(each) for each in sorted(folder.iterdir())]
    assert all(codes for _, codes in read)
    assert grown * (1 if sys.platform == "darwin" else 1_024) < 30 << 20


@pytest.mark.parametrize("name", READ)
def test_odd_files_are_read_as_they_are_written(
    name: str, values: dict[str, dict[str, object]]
) -> None:
    make, expected, told = READ[name]
    assert values[name] == expected
    assert tuple(each.code for each in inspect(make(), "甲.xlsx").seen) == told


@pytest.mark.parametrize("name", KINDS)
def test_triage_alone_knows_the_kind(name: str) -> None:
    file, make, code = KINDS[name]
    known_by_content = {"macros by type"}
    assert triage(file, make()) == ("" if name in known_by_content else code)


def test_triage_lets_workbooks_pass() -> None:
    assert triage("甲.xlsx", h.workbook()) == ""
    assert triage("甲.xls", STRICT) == ""


def test_every_code_has_its_texts() -> None:
    codes = set(CODES.values()) | {code for _, _, told in READ.values() for code in told}
    assert codes <= entries("finding").keys()
    assert set(CODES.values()) <= entries("error").keys()


def test_every_refusal_of_the_gate_is_in_the_table() -> None:
    folder = Path(inspect.__code__.co_filename).parents[2] / "findings" / "catalogue" / "gate.toml"
    lines = folder.read_text(encoding="utf-8").splitlines()
    texts = {each.split('"')[1] for each in lines if each.startswith("[error.")}
    assert texts - set(CODES.values()) == set()


def test_parts_too_large_together_are_refused_before_they_are_inflated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read, inflated = list[str](), Package.read

    def watched(package: Package, name: str, spent: int = 0) -> bytes:
        read.append(name)
        return inflated(package, name, spent)

    monkeypatch.setattr(Package, "read", watched)
    with pytest.raises(FileError) as caught:
        inspect(REFUSED["two parts too large together"][0](), "甲.xlsx")
    assert caught.value.code == "file.too-large"
    assert read
    assert {h.SHEET, h.STRINGS}.isdisjoint(read)


def test_a_merge_that_covers_no_cell_is_none() -> None:
    (grid,) = read_book(merged("C5:A1"), "甲.xlsx").grids
    assert (grid.merges, grid.seen) == ((), (("file.inverted-merge", "C5:A1"),))


def test_a_merge_that_cannot_be_names_its_sheet() -> None:
    with pytest.raises(FileError) as caught:
        inspect(merged("A1:XFD1048576"), "甲.xlsx")
    assert caught.value.values["found"] == "表 A1:XFD1048576"


def test_a_string_that_is_not_there_stops_the_reader() -> None:
    content = inspect(one_row(h.cell("A1", 7, "s")), "甲.xlsx").content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    with pytest.raises(CalamineError, match="shared strings"):
        book.get_sheet_by_index(0).to_python()


def test_limits_are_the_callers() -> None:
    with pytest.raises(FileError) as caught:
        inspect(h.workbook(), "甲.xlsx", Limits(cells=2))
    assert caught.value.code == "file.too-many-cells"


def test_blank_cells_with_a_format_have_a_limit_of_their_own() -> None:
    blank = h.workbook(h.row(1, A1, *(f'<c r="{each}1" s="0"/>' for each in "BCDEF")))
    assert inspect(blank, "甲.xlsx", Limits(cells=1)).sheets["表"].facts.blank_cells == 5
    with pytest.raises(FileError) as caught:
        inspect(blank, "甲.xlsx", Limits(blank_cells=4))
    assert caught.value.code == "file.too-many-cells"


# What is reported of a sheet.

FACTS = (
    '<row r="2"><c r="A2" t="e"><v>#N/A</v></c><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    '<c r="C2"><f>A1+1</f></c><c r="D2"><f>A1</f><v>7</v></c><c r="E2"><f t="shared" si="0"/></c>'
    '<c r="F2" t="str"><f>"a"</f><v></v></c><c r="G2"><f>A1</f><v></v></c><c r="H2" s="0"/></row>'
)
AROUND = (
    '<sheetProtection sheet="1" objects="1"/>'
    '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="A4:A5"/></mergeCells>'
)


@pytest.mark.parametrize("shape", [FACTS, FACTS.replace('"', "'").replace("'a'", '"a"')])
def test_facts_of_a_sheet(shape: str) -> None:
    facts = inspect(h.workbook(shape, after=AROUND), "甲.xlsx").sheets["表"].facts
    assert facts.errors == {Cell(1, 0): "#N/A", Cell(1, 1): "#DIV/0!"}
    assert {str(each) for each in facts.formulas} == {"B2", "C2", "D2", "E2", "F2", "G2"}
    assert {str(each) for each in facts.unstored} == {"C2", "E2", "G2"}
    assert (facts.cells, facts.merges, facts.is_protected) == (8, 2, True)
    assert str(facts.area) == "A2:H2"


def test_hidden_sheets_and_charts_are_told() -> None:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        made.add_worksheet("甲").write("A1", 1)
        made.add_worksheet("乙&'\"").very_hidden()
        chart = made.add_chart({"type": "bar"})
        chart.add_series({"values": "=甲!$A$1"})
        made.add_chartsheet("图").set_chart(chart)
    inspected = inspect(book.getvalue(), "甲.xlsx")
    states = {name: each.state for name, each in inspected.sheets.items()}
    assert states == {"甲": "visible", "乙&'\"": "veryHidden"}
    assert inspected.others == ("图",)
    read = CalamineWorkbook.from_filelike(io.BytesIO(inspected.content))
    assert read.sheet_names == ["甲", "乙&'\""]


@pytest.mark.parametrize("name", READ)
def test_both_ways_to_scan_agree(name: str) -> None:
    inspected = inspect(READ[name][0](), "甲.xlsx")
    for number in range(1, len(inspected.sheets) + 1):
        content = part_of(inspected.content, f"xl/worksheets/sheet{number}.xml")
        assert scan_sheet(content, "", "", GENEROUS) == walked(content)


def walked(content: bytes) -> object:
    """The facts of a sheet, element by element."""
    walk = CellWalk("", "", GENEROUS)
    walk.run(content)
    return walk.facts()


# Damage, anywhere.


def filled() -> bytes:
    """A workbook such as comes back: texts, figures, formulas, merges, two sheets."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name in ("绩效目标", "选项"):
            sheet = book.add_worksheet(name)
            for number in range(12):
                sheet.write_row(number, 0, [f"指标{number}", number * 1.25, "≥95 & <98"])
            sheet.write_formula("D1", '=IF(A1="","",B1)', None, 4.5)
            sheet.write_formula("D2", "=1/0", None, "#DIV/0!")
            sheet.merge_range("A14:C14", "合并")
    return file.getvalue()


FILLED = filled()
SHEET_TEXT = h.sheet(
    h.GOOD + h.row(3, h.cell("A3", "甲", "str"), h.cell("B3", "0.5"), h.cell("C3", 1, "b"))
).encode()


def part_of(content: bytes, name: str) -> bytes:
    """One part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)


def all_values(content: bytes) -> object:
    """Every value of a workbook, with the errors the gate saw."""
    inspected = inspect(content, "甲.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(inspected.content))
    rows = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return rows, {name: each.facts for name, each in inspected.sheets.items()}


WHOLE = all_values(FILLED)


@given(st.integers(0, len(FILLED) - 1))
@settings(max_examples=60, deadline=None)
def test_a_truncated_workbook_is_refused(length: int) -> None:
    with pytest.raises(FileError):
        inspect(FILLED[:length], "甲.xlsx")


@given(st.integers(0, len(FILLED) - 1), st.integers(1, 255))
@settings(max_examples=200, deadline=None)
def test_a_flipped_byte_never_changes_a_value(position: int, flip: int) -> None:
    damaged = bytearray(FILLED)
    damaged[position] ^= flip
    try:
        found = all_values(bytes(damaged))
    except FileError:
        return
    assert found == WHOLE


def as_written(content: bytes) -> dict[str, object]:
    """The values of a sheet by a reader that shares nothing with the gate or with calamine."""
    found: dict[Cell, object] = {}
    row = -1
    plain = {"s": lambda v: "甲乙"[int(v)], "str": str, "b": lambda v: v == "1"}
    for each_row in ElementTree.fromstring(content).iterfind(f"{{{h.MAIN}}}sheetData/{MAIN_ROW}"):
        row, column = int(each_row.get("r", row + 2)) - 1, -1
        for each in each_row.iterfind(f"{{{h.MAIN}}}c"):
            column = parse_cell(each.get("r", str(Cell(row, column + 1)))).column
            value, kind = each.findtext(f"{{{h.MAIN}}}v"), each.get("t", "n")
            if value:
                found[Cell(row, column)] = plain.get(kind, float)(value) if kind != "e" else ""
    return {str(cell): value for cell, value in found.items() if value != ""}


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(SHEET_TEXT) - 1),
            st.sampled_from(b"<>/\"'= &;#!-?cvrtsbn0123456AB.e"),
        ),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=400, deadline=None)
def test_a_changed_sheet_is_refused_or_read_as_it_is_written(
    changes: list[tuple[int, int]],
) -> None:
    text = bytearray(SHEET_TEXT)
    for position, byte in changes:
        text[position] = byte
    try:
        inspected = inspect(h.changed(h.SHEET, bytes(text)), "甲.xlsx")
        content = inspected.content
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=True)
    except (FileError, CalamineError, XmlError):
        return
    top, left = sheet.start or (0, 0)
    cells = ((r, c, v) for r, row in enumerate(rows, top) for c, v in enumerate(row, left))
    odd = {str(cell) for cell in inspected.sheets["表"].doubts}  # refused, and told at their cell
    written = {cell: value for cell, value in as_written(bytes(text)).items() if cell not in odd}
    assert {str(Cell(r, c)): v for r, c, v in cells if v != ""} == written
