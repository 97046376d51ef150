"""Plain text: lines, and tables with tabs between cells, as programs take them out of PDFs."""

import re
from collections.abc import Iterator, Sequence

from ...findings import FileError
from .pieces import Paragraph, Piece, Spot, TextCell, TextFile, TextTable, Told, signs_of

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LARGEST = 20_000_000
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CONTENTS_LINE = re.compile(r"[^\t]*\t+\s*[0-9]{1,4}\s*")
_ENOUGH_LINES, _SHORT = 30, 12


def read_plain(content: bytes, name: str) -> TextFile:
    """Read a .txt, in UTF-8, UTF-16 with its mark, or GB18030.

    Raises:
        FileError: it is huge, or in none of those.
    """
    text = decoded(content, name)
    lines = _BREAK.split(text)
    pieces = list(_pieces(lines))
    told = [Told("text.cell-a-line")] if _is_cell_a_line(pieces, lines) else []
    return TextFile(name, pieces, signs_of(text), tuple(told))


def decoded(content: bytes, name: str, said: str = "") -> str:
    """The text of a file: in UTF-8, UTF-16 with its mark, or GB18030.

    Args:
        said: the encoding it says it is in.

    Raises:
        FileError: it is huge, or in none of those.
    """
    if len(content) > _LARGEST:
        raise FileError("file.too-large", file=name, found=f"{len(content):,} > {_LARGEST:,}")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, name)
    is_chinese = said.lower().startswith("gb")
    try:
        return _strictly(content, "gb18030", name) if is_chinese else content.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(content, "gb18030", name)


def _strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileError("text.encoding", file=name, found=str(error.start)) from error


def _pieces(lines: Sequence[str]) -> Iterator[Piece]:
    """The lines; such with tabs that follow each other are the rows of a table."""
    rows: list[tuple[int, str]] = []
    numbers = iter(range(1, len(lines) + 1))
    for number, line in enumerate(lines, 1):
        if "\t" in line.strip(" ") and not _CONTENTS_LINE.fullmatch(line):
            rows.append((number, line))
            continue
        if rows:
            yield _table(rows, next(numbers))
            rows = []
        if line.strip():
            yield Paragraph(line.strip(), Spot(line=number), is_whole=False)
    if rows:
        yield _table(rows, next(numbers))


def _table(rows: Sequence[tuple[int, str]], number: int) -> TextTable:
    cells = tuple(
        TextCell(row, column, text.strip())
        for row, (_, line) in enumerate(rows)
        for column, text in enumerate(line.split("\t"))
        if text.strip()
    )
    return TextTable(cells, len(rows), Spot(table=number, line=rows[0][0]), is_cut=True)


def _is_cell_a_line(pieces: Sequence[Piece], lines: Sequence[str]) -> bool:
    """Whether cells stand one below the other: where one ends and the next begins is lost."""
    if any(isinstance(each, TextTable) for each in pieces):
        return False
    filled = [line.strip() for line in lines if line.strip()]
    return len(filled) > _ENOUGH_LINES and sum(len(each) <= _SHORT for each in filled) * 2 > len(
        filled
    )
