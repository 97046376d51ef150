"""Reading sheets as plain values, with what calamine does not see: error cells."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import python_calamine
from python_calamine import CalamineSheet, CalamineWorkbook

from ..address import Box, Cell, parse_cell
from ..errors import FileError
from ..grid import Grid

Source = Path | bytes
_KINDS = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Excel/WPS 文件或加密文件 (.xls/.et/encrypted)"),
    (b"\x89PNG", "图片 (PNG)"),
    (b"\xff\xd8\xff", "图片 (JPEG)"),
    (b"<", "网页或 XML (HTML/XML)"),
)
_ERROR_CELL = re.compile(
    rb"""<(?:\w+:)?c\b(?=[^>]*\st=["']e["'])[^>]*\sr=["']([A-Z]{1,3}[0-9]{1,7})["'][^>]*>\s*"""
    rb"(?:<(?:\w+:)?f\b[^>]*/>|<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>)?\s*"
    rb"<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>",
    re.DOTALL,
)
_NO_AREA = (0, 0)


def read_grids(source: Source, name: str) -> Iterator[Grid]:
    """Every sheet of a workbook, in its order.

    Raises:
        FileError: the file is not a workbook, or is damaged.
    """
    content = _content(source, name)
    try:
        errors = _error_cells(content)
        with closing(CalamineWorkbook.from_filelike(io.BytesIO(content))) as book:
            for number, described in enumerate(book.sheets_metadata):
                if described.typ != python_calamine.SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_index(number)
                hidden = described.visible != python_calamine.SheetVisibleEnum.Visible
                yield _grid(sheet, hidden, errors.get(described.name, {}))
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileError("file.broken", file=name, found=error) from error


def _content(source: Source, name: str) -> bytes:
    if isinstance(source, bytes):
        content = source
    else:
        try:
            content = source.read_bytes()
        except FileNotFoundError:
            raise FileError("file.not-found", file=name) from None
        except OSError as error:
            raise FileError("file.broken", file=name, found=error.strerror or error) from error
    if not content.startswith(b"PK\x03\x04"):
        raise FileError("file.format", file=name, found=kind_of(content))
    return content


def kind_of(content: bytes) -> str:
    """What a file looks like by its first bytes, in words."""
    if not content:
        return "空文件 (empty)"
    return next((kind for head, kind in _KINDS if content.startswith(head)), "其他文件 (unknown)")


def _grid(sheet: CalamineSheet, hidden: bool, errors: Mapping[Cell, str]) -> Grid:
    rows = sheet.to_python(skip_empty_area=True)
    merges = [
        Box(first[0], first[1], last[0], last[1]) for first, last in sheet.merged_cell_ranges or ()
    ]
    return Grid(sheet.name, rows, Cell(*(sheet.start or _NO_AREA)), merges, errors, hidden)


def _error_cells(content: bytes) -> dict[str, dict[Cell, str]]:
    """The cells that hold an error, by sheet: calamine shows them as blanks."""
    found: dict[str, dict[Cell, str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts: Mapping[str, str] | None = None
        for name in package.namelist():
            if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
                continue
            text = package.read(name)
            if b't="e"' not in text and b"t='e'" not in text:
                continue
            parts = _sheet_parts(package) if parts is None else parts
            cells = {
                parse_cell(match[1].decode()): match[2].decode()
                for match in _ERROR_CELL.finditer(text)
            }
            found.setdefault(parts.get(name, ""), {}).update(cells)
    return found


_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """The name of the sheet that each part holds."""
    book = package.read("xl/workbook.xml").decode("utf-8")
    relations = package.read("xl/_rels/workbook.xml.rels").decode("utf-8")
    targets = {}
    for match in _RELATION.finditer(relations):
        attributes = _attributes(match[0])
        target = attributes.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[attributes.get("Id", "")] = path
    names = {}
    for match in _SHEET.finditer(book):
        attributes = _attributes(match[0])
        identifier = next((v for k, v in attributes.items() if k.endswith(":id")), "")
        names[targets.get(identifier, "")] = _plain(attributes.get("name", ""))
    return names


def _attributes(tag: str) -> dict[str, str]:
    found = re.findall(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return {name: double or single for name, double, single in found}


def _plain(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")
