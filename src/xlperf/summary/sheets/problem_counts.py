"""What 问题清单 begins with: how many findings of each kind there are, and of each unit."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...findings import Level
from ...sheet import Box, Cell, Content, row_height
from ..list_sheet import HEADING
from ..setting import Setting

LEVELS = (Level.ERROR, Level.WARNING, Level.INFO)
_MOST = 20
"""So many units are named: those with the most to mend."""
_LINE = 22.0
"""The height of a row of one line, in points."""
_LABEL, _COUNTS = 0, 3
"""The column of what is counted, over three columns, and the first of its counts."""
_STEERS = re.compile('[*?~"<>=]')
"""Signs that mean something in what a formula counts by, as a blank does."""


class Counted(NamedTuple):
    """A line of counts, by level; `column` and `text` are what a formula counts it by."""

    name: str
    counts: Mapping[Level, int]
    column: str = ""
    text: str = ""


@dataclass(frozen=True)
class ProblemCounts:
    """Both tables, worst first: more errors, then more warnings, then more hints."""

    kinds: Sequence[Counted]
    units: Sequence[Counted]

    @property
    def rows(self) -> int:
        """How many rows they take, each table with its headings and a blank row behind it."""
        return len(self.kinds) + len(self.units) + 4

    def merges(self) -> Iterator[Box]:
        """The cells of what is counted."""
        for row in range(HEADING, HEADING + self.rows):
            if row not in (self._blank, HEADING + self.rows - 1):
                yield Box(row, _LABEL, row, _COUNTS - 1)

    def heights(self, width: float) -> Mapping[int, float]:
        """The rows whose names take more than a line of so many half-width signs."""
        lines = (*self.kinds, None, None, *self.units)
        found = {
            row: row_height([(each.name, width)], _LINE)
            for row, each in enumerate(lines, HEADING + 1) if each
        }  # fmt: skip
        return {row: height for row, height in found.items() if height > _LINE}

    @property
    def _blank(self) -> int:
        return HEADING + 1 + len(self.kinds)

    def contents(self, setting: Setting, first: int, last: int) -> Iterator[Content]:
        """All cells; the findings stand in these rows below."""
        tables = (
            ("counts.kind", HEADING, self.kinds),
            ("counts.unit", self._blank + 1, self.units),
        )
        for name, heading, lines in tables:
            yield from _line(heading, setting.say(name), "heading")
            texts = [setting.say(f"level.{level}") for level in LEVELS]
            for column, text in enumerate((*texts, setting.say("counts.all")), _COUNTS):
                yield Content(heading, column, "heading", text)
            for row, each in enumerate(lines, heading + 1):
                yield from _line(row, each.name, "sentence.boxed")
                yield from _counts(row, each, texts, (first, last))


def _line(row: int, text: str, style: str) -> Iterator[Content]:
    for column in range(_LABEL, _COUNTS):
        yield Content(row, column, style, "" if column else text)


def _counts(
    row: int, each: Counted, levels: Sequence[str], rows: tuple[int, int]
) -> Iterator[Content]:
    for column, (level, said) in enumerate(zip(LEVELS, levels, strict=True), _COUNTS):
        formula = ""
        if each.column and each.text and not _STEERS.search(each.text):
            held, kinds = (f"${at}${rows[0] + 1}:${at}${rows[1] + 1}" for at in (each.column, "A"))
            formula = f'=COUNTIFS({held},"{each.text}",{kinds},"{said}")'
        yield Content(row, column, "plain.count", each.counts.get(level, 0), formula)
    box = Box(row, _COUNTS, row, _COUNTS + len(LEVELS) - 1)
    last = Cell(row, _COUNTS + len(LEVELS))
    yield Content(*last, "plain.count", sum(each.counts.values()), f"=SUM({box})")


def problem_counts(
    setting: Setting,
    by_kind: Mapping[str, Counter[Level]],
    by_unit: Mapping[str, Counter[Level]],
    names: Mapping[str, str],
    columns: tuple[str, str],
) -> ProblemCounts:
    """The counts in the order they are shown in.

    Args:
        by_kind: by the reviewers' words.
        by_unit: by the code of the unit; "" for those of no unit.
        names: the units by their codes, as people read them.
        columns: the letters of the columns these stand in below.
    """
    kinds = [
        Counted(
            setting.opinion(kind) or setting.say("counts.no-kind"), counts,
            columns[0], setting.opinion(kind),
        )
        for kind, counts in sorted(by_kind.items(), key=_worst)
    ]  # fmt: skip
    units = [
        Counted(
            names.get(code) or setting.say("counts.no-unit"), counts, columns[1], code,
        )
        for code, counts in sorted(by_unit.items(), key=_worst)
    ]  # fmt: skip
    if len(units) > _MOST:
        rest: Counter[Level] = Counter()
        for each in units[_MOST:]:
            rest.update(each.counts)
        more = setting.say("counts.more", count=len(units) - _MOST)
        units = [*units[:_MOST], Counted(more, rest)]
    return ProblemCounts(kinds, units)


def _worst(entry: tuple[str, Mapping[Level, int]]) -> tuple[int, ...]:
    return tuple(-entry[1].get(level, 0) for level in LEVELS)
