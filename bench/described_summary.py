"""A summary taken apart, cell by cell: what a script would have that knew it beforehand."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


class WrittenCell(NamedTuple):
    """A cell: its column, its kind, what is written, a formula's stored value, and its look."""

    column: int
    kind: str
    value: Any
    stored: Any
    look: int


class WrittenRow(NamedTuple):
    """A row by its number; its height, where one is set."""

    number: int
    height: float | None
    cells: Sequence[WrittenCell]


class WrittenSheet(NamedTuple):
    """A sheet: its name, first and last column of each width, and its rows."""

    name: str
    widths: Sequence[tuple[int, int, float]]
    rows: Sequence[WrittenRow]


def sheets_of(file: Path) -> Iterator[WrittenSheet]:
    """Every sheet of a summary, in its order."""
    with zipfile.ZipFile(file) as book:
        listed = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{_SPACE}sheet")
        for number, each in enumerate(listed, 1):
            sheet = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            widths = [
                (int(col.attrib["min"]) - 1, int(col.attrib["max"]) - 1, float(col.attrib["width"]))
                for col in sheet.iter(f"{_SPACE}col")
            ]
            rows = [_row(row) for row in sheet.iter(f"{_SPACE}row")]
            yield WrittenSheet(each.attrib["name"], widths, rows)


def looks_of(file: Path) -> list[Mapping[str, Any]]:
    """The looks that cells name by number, as XlsxWriter is told of them."""
    with zipfile.ZipFile(file) as book:
        styles = ElementTree.fromstring(book.read("xl/styles.xml"))
    formats = {each.attrib["numFmtId"]: each.attrib["formatCode"]
               for each in styles.iter(f"{_SPACE}numFmt")}  # fmt: skip
    (looks,) = styles.iter(f"{_SPACE}cellXfs")
    return [
        {
            "num_format": formats.get(look.attrib["numFmtId"], "General"),
            "border": int(look.attrib["borderId"] != "0"),
            "bold": look.attrib["fontId"] != "0",
            "text_wrap": look.find(f"{_SPACE}alignment") is not None,
        }
        for look in looks
    ]


def _row(row: ElementTree.Element) -> WrittenRow:
    height = row.attrib.get("ht")
    return WrittenRow(
        int(row.attrib["r"]) - 1, float(height) if height else None, [_cell(each) for each in row]
    )


def _cell(cell: ElementTree.Element) -> WrittenCell:
    found = _REFERENCE.fullmatch(cell.attrib["r"])
    assert found
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    kind, look = cell.attrib.get("t", ""), int(cell.attrib.get("s", 0))
    formula, stored = cell.find(f"{_SPACE}f"), cell.find(f"{_SPACE}v")
    text = stored.text if stored is not None else None
    if formula is not None:
        shown = text or "" if kind == "str" or not text else float(text)
        return WrittenCell(column - 1, "formula", f"={formula.text}", shown, look)
    if kind == "inlineStr":
        said = "".join(each.text or "" for each in cell.iter(f"{_SPACE}t"))
        return WrittenCell(column - 1, "string", said, None, look)
    if text is None:
        return WrittenCell(column - 1, "blank", None, None, look)
    if kind:
        raise AssertionError(f"a summary holds a cell of another kind: {kind}")
    return WrittenCell(column - 1, "number", float(text), None, look)
