"""The lines of the table: what is done, beside what, and how far it has to come."""

from enum import StrEnum
from typing import NamedTuple


class Counted(StrEnum):
    """What the figure of a line counts."""

    FASTER = "×"
    """How many times the other's CPU is ours: more is better."""
    COST = "× the cost"
    """How many times our CPU is the other's: less is better."""
    SIZE = "× the size"
    """How many times our bytes are the other's: less is better."""
    MEMORY = "MiB"
    """So many MiB more: less is better."""


class Line(NamedTuple):
    """A line before it is measured.

    Attributes:
        work, beside: what is done, and by whom else.
        before: the figure when the work on speed began, as it was told then.
        least, aim: what has to be reached, and what is aimed at; None for lines that only tell.
    """

    work: str
    beside: str
    counted: Counted
    before: str = ""
    least: float | None = None
    aim: float | None = None

    def met(self, value: float, wanted: float) -> bool:
        """Whether a figure is as good as another."""
        return value >= wanted if self.counted is Counted.FASTER else value <= wanted

    def mark(self, value: float | None) -> str:
        """✓✓ at the aim, ✓ at the least, ✗ below, blank where nothing is asked or measured."""
        if value is None or self.least is None or self.aim is None:
            return ""
        if self.met(value, self.aim):
            return "✓✓"
        return "✓" if self.met(value, self.least) else "✗"


_GENERATE, _READ = "generate, records → bytes, blank", "read, typed, checked, as returns come"
_SUMMARY, _WHOLE = "summary, 300 returns", "whole job, 300 returns as they come"
_FASTER, _COST = Counted.FASTER, Counted.COST

PREPARED = Line(
    _GENERATE, "plain XlsxWriter calls, with our formulas prepared", _FASTER, "0.8", 4, 5.4
)
PLAIN = Line(_GENERATE, "plain XlsxWriter calls", _FASTER, "3.05", 12, 16)
DEFLATED = Line(_GENERATE, "deflating the same parts (zipfile, level 6)", _COST, "10.3", 2.0, 1.5)
FILLED = Line(_GENERATE, "openpyxl, load a template and fill", _FASTER, "6.9", 28, 35)
VALUES = Line("gate and values", "bare calamine, all sheets", _COST, "3.7", 1.6, 1.3)
READ = Line(_READ, "bare calamine, all sheets", _COST, "9.0", 3.2, 2.5)
READ_OPENPYXL = Line(_READ, "openpyxl, all cells", _FASTER, "7.3", 20, 28)
SUMMARY = Line(_SUMMARY, "XlsxWriter constant_memory, same cells", _FASTER, "0.95", 2.5, 3.5)
WHOLE = Line(_WHOLE, "pandas.read_excel (calamine), six checks", _FASTER, "0.36–0.41", 0.9, 1.1)
WHOLE_OPENPYXL = Line(_WHOLE, "openpyxl read-only, six checks", _FASTER, "0.86", 1.9, 2.5)
WHOLE_DATAMAPS = Line(_WHOLE, "what datamaps does", _FASTER, "4.5", 10, 12)
TWO = Line("two workers", "CPU in one process ÷ the busiest of three", _FASTER, "1.6", 1.75, 1.9)
HELP = Line("xlperf --help", "python -c pass", _COST, "58", 15, 8)
ONE = Line("xlperf read, one file", "python -c pass", _COST, "85", 40, 25)
MEMORY = Line("memory, N → 4N returns", "parent at its peak", Counted.MEMORY, "10", 8, 0)
AGAIN = Line("collect again, unchanged", "the first time", _FASTER, "58", 18, 25)

LINES = (
    PREPARED, PLAIN, DEFLATED, FILLED, VALUES, READ, READ_OPENPYXL, SUMMARY, WHOLE,
    WHOLE_OPENPYXL, WHOLE_DATAMAPS, TWO, HELP, ONE, MEMORY, AGAIN,
)  # fmt: skip
"""All that has to be reached, in the order in which it is printed."""

PACKED = Line(_GENERATE, "deflating the same parts at our level (3)", _COST)
SIZE = Line("generate, the size of the files", "XlsxWriter's, packed at level 6", Counted.SIZE)
RESAVED = Line("read, saved by LibreOffice", "bare calamine, all sheets", _COST)
DIRECT = Line(_WHOLE, "calamine itself, then pandas, six checks", _FASTER)
ISOLATED = Line(
    "the same, all CPU of two workers", "pandas.read_excel (calamine), six checks", _FASTER
)
TOLD = (PACKED, SIZE, RESAVED, DIRECT, ISOLATED)
"""What is told beside it, and asked of nobody."""
