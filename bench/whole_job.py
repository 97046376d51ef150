"""The whole job on many returns: ours, and the scripts; workers and memory with it."""

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from .apart import CALAMINE, DATAMAPS, ONE, OPENPYXL, PANDAS, TWO, Once, once
from .figures import Figures
from .lines import (
    DIRECT,
    ISOLATED,
    MEMORY,
    WHOLE,
    WHOLE_DATAMAPS,
    WHOLE_OPENPYXL,
)
from .lines import TWO as TWO_WORKERS
from .measuring import ratio

_SCRIPTS = (PANDAS, CALAMINE, OPENPYXL)
_TENTH, _QUARTER = 10, 4
"""datamaps takes so long that a tenth of the returns has to do, ten times over: it goes file by
file, and what it loads once is not counted."""


def measured(folder: Path, count: int, rounds: int) -> Figures:
    """The figures of the whole job on so many returns of a folder.

    Raises:
        AssertionError: two merged something else.
    """
    names = (ONE, TWO, *_SCRIPTS)
    runs: dict[str, list[Once]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names if number % 2 else names[::-1]:
            runs[name].append(once(name, folder, count))
    few = max(1, count // _TENTH)
    slow, ours = once(DATAMAPS, folder, few), once(ONE, folder, few)
    quarter = once(TWO, folder, max(1, count // _QUARTER))
    _hold_equal([each[0] for each in runs.values()])
    _hold_equal([slow, ours])
    seconds = {name: [each.seconds for each in runs[name]] for name in names}
    return Figures(
        {
            WHOLE: _all(seconds[PANDAS], seconds[ONE]),
            WHOLE_OPENPYXL: _all(seconds[OPENPYXL], seconds[ONE]),
            WHOLE_DATAMAPS: slow.seconds * count / few / median(seconds[ONE]),
            DIRECT: _all(seconds[CALAMINE], seconds[ONE]),
            ISOLATED: _all(seconds[PANDAS], seconds[TWO]),
            TWO_WORKERS: _of_two(seconds[ONE], runs[TWO]),
            MEMORY: (runs[TWO][0].bytes - quarter.bytes) / 2**20,
        },
        {"the whole job, a return": 1000 * min(seconds[ONE]) / count},
    )


def _all(above: Sequence[float], below: Sequence[float]) -> float:
    """The ratio of runs that are each in a process of its own: none of them warms up."""
    return ratio([0.0, *above], [1.0, *below])


def _of_two(one: Sequence[float], two: Sequence[Once]) -> float | None:
    busiest = [max(each.parent, each.busiest) for each in two]
    return _all(one, busiest) if all(each.busiest for each in two) else None


def _hold_equal(runs: Sequence[Once]) -> None:
    """Hold all to have merged the same projects of the same amounts, and scripts to agree."""
    first = runs[0].merged
    if any(each.merged[:2] != first[:2] for each in runs):
        raise AssertionError(f"not everybody merged the same: {[each.merged for each in runs]}")
    problems = {each.merged.problems for each in runs[2:]}
    if len(problems) > 1:
        raise AssertionError(f"the scripts found other problems: {problems}")
