"""A plain list, from a workbook or from a text file with commas."""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from ...findings import FileError
from ...sheet import Grid
from .book import Source, read_grids
from .file_bytes import content_of

_DELIMITERS = ",\t;"
_TEXT_FILES = (".csv", ".txt", ".tsv")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_LOOKED_AT = 50
"""So many lines tell which sign parts the columns: titles above them hold none."""
_SEPARATOR = re.compile(r'"?sep=(.)"?[,;\t]*\r?\n', re.IGNORECASE)
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_MARKED = re.compile(r"'(?=[^'])[^']*")
_NO_AMOUNT = re.compile(r"\s+[¥￥$]?\s*-\s*|\s*[¥￥$]?\s*-\s+")


def list_grids(source: Source, name: str) -> list[Grid]:
    """The sheets of a workbook, or the one grid of a .csv file.

    Raises:
        FileError: it is not there, cannot be read, is huge, is no file, or is neither.
    """
    if isinstance(source, Path) and source.suffix.lower() not in _TEXT_FILES:
        return list(read_grids(source, name))
    if isinstance(source, bytes) and source.startswith(_WORKBOOKS):
        return list(read_grids(source, name))
    content = source if isinstance(source, bytes) else content_of(source, name)
    return [Grid(Path(name).stem if name else "csv", _rows(_decoded(content, name), name))]


def _rows(text: str, name: str) -> list[list[str]]:
    said = _SEPARATOR.match(text)
    if said:
        text, delimiter = text[said.end() :], said[1]
    else:
        lines = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
        delimiter = max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for line in lines))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise FileError("file.broken", file=name, found=error) from None
    return [[_plain(cell) for cell in row] for row in rows]


def _plain(cell: str) -> str:
    """A cell without the marks Excel leaves in text files.

    `="0012"` and `'0012` say that the cell is text; ` -   ` is how an accounting format writes
    that there is nothing.
    """
    as_text = _AS_TEXT.fullmatch(cell.strip())
    if as_text:
        return as_text[1].replace('""', '"')
    if _MARKED.fullmatch(cell):
        return cell[1:]
    return "" if _NO_AMOUNT.fullmatch(cell) else cell


def _decoded(content: bytes, name: str) -> str:
    """UTF-8 and UTF-16, with or without a byte order mark, or GB18030 as Chinese Excel saves it."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.removeprefix("\ufeff")
    raise FileError("file.encoding", file=name)


def _encodings(content: bytes) -> Iterable[str]:
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return ("utf-32",)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0" in content:  # every comma of UTF-16 has one beside it
        even = sum(byte == 0 for byte in content[::2])
        return ("utf-16-be" if even * 2 > content.count(0) else "utf-16-le",)
    return ("utf-8-sig", "gb18030")
