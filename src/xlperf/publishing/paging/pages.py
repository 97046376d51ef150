"""On which page each heading of a text stands, worked out from exact heights of lines.

Everything is counted three times, for narrow fonts, as is likely, and for wide ones; where it
comes to different pages, nobody knows without the fonts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...form import Form
from ..printed import Paragraph, PrintedPart, PrintedTable, PrintedText, Prose, Tables
from .cutting import GAP, Cutter, Letters, Piece
from .lines import LEAST, LIKELY, MOST, Lines, lines_of
from .sheet_of_paper import CELL_TOPS, POINT, Paper, columns_of, is_turned, paper_of

INDENT = 2
"""How far a paragraph is set in, in characters."""
_OF_NUMBER = ((LEAST, 0.5), (LIKELY, 1.2), (MOST, 3.0))
"""How much of a line of the contents its dots and number take, in characters."""
AFTER_PART = 12 * POINT
"""What stays blank under the heading of a part."""


Pieces = tuple[tuple[Piece, ...], ...]
"""The pieces of each table of a section."""


@dataclass(frozen=True)
class PagedSection:
    """A section and the page it begins on; of tables the pieces they are cut into."""

    section: Prose | Tables
    page: Lines
    tables: Pieces = ()


@dataclass(frozen=True)
class PagedPart:
    """A part, and whether its sheets are turned."""

    heading: str
    page: Lines
    paper: Paper
    is_turned: bool
    sections: tuple[PagedSection, ...]


@dataclass(frozen=True)
class PagedText:
    """A text with the pages of its headings.

    Attributes:
        pages: how many pages there are, with cover and contents.
        before: how many of them come before the first that is counted.
    """

    text: PrintedText
    paper: Paper
    parts: tuple[PagedPart, ...]
    pages: Lines
    before: Lines


@dataclass
class _Place:
    """How far three pens have come: pages ended before this one, and what is used of it."""

    down: int
    pages: list[int]
    used: list[int]

    def new_page(self) -> None:
        """Begin a page, unless nothing is on this one."""
        for fonts, used in enumerate(self.used):
            if used:
                self.pages[fonts] += 1
                self.used[fonts] = 0

    def put(self, lines: Lines, line: int, *, after: int = 0, kept: int = 0) -> Lines:
        """Put lines that stay together with so much of what follows; the page they are on."""
        for fonts, count in enumerate(lines):
            if self.used[fonts] and self.used[fonts] + count * line + after + kept > self.down:
                self.pages[fonts] += 1
                self.used[fonts] = 0
            self.used[fonts] += count * line + after
        return self.page

    def flow(self, lines: Lines, line: int) -> None:
        """Put lines that may stand on several pages."""
        for fonts, count in enumerate(lines):
            fits = min(count, (self.down - self.used[fonts]) // line)
            rest, held = count - fits, self.down // line
            self.used[fonts] += fits * line
            if rest:
                more = -(-rest // held)
                self.pages[fonts] += more
                self.used[fonts] = (rest - (more - 1) * held) * line

    @property
    def page(self) -> Lines:
        """The page this is, counted from 1."""
        return Lines(*(count + 1 for count in self.pages))


def paged(form: Form, text: PrintedText) -> PagedText:
    """Work out the pages of a text.

    Raises:
        FormError: the form's margins leave no room for text.
    """
    paper = paper_of(form)
    front = [1 + count for count in _contents(form, text, paper)]
    uncounted = {"text": front, "contents": [1, 1, 1], "cover": [0, 0, 0]}[form.publish.begins]
    begin = [all_ - own for all_, own in zip(front, uncounted, strict=True)]
    place = _Place(paper.down, begin, [0, 0, 0])
    parts = tuple(_Part(form, paper, part).paged(place) for part in text.parts)
    whole = Lines(*map(sum, zip(place.page, uncounted, strict=True)))
    return PagedText(text, paper, parts, whole, Lines(*uncounted))


def _contents(form: Form, text: PrintedText, paper: Paper) -> Lines:
    """How many pages the contents take."""
    sizes, lines = form.publish.sizes, form.publish.lines
    place = _Place(paper.down, [0, 0, 0], [0, 0, 0])
    place.put(Lines(1, 1, 1), round(lines.title * POINT), after=AFTER_PART)
    width = paper.across / (sizes.body * POINT)
    headings = [part.heading for part in text.parts if part.heading]
    for heading in (*headings, *(section.heading for section in text.sections())):
        found = (lines_of(heading, width - each, 1)[fonts] for fonts, each in _OF_NUMBER)
        place.put(Lines(*found), round(lines.body * POINT))
    return place.page


class _Part:
    """A part on its paper."""

    def __init__(self, form: Form, paper: Paper, part: PrintedPart) -> None:
        tables = [each for each in part.sections if isinstance(each, Tables)]
        self.part, self.form = part, form
        self.is_turned = is_turned(form, [table for each in tables for table in each.tables])
        self.paper = paper.turned() if self.is_turned else paper
        self.sizes, self.lines = form.publish.sizes, form.publish.lines
        self.body = round(self.lines.body * POINT)

    def paged(self, place: _Place) -> PagedPart:
        """Its sections, put on pages from a new one on."""
        place.new_page()
        place.down = self.paper.down
        page = place.page
        if self.part.heading:
            lines = self._lines(self.part.heading, self.sizes.title)
            page = place.put(lines, round(self.lines.title * POINT), after=AFTER_PART)
        found = [
            self._section(section, place, is_first=number == 0)
            for number, section in enumerate(self.part.sections)
        ]
        return PagedPart(self.part.heading, page, self.paper, self.is_turned, tuple(found))

    def _section(self, section: Prose | Tables, place: _Place, *, is_first: bool) -> PagedSection:
        if isinstance(section, Tables):
            return self._tables(section, place, is_first=is_first)
        kept = self._kept(section.paragraphs)
        page = place.put(self._lines(section.heading, self.sizes.heading), self.body, kept=kept)
        for number, each in enumerate(section.paragraphs):
            lines = self._lines(each.text, self.sizes.body, INDENT)
            if each.is_entry:
                place.put(lines, self.body, kept=self._kept(section.paragraphs[number + 1 :]))
            else:
                place.flow(lines, self.body)
        return PagedSection(section, page)

    def _kept(self, following: Sequence[Paragraph]) -> int:
        """What must stand under a heading on its page: small headings, and a line of text."""
        height = 0
        for each in following:
            if not each.is_entry:
                return height + self.body
            height += self._lines(each.text, self.sizes.body, INDENT).most * self.body
        return height

    def _tables(self, section: Tables, place: _Place, *, is_first: bool) -> PagedSection:
        if not is_first:
            place.new_page()
        page = place.put(self._lines(section.heading, self.sizes.heading), self.body)
        small = round(self.lines.table * POINT)
        for line in filter(None, (section.left, section.right)):
            place.put(self._lines(line, self.sizes.table), small)
        pieces, after = self._roomy(section, place)
        place.pages, place.used = after.pages, after.used
        return PagedSection(section, page, pieces)

    def _roomy(self, section: Tables, place: _Place) -> tuple[Pieces, _Place]:
        """The pieces of all tables, with as much room in their cells as costs no page."""
        narrow = self._cut(section, place, CELL_TOPS[-1])
        for around in CELL_TOPS[:-1]:
            wide = self._cut(section, place, around)
            if wide[1].pages == narrow[1].pages and _begun(wide[0]) == _begun(narrow[0]):
                return wide
        return narrow

    def _cut(self, section: Tables, before: _Place, around: int) -> tuple[Pieces, _Place]:
        place = _Place(before.down, [*before.pages], [*before.used])
        letters = Letters(self.sizes.table, round(self.lines.table * POINT), around)
        pieces = tuple(tuple(self._pieces(each, letters, place)) for each in section.tables)
        return pieces, place

    def _pieces(self, table: PrintedTable, letters: Letters, place: _Place) -> Iterator[Piece]:
        """The pieces of a table, put on pages as they come."""
        columns = columns_of(table, self.paper.across, letters.size)
        cutter = Cutter(table, columns, letters, self.paper.down)
        for piece in cutter.pieces(max(place.used)):
            if piece.begins_page:
                place.new_page()
            used = max(place.used) + GAP + piece.height
            place.pages[:] = [*map(sum, zip(place.pages, piece.pages, (-1, -1, -1), strict=True))]
            place.used[:] = [used] * len(Lines._fields)
            yield piece

    def _lines(self, text: str, size: float, first: int = 0) -> Lines:
        return lines_of(text, self.paper.across / (size * POINT), first)


def _begun(pieces: Pieces) -> int:
    """How many pages end among pieces."""
    return sum(piece.begins_page for table in pieces for piece in table)


def unsure(text: PagedText) -> Iterator[tuple[str, Lines]]:
    """The headings whose page hangs on the fonts."""
    for part in text.parts:
        for section in part.sections:
            if not section.page.is_sure:
                yield section.section.heading, section.page
