"""A text sorted into its parts: cover, contents, the unit's paragraphs, a group for each project.

What is none of them is left over, and told. Nothing is taken here: paragraphs and tables are only
said to belong somewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .headings import (
    GOALS,
    Headings,
    entry_of_contents,
    folded,
    is_contents,
    is_page_number,
    part_heading,
)
from .pieces import Paragraph, Piece, Role, TextFile, TextTable

_COVER_WORDS = re.compile(
    r"编制|审核|审定|批准|预算|绩效|[0-9]{4}年|年度|年.*月|preparedby|compiledby|reviewedby|budget"
)
_LONGEST_COVER = 100
_LINES_OF_TITLE = 3
"""So many short lines before one that a cover has may be the beginning of it."""


class Group(NamedTuple):
    """The table of a project, or of the unit's own part, and the lines above it.

    Attributes:
        above: the lines between the table before and this one, its title first.
        tables: the pieces it stands in, from page to page.
        is_part: whether it is the unit's own.
    """

    above: Sequence[Paragraph]
    tables: Sequence[TextTable]
    is_part: bool = False


@dataclass(frozen=True)
class SortedText:
    """The parts of a text.

    Attributes:
        order: what says how the text is ordered and no more: cover, contents, headings, page
            numbers.
        prose: the paragraphs under each heading of the unit's part.
        groups: the tables, in their order.
        left: what belongs nowhere.
    """

    cover: tuple[Paragraph, ...]
    order: tuple[Paragraph, ...]
    prose: tuple[tuple[str, tuple[Paragraph, ...]], ...]
    groups: tuple[Group, ...]
    left: tuple[Piece, ...]


def sorted_text(text: TextFile, headings: Headings) -> SortedText:
    """Say of every piece of a text where it belongs."""
    sorter = _Sorter(headings)
    for number, piece in enumerate(text.pieces):
        if isinstance(piece, TextTable):
            sorter.table(piece)
        else:
            sorter.paragraph(piece, text.pieces[number + 1 : number + 8])
    return sorter.done()


class _Sorter:
    """Goes through the pieces in their order; `state` is the part they belong to."""

    def __init__(self, headings: Headings) -> None:
        self.headings = headings
        self.state = "cover"
        self.cover: list[Paragraph] = []
        self.order: list[Paragraph] = []
        self.prose: list[tuple[str, list[Paragraph]]] = []
        self.groups: list[Group] = []
        self.left: list[Piece] = []
        self._entries: set[str] = set()
        self._pending: list[Paragraph] = []
        self._above: list[Paragraph] = []
        self._part_is_bare = False

    def done(self) -> SortedText:
        """The parts, once all pieces are seen."""
        self.left += [*self._pending, *self._above]
        cover, others = _parted_cover(self.cover)
        self.left += others
        prose = tuple((name, tuple(each)) for name, each in self.prose)
        return SortedText(
            tuple(cover), tuple(self.order), prose, tuple(self.groups), tuple(self.left)
        )

    def table(self, table: TextTable) -> None:
        """A table: one begins a project, or goes on with it."""
        goes_on = bool(self.groups) and not self._above and self.headings.begins_with_rows
        is_project = not goes_on and self.headings.starts_project(table)
        is_part = not is_project and self.headings.starts_part(table)
        if is_project or is_part:
            self.groups.append(Group(self._above, [table], is_part))
            self._above = []
        elif self.groups and not self._above:
            last = self.groups[-1]
            self.groups[-1] = last._replace(tables=[*last.tables, table])
        else:
            self.left.append(table)
            return
        self.state = "tables"

    def paragraph(self, each: Paragraph, after: Sequence[Piece]) -> None:
        """A paragraph."""
        may_be_number = each.role is Role.MARGIN or not each.is_whole
        if may_be_number and each.role is not Role.ASIDE and is_page_number(each.text):
            self.order.append(each)
        elif each.role is not Role.BODY:
            self.left.append(each)
        elif self.state == "contents" and self._is_entry(each):
            return
        elif is_contents(each.text):
            self.state = "contents"
            self.order.append(each)
        elif (rest := part_heading(each.text)) is not None:
            self._part(each, is_bare=not rest)
        elif self._part_is_bare and len(each.text) < _LONGEST_COVER and self._is_bare_title(each):
            self._part_is_bare = False
            self.order.append(each)
        else:
            self._part_is_bare = False
            self._body(each, after)

    def _is_bare_title(self, each: Paragraph) -> bool:
        return self.headings.section(each.text) is None and not self.headings.is_title(each.text)

    def _part(self, each: Paragraph, *, is_bare: bool) -> None:
        self._close_contents()
        self.left += self._above
        self._above = []
        self.state, self._part_is_bare = "part", is_bare
        self.order.append(each)

    def _is_entry(self, each: Paragraph) -> bool:
        """Whether a line is one of the contents; the first that stands there twice ends them."""
        title = entry_of_contents(each.text) or self._numbered_title(each.text)
        if title is not None:
            self.order += [*self._pending, each]
            self._pending = []
            self._entries.add(title)
            return True
        key = folded(each.text)
        is_heading = part_heading(each.text) is not None or self.headings.is_part_title(each.text)
        if is_heading and key not in self._entries:
            self._entries.add(key)
            self.order.append(each)
            return True
        is_body = is_heading or key in self._entries or self.headings.section(each.text)
        if is_body or (not self._entries and self._pending):
            self._close_contents()
            return False
        self._pending.append(each)
        return True

    def _numbered_title(self, text: str) -> str | None:
        """A heading of the text with one space and a page number behind it."""
        title, space, page = text.rstrip().rpartition(" ")
        if not (space and page.isascii() and page.isdigit()):
            return None
        is_known = self.headings.section(title) or self.headings.is_title(title)
        return folded(title) if is_known else None

    def _close_contents(self) -> None:
        self.left += self._pending
        self._pending = []
        if self.state == "contents":
            self.state = "part"

    def _body(self, each: Paragraph, after: Sequence[Piece]) -> None:
        section = self.headings.section(each.text)
        is_near = any(isinstance(piece, TextTable) for piece in after)
        is_title = is_near and self.headings.is_title(each.text)
        if section and not is_title:
            self.state = "prose"
            self.order.append(each)
            self.prose.append((section, []))
        elif self.headings.is_part_title(each.text):
            self.order.append(each)
        elif is_title and not self._is_goal(each):
            (self.left if self.groups else self.cover).extend(self._above)
            self.state, self._above = "tables", [each]
        elif self.state == "prose":
            self.prose[-1][1].append(each)
        elif self.state == "cover":
            self.cover.append(each)
        elif self._is_line(each) and is_near:
            self._above.append(each)
        else:
            self.left.append(each)

    def _is_goal(self, each: Paragraph) -> bool:
        in_goals = self.state == "prose" and self.prose[-1][0] == GOALS
        return in_goals and self.headings.goal_of(each.text, -1, ()) is not None

    def _is_line(self, each: Paragraph) -> bool:
        return self.headings.is_unit_line(each.text) or self.headings.is_money_line(each.text)


def _parted_cover(lines: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The lines a cover has, a title broken over lines among them; and the others."""
    cover: list[Paragraph] = []
    others: list[Paragraph] = []
    waiting: list[Paragraph] = []
    for each in lines:
        is_short = len(each.text) < _LONGEST_COVER
        if is_short and _COVER_WORDS.search(folded(each.text)):
            near = waiting[-_LINES_OF_TITLE:]
            cover += [*near, each]
            others += waiting[: len(waiting) - len(near)]
            waiting = []
        elif is_short:
            waiting.append(each)
        else:
            others += [*waiting, each]
            waiting = []
    return cover, [*others, *waiting]
