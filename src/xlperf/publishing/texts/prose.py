"""The unit's part as a text prints it, paragraphs under headings, put into its drawn table.

The table is laid out as the form draws it, so that it is read like any other.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...form import Form, Kind, lay_out
from ...sheet import Box, Cell, Grid
from .headings import GOALS, OVERALL, SAFEGUARDS, Headings, folded
from .pieces import Paragraph, Spot, Told
from .templates import without_numbers
from .wraps import joined

_ENDS = re.compile(r".*[。；！？;!?…：:”’」』)）.]\s*", re.DOTALL)
_STARTS = re.compile(
    r"\s*(?:[（(]\s*[一二三四五六七八九十百0-9]+\s*[)）]|[一二三四五六七八九十]+[、.．]|"
    r"[0-9]{1,3}\s*[、.．)）](?![0-9])|[①-⑳]|第[一二三四五六七八九十]+[,，、])"
)
_PROJECT = "goals.project"


class Prose(NamedTuple):
    """The unit's part out of its paragraphs.

    Attributes:
        lists: the texts of each list.
        goals: the project each goal is of, with its paragraphs.
        told: what there is to tell of lines that were put together.
        left: paragraphs that stand where no entry has begun.
    """

    lists: Mapping[str, Sequence[str]]
    goals: Sequence[tuple[str, str]]
    told: Sequence[Told]
    left: Sequence[Paragraph]
    spots: tuple[Spot, Spot] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands under its headings."""
        return not self.goals and not any(self.lists.values())


def prose_of(
    sections: Iterable[tuple[str, Sequence[Paragraph]]], headings: Headings, names: Iterable[str]
) -> Prose:
    """Put the paragraphs under each heading together.

    Args:
        names: the projects of the text, whose names may stand over a goal alone.
    """
    lists: dict[str, list[str]] = {OVERALL: [], SAFEGUARDS: []}
    goals: list[tuple[str, str]] = []
    told: list[Told] = []
    left: list[Paragraph] = []
    spots: list[Spot] = []
    entries = _Entries(headings, {folded(name) for name in names if name})
    for section, lines in sections:
        whole = list(_whole(lines, told, entries.is_heading if section == GOALS else _never))
        spots += [each.spot for each in whole]
        if section == GOALS:
            left += entries.take(whole)
        else:
            lists[section] += [each.text for each in whole]
    numbered = headings.form.publish.numbered
    for name, texts in lists.items():
        lists[name] = without_numbers(texts) if name in numbered else texts
    for name, texts in entries.found:
        goals.append((name, "\n".join(without_numbers(texts) if "goals" in numbered else texts)))
    ends = (min(spots), max(spots)) if spots else None
    return Prose(lists, goals, told, left, ends)


def nobodys(sections: Iterable[tuple[str, Sequence[Paragraph]]]) -> Prose:
    """The unit's part of which nothing is taken: all its paragraphs are left over."""
    left = [each for _, lines in sections for each in lines]
    return Prose({OVERALL: (), SAFEGUARDS: ()}, (), (), left)


def _never(_: str) -> bool:
    return False


class _Entries:
    """The goals as they are found, each under its heading."""

    def __init__(self, headings: Headings, names: set[str]) -> None:
        self.headings, self.names = headings, names
        self.found: list[tuple[str, list[str]]] = []

    def is_heading(self, text: str) -> bool:
        """Whether a line may be the heading of a goal, whatever its number."""
        match = self.headings.goal_of(text, -1, self.names)
        return match is not None

    def take(self, lines: Sequence[Paragraph]) -> list[Paragraph]:
        """Each goal under its heading; what stands before the first is given back."""
        before: list[Paragraph] = []
        for each in lines:
            name = self.headings.goal_of(each.text, len(self.found) + 1, self.names)
            if name is not None:
                self.found.append((name, []))
            elif self.found:
                self.found[-1][1].append(each.text)
            else:
                before.append(each)
        return before


def _whole(
    lines: Sequence[Paragraph], told: list[Told], is_heading: Callable[[str], bool]
) -> Iterator[Paragraph]:
    """Paragraphs put together from their lines, where the file does not say where they end.

    A line goes on with the one before that ends without a stop, unless it begins with a number.
    """
    waiting: list[Paragraph] = []
    for each in lines:
        if waiting and (each.is_whole or _begins(waiting[-1].text, each.text, is_heading)):
            yield _put_together(waiting, told)
            waiting = []
        waiting.append(each)
    if waiting:
        yield _put_together(waiting, told)


def _begins(before: str, text: str, is_heading: Callable[[str], bool]) -> bool:
    if is_heading(before) or is_heading(text) or _STARTS.match(text):
        return True
    return _ENDS.fullmatch(before) is not None


def _put_together(lines: Sequence[Paragraph], told: list[Told]) -> Paragraph:
    first = lines[0]
    told += first.told
    if len(lines) == 1:
        return first
    whole = joined([each.text for each in lines])
    told += (each._replace(spot=first.spot) for each in whole.told)
    if any(later.spot.line > before.spot.line + 1 for before, later in pairwise(lines)):
        told.append(Told("text.joined", f"{lines[0].text[-12:]}|{lines[1].text[:12]}", first.spot))
    return first._replace(text=whole.text.strip())


def prose_grid(form: Form, prose: Prose, name: str) -> Grid:
    """The drawn table of the unit's part, filled with what its paragraphs say."""
    drawing = form.unit.drawing if form.unit else None
    if drawing is None:
        raise ValueError("the form draws no part of the unit")
    entries = {OVERALL: prose.lists[OVERALL], SAFEGUARDS: prose.lists[SAFEGUARDS],
               GOALS: [text for _, text in prose.goals],
               _PROJECT: [project for project, _ in prose.goals]}  # fmt: skip
    counts = {
        block.box.top: max(1, len(entries[block.text]))
        for block in drawing.repeats()
        if block.text in entries
    }
    layout = lay_out(drawing, counts)
    cells: dict[Cell, str] = {}
    merges: list[Box] = []
    for each in layout.placed:
        texts = entries.get(each.text, ())
        text = each.text if each.kind is Kind.LABEL else ""
        if each.kind is Kind.REPEAT and each.number < len(texts):
            text = texts[each.number]
        cells[each.box.first] = text
        if each.box.first != Cell(each.box.bottom, each.box.right):
            merges.append(each.box)
    rows = [
        [cells.get(Cell(row, column), "") for column in range(layout.right + 1)]
        for row in range(layout.bottom + 1)
    ]
    return Grid(name, rows, merges=merges)
