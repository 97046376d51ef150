"""Plain text: lines, and tables with tabs between cells, as programs take them out of PDFs."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...findings import FileError
from .pieces import Paragraph, Piece, Spot, TextCell, TextFile, TextTable, Told, signs_of
from .wraps import FIGURE_CUT, joined

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_LARGEST = 20_000_000
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_FORM_FEED = "\x0c"
_CONTENTS_LINE = re.compile(r"[^\t]*[^\W\d_][^\t]*\t+\s*[0-9]{1,4}\s*")
"""A title and its page; blank cells and one number are a row."""
_REST = re.compile(r"[.,]?[0-9][0-9.,]*[%％]?")
_PAGE = re.compile(r"[1-9][0-9]{0,3}")
_ENOUGH_LINES, _SHORT = 30, 12


class _Row(NamedTuple):
    """A line with tabs; `rest` are the lines below it that go on with its last cell."""

    line: int
    text: str
    rest: tuple[str, ...] = ()

    @property
    def last(self) -> tuple[str, ...]:
        """The lines of its last cell."""
        return (self.text.rpartition("\t")[2].strip(), *self.rest)


def read_plain(content: bytes, name: str) -> TextFile:
    """Read a .txt, in UTF-8, UTF-16 with its mark, or GB18030.

    Raises:
        FileError: it is huge, or in none of those.
    """
    text = decoded(content, name)
    lines = _BREAK.split(text)
    pieces = list(_pieces(lines, _at_page_ends(lines, _BREAK.findall(text))))
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


def _at_page_ends(lines: Sequence[str], breaks: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines a page begins or ends with, blank ones left aside.

    Args:
        breaks: what stands behind each line but the last.
    """
    filled = [number for number, line in enumerate(lines, 1) if line.strip()]
    found: set[int] = set()
    for above, below in pairwise((*filled, len(lines) + 1)):
        if _FORM_FEED in breaks[above - 1 : below - 1]:
            found |= {above, below}
    return frozenset(found)


def _pieces(lines: Sequence[str], page_ends: Collection[int]) -> Iterator[Piece]:
    """The lines; such with tabs that follow each other are the rows of a table, or contents."""
    rows: list[_Row] = []
    numbers = iter(range(1, len(lines) + 1))
    for number, line in enumerate((*lines, ""), 1):
        text = line.strip()
        if "\t" in line.strip(" "):
            rows.append(_Row(number, line))
        elif rows and _cuts_figure(rows, text, is_page_end=number in page_ends):
            rows[-1] = rows[-1]._replace(rest=(*rows[-1].rest, text))
        else:
            if _are_contents(rows):
                yield from (_line(each.text, each.line) for each in rows)
            else:
                yield _table(rows, next(numbers))
            rows = []
            if text:
                yield _line(text, number)


def _line(text: str, number: int) -> Paragraph:
    return Paragraph(text.strip(), Spot(line=number), is_whole=False)


def _are_contents(rows: Sequence[_Row]) -> bool:
    """Whether all lines are entries of the contents, which never stand among the rows of a table.

    Also where there is none.
    """
    return all(_CONTENTS_LINE.fullmatch(each.text) and not each.rest for each in rows)


def _cuts_figure(rows: Sequence[_Row], text: str, *, is_page_end: bool) -> bool:
    """Whether the line right below a row may be the rest of the figure at the end of that row.

    What can be the number of a page is one where a page ends, and below contents.
    """
    if not _REST.fullmatch(text):
        return False
    if _PAGE.fullmatch(text) and (is_page_end or _are_contents(rows)):
        return False
    last = rows[-1].last
    whole = joined((*last, text))
    is_figure = last[-1].rstrip(".,")[-1:].isdigit()
    return is_figure and bool(whole.doubt or whole.told)


def _table(rows: Sequence[_Row], number: int) -> TextTable:
    cells = tuple(cell for row, each in enumerate(rows) for cell in _cells(each, row))
    return TextTable(cells, len(rows), Spot(table=number, line=rows[0].line), is_cut=True)


def _cells(each: _Row, row: int) -> Iterator[TextCell]:
    """The cells of a row; from one whose figure was cut nothing may be taken."""
    *others, _ = each.text.split("\t")
    for column, text in enumerate((*others, "".join(each.last))):
        if text.strip():
            is_cut = bool(each.rest) and column == len(others)
            yield TextCell(row, column, text.strip(), doubt=FIGURE_CUT if is_cut else "")


def _is_cell_a_line(pieces: Sequence[Piece], lines: Sequence[str]) -> bool:
    """Whether cells stand one below the other: where one ends and the next begins is lost."""
    if any(isinstance(each, TextTable) for each in pieces):
        return False
    filled = [line.strip() for line in lines if line.strip()]
    return len(filled) > _ENOUGH_LINES and sum(len(each) <= _SHORT for each in filled) * 2 > len(
        filled
    )
