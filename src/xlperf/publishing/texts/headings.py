"""What the lines of a text are, by what a form says: headings of parts, titles, page numbers."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...budget import unit_said, wording
from ...form import Block, Drawing, Form
from ...reading import Labels
from .pieces import TextTable
from .templates import counted, ends_in_words, pattern_of

OVERALL, GOALS, SAFEGUARDS = "overall", "goals.text", "safeguards"
PROSE = (OVERALL, GOALS, SAFEGUARDS)
"""The lists of a unit's part that a text prints as paragraphs."""
_PART = re.compile(
    r"(?:第[一二三四五六七八九十0-9]+(?:部分|篇|章)|part\s*(?:[ivx]+|[0-9]+)\b)[\s:：.、]*(.*)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\s*(?:[（(]\s*[一二三四五六七八九十百0-9]+\s*[)）]|[一二三四五六七八九十百]+|[0-9]{1,3}(?![0-9]))"
    r"\s*[、.．,，:：)）]*\s*"
)
_CONTENTS = ("目录", "contents", "tableofcontents")
_ENTRY = re.compile(r"(?P<title>.*?)(?:[.．…·‥\s\t]{2,}|\t|…)\s*[-—–(（]?\s*[0-9]{1,4}\s*[-—–)）]?")
_PAGE = re.compile(
    r"[-—–\s]*(?:第\s*)?[0-9]{1,4}\s*(?:页|/\s*[0-9]{1,4})?"
    r"(?:[,，]?\s*共\s*[0-9]{1,4}\s*页)?[-—–\s]*"
)
_UNIT_LINE = re.compile(r"\s*[0-9A-Za-z]*[0-9][0-9A-Za-z]*[\s　]+\S.*")
_GOAL = re.compile(r"(?P<name>.+?)\s*绩效目标\s*[:：]?")
_ENDS = "绩效目标"
_LONGEST = 120
_STARTS = 2


def folded(text: str) -> str:
    """A line as it is compared: no spaces, one width."""
    return wording.plain(text)


def unnumbered(text: str) -> str:
    """A heading without the number before it."""
    match = _NUMBER.match(text)
    return text[match.end() :] if match and match.end() < len(text) else text


def is_page_number(text: str) -> bool:
    """Whether a line at the edge of a page says which page it is; no page is number 00."""
    is_any = any(sign in "123456789" for sign in text)
    return is_any and len(text) < 30 and _PAGE.fullmatch(text) is not None


def is_contents(text: str) -> bool:
    """Whether a line is the heading of the contents."""
    return folded(text) in _CONTENTS


def entry_of_contents(text: str) -> str | None:
    """The title an entry of the contents names, folded; None of another line."""
    match = _ENTRY.fullmatch(text)
    return folded(match["title"].rstrip(".…· \t")) if match else None


def part_heading(text: str) -> str | None:
    """What follows the number of a part (第一部分), "" for nothing; None of another line."""
    match = _PART.fullmatch(text.strip()) if len(text) < _LONGEST else None
    return match[1].strip() if match else None


def named_in_goal(text: str) -> str | None:
    """The project a heading of the unit's goals names (（一）、某某绩效目标：); None of another."""
    if len(text) >= _LONGEST:
        return None
    numbered, rest = _NUMBER.match(text), unnumbered(text)
    match = _GOAL.fullmatch(rest.strip())
    is_bracketed = numbered is not None and text.lstrip()[:1] in "（("
    ends = rest.rstrip().endswith(("：", ":"))
    return match["name"] if match and (is_bracketed or (ends and numbered)) else None


