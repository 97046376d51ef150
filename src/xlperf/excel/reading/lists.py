"""A plain list, from a workbook or from a text file with commas."""

import csv
import io
from pathlib import Path

from ...findings import FileError
from ...sheet import Grid
from .book import Source, read_grids

_DELIMITERS = ",\t;"


def list_grids(source: Source, name: str) -> list[Grid]:
    """The sheets of an .xlsx file, or the one grid of a .csv file.

    Raises:
        FileError: the file is not there, or is neither.
    """
    if isinstance(source, Path) and source.suffix.lower() not in (".csv", ".txt", ".tsv"):
        return list(read_grids(source, name))
    if isinstance(source, bytes) and source.startswith(b"PK"):
        return list(read_grids(source, name))
    try:
        content = source if isinstance(source, bytes) else source.read_bytes()
    except FileNotFoundError:
        raise FileError("file.not-found", file=name) from None
    except OSError as error:
        raise FileError("file.broken", file=name, found=error.strerror or error) from error
    text = _decoded(content, name)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise FileError("file.broken", file=name, found=error) from None
    return [Grid(Path(name).stem if name else "csv", rows)]


def _decoded(content: bytes, name: str) -> str:
    """UTF-8, with or without a byte order mark, or GB18030 as Chinese Excel saves it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileError("file.encoding", file=name)
