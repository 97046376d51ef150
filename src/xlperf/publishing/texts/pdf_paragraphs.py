"""Lines on pages put together to paragraphs, over page breaks too: by indents, ends and sizes."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .headings import Headings, entry_of_contents
from .pdf_page import Line
from .pieces import Paragraph, Piece, Role, Spot, TextTable
from .wraps import joined

_INDENT = 0.8
"""Of a sign's size: a line that begins so far right of the others begins a paragraph."""
_SHORT = 1.6
"""Of a sign's size: a line that leaves so much free ends one."""
_WORD = re.compile(r"[!-~]+")
_OF_LATIN, _SPACE = 0.6, 0.5
"""Of a sign's size: how wide a Latin letter is at most, and a space before a word."""
_FAR, _OTHER_SIZE = 1.6, 0.25
_NEAR = 40.0
"""Points: pages whose lines begin so near each other have one edge."""


class Page(NamedTuple):
    """What stands on a page.

    Attributes:
        body: lines and tables, from top to bottom.
        margins: lines at its edges, its number among them.
        aside: lines that are no part of the text: between the cells of a table, over a picture.
    """

    number: int
    body: Sequence[Line | TextTable]
    margins: Sequence[Line] = ()
    aside: Sequence[Line] = ()

    @property
    def lines(self) -> list[Line]:
        """The lines of its body."""
        return [each for each in self.body if isinstance(each, Line)]

    @property
    def left(self) -> float | None:
        """Where its lines and tables begin; None of a page without any."""
        tables = (each.edges[0] for each in self.body if isinstance(each, TextTable))
        return min((*(each.x0 for each in self.lines), *tables), default=None)

    @property
    def right(self) -> float | None:
        """Where they end."""
        tables = (each.edges[-1] for each in self.body if isinstance(each, TextTable))
        return max((*(each.x1 for each in self.lines), *tables), default=None)


def pieces_on(pages: Sequence[Page], headings: Headings) -> list[Piece]:
    """The paragraphs and tables of all pages."""
    lefts = [each.left for each in pages if each.left is not None]
    rights = [each.right for each in pages if each.right is not None]
    edges = (min(lefts, default=0.0), max(rights, default=0.0))
    gathering = _Gathering(headings)
    for page in pages:
        gathering.add(page, _nearer(page.left, edges[0]), _nearer(page.right, edges[1]))
    gathering.close()
    return gathering.pieces


def _nearer(own: float | None, of_all: float) -> float:
    """The edge of all pages, unless a page of its own kind has another."""
    return of_all if own is None or abs(own - of_all) < _NEAR else own


class _Gathering:
    """Goes through the lines; a paragraph may go on over the next page."""

    def __init__(self, headings: Headings) -> None:
        self.headings = headings
        self.pieces: list[Piece] = []
        self._open: list[tuple[Line, int]] = []
        self._number = 0
        self._right = 0.0

    def add(self, page: Page, left: float, right: float) -> None:
        """One page, whose lines begin and end at these edges."""
        self._number = 0
        for place, each in enumerate(page.body):
            if isinstance(each, TextTable):
                self.close()
                self.pieces.append(each._replace(ends_page=place == len(page.body) - 1))
                continue
            if self._open and (self._has_room(each) or self._begins(each, left, page.number)):
                self.close()
            self._open.append((each, page.number))
            self._right = right
            text = self._text()
            if self.headings.begins(text) or entry_of_contents(text) is not None:
                self.close()
        for role, lines in ((Role.MARGIN, page.margins), (Role.ASIDE, page.aside)):
            self.pieces += [
                Paragraph(each.text.strip(), Spot(page.number, line=900 + n), role)
                for n, each in enumerate(lines)
            ]

    def _has_room(self, line: Line) -> bool:
        """Whether the line before ended though the first word of this one had room on it."""
        before, _ = self._open[-1]
        word = _WORD.match(line.text)
        needed = _OF_LATIN * len(word[0]) + _SPACE if word else _SHORT
        return self._right - before.x1 > max(needed, _SHORT) * (before.bottom - before.top)

    def _begins(self, line: Line, left: float, page: int) -> bool:
        """Whether a line begins a paragraph: a heading, further right, of another size, apart."""
        before, number = self._open[-1]
        height = line.bottom - line.top
        is_other_size = abs(height - (before.bottom - before.top)) > _OTHER_SIZE * height
        is_far = page == number and line.top - before.bottom > _FAR * height
        if is_other_size or is_far or self.headings.begins(line.text):
            return True
        if self.headings.is_title(self._text() + line.text):
            return False  # one broken over lines, the second in the middle
        return line.x0 > left + _INDENT * height

    def _text(self) -> str:
        return "".join(line.text for line, _ in self._open)

    def close(self) -> None:
        """A paragraph ends."""
        if not self._open:
            return
        lines, self._open = self._open, []
        whole = joined([line.text for line, _ in lines])
        self._number += 1
        spot = Spot(lines[0][1], line=self._number)
        told = tuple(each._replace(spot=spot) for each in whole.told)
        self.pieces.append(Paragraph(whole.text.strip(), spot, told=told))
