"""The text of one unit as the XML of a Word file, piece by piece: cover, contents, parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from ...form import Form
from ..paging import POINT, PagedPart, PagedSection, PagedText
from ..printed import Prose
from .markup import Words, bookmark, field, section, table
from .skeleton import Skeleton

_TITLE_AT, _LINES_AT = 0.25, 0.86
"""Where the title of a cover begins and its lines end, as shares of the height of the text."""
_BREAK = "<w:pageBreakBefore/>"


@dataclass(frozen=True)
class UnitBody:
    """One unit's text in a Word file.

    Attributes:
        number: which of the units of the file it is, from 0.
        draft: what the cover says of a draft; "" of what is none.
    """

    form: Form
    frame: Skeleton
    paged: PagedText
    number: int
    draft: str

    @property
    def words(self) -> Words:
        """What paragraphs need to know."""
        return Words(self.frame.styles, self.form.lang == "zh")

    def xml(self, *, is_last: bool) -> Iterator[str]:
        """Everything of it; the section that ends the file stands outside of a paragraph."""
        headings = self._headings()
        yield from self._cover()
        yield from self._contents(headings)
        places = count(self.number * 10_000 + 1)
        outer = self.number * 10_000
        yield f'<w:bookmarkStart w:id="{outer}" w:name="{self._whole}"/>'
        for at, part in enumerate(self.paged.parts):
            yield from self._part(part, places)
            is_end = at == len(self.paged.parts) - 1
            begins = at == 0 and self.form.publish.begins == "text"
            closing = self._section(part, begins=begins)
            if is_end:
                yield f'<w:bookmarkEnd w:id="{outer}"/>'
            yield closing if is_end and is_last else self.words.paragraph("Gap", "", closing)

    @property
    def _whole(self) -> str:
        return f"_Unit{self.number + 1}"

    def _section(self, part: PagedPart | None, *, begins: bool, numbered: bool = True) -> str:
        paper = part.paper if part else self.paged.paper
        line = round(self.form.publish.lines.body * POINT)
        footers = self.frame.numbered if numbered else self.frame.blank
        turned = part is not None and part.is_turned
        return section(paper, footers, is_turned=turned, begins=begins, line=line)

    def _cover(self) -> Iterator[str]:
        """The title in the upper half, the lines at the foot; draft and all on one page."""
        text, lines, down = self.paged.text, self.form.publish.lines, self.paged.paper.down
        top = round(down * _TITLE_AT)
        lower = [each for each in text.cover if each]
        body = round(lines.body * POINT)
        title = round(lines.title * POINT)
        yield self.words.paragraph("Title", self.words.run(text.title), _before(top))
        used = top + 3 * title
        if self.draft:
            yield self.words.paragraph("Cover Line", self.words.run(self.draft))
            used += body
        space = max(0, round(down * _LINES_AT) - used - body * len(lower))
        for number, line in enumerate(lower):
            extra = _before(space) if number == 0 else ""
            yield self.words.paragraph("Cover Line", self.words.run(line), extra)
        begins = self.form.publish.begins
        if begins == "contents":
            closing = self._section(None, begins=False, numbered=False)
            yield self.words.paragraph("Gap", "", closing)

    def _contents(self, headings: list[tuple[str, str, int, int]]) -> Iterator[str]:
        """The contents: a field that shows true page numbers as it stands."""
        begins = self.form.publish.begins
        title = self.words.run(self.form.word("publish.contents"))
        yield self.words.paragraph("Contents Title", title, "" if begins == "contents" else _BREAK)
        where = f'TOC \\o "1-2" \\h \\z \\u \\n 1-1 \\b {self._whole}'
        opening = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {where} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        for number, (name, heading, level, page) in enumerate(headings):
            yield self._entry(opening if number == 0 else "", name, heading, level, page)
        closing = self._section(
            None, begins=begins != "text", numbered=begins != "text"
        )  # fmt: skip
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if headings else ""
        yield self.words.paragraph("Gap", end, closing)

    def _entry(self, opening: str, name: str, heading: str, level: int, page: int) -> str:
        shown = self.words.run(heading)
        if level == 2:
            number = field(f"PAGEREF {name} \\h", self.words.run(str(page)))
            shown += f"<w:r><w:tab/></w:r>{number}"
        tab = self.paged.paper.across
        tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{tab}"/></w:tabs>'
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{shown}</w:hyperlink>'
        return self.words.paragraph(f"toc {level}", opening + link, tabs)

    def _headings(self) -> list[tuple[str, str, int, int]]:
        """Every heading: its bookmark, its text, its level, its page."""
        places, found = count(self.number * 10_000 + 1), list[tuple[str, str, int, int]]()
        for part in self.paged.parts:
            if part.heading:
                found.append((_mark(next(places)), part.heading, 1, part.page.likely))
            for each in part.sections:
                found.append((_mark(next(places)), each.section.heading, 2, each.page.likely))
        return found

    def _part(self, part: PagedPart, places: Iterator[int]) -> Iterator[str]:
        if part.heading:
            yield self._heading("Heading 1", part.heading, next(places))
        for number, each in enumerate(part.sections):
            if isinstance(each.section, Prose):
                yield from self._prose(each.section, next(places))
            else:
                yield from self._tables(each, next(places), breaks=number > 0)

    def _heading(self, style: str, text: str, place: int, extra: str = "") -> str:
        inside = bookmark(place, _mark(place), self.words.run(text))
        return self.words.paragraph(style, inside, extra)

    def _prose(self, prose: Prose, place: int) -> Iterator[str]:
        yield self._heading("Heading 2", prose.heading, place)
        for each in prose.paragraphs:
            style = "Entry" if each.is_entry else "Text"
            yield self.words.paragraph(style, self.words.run(each.text))

    def _tables(self, paged: PagedSection, place: int, *, breaks: bool) -> Iterator[str]:
        words, of = self.words, paged.section
        yield self._heading("Table Title", of.heading, place, _BREAK if breaks else "")
        if isinstance(of, Prose):
            return
        if of.left:
            yield words.paragraph("Table Line", words.run(of.left))
        if of.right:
            yield words.paragraph("Table Line", words.run(of.right), '<w:jc w:val="right"/>')
        for piece in (piece for pieces in paged.tables for piece in pieces):
            yield words.paragraph("Gap", "", _BREAK if piece.begins_page else "")
            yield from table(words, piece, of.heading)


def _before(space: int) -> str:
    return f'<w:spacing w:before="{space}"/>'


def _mark(place: int) -> str:
    return f"_Toc{place:08d}"