@dataclass(frozen=True)
class Headings:
    """The words of one form that order a text.

    Attributes:
        printed: the labels of a project's table; `unit` those of the unit's own.
    """

    form: Form
    printed: Labels | None
    unit: Labels | None

    @classmethod
    def of(cls, form: Form) -> "Headings":
        """Those of a form."""
        sheet = form.project_sheet
        printed = Labels(form, sheet.drawing) if sheet else None
        return cls(form, printed, Labels(form, form.unit.entry) if form.unit else None)

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """The list each heading of the unit's part begins, by the heading folded."""
        drawing = self.form.unit.drawing if self.form.unit else None
        found: dict[str, str] = {}
        for field, label in _beside(drawing) if drawing else ():
            for text in (label.text, *self.form.aliases.get(label.text, ())):
                found[wording.heading(text)] = field
        return found

    @property
    def has_prose(self) -> bool:
        """Whether the unit's part is paragraphs alone, which a text prints without a table."""
        drawing = self.form.unit.drawing if self.form.unit else None
        asked = (
            {each.text for each in (*drawing.fields(), *drawing.repeats())} if drawing else set()
        )
        return bool(asked) and asked <= {*PROSE, "goals.project"}

    def section(self, text: str) -> str | None:
        """The list a heading begins; None of another line."""
        if len(text) >= _LONGEST or not self.has_prose:
            return None
        printed = self._section.fullmatch(text)
        if printed and (named := self.sections.get(wording.heading(printed["title"]))):
            return named
        return self.sections.get(wording.heading(unnumbered(text))) or self.sections.get(
            wording.heading(text)
        )

    @cached_property
    def _section(self) -> re.Pattern[str]:
        return pattern_of(self.form.publish.section or self.form.word("publish.section"))

    @cached_property
    def _entry(self) -> tuple[re.Pattern[str], bool]:
        template = self.form.publish.entry or self.form.word("publish.entry")
        return pattern_of(template), ends_in_words(template)

    def goal_of(self, text: str, number: int, names: Collection[str]) -> str | None:
        """The project a heading of the unit's goals names; None of another line.

        Args:
            number: the number the next such heading has.
            names: the projects of the text, folded, whose names may stand there alone.
        """
        if len(text) >= _LONGEST:
            return None
        pattern, is_certain = self._entry
        if match := pattern.fullmatch(text):
            said = match.groupdict()
            name = said["project"]
            is_next = counted(said.get("number") or "0") == number
            if is_certain or is_next or folded(name) in names:
                return name
        alone = unnumbered(text).strip().rstrip("：:")
        return named_in_goal(text) or (alone if folded(alone) in names else None)

    def is_part_title(self, text: str) -> bool:
        """Whether a line is the title of the unit's own part."""
        return self.form.unit is not None and folded(text) == folded(self.form.unit.title)

    def is_title(self, text: str) -> bool:
        """Whether a line is the title of a project's table."""
        pattern = self.form.title_pattern
        if self.form.project_sheet is None or len(text) >= _LONGEST:
            return False
        if pattern and self._names_itself:
            return pattern.fullmatch(folded(text)) is not None
        return any(each.fullmatch(text) for each in self._fixed_titles)

    @cached_property
    def _names_itself(self) -> bool:
        """Whether the title of a table says which project it is of."""
        sheet = self.form.project_sheet
        return sheet is not None and any(each in sheet.title for each in ("{name}", "{code}"))

    @cached_property
    def _fixed_titles(self) -> tuple[re.Pattern[str], ...]:
        """A title that is the same for all, alone, or with the name of the project beside it."""
        title = self.form.project_sheet.title if self.form.project_sheet else ""
        named = self.form.word("publish.named", title=title, name="{name}")
        table = self.form.publish.table or self.form.word("publish.table")
        both = [table.replace("{title}", each) for each in (title, named)]
        return tuple(pattern_of(each) for each in (title, named, *both))

    def begins(self, text: str) -> bool:
        """Whether a line is a whole heading, which begins a paragraph wherever it stands."""
        is_title = self.is_title(text) and self._table.fullmatch(text) is not None
        return is_title or bool(self.section(text)) or self.goal_of(text, -1, ()) is not None

    @cached_property
    def _table(self) -> re.Pattern[str]:
        return pattern_of(self.form.publish.table or self.form.word("publish.table"))

    def is_unit_line(self, text: str) -> bool:
        """Whether a line above a table says the unit: its code and its name."""
        return len(text) < _LONGEST and _UNIT_LINE.fullmatch(text) is not None

    def is_money_line(self, text: str) -> bool:
        """Whether a line above a table says what its amounts are counted in."""
        own = (self.form.money.unit,)
        return len(text) < _LONGEST and unit_said(text, own, whole=True) is not None

    def starts_project(self, table: TextTable) -> bool:
        """Whether a table begins as a project's does."""
        return self.printed is not None and _starts(self.printed, table)

    @cached_property
    def begins_with_rows(self) -> bool:
        """Whether a project's table begins with the heading of rows, printed on each page anew."""
        if self.printed is None:
            return False
        first = min(self.printed.lines)
        above = {self.printed.drawing.governor(each)[0] for each in self.printed.drawing.repeats()}
        return any(label in above for label in self.printed.lines[first])

    def starts_part(self, table: TextTable) -> bool:
        """Whether a table begins as that of the unit's own part does."""
        return self.unit is not None and not self.has_prose and _starts(self.unit, table)


def _beside(drawing: Drawing) -> Iterator[tuple[str, Block]]:
    """For each list of paragraphs the label on its left, or else the one above it."""
    for block in drawing.repeats():
        if block.text not in PROSE:
            continue
        beside = [
            label
            for label in drawing.labels()
            if label.box.top <= block.box.top <= label.box.bottom
            and label.box.left < block.box.left
        ]
        label = min(beside, key=lambda each: each.box.left, default=drawing.governor(block)[0])
        yield block.text, label


def _starts(labels: Labels, table: TextTable) -> bool:
    """Whether the first line of labels stands on one of the first rows of a table."""
    first = labels.lines[min(labels.lines)]
    enough = min(_STARTS, len(first))
    for row in range(min(2, table.rows)):
        named = (block for cell in table.row(row) for block in labels.named(cell.text))
        if len({block for block in named if block in first}) >= enough:
            return True
    return False


def is_labelled(labels: Labels | None, table: TextTable, row: int) -> bool:
    """Whether a row of a table is one of labels: a heading that is printed again."""
    if labels is None:
        return False
    cells = [cell for cell in table.row(row) if cell.text.strip()]
    named = [cell for cell in cells if labels.named(cell.text)]
    return len(named) >= _STARTS and len(named) * 2 > len(cells)
