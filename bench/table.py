"""The table as it is printed, and what of it falls short."""

from collections.abc import Iterator

from .figures import Figures
from .lines import LINES, TOLD, Counted, Line

_ROW = "{:<37} {:<44} {:>9} {:>9} {:>8} {:>8}  {}"
_HEAD = ("work", "beside", "then", "now", "at least", "aim", "")
EXPLAINED = """\
×: how many times the other's CPU is ours, more is better; × the cost: how many times our CPU is
the other's, less is better; MiB: so many more, less is better. Medians of ratios of pairs, in turn
in one run; seconds of CPU of a process and all it starts. ✓✓ the aim, ✓ the least, ✗ less than it.
then: when the work on speed began, told by other returns on another machine; now: in this run.
Returns are made as the demonstration makes them, two to thirteen projects and about a hundred
findings each; nobody is given the same file twice, and outputs were equal in this run."""


def lines(figures: Figures) -> Iterator[str]:
    """The table, line by line; a blank one parts what is asked from what is only told."""
    yield _ROW.format(*_HEAD).rstrip()
    for line in LINES:
        if line in figures.values:
            yield printed(line, figures.values[line])
    yield ""
    for line in TOLD:
        if line in figures.values:
            yield printed(line, figures.values[line])
    yield ""
    yield "floor, ms of CPU: " + " · ".join(
        f"{what} {taken:.1f}" for what, taken in figures.floor.items()
    )


def printed(line: Line, value: float | None) -> str:
    """One line of the table."""
    asked = ["" if each is None else f"{each:g}" for each in (line.least, line.aim)]
    now = "–" if value is None else spelled(line, value)
    before = f"{line.before}" if line.before else ""
    return _ROW.format(line.work, line.beside, before, now, *asked, line.mark(value)).rstrip()


def spelled(line: Line, value: float) -> str:
    """A figure with what it counts."""
    if line.counted is Counted.MEMORY:
        return f"{value:+.1f} MiB"
    return f"{value:.2f} ×" if value < 10 else f"{value:.1f} ×"


def short(figures: Figures) -> list[str]:
    """What falls short, a line each; and what could not be measured."""
    told = []
    for line in LINES:
        value = figures.values.get(line)
        if value is None:
            told.append(f"{line.work} beside {line.beside}: not measured")
        elif line.mark(value) == "✗":
            found, least = spelled(line, value), f"{line.least:g}"
            told.append(f"{line.work} beside {line.beside}: {found}, at least {least}")
    return told
